"""Values in words: dates, codes, deadlines, events."""

import ast
import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from admin.formatters import format_count, format_date, format_moment, format_value, frist_lage
from admin.formatters.ereignisse import EREIGNISSE, event_label

ROOT = Path(__file__).parents[3]
HEUTE = date(2026, 7, 15)
# Verbs in the past tense end an event's name, as in „vorgang_recorded“.
_EREIGNIS = re.compile(
    r"[a-z]+(_[a-z]+)*_([a-z]+ed|given|set|sent|resent|seen|begun|undone|withdrawn|written)"
)


@pytest.mark.parametrize(
    ("tage", "wort", "ton"),
    [
        (-1, "überfällig seit 1 Tag", "spaet"),
        (-12, "überfällig seit 12 Tagen", "spaet"),
        (0, "heute fällig", "heute"),
        (1, "morgen fällig", "bald"),
        (7, "in 7 Tagen", "bald"),
        (8, "in 8 Tagen", "ruhig"),
    ],
)
def test_an_open_deadline_is_said_in_words(tage: int, wort: str, ton: str) -> None:
    lage = frist_lage(HEUTE + timedelta(days=tage), HEUTE)
    assert (lage.wort, lage.ton) == (wort, ton)
    assert lage.zusatz == format_date(HEUTE + timedelta(days=tage))


def test_a_deadline_that_is_over_is_no_alarm() -> None:
    past = HEUTE - timedelta(days=9)
    assert frist_lage(past, HEUTE, gehalten=True).wort == "eingehalten"
    assert frist_lage(past, HEUTE, gehalten=False).wort == "nicht eingehalten"
    assert frist_lage(past, HEUTE, beendet=True).ton == "ruhig"
    assert frist_lage(None, HEUTE).wort == "keine Frist"


def test_moments_are_told_in_berlins_time() -> None:
    assert format_moment(datetime(2026, 7, 15, 22, 30, tzinfo=UTC)) == "16.07.2026, 00:30"
    assert format_moment(datetime(2026, 1, 15, 22, 30, tzinfo=UTC)) == "15.01.2026, 23:30"


def test_values_are_german_and_empty_ones_a_dash() -> None:
    assert format_date(HEUTE, weekday=True) == "Mi, 15.07.2026"
    assert format_count(1234567) == "1.234.567"
    assert format_value("art", "beschwerde") == "Beschwerde"
    assert format_value("art", "neuer-code") == "neuer-code"
    assert format_value("anonym", False) == "nein"
    assert format_value("name", "") == format_value("name", None) == "–"


def test_every_event_has_a_german_name() -> None:
    missing = {name for name in _event_names() if event_label(name) == name}
    assert not missing, (
        f"Diese Ereignisse haben keinen Namen in admin/formatters/ereignisse.py: {sorted(missing)}"
    )


def test_no_event_is_named_that_nobody_records() -> None:
    assert not set(EREIGNISSE) - _event_names()


def _event_names() -> set[str]:
    folders = ("actions", "demo", "rules")
    sources = [path for name in folders for path in ROOT.glob(f"models/{name}/*.py")]
    nodes = (node for path in sources for node in ast.walk(ast.parse(path.read_text("utf-8"))))
    texts = {n.value for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, str)}
    return {text for text in texts if _EREIGNIS.fullmatch(text)}
