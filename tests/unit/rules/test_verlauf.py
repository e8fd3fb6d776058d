"""The dated record: what held of a case on a day stays, whatever happens to it later."""

from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from models.rules.verlauf import FELDER, Stand, begin, go_on, on

EINGANG = date(2026, 3, 2)
TAG = timedelta(days=1)


def kopf(**values: Any) -> dict[str, Any]:
    return {**dict.fromkeys(FELDER), "eingang_am": EINGANG, "art": "beschwerde", **values}


def changed(rows: list[Stand], today: date, **values: Any) -> list[Stand]:
    last = {**rows[-1].werte, "eingang_am": EINGANG, **values}
    return go_on(rows, values, last, today)


def at(rows: list[Stand], day: date, name: str) -> Any:
    found = on(rows, day)
    return found.werte[name] if found else None


def test_a_case_reopened_today_stays_closed_in_the_past() -> None:
    closed = changed(begin(kopf()), date(2026, 3, 20), abschluss_am=date(2026, 3, 20))
    reopened = changed(closed, date(2026, 8, 3), abschluss_am=None)
    assert at(reopened, date(2026, 6, 30), "abschluss_am") == date(2026, 3, 20)
    assert at(reopened, date(2026, 8, 3), "abschluss_am") is None
    assert at(reopened, date(2026, 3, 19), "abschluss_am") is None


def test_a_case_that_moves_to_another_team_stays_in_the_old_one_until_then() -> None:
    rows = changed(begin(kopf(einheit=501)), date(2026, 8, 3), einheit=502)
    assert [at(rows, day, "einheit") for day in (EINGANG, date(2026, 8, 2), date(2026, 8, 3))] == [
        501,
        501,
        502,
    ]


def test_a_letter_entered_late_counts_from_its_own_day() -> None:
    rows = changed(begin(kopf()), date(2026, 7, 2), antwort_versandt_am=date(2026, 6, 29))
    assert at(rows, date(2026, 6, 30), "antwort_versandt_am") == date(2026, 6, 29)


def test_a_mistaken_day_never_held() -> None:
    wrong = changed(begin(kopf()), date(2026, 6, 29), antwort_versandt_am=date(2026, 6, 29))
    right = changed(wrong, date(2026, 7, 8), antwort_versandt_am=date(2026, 7, 6))
    assert at(right, date(2026, 6, 30), "antwort_versandt_am") is None
    assert at(right, date(2026, 7, 6), "antwort_versandt_am") == date(2026, 7, 6)


def test_a_second_closing_leaves_the_first_one_in_its_time() -> None:
    rows = changed(begin(kopf()), date(2026, 3, 20), abschluss_am=date(2026, 3, 20))
    rows = changed(rows, date(2026, 5, 4), abschluss_am=None)
    rows = changed(rows, date(2026, 6, 1), abschluss_am=date(2026, 6, 1))
    days = (date(2026, 3, 31), date(2026, 5, 31), date(2026, 6, 30))
    assert [at(rows, day, "abschluss_am") for day in days] == [
        date(2026, 3, 20),
        None,
        date(2026, 6, 1),
    ]


def test_what_is_told_at_the_closing_holds_from_the_closing() -> None:
    rows = changed(begin(kopf()), date(2026, 7, 2), abschluss_am=date(2026, 6, 30), abhilfe="ganz")
    assert at(rows, date(2026, 6, 30), "abhilfe") == "ganz"
    later = changed(rows, date(2026, 9, 1), abhilfe="keine")
    assert at(later, date(2026, 6, 30), "abhilfe") == "ganz"
    assert at(later, date(2026, 9, 1), "abhilfe") == "keine"


def test_a_result_found_anew_leaves_the_old_one_in_its_time() -> None:
    first = {"ergebnisart": "begruendet", "ergebnis_am": date(2026, 4, 1)}
    second = {"ergebnisart": "unbegruendet", "ergebnis_am": date(2026, 7, 9)}
    rows = changed(changed(begin(kopf()), date(2026, 4, 1), **first), date(2026, 7, 9), **second)
    assert at(rows, date(2026, 6, 30), "ergebnisart") == "begruendet"
    assert at(rows, date(2026, 7, 9), "ergebnisart") == "unbegruendet"


def test_a_corrected_eingang_moves_the_beginning() -> None:
    rows = begin(kopf())
    for day in (EINGANG - 5 * TAG, EINGANG + 5 * TAG):
        moved = go_on(rows, {"eingang_am": day}, {**kopf(), "eingang_am": day}, date(2026, 7, 1))
        assert [row.ab for row in moved] == [day]


def test_a_finished_case_from_elsewhere_has_its_days() -> None:
    rows = begin(
        kopf(
            antwort_versandt_am=date(2026, 3, 9),
            abschluss_am=date(2026, 3, 12),
            frist_am=date(2026, 3, 16),
            frist_gehalten=True,
            abhilfe="ganz",
        )
    )
    assert [row.ab for row in rows] == [EINGANG, date(2026, 3, 9), date(2026, 3, 12)]
    assert at(rows, date(2026, 3, 8), "frist_gehalten") is None
    assert at(rows, date(2026, 3, 9), "frist_gehalten") is True
    assert at(rows, date(2026, 3, 9), "abhilfe") is None
    assert at(rows, EINGANG, "frist_am") == date(2026, 3, 16)


DAYS = st.integers(0, 200).map(lambda n: EINGANG + n * TAG)
STEPS = st.lists(
    st.tuples(
        st.integers(0, 20),
        st.sampled_from(
            [
                {"abschluss_am": "heute"},
                {"abschluss_am": None},
                {"einheit": 501},
                {"einheit": 502},
                {"art": "dienstaufsichtsbeschwerde"},
                {"art": "beschwerde"},
                {"abhilfe": "ganz"},
                {"frist_am": EINGANG + 14 * TAG},
            ]
        ),
    ),
    max_size=12,
)


@given(STEPS, DAYS)
def test_nothing_done_on_time_changes_what_a_past_day_says(steps: Any, day: date) -> None:
    rows, today, seen = begin(kopf()), EINGANG, None
    for wait, change in steps:
        today += wait * TAG
        if seen is None and today > day:
            seen = on(rows, day)
        values = {name: today if value == "heute" else value for name, value in change.items()}
        if values.get("abschluss_am") and rows[-1].werte["abschluss_am"]:
            continue  # who is closed is reopened before it is closed again
        rows = changed(rows, today, **values)
        assert [row.ab for row in rows] == sorted({row.ab for row in rows})
        assert all(row.werte[n] == rows[-1].werte[n] for row in rows[-1:] for n in values)
    assert seen is None or on(rows, day).werte == seen.werte  # type: ignore[union-attr]
