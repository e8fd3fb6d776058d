"""A snapshot as of a moment that is over: the rows of the one that was taken then."""

import json
import random
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from models.actions.codes import seed_codes
from models.actions.einheiten import close_einheit, create_einheit, update_einheit
from models.actions.loeschung import delete_vorgaenge
from models.actions.umgliederung import reorganise_einheit
from models.db import acting_as, database, is_sqlite, writing
from models.importer import Auftrag, import_csv
from models.queries.snapshot import write_snapshot
from models.rules.fehler import RuleViolation
from models.rules.rechte import SYSTEM
from models.tables import Ereignis, Massnahme, Vorgang
from tests.haus import HEUTE, JETZT
from tests.integration.schritte.conftest import Gang, gang
from tests.integration.snapshot.conftest import KEY, rows_of
from tests.integration.snapshot.leben import (
    TATEN,
    Leben,
    again,
    anliegen,
    close,
    correct,
    record,
)
from tests.integration.snapshot.test_loeschung import closed_cases

__all__ = ["gang"]
WENIGE, VIELE = 12, 60
TABELLEN = ("einheit", "vorgang", "stand", "anliegen", "massnahme", "strichliste", "code")


@pytest.fixture
def leben(gang: Gang, tmp_path: Path) -> Leben:
    with writing(by=SYSTEM):
        seed_codes(by=SYSTEM, now=JETZT)
    leben = Leben(gang, tmp_path, random.Random(8))
    for _ in range(WENIGE):
        record(leben)
    return leben


def test_after_months_of_corrections_the_snapshot_of_then_comes_out_again(leben: Leben) -> None:
    for _ in range(VIELE - WENIGE):
        record(leben)
    for nr in range(90):
        if nr % 18 == 0:
            leben.keep()
        leben.step()
    assert len(leben.getan) == len(set(TATEN)), leben.getan
    rows = [[rows_of(s, t) for t in TABELLEN] for _, s in leben.damals]
    assert all(early != late for early, late in zip(rows, rows[1:], strict=False))
    for moment, damals in leben.damals:
        wieder = leben.again(moment)
        for tabelle in TABELLEN:
            assert rows_of(wieder, tabelle) == rows_of(damals, tabelle), (moment, tabelle)
        assert wieder.sha256 == damals.sha256
        assert wieder.moment.kette == damals.moment.kette
        assert wieder.moment.ereignis == damals.moment.ereignis


def test_looking_back_changes_nothing_and_leaves_nothing_behind(leben: Leben) -> None:
    leben.keep()
    for _ in range(20):
        leben.step()
    leben.keep()
    leben.again(leben.damals[0][0])
    jc = leben.haus.einheiten["JC"].id
    heute = write_snapshot(
        leben.ordner / "heute.sqlite", einheit_id=jc, stand=HEUTE, pseudonym_key=KEY,
        fassung="0.1.0",
    )  # fmt: skip
    assert heute.sha256 == leben.damals[1][1].sha256
    assert nothing_temporary()
    record(leben)


def test_an_import_counts_from_the_moment_it_was_shown(leben: Leben) -> None:
    leben.keep()
    leben.gang.now += timedelta(days=2)
    datei = leben.ordner / "faelle.csv"
    datei.write_text("art;eingang_am;eingangsweg\n" + "Beschwerde;2026-03-02;E-Mail\n" * 3, "utf-8")
    auftrag = Auftrag(datei, leben.haus.einheiten["JC"].id)
    assert not import_csv(by=SYSTEM, now=leben.gang.now, auftrag=auftrag).fehler
    leben.keep()
    leben.step()
    for moment, damals in leben.damals:
        assert leben.again(moment).sha256 == damals.sha256


def test_cases_from_elsewhere_that_were_corrected_here_are_what_was_taken_over(
    leben: Leben,
) -> None:
    datei = leben.ordner / "alt.csv"
    head = "art;eingang_am;eingangsweg;ergebnisart;ergebnis_am\n"
    row = "Beschwerde;2026-03-02;E-Mail;begründet;2026-04-20\n"
    datei.write_text(head + row * 3, "utf-8")
    auftrag = Auftrag(datei, leben.haus.einheiten["501"].id)
    ergebnis = import_csv(by=SYSTEM, now=leben.gang.now, auftrag=auftrag)
    assert not ergebnis.fehler
    with acting_as(SYSTEM):
        leben.ids = [v.id for v in Vorgang.select().where(Vorgang.herkunft == "import")]
    leben.gang.now += timedelta(days=1)
    leben.keep()
    for werte in ({"team": "502"}, {"eingang_am": date(2026, 3, 1)}, {"team": "601"}):
        leben.gang.now += timedelta(days=1)
        correct(leben, **werte)
    moment, damals = leben.damals[0]
    wieder = leben.again(moment)
    for tabelle in TABELLEN:
        assert rows_of(wieder, tabelle) == rows_of(damals, tabelle), tabelle
    assert rows_of(wieder, "stand") != rows_of(leben.again(leben.gang.now), "stand")


