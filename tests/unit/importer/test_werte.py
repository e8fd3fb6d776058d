"""A cell becomes a value, or a sentence that does not repeat it."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.importer.werte import read_date, read_flag, read_moment, read_number, read_text
from models.rules.zeit import berlin_day

DAYS = st.dates(min_value=date(1950, 1, 1), max_value=date(2099, 12, 31))


@given(day=DAYS)
def test_every_day_reads_the_same_in_both_spellings(day: date) -> None:
    assert read_date(day.isoformat()) == read_date(f"{day:%d.%m.%Y}") == day
    assert read_date(f"{day.day}.{day.month}.{day.year}") == day


@given(day=DAYS)
def test_a_day_without_a_time_stays_that_day_in_berlin(day: date) -> None:
    assert berlin_day(read_moment(day.isoformat())) == day


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-01-05 09:30", datetime(2026, 1, 5, 8, 30, tzinfo=UTC)),
        ("05.07.2026 09:30", datetime(2026, 7, 5, 7, 30, tzinfo=UTC)),
        ("2026-07-05T09:30:15Z", datetime(2026, 7, 5, 9, 30, 15, tzinfo=UTC)),
        ("2026-07-05T09:30+02:00", datetime(2026, 7, 5, 7, 30, tzinfo=UTC)),
        ("2026-07-05 00:00:00.000", datetime(2026, 7, 4, 22, 0, tzinfo=UTC)),
    ],
)
def test_moments_are_berlin_time_unless_they_say_otherwise(text: str, moment: datetime) -> None:
    assert read_moment(text) == moment


def test_midnight_behind_a_date_is_what_databases_export() -> None:
    assert read_date("2026-07-05 00:00:00") == read_date("2026-07-05T00:00") == date(2026, 7, 5)


@pytest.mark.parametrize(
    "text", ["5.7.26", "31.02.2026", "2026-7-5", "07/05/2026", "heute", "2026-07-05 14:30", "99"]
)
def test_what_is_no_date_is_refused_without_repeating_it(text: str) -> None:
    with pytest.raises(ValueError, match="Datum") as caught:
        read_date(text)
    assert text not in str(caught.value)


@pytest.mark.parametrize("text", ["2026-07-05 25:00", "2026-07-05 halb drei", "2026-07-05 1430"])
def test_an_odd_time_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="Uhrzeit"):
        read_moment(text)


@pytest.mark.parametrize(
    ("text", "flag"), [("Ja", True), ("x", True), ("NEIN", False), ("0", False)]
)
def test_flags_in_any_case(text: str, flag: bool) -> None:
    assert read_flag(text) is flag


@pytest.mark.parametrize("text", ["vielleicht", "2", "ja, sofort"])
def test_anything_else_is_no_flag(text: str) -> None:
    with pytest.raises(ValueError, match="ja oder nein"):
        read_flag(text)


@pytest.mark.parametrize("text", ["-1", "1,5", "²", "1234567"])
def test_odd_numbers_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="ganze Zahl"):
        read_number(text)


def test_a_text_may_be_as_long_as_its_field() -> None:
    assert read_text(3)("abc") == "abc"
    with pytest.raises(ValueError, match="länger als 3"):
        read_text(3)("abcd")
