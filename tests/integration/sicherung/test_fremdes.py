"""What is no database of ours is refused with a sentence of its own, and left as it is."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from models.db import close, connect, database
from models.migrations.laeufer import names
from tests.bruch import ROOT
from tests.integration.sicherung.conftest import Ort

COMMANDS = ("migrate", "serve", "worker", "demo", "einrichten", "check", "backup", "import",
            "bericht")  # fmt: skip


def _text(path: Path) -> None:
    path.write_text("Einkaufszettel: Milch, Brot, Butter", encoding="utf-8")


def _foreign(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE rezept (name TEXT)")
    connection.close()


def _damaged(path: Path) -> None:
    path.write_bytes(b"SQLite format 3\0" + b"\xff" * 4096)


def _empty(path: Path) -> None:
    path.write_bytes(b"")


KINDS: dict[str, tuple[Callable[[Path], object], str]] = {
    "fehlt": (lambda path: None, "gibt es nicht"),
    "text": (_text, "sondern etwas anderes"),
    "ordner": (Path.mkdir, "sondern etwas anderes"),
    "fremd": (_foreign, "anderen Programm"),
    "kaputt": (_damaged, "beschädigt oder verschlüsselt"),
    "leer": (_empty, "noch leer"),
}
MADE = {("migrate", "fehlt"), ("migrate", "leer")}
"""What migrate makes: there is nothing to refuse."""


@pytest.mark.datenbank("sqlite")
@pytest.mark.parametrize(
    ("kind", "command"),
    [(kind, command) for kind in KINDS for command in COMMANDS if (command, kind) not in MADE],
)
def test_no_command_makes_or_changes_anything_there(
    neuer_ort: Ort, tmp_path: Path, kind: str, command: str
) -> None:
    path = neuer_ort.datei
    if kind != "fehlt":
        path.parent.mkdir()
        KINDS[kind][0](path)
    before = _seen(tmp_path)
    refused = neuer_ort.run(*_call(command, tmp_path))
    assert refused.code == (1 if command == "check" else 2)
    assert KINDS[kind][1] in refused.text + refused.fehler
    assert command == "check" or len(refused.fehler.strip().splitlines()) == 1
    assert _seen(tmp_path) == before


def _seen(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() else b""
        for path in folder.rglob("*")
        if path.name not in ("neu", "secret_key", "pseudonym_key")  # keys of the demonstration
    }


def _call(command: str, folder: Path) -> list[str]:
    given = {
        "backup": [str(folder / "s.tar.gz")],
        "import": ["/dev/null"],
        "bericht": ["auswertung-gf", "--zeitraum", "2026"],
    }
    return [command, *given.get(command, [])]


def test_a_foreign_server_is_refused(neuer_ort: Ort, tmp_path: Path) -> None:
    connect(neuer_ort.env["KRM_DATABASE_URL"], create=True).connect()
    database.execute_sql("CREATE TABLE rezept (name TEXT)")
    close()
    for command in COMMANDS:
        refused = neuer_ort.run(*_call(command, tmp_path))
        assert "anderen Programm" in refused.text + refused.fehler, command
    assert not (tmp_path / "s.tar.gz").exists()


def _note_newer(ort: Ort, oldest: str | None) -> None:
    """What a newer program would have written beside its migration."""
    connect(ort.env["KRM_DATABASE_URL"]).connect()
    mark = database.obj.param
    database.execute_sql(
        f"INSERT INTO schema_migration (name, applied) VALUES ({mark}, {mark})",
        ("9001_zukunft", "2030-01-01 00:00:00"),
    )
    if oldest:
        database.execute_sql(
            f"INSERT INTO stand (migration, aeltestes, nacharbeit) VALUES ({mark}, {mark}, '')",
            ("9001_zukunft", oldest),
        )
    close()


@pytest.mark.parametrize("oldest", ["9001", None])
def test_a_database_that_needs_a_newer_program_is_refused(
    ort: Ort, tmp_path: Path, oldest: str | None
) -> None:
    _note_newer(ort, oldest)
    for command in COMMANDS:
        refused = ort.run(*_call(command, tmp_path))
        assert "neueren Fassung" in refused.text + refused.fehler, command
        assert refused.code == (1 if command == "check" else 2)


def test_what_a_newer_migration_declares_harmless_still_runs(ort: Ort, tmp_path: Path) -> None:
    before = ort.findings()
    _note_newer(ort, names()[-1][:4])
    assert ort.findings() == before
    assert "neueren Programms" in ort.run("check").text
    assert ort.run("backup", tmp_path / "s.tar.gz").code == 0
    assert ort.run("migrate").code == 0


def test_four_migrates_at_once_wait_for_one_another(neuer_ort: Ort) -> None:
    call = [sys.executable, "-m", "admin", "migrate"]
    running = [
        subprocess.Popen(call, cwd=ROOT, env={"PATH": "", **neuer_ort.env}, stderr=-1, text=True)
        for _ in range(4)
    ]
    ended = [(process.wait(120), process.communicate()[1]) for process in running]
    assert ended == [(0, "")] * 4


BREAKS = {
    "sqlite": {
        "Index": "DROP INDEX vorgang_frist_am",
        "Auslöser": "DROP TRIGGER volltext_anders",
        "Spalte": "ALTER TABLE vermerk DROP COLUMN text",
        "Tabelle": "DROP TABLE vermerk",
    },
    "postgresql": {
        "Index": "DROP INDEX vorgang_frist_am",
        "Auslöser": "ALTER TABLE volltext DISABLE TRIGGER volltext_schreiben",
        "Bedingung": "ALTER TABLE vermerk DROP CONSTRAINT vermerk_vorgang_id_fkey",
        "Tabelle": "DROP TABLE vermerk",
    },
}


@pytest.mark.datenbank("sqlite")
@pytest.mark.parametrize("what", BREAKS["sqlite"])
def test_check_names_what_is_missing_from_the_schema_on_sqlite(ort: Ort, what: str) -> None:
    _expect_named(ort, what, BREAKS["sqlite"][what])


@pytest.mark.datenbank("postgresql")
@pytest.mark.parametrize("what", BREAKS["postgresql"])
def test_check_names_what_is_missing_from_the_schema_on_postgresql(ort: Ort, what: str) -> None:
    _expect_named(ort, what, BREAKS["postgresql"][what])


def _expect_named(ort: Ort, what: str, sql: str) -> None:
    assert "Aufbau der Datenbank" not in ort.findings()
    connect(ort.env["KRM_DATABASE_URL"]).connect()
    database.execute_sql(sql)
    close()
    assert what in ort.findings()["Aufbau der Datenbank"]


@pytest.mark.datenbank("postgresql")
def test_a_role_that_may_make_no_schema_still_works(ort: Ort, tmp_path: Path) -> None:
    url, role = ort.env["KRM_DATABASE_URL"], f"eng_{os.getpid()}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE ROLE {role} LOGIN")
        connection.execute(f"GRANT ALL ON ALL TABLES IN SCHEMA public TO {role}")
        connection.execute(f"GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO {role}")
    narrow = Ort({**ort.env, "KRM_DATABASE_URL": url.replace("krm@", f"{role}@")}, ort.capsys)
    try:
        assert narrow.findings() == ort.findings()
        assert "Recht CREATE" in narrow.run("check").text
        assert narrow.run("backup", tmp_path / "s.tar.gz").code == 0
        assert narrow.run("migrate").code == 0
    finally:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(f"DROP OWNED BY {role}")
            connection.execute(f"DROP ROLE {role}")
