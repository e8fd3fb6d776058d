"""On which days a reminder is due: counted in Arbeitstage of the Dienststelle's calendar."""

from datetime import date

from models.rules.ablauf_format import Erinnerung
from models.rules.kalender import Kalender

NACHHOLEN = 5
"""Arbeitstage for which a reminder that could not go out is made up for; later nobody needs it."""


def is_due(erinnerung: Erinnerung, faellig_am: date, today: date, kalender: Kalender) -> bool:
    """Whether the reminder belongs to `today` for a deadline on `faellig_am`.

    Before: from the named Arbeitstag on until the deadline. After: from the named Arbeitstag on,
    for NACHHOLEN more.
    """
    if erinnerung.arbeitstage_vorher is not None:
        first = kalender.subtract_arbeitstage(faellig_am, erinnerung.arbeitstage_vorher)
        return first <= today <= faellig_am
    late = kalender.count_arbeitstage(faellig_am, today)
    start = erinnerung.arbeitstage_nachher or 0
    return today > faellig_am and start <= late <= start + NACHHOLEN
