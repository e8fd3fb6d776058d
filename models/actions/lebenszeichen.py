"""Signs of life of the background work, so that others can tell whether it runs."""

from datetime import datetime

from models.db import writing
from models.rules.rechte import SYSTEM
from models.tables import Lebenszeichen


def give_sign(*, name: str, now: datetime) -> None:
    """Note that this part of the program runs at `now`."""
    with writing(by=SYSTEM):
        hit = Lebenszeichen.update(am=now).where(Lebenszeichen.name == name).execute()
        if not hit:
            Lebenszeichen.insert(name=name, am=now).on_conflict_ignore().execute()
