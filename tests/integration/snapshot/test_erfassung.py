"""Since when a Dienststelle records: as it says itself, else as its cases show."""

from datetime import date, timedelta

import pytest

from models.actions.einheiten import update_einheit
from models.db import acting_as
from models.queries.erfassung import propose_for
from models.rules.fehler import RuleViolation
from models.rules.rechte import SYSTEM
from models.tables import Einheit
from tests.haus import HEUTE, JETZT, Haus
from tests.integration.snapshot.conftest import Read


def say(haus: Haus, seit: date) -> None:
    with acting_as(SYSTEM):
        jc = Einheit.get_by_id(haus.einheiten["JC"].id)
    update_einheit(
        by=haus.akteur("adam"), now=JETZT, einheit_id=jc.id, version=jc.version,
        werte={"erfassung_seit": seit},
    )  # fmt: skip


def told(read: Read) -> dict[str, tuple[str | None, int | None]]:
    rows = read("einheit")
    return {row["kuerzel"]: (row["erfassung_seit"], row["erfassung_geschaetzt"]) for row in rows}


def test_without_a_word_of_the_house_its_cases_tell(haus: Haus, read: Read) -> None:
    haus.record("501", eingang_am=HEUTE - timedelta(days=3000))
    for _ in range(3):
        haus.record("501", eingang_am=date(2026, 6, 9))
    found = told(read)
    assert found["JC"] == ("2026-06-01", 1)
    assert found["501"] == (None, None)
    with acting_as(SYSTEM):
        assert propose_for(Einheit.get_by_id(haus.einheiten["JC"].id)) == date(2026, 6, 1)


def test_adam_says_since_when_the_house_records(haus: Haus, read: Read) -> None:
    haus.record("501", eingang_am=date(2026, 6, 9))
    say(haus, date(2025, 3, 1))
    assert told(read)["JC"] == ("2025-03-01", 0)


def test_a_house_without_cases_is_not_recorded(haus: Haus, read: Read) -> None:
    assert told(read)["JC"] == (None, None)


def test_recording_does_not_begin_on_a_day_to_come(haus: Haus) -> None:
    with pytest.raises(RuleViolation, match="in der Zukunft"):
        say(haus, HEUTE + timedelta(days=1))
