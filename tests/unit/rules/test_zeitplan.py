"""When reports are due: rhythm, local time, the two days on which the clock changes."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.fehler import RuleViolation
from models.rules.zeit import BERLIN
from models.rules.zeitplan import (
    Nachholen,
    Rhythmus,
    Takt,
    in_words,
    instant,
    make_takt,
    next_termine,
    termine,
    to_make,
)

HALBJAHR = Takt(Rhythmus.HALBJAEHRLICH, 15, time(6))
START = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.mark.regel("MH-83", "BKW-44")
def test_dora_reads_the_schedule_in_words_of_the_house() -> None:
    assert in_words(HALBJAHR) == ("halbjährlich, am 15. des Folgemonats, 06:00 Uhr (Europe/Berlin)")


def test_the_half_year_is_due_on_the_fifteenth_of_the_month_after() -> None:
    first, second = next_termine(HALBJAHR, START, 2)
    assert (first.faellig_am, first.zeitraum) == (
        datetime(2026, 1, 15, 5, tzinfo=UTC), "2025-H2",
    )  # fmt: skip
    assert (second.faellig_am, second.zeitraum) == (
        datetime(2026, 7, 15, 4, tzinfo=UTC), "2026-H1",
    )  # fmt: skip
    assert (second.von, second.bis) == (date(2026, 1, 1), date(2026, 6, 30))


@pytest.mark.parametrize(
    ("rhythmus", "texte"),
    [
        (Rhythmus.MONATLICH, ["2025-12", "2026-01", "2026-02"]),
        (Rhythmus.VIERTELJAEHRLICH, ["2025-Q4", "2026-Q1", "2026-Q2"]),
        (Rhythmus.JAEHRLICH, ["2025", "2026", "2027"]),
    ],
)
def test_each_rhythm_is_about_the_period_that_just_ended(
    rhythmus: Rhythmus, texte: list[str]
) -> None:
    found = next_termine(Takt(rhythmus, 3, time(6)), START, 3)
    assert [one.zeitraum for one in found] == texte


def test_an_hour_that_does_not_exist_becomes_the_first_that_does() -> None:
    # On 29 March 2026 the clock jumps from 2 to 3.
    assert instant(date(2026, 3, 29), time(2, 30)) == datetime(2026, 3, 29, 1, tzinfo=UTC)
    assert instant(date(2026, 3, 29), time(3)) == datetime(2026, 3, 29, 1, tzinfo=UTC)


def test_an_hour_that_comes_twice_counts_once_the_first_time() -> None:
    # On 25 October 2026 the hour from 2 to 3 comes twice.
    assert instant(date(2026, 10, 25), time(2, 30)) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@given(
    st.sampled_from(list(Rhythmus)),
    st.integers(1, 28),
    st.times(),
    st.lists(st.integers(0, 4000), min_size=1, max_size=8),
)
def test_however_a_span_is_cut_each_occurrence_stands_in_it_once(
    rhythmus: Rhythmus, tag: int, uhrzeit: time, schnitte: list[int]
) -> None:
    takt = Takt(rhythmus, tag, uhrzeit.replace(second=0, microsecond=0))
    marks = [START + timedelta(hours=4 * hours) for hours in sorted({0, *schnitte, 4000})]
    pieces = [one for a, b in zip(marks, marks[1:], strict=False) for one in termine(takt, a, b)]
    assert pieces == termine(takt, marks[0], marks[-1])
    assert all(one.bis < one.faellig_am.astimezone(BERLIN).date() for one in pieces)


def test_after_an_outage_the_policy_says_what_is_made_up_for() -> None:
    monatlich = Takt(Rhythmus.MONATLICH, 3, time(6))
    now = datetime(2026, 7, 15, tzinfo=UTC)
    due = termine(monatlich, START, now)
    assert [len(to_make(due, now, how)) for how in Nachholen] == [1, 7, 0]
    assert to_make(due, now, Nachholen.LETZTER) == due[-1:]


def test_an_occurrence_seen_in_time_is_made_whatever_was_missed_before() -> None:
    monatlich = Takt(Rhythmus.MONATLICH, 3, time(6))
    now = datetime(2026, 7, 3, 4, 1, tzinfo=UTC)
    due = termine(monatlich, START, now)
    assert to_make(due, now, Nachholen.KEINER) == due[-1:]
    assert to_make(due, now, Nachholen.LETZTER) == due[-1:]
    assert to_make(due, now, Nachholen.ALLE) == due


@pytest.mark.parametrize(
    ("rhythmus", "tag", "uhrzeit", "feld"),
    [
        ("wöchentlich", 15, "06:00", "rhythmus"),
        ("monatlich", 31, "06:00", "tag"),
        ("monatlich", 0, "06:00", "tag"),
        ("monatlich", 15, "26:00", "uhrzeit"),
        ("monatlich", 15, "früh", "uhrzeit"),
    ],
)
def test_what_no_clock_knows_is_refused_at_its_field(
    rhythmus: str, tag: int, uhrzeit: str, feld: str
) -> None:
    with pytest.raises(RuleViolation) as refused:
        make_takt(rhythmus, tag, uhrzeit)
    assert refused.value.feld == feld
