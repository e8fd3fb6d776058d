"""The days of a reminder, counted in Arbeitstage."""

from datetime import date, timedelta
from typing import Any

import pytest

from models.rules.ablauf_format import Erinnerung
from models.rules.erinnerung import NACHHOLEN, is_due
from models.rules.kalender import Kalender

BERLIN = Kalender("BE", dienstfrei=("2026-07-20",))
MITTWOCH = date(2026, 7, 22)


def erinnerung(**when: Any) -> Erinnerung:
    given = {"name": "x", "frist": ("antwort",), "an": ("tl",), "regel": "MH-19", "stelle": "4"}
    return Erinnerung(**given, **when)


def days(one: Erinnerung, kalender: Kalender = BERLIN) -> list[date]:
    """Every day of the month around the deadline on which the reminder is due."""
    month = [date(2026, 7, 1) + timedelta(days=n) for n in range(45)]
    return [day for day in month if is_due(one, MITTWOCH, day, kalender)]


def test_before_counts_back_over_free_days_and_ends_with_the_deadline() -> None:
    assert days(erinnerung(arbeitstage_vorher=3))[0] == date(2026, 7, 16)
    assert days(erinnerung(arbeitstage_vorher=3), Kalender("BE"))[0] == date(2026, 7, 17)
    assert days(erinnerung(arbeitstage_vorher=3))[-1] == MITTWOCH


def test_on_the_day_itself() -> None:
    assert days(erinnerung(arbeitstage_vorher=0)) == [MITTWOCH]


@pytest.mark.parametrize("after", [1, 3])
def test_after_begins_so_many_working_days_later_and_is_made_up_for_a_week(after: int) -> None:
    found = days(erinnerung(arbeitstage_nachher=after))
    assert found[0] == BERLIN.add_arbeitstage(MITTWOCH, after)
    assert BERLIN.add_arbeitstage(MITTWOCH, after + NACHHOLEN) in found
    assert BERLIN.add_arbeitstage(MITTWOCH, after + NACHHOLEN + 1) not in found
