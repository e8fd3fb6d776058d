"""What follows a commit, and what a request may say it has saved."""

import logging
from typing import Any

import pytest
from peewee import IntegrityError

from models.db import Vollzogen, acting_as, after_commit, is_duplicate, watch_writes, writing
from models.rules.fehler import RuleViolation
from models.rules.rechte import SYSTEM
from models.tables import Anliegen, Einmalschluessel, StaleVersion, Vorgang
from tests.haus import JETZT, Haus


class Abbruch(Exception):
    """Something goes wrong in the middle."""


def _undone(told: list[str]) -> None:
    with writing(by=SYSTEM):
        after_commit(lambda: told.append("nie"))
        raise Abbruch


def test_what_follows_a_commit_runs_once_after_the_outermost_transaction(db: Any) -> None:
    told: list[str] = []
    with writing(by=SYSTEM):
        with writing(by=SYSTEM):
            after_commit(lambda: told.append(f"offen: {db.in_transaction()}"))
        assert told == []
    assert told == ["offen: False"]
    with writing(by=SYSTEM):
        pass
    assert len(told) == 1


def test_nothing_follows_a_transaction_that_is_undone(db: Any) -> None:
    told: list[str] = []
    with pytest.raises(Abbruch):
        _undone(told)
    assert told == []


def test_nothing_follows_a_part_that_is_undone_alone(db: Any) -> None:
    told: list[str] = []
    with writing(by=SYSTEM):
        after_commit(lambda: told.append("das Ganze"))
        with pytest.raises(Abbruch):
            _undone(told)
    assert told == ["das Ganze"]


def test_a_failing_aftermath_undoes_nothing_and_stops_no_other(
    db: Any, caplog: pytest.LogCaptureFixture
) -> None:
    told: list[str] = []

    def fail() -> None:
        raise Abbruch("Frau Muster")

    stand = watch_writes()
    with caplog.at_level(logging.ERROR), writing(by=SYSTEM):
        after_commit(fail)
        after_commit(lambda: told.append("danach"))
    assert (stand.gespeichert, told) == (1, ["danach"])
    assert "Abbruch" in caplog.text
    assert "Muster" not in caplog.text


def test_outside_an_action_nothing_can_follow_a_commit(db: Any) -> None:
    with pytest.raises(RuntimeError, match="nur in einer Aktion"):
        after_commit(lambda: None)


def test_what_was_saved_and_what_was_undone_is_counted(db: Any) -> None:
    stand = watch_writes()
    with writing(by=SYSTEM):
        pass
    with pytest.raises(Abbruch), writing(by=SYSTEM):
        raise Abbruch
    assert (stand.gespeichert, stand.gescheitert, stand.ungewiss) == (1, 1, 0)


@pytest.mark.datenbank("postgresql")
def test_a_connection_lost_at_the_commit_leaves_it_open_what_was_saved(db: Any) -> None:
    stand = watch_writes()
    with pytest.raises(Exception, match="closed|lost|terminat"), writing(by=SYSTEM):
        db.connection().close()
    assert (stand.gespeichert, stand.gescheitert, stand.ungewiss) == (0, 0, 1)


def test_a_refusal_that_follows_from_who_was_faster_is_told_as_that(haus: Haus) -> None:
    vorgang = haus.record("501")
    with writing(by=SYSTEM):
        held = Vorgang.hold(vorgang.id)
        with pytest.raises(StaleVersion), held.at_version(held.version - 1):
            raise RuleViolation("Der Vorgang ist schon ausgetragen.")
        with pytest.raises(RuleViolation, match="ausgetragen"), held.at_version(held.version):
            raise RuleViolation("Der Vorgang ist schon ausgetragen.")


def test_a_duplicate_is_told_from_what_refers_to_nothing(haus: Haus) -> None:
    vorgang = haus.record("501")
    row = {"anliegen_nr": 1, "kategorie": "unterlagen"}
    for vorgang_id, duplicate in ((vorgang.id, True), (999_999, False)):
        with pytest.raises(IntegrityError) as caught:
            _insert_anliegen(row | {"vorgang": vorgang_id})
        assert is_duplicate(caught.value) is duplicate


def _insert_anliegen(row: dict[str, Any]) -> None:
    with writing(by=SYSTEM):
        Anliegen.insert(row).execute()


def _end_as_done(haus: Haus) -> None:
    adam = haus.akteur("adam")
    with writing(by=adam), writing(by=adam):
        with acting_as(SYSTEM):
            Einmalschluessel.insert(schluessel="s", ziel="", angelegt_am=JETZT).execute()
        raise Vollzogen


def test_what_an_action_wrote_stays_where_it_ended_as_done(haus: Haus) -> None:
    with pytest.raises(Vollzogen):
        _end_as_done(haus)
    with acting_as(SYSTEM):
        assert Einmalschluessel.select().count() == 1
