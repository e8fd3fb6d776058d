"""The log against somebody who writes past KRM: refused by the database, or found afterwards."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from peewee import PeeweeException

from models.actions.dokumente import Upload, store_dokument
from models.actions.vorgaenge import record_many
from models.db import acting_as, database, is_sqlite
from models.queries.dokumente import Beschaedigt, damaged_dokumente, open_dokument
from models.queries.kette import Kettenbefund, verify_chain
from models.rules.dateinamen import place
from models.rules.kette import link_hash
from models.rules.rechte import SYSTEM
from models.tables import Dokument, Ereignis, Kette
from tests import dateien
from tests.haus import JETZT, Haus

VERBOTEN = (
    "UPDATE ereignis SET akteur = 'niemand' WHERE id = 2",
    "DELETE FROM ereignis WHERE id = 2",
    "DELETE FROM ereignis",
    "UPDATE kette SET laenge = 1",
    "UPDATE kette SET letzter_hash = 'x'",
    "DELETE FROM kette",
)


@pytest.fixture
def protokoll(haus: Haus) -> Haus:
    """A house in which five things happened."""
    for _ in range(5):
        haus.record()
    return haus


def verify(*marken: int) -> Kettenbefund:
    with acting_as(SYSTEM):
        return verify_chain(frozenset(marken))


def past_the_locks(*statements: str) -> None:
    """What somebody with the rights of the database's owner can do: the locks stand again after."""
    if not is_sqlite():
        tables = ("ereignis", "kette")
        off = [f"ALTER TABLE {table} DISABLE TRIGGER USER" for table in tables]
        on = [f"ALTER TABLE {table} ENABLE TRIGGER USER" for table in tables]
        for statement in (*off, *statements, *on):
            database.execute_sql(statement)
        return
    triggers = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
    kept = database.execute_sql(triggers).fetchall()
    for name, _ in kept:
        database.execute_sql(f"DROP TRIGGER {name}")
    for statement in (*statements, *(sql for _, sql in kept)):
        database.execute_sql(statement)


@pytest.mark.parametrize("statement", VERBOTEN)
def test_the_database_itself_refuses_to_touch_the_log(protokoll: Haus, statement: str) -> None:
    with pytest.raises(PeeweeException, match=r"Ereignis"):
        database.execute_sql(statement)
    assert verify().fehler == ""


def test_an_event_is_not_replaced_either(protokoll: Haus) -> None:
    columns = "name, akteur, tabelle, objekt_id, daten, vorheriger, hash, zeitpunkt"
    values = f"'x', 'x', 'x', 1, '', '', '', '{JETZT:%Y-%m-%d %H:%M:%S}'"
    verb = "INSERT OR REPLACE" if is_sqlite() else "INSERT"
    with pytest.raises(PeeweeException):
        database.execute_sql(f"{verb} INTO ereignis (id, {columns}) VALUES (2, {values})")


def test_a_log_that_nobody_touched_is_whole(protokoll: Haus) -> None:
    record_many(by=SYSTEM, now=JETZT, eintraege=[protokoll.eintrag() for _ in range(3)])
    befund = verify(2)
    assert (befund.fehler, befund.laenge, befund.ereignisse) == ("", 8, 8)
    with acting_as(SYSTEM):
        assert befund.letzter_hash == Kette.get().letzter_hash
        assert befund.hashes[2] == Ereignis.select().order_by(Ereignis.id)[1].hash


@pytest.mark.parametrize(
    ("statement", "satz"),
    [
        ("UPDATE ereignis SET akteur = 'bernd' WHERE id = 3", "Ereignis 3 (15.07.2026 09:00 UTC)"),
        ("UPDATE ereignis SET daten = '{}' WHERE id = 3", "wurde nachträglich verändert"),
        ("DELETE FROM ereignis WHERE id = 3", "Ereignis 3 (15.07.2026 09:00 UTC)"),
        ("DELETE FROM ereignis WHERE id = 1", "Ereignis 1 (15.07.2026 09:00 UTC)"),
        ("DELETE FROM ereignis WHERE id = 5", "Nach Ereignis 4 (15.07.2026 09:00 UTC) fehlen 1"),
        ("DELETE FROM ereignis", "Nach Ereignis 0 fehlen 5 Ereignisse"),
        ("UPDATE kette SET laenge = 4", "Nach Ereignis 4 stehen 1 Ereignisse"),
        ("UPDATE kette SET letzter_hash = 'x'", "passt nicht zu Ereignis 5"),
        ("UPDATE ereignis SET stapel = 77 WHERE id = 5", "fehlen 1 Ereignisse"),
    ],
)
def test_the_first_broken_event_is_named(protokoll: Haus, statement: str, satz: str) -> None:
    past_the_locks(statement)
    fehler = verify().fehler
    assert satz in fehler
    assert "anna" not in fehler


def test_missing_locks_are_noticed(protokoll: Haus) -> None:
    where = "" if is_sqlite() else " ON ereignis"
    database.execute_sql(f"DROP TRIGGER ereignis_bleibt{where}")
    assert "ereignis_bleibt" in verify().fehler


def rewrite_from(place: int) -> None:
    """Recompute the chain after a change, as somebody would who knows how it is made."""
    with acting_as(SYSTEM):
        events = list(Ereignis.select().order_by(Ereignis.id))
    before, statements = events[place - 2].hash, []
    for event in events[place - 1 :]:
        event.akteur, event.vorheriger = "niemand", before
        before = link_hash(event)
        values = f"akteur = 'niemand', vorheriger = '{event.vorheriger}', hash = '{before}'"
        statements.append(f"UPDATE ereignis SET {values} WHERE id = {event.id}")
    past_the_locks(*statements, f"UPDATE kette SET letzter_hash = '{before}'")


def test_a_recomputed_chain_shows_only_against_what_was_written_down(protokoll: Haus) -> None:
    before = verify(4).hashes[4]
    rewrite_from(3)
    befund = verify(4)
    assert befund.fehler == ""
    assert befund.hashes[4] != before


@pytest.fixture
def abgelegt(haus: Haus, tmp_path: Path) -> Dokument:
    upload = Upload(haus.record().id, "antwort", "Antwort.pdf", io.BytesIO(dateien.PDF))
    anna = haus.akteur("anna")
    return store_dokument(by=anna, now=JETZT, upload=upload, ablage=tmp_path / "ablage")


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def change(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1] + b"x")


@pytest.mark.parametrize("damage", [cut, change, Path.unlink])
def test_a_file_that_is_not_the_one_filed_is_found_and_kept_back(
    abgelegt: Dokument, tmp_path: Path, damage: Callable[[Path], Any]
) -> None:
    ablage = tmp_path / "ablage"
    path = place(ablage, abgelegt.ablagename)
    with acting_as(SYSTEM):
        assert list(damaged_dokumente(ablage)) == []
        damage(path)
        assert [row.id for row, _ in damaged_dokumente(ablage)] == [abgelegt.id]
        with pytest.raises((Beschaedigt, FileNotFoundError)):
            open_dokument(abgelegt.id, ablage)


def test_changing_file_and_row_together_shows_in_the_log(
    abgelegt: Dokument, tmp_path: Path
) -> None:
    sql = "UPDATE dokument SET ablagename = ablagename, sha256 = 'f' || substr(sha256, 2)"
    database.execute_sql(sql)
    with acting_as(SYSTEM):
        ((row, satz),) = damaged_dokumente(tmp_path / "ablage")
    assert row.id == abgelegt.id
    assert "abgelegt" in satz
