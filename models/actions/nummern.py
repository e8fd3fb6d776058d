"""Vorgangsnummern: consecutive per year, never reused, also when many record at once (MH-84)."""

import re
from collections.abc import Iterable
from datetime import datetime

from models.rules.zeit import berlin_day
from models.tables import Nummernkreis, Nummernluecke

_NUMMER = re.compile(r"KRM-(\d{4})-(\d+)")


def next_numbers(moment: datetime, count: int) -> list[str]:
    """The next `count` numbers of the year of `moment` (Berlin); inside an action only.

    First those that an import gave back before anyone saw them, so that none is missing. The
    counter's row is locked until the transaction ends: a number given and rolled back is given to
    the next.
    """
    jahr = berlin_day(moment).year
    Nummernkreis.insert(jahr=jahr, letzte=0).on_conflict_ignore().execute()
    _add(jahr, 0)  # takes the lock
    given_back = _take_back(jahr, count)
    _add(jahr, count - len(given_back))
    letzte = Nummernkreis.select(Nummernkreis.letzte).where(Nummernkreis.jahr == jahr).scalar()
    new = range(letzte - (count - len(given_back)) + 1, letzte + 1)
    return [f"KRM-{jahr}-{number:05d}" for number in (*given_back, *new)]


def give_back(nummern: Iterable[str]) -> None:
    """Numbers of cases that nobody has seen and that are gone: the next cases get them."""
    parts = [found.groups() for nummer in nummern if (found := _NUMMER.fullmatch(nummer))]
    rows = [{"jahr": int(jahr), "nummer": int(number)} for jahr, number in parts]
    if rows:
        Nummernluecke.insert_many(rows).execute()


def _add(jahr: int, count: int) -> None:
    changed = Nummernkreis.update(letzte=Nummernkreis.letzte + count)
    changed.where(Nummernkreis.jahr == jahr).execute()


def _take_back(jahr: int, count: int) -> list[int]:
    here = Nummernluecke.jahr == jahr
    query = Nummernluecke.select(Nummernluecke.nummer).where(here)
    found = [number for (number,) in query.order_by(Nummernluecke.nummer).limit(count).tuples()]
    if found:
        Nummernluecke.delete().where(here, Nummernluecke.nummer << found).execute()
    return found
