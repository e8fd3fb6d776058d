"""Periods: what people may write, what came before, and how much of it can be known."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.fehler import RuleViolation
from notebooks.catalogue import parse_zeitraum, vorperiode
from notebooks.data.abschnitte import abschnitte, check_recorded
from notebooks.data.zeitraum import check_begun, vorjahr


@pytest.mark.parametrize(
    ("text", "von", "bis", "art"),
    [
        ("2026", date(2026, 1, 1), date(2026, 12, 31), "jahr"),
        ("2026-H1", date(2026, 1, 1), date(2026, 6, 30), "halbjahr"),
        ("2026-H2", date(2026, 7, 1), date(2026, 12, 31), "halbjahr"),
        ("2026-Q1", date(2026, 1, 1), date(2026, 3, 31), "quartal"),
        ("2026-Q4", date(2026, 10, 1), date(2026, 12, 31), "quartal"),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "monat"),
        ("2026-12", date(2026, 12, 1), date(2026, 12, 31), "monat"),
        ("2026-01-15..2026-03-10", date(2026, 1, 15), date(2026, 3, 10), "frei"),
        (" 2026-05-05..2026-05-05 ", date(2026, 5, 5), date(2026, 5, 5), "frei"),
    ],
)
def test_a_period_is_read(text: str, von: date, bis: date, art: str) -> None:
    gelesen = parse_zeitraum(text)
    assert (gelesen.von, gelesen.bis, gelesen.art) == (von, bis, art)
    assert gelesen.text == text.strip()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "26",
        "2026-H3",
        "2026-Q0",
        "2026-13",
        "2026-00",
        "H1-2026",
        "2026-01-01",
        "2026-02-30..2026-03-01",
        "2026-03-10..2026-01-15",
        "1066",
        "2026/H1",
        "2026-01-01..",
        "../2026",
        "٢٠٢٦",
        "2026-H1; drop",
    ],
)
def test_anything_else_is_refused_in_german(text: str) -> None:
    with pytest.raises(RuleViolation) as fehler:
        parse_zeitraum(text)
    assert fehler.value.feld == "zeitraum"
    assert fehler.value.satz.endswith(".")


@pytest.mark.parametrize(
    ("text", "davor"),
    [
        ("2026", "2025"),
        ("2026-H1", "2025-H2"),
        ("2026-H2", "2026-H1"),
        ("2026-Q1", "2025-Q4"),
        ("2026-01", "2025-12"),
        ("2026-03-11..2026-03-20", "2026-03-01..2026-03-10"),
        ("2026-03-01..2026-06-30", "2025-11-01..2026-02-28"),
        ("2026-01-01..2026-12-31", "2025-01-01..2025-12-31"),
    ],
)
def test_the_period_before_ends_the_day_before(text: str, davor: str) -> None:
    assert vorperiode(parse_zeitraum(text)).text == davor


@pytest.mark.parametrize(
    ("text", "davor"),
    [
        ("2026-H1", "2025-H1"),
        ("2026-02", "2025-02"),
        ("2024-02-29..2024-03-05", "2023-02-28..2023-03-05"),
    ],
)
def test_the_same_period_a_year_ago(text: str, davor: str) -> None:
    assert vorjahr(parse_zeitraum(text)).text == davor


@given(st.dates(date(1971, 1, 2), date(2099, 1, 1)), st.integers(0, 700))
def test_a_free_period_and_the_one_before_are_equally_long_and_adjacent(
    von: date, mehr: int
) -> None:
    bis = date.fromordinal(von.toordinal() + mehr)
    zeit = parse_zeitraum(f"{von}..{bis}")
    davor = vorperiode(zeit)
    if von.day > 1:  # else it may be made of whole months, and so is the one before
        assert davor.tage == zeit.tage
    assert davor.bis.toordinal() + 1 == zeit.von.toordinal()


def test_a_report_before_its_period_has_watched_nothing() -> None:
    teile = abschnitte(parse_zeitraum("2026-H1"), date(2025, 12, 1), "2020-01-01")
    assert teile.bericht.tage == 0
    assert teile.unfertig
    assert teile.vor.tage == 0


def test_each_span_is_told_as_of_its_own_last_day() -> None:
    teile = abschnitte(parse_zeitraum("2026-H1"), date(2026, 7, 15), "2020-01-01")
    assert teile.bericht.schluss == "2026-06-30"
    assert teile.vor.schluss == "2025-12-31"


@pytest.mark.parametrize(
    ("erster", "erfasst"), [(None, False), ("2025-07-31", True), ("2025-08-01", False)]
)
def test_a_span_before_recording_began_is_no_measure(erster: str | None, erfasst: bool) -> None:
    teile = abschnitte(parse_zeitraum("2026-H1"), date(2026, 7, 15), erster)
    assert teile.vor_erfasst is erfasst
    assert (teile.vor_tage > 0) is erfasst


def test_what_has_not_begun_is_refused_and_what_has_is_not() -> None:
    zeit = parse_zeitraum("2026-H2")
    check_begun(zeit, date(2026, 7, 1))
    with pytest.raises(RuleViolation, match="beginnt erst am 01.07.2026"):
        check_begun(zeit, date(2026, 6, 30))


def test_what_ended_before_anybody_recorded_is_refused_as_not_recorded() -> None:
    zeit = parse_zeitraum("2025-H2")
    check_recorded(zeit, None)
    check_recorded(zeit, "2025-12-31")
    with pytest.raises(RuleViolation, match="nicht erfasst: Erfasst wird seit dem 01.01.2026"):
        check_recorded(zeit, "2026-01-01")