def test_teams_that_were_moved_renamed_or_closed_since_are_what_they_were(leben: Leben) -> None:
    leben.keep()
    haus, now = leben.haus, leben.gang.now + timedelta(days=1)
    adam, ids = SYSTEM, {name: unit.id for name, unit in haus.einheiten.items()}
    update_einheit(by=adam, now=now, einheit_id=ids["502"], version=1, werte={"name": "Neuer Name"})
    werte = {"gueltig_ab": now.date() + timedelta(days=30), "name": "Team 501 neu"}
    reorganise_einheit(by=adam, now=now, einheit_id=ids["501"], version=1, werte=werte)
    close_einheit(
        by=adam, now=now, einheit_id=ids["601"], version=1, gueltig_bis=date(2026, 12, 31)
    )
    neu = {"kuerzel": "503", "name": "Team 503", "art": "team", "gueltig_ab": date(2026, 1, 1)}
    neue = create_einheit(by=adam, now=now, werte=neu | {"eltern": ids["50"]})
    leben.gang.now = now
    leben.keep()
    assert rows_of(leben.damals[0][1], "einheit") != rows_of(leben.damals[1][1], "einheit")
    for moment, damals in leben.damals:
        assert leben.again(moment).sha256 == damals.sha256
    haus.einheiten["503"] = neue
    with pytest.raises(RuleViolation, match="noch nicht"):
        again(haus, leben.ordner / "zu-frueh.sqlite", leben.damals[0][0], "503")
    assert not (leben.ordner / "zu-frueh.sqlite").exists()
    assert nothing_temporary()


def test_what_is_deleted_by_now_stays_away_and_is_counted(leben: Leben) -> None:
    ids = closed_cases(leben.haus, leben.ordner, "501", 3)
    leben.gang.now += timedelta(days=1)
    leben.keep()
    leben.gang.now += timedelta(days=5)
    assert delete_vorgaenge(now=leben.gang.now, ids=ids) == 3
    moment, damals = leben.damals[0]
    wieder = leben.again(moment)
    assert wieder.moment.geloescht == 3
    vorher = [row for row in rows_of(damals, "vorgang") if row["id"] not in ids]
    assert rows_of(wieder, "vorgang") == vorher
    fakten = {(f["zeitraum"], f["monat"]): f["neu"] for f in rows_of(wieder, "fakt")}
    assert fakten["2026-H1", ""] == 3


def test_before_the_log_told_of_concerns_no_snapshot_is_invented(leben: Leben) -> None:
    """Events as they were written before they told the concerns that a change replaced."""
    leben.keep()
    leben.gang.now = datetime(2026, 9, 3, 8, tzinfo=JETZT.tzinfo)
    while "anliegen" not in names_of_changes():
        anliegen(leben)
    forget("anliegen_vorher")
    with pytest.raises(RuleViolation, match=r"ab dem 03\.09\.2026"):
        leben.again(leben.damals[0][0])
    leben.keep()
    assert leben.again(leben.damals[1][0]).sha256 == leben.damals[1][1].sha256


def test_nobody_looks_back_to_before_the_first_event(leben: Leben) -> None:
    with pytest.raises(RuleViolation, match=r"nicht zurück\. Möglich ist er ab dem 15\.07\.2026"):
        leben.again(JETZT - timedelta(days=1))


@pytest.mark.datenbank("sqlite")
def test_the_log_tells_the_concerns_before_and_nothing_of_their_text(leben: Leben) -> None:
    for _ in range(8):
        anliegen(leben)
    told = [daten for daten in changes() if "anliegen_vorher" in daten]
    assert told
    for daten in told:
        for punkt in daten["anliegen_vorher"]:
            assert punkt["kategorie"]
            assert not {"anliegen_text", "begehren", "anliegen_antwort"} & punkt.keys()


@pytest.mark.datenbank("sqlite")
def test_a_measure_decided_with_a_step_is_told_as_every_other_one(leben: Leben) -> None:
    with acting_as(SYSTEM):
        while not Massnahme.select().exists():
            with suppress(RuleViolation):
                close(leben)
        told = Ereignis.select(Ereignis.objekt_id).where(Ereignis.name == "massnahme_recorded")
        assert {key for (key,) in told.tuples()} == {row.id for row in Massnahme.select()}


def changes() -> Iterator[dict[str, Any]]:
    with acting_as(SYSTEM):
        for (daten,) in Ereignis.select(Ereignis.daten).tuples():
            yield json.loads(daten)


def names_of_changes() -> set[str]:
    return {
        name for daten in changes() if isinstance(daten.get("anliegen"), list) for name in daten
    }


def forget(name: str) -> None:
    """Write the log as if it had never told this; only a test may, past the lock."""
    lock = "DROP TRIGGER ereignis_bleibt" + ("" if is_sqlite() else " ON ereignis")
    database.execute_sql(lock)
    with writing(by=SYSTEM):
        for row in Ereignis.select().where(Ereignis.daten.contains(f'"{name}"')):
            daten = json.loads(row.daten)
            del daten[name]
            Ereignis.update(daten=json.dumps(daten)).where(Ereignis.id == row.id).execute()


def nothing_temporary() -> bool:
    question = "SELECT COUNT(*) FROM temp.sqlite_master"
    if not is_sqlite():
        question = "SELECT COUNT(*) FROM pg_class WHERE relpersistence = 't'"
    return database.execute_sql(question).fetchone()[0] == 0
