"""The store of sessions: beside the cases, in no backup, and what ended in it is gone."""

import re
import subprocess
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

import psycopg
import pytest
from flask.testing import FlaskClient

from admin.jobs.aufraeumen import sweep_sessions
from models.db import acting_as, close
from models.rules.rechte import SYSTEM
from models.rules.sitzung import UNTAETIG
from models.tables import Sitzung
from tests import stoerungen
from tests.haus import JETZT
from tests.integration.web.klient import ANMELDEN, Mensch, Web

WORT = "Zwetschgenbaum"


def log_in(client: FlaskClient, login: str, passwort: str) -> Any:
    """Fill the form that this browser has open."""
    page = client.get(ANMELDEN).text
    found = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert found
    return client.post(
        ANMELDEN, data={"login": login, "password": passwort, "csrf_token": found.group(1)}
    )


def _search(mensch: Mensch) -> None:
    assert mensch.post("/vorgang/filter/", suche=WORT).status_code == 303
    with acting_as(SYSTEM):
        assert any(WORT in row.daten for row in Sitzung.select())
    close()


def _bytes_of(path: Path) -> bytes:
    return b"".join(part.read_bytes() for part in path.parent.glob(f"{path.name}*"))


@pytest.mark.datenbank("sqlite")
def test_what_somebody_searched_for_never_reaches_the_database_of_cases(
    web: Web, migrierte_url: str
) -> None:
    _search(web.als("anna"))
    assert WORT.encode() not in _bytes_of(stoerungen.file_of(migrierte_url))
    assert WORT.encode() in _bytes_of(stoerungen.store_of(migrierte_url))
    assert stoerungen.store_of(migrierte_url).stat().st_mode & 0o077 == 0


@pytest.mark.datenbank("postgresql")
def test_what_somebody_searched_for_is_in_no_dump(web: Web, migrierte_url: str) -> None:
    _search(web.als("anna"))
    with psycopg.connect(migrierte_url) as server:
        kept = server.execute(
            "SELECT relname FROM pg_class WHERE relpersistence = 'u' AND relkind = 'r'"
        ).fetchall()
    assert {name for (name,) in kept} == {"sitzung", "anmeldeversuch"}
    dump = ["pg_dump", "--no-unlogged-table-data", f"--dbname={migrierte_url}"]
    done = subprocess.run(dump, capture_output=True, text=True, check=True)
    assert "CREATE UNLOGGED TABLE public.sitzung" in done.stdout
    assert WORT not in done.stdout


@pytest.mark.datenbank("sqlite")
@pytest.mark.parametrize("by_herself", [True, False], ids=["abgemeldet", "abgelaufen"])
def test_what_an_ended_session_held_is_gone_from_the_file(
    web: Web, migrierte_url: str, by_herself: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna = web.als("anna")
    _search(anna)
    if by_herself:
        anna.post("/abmelden")
    else:
        late = JETZT + UNTAETIG + timedelta(seconds=1)
        monkeypatch.setattr("admin.jobs.aufraeumen.utc_now", lambda: late)
    sweep_sessions(web.app.config["KRM"])
    close()
    with acting_as(SYSTEM):
        assert Sitzung.select().count() == 0
    assert WORT.encode() not in _bytes_of(stoerungen.store_of(migrierte_url))


def test_sweeping_makes_ended_sessions_unreadable_without_stopping_others(web: Web) -> None:
    anna, bernd = web.als("anna"), web.als("bernd")
    _search(anna)
    anna.post("/abmelden")
    sweep_sessions(web.app.config["KRM"])
    close()
    assert bernd.get("/").status_code == 200


@pytest.mark.datenbank("sqlite")
def test_a_store_that_vanishes_is_made_anew_and_people_log_in_again(
    web: Web, migrierte_url: str
) -> None:
    anna = web.als("anna")
    assert anna.get("/").status_code == 200
    stoerungen.store_of(migrierte_url).unlink()
    assert anna.get("/").location == ANMELDEN
    assert web.als("anna").get("/").status_code == 200


def test_an_older_database_gives_its_sessions_up(db: Any) -> None:
    frozen = import_module("models.migrations.0007_sitzungsspeicher")
    with db.atomic():
        frozen.down(None, db.obj)
    row = "(1, 'k', NULL, 'Zwetschgenbaum', '2026-01-01', '2026-01-01')"
    db.execute_sql(f"INSERT INTO sitzung VALUES {row}")
    with db.atomic():
        frozen.up(None, db.obj)
    if "sitzung" in db.get_tables():
        assert db.execute_sql("SELECT count(*) FROM sitzung").fetchone() == (0,)
    with acting_as(SYSTEM):
        assert Sitzung.select().count() == 0
