"""When cases come in: winter peaks, weekdays, one true step, as in kalibrierung.md."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import accumulate
from random import Random

from models.rules.zeit import BERLIN

STUFE_VOR_TAGEN = 425
"""So long ago the number of reactions rose for good: a signal that a chart must find."""
STUFE = 1.45
# January to December: heating bills and the turn of the year bring more, summer less.
MONATE = (1.30, 1.18, 1.08, 0.95, 0.90, 0.88, 0.78, 0.82, 0.95, 1.02, 1.10, 1.04)
WOCHENTAGE = (1.25, 1.10, 1.00, 1.05, 0.85, 0.12, 0.08)
_FEIERTAGE = {(12, 24), (12, 25), (12, 26), (12, 31), (1, 1)}


@dataclass(frozen=True)
class Zugang:
    """A case comes in on `eingang` and is recorded at `erfasst_am` (UTC)."""

    eingang: date
    erfasst_am: datetime


def draw_arrivals(rng: Random, von: date, heute: date, count: int) -> list[Zugang]:
    """`count` arrivals until the last workday before `heute`, in the order of recording."""
    last = previous_workday(heute - timedelta(days=1))
    days = [von + timedelta(days=offset) for offset in range((last - von).days + 1)]
    weights = list(accumulate(weight_of(day, heute) for day in days))
    eingaenge = sorted(rng.choices(days, cum_weights=weights, k=count))
    arrivals = [Zugang(day, _recorded(rng, day, last)) for day in eingaenge]
    return sorted(arrivals, key=lambda zugang: (zugang.erfasst_am, zugang.eingang))


def weight_of(day: date, heute: date) -> float:
    """How likely a reaction is on this day, relative to others."""
    weight = MONATE[day.month - 1] * WOCHENTAGE[day.weekday()]
    if (day.month, day.day) in _FEIERTAGE:
        weight *= 0.1
    return weight * (STUFE if (heute - day).days <= STUFE_VOR_TAGEN else 1.0)


def next_workday(day: date) -> date:
    """The day itself or the Monday after it."""
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() >= 5 else 0)


def previous_workday(day: date) -> date:
    """The day itself or the Friday before it."""
    return day - timedelta(days=max(0, day.weekday() - 4))


def days_later(rng: Random, day: date, spread: Sequence[int]) -> date:
    """A workday some days later."""
    return next_workday(day + timedelta(days=rng.choice(spread)))


def _recorded(rng: Random, eingang: date, last: date) -> datetime:
    day = min(next_workday(eingang + timedelta(days=rng.choice((0, 0, 0, 1, 1, 2, 4)))), last)
    clock = time(rng.randint(8, 15), rng.randint(0, 59), rng.randint(0, 59))
    return datetime.combine(day, clock, BERLIN).astimezone(UTC)
