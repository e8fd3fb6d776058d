"""Vorgangsnummern: consecutive per year, never reused, also when many record at once (MH-84)."""

from datetime import datetime

from models.rules.zeit import berlin_day
from models.tables import Nummernkreis


def next_numbers(moment: datetime, count: int) -> list[str]:
    """The next `count` numbers of the year of `moment` (Berlin); inside an action only.

    The counter's row is locked until the transaction ends: a number given and rolled back is
    given to the next, so that none is missing.
    """
    jahr = berlin_day(moment).year
    Nummernkreis.insert(jahr=jahr, letzte=0).on_conflict_ignore().execute()
    Nummernkreis.update(letzte=Nummernkreis.letzte + count).where(
        Nummernkreis.jahr == jahr
    ).execute()
    letzte = Nummernkreis.select(Nummernkreis.letzte).where(Nummernkreis.jahr == jahr).scalar()
    return [f"KRM-{jahr}-{number:05d}" for number in range(letzte - count + 1, letzte + 1)]
