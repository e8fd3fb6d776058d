"""The demonstration's last weeks are lived: every desk has something, and the log tells it."""

import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from models.actions.ereignisse import link_hash
from models.db import acting_as, close, connect
from models.demo import Umfang, fill
from models.demo.massnahmen import PLAENE
from models.demo.szenen import SZENEN
from models.queries.akteure import find_akteur
from models.queries.desk import load_desk
from models.rules.dateien import detect_type
from models.rules.dateinamen import place
from models.rules.rechte import SYSTEM
from models.rules.zeit import BERLIN
from models.tables import (
    Dokument,
    Ereignis,
    Massnahme,
    Nachricht,
    Schritt,
    Vermerk,
    Vorgang,
    Wiedervorlage,
)

pytestmark = pytest.mark.datenbank("sqlite")
HEUTE = date(2026, 7, 15)
JETZT = datetime(2026, 7, 15, 5, 0, tzinfo=UTC)
HASH = "$argon2id$v=19$m=65536,t=3,p=4$c2Fsei1hdXMtZGVtLVRlc3Q$aGFzaC1hdXMtZGVtLVRlc3Q"
DRAWN = {"ablagename", "salz", "daten", "hash", "vorheriger", "message_id", "token", "gesendet_am"}


@contextmanager
def played(vorlage: Path, folder: Path) -> Iterator[Path]:
    """A played demonstration; the folder of its documents."""
    connect(f"sqlite:///{shutil.copyfile(vorlage, folder / 'demo.sqlite')}").connect()
    fill(now=JETZT, umfang=Umfang(HEUTE, faelle=210), passwort_hash=HASH, ablage=folder / "ablage")
    yield folder / "ablage"
    close()


@pytest.fixture(scope="module")
def ablage(sqlite_vorlage: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with played(sqlite_vorlage, tmp_path_factory.mktemp("demo")) as ablage:
        yield ablage


def _rows(*tables: Any) -> list[list[dict[str, Any]]]:
    with acting_as(SYSTEM):
        return [
            [{k: v for k, v in row.items() if k not in DRAWN} for row in query.dicts()]
            for query in (table.select().order_by(table.id) for table in tables)
        ]


def test_every_scene_is_where_it_should_be(ablage: Path) -> None:
    with acting_as(SYSTEM):
        taken = {row.vorgang_id: row.name for row in Schritt.select().order_by(Schritt.id)}
        assert Vorgang.select().count() == 210
    assert Counter(taken.values()) == Counter(szene.bis for szene in SZENEN if szene.bis)


@pytest.mark.parametrize("login", ["anna", "bernd", "clara", "dora", "emil", "greta", "berta"])
def test_something_waits_for_everybody(ablage: Path, login: str) -> None:
    akteur = find_akteur(login, HEUTE)
    desk = load_desk(akteur, HEUTE)
    waiting = next(teil for teil in desk.vorgaenge if teil.name == "wartet")
    assert waiting.anzahl >= 1
    has_notes = login in ("anna", "bernd", "berta")
    assert (desk.wiedervorlagen.anzahl > 0) is has_notes


def test_cases_hold_notes_documents_and_measures(ablage: Path) -> None:
    with acting_as(SYSTEM):
        documents = list(Dokument.select())
        assert {d.art for d in documents} >= {"eingang", "antwort", "stellungnahme", "aeusserung"}
        assert max(d.fassung for d in documents if d.art == "stellungnahme") == 3
        assert Vermerk.select().where(Vermerk.art == "gespraech").count() > 8
        assert Wiedervorlage.select().where(Wiedervorlage.faellig_am == HEUTE).count() == 5
        assert Schritt.select().where(Schritt.vertretung_fuer.is_null(False)).exists()
    for document in documents:
        with place(ablage, document.ablagename).open("rb") as file:
            assert detect_type(file).medientyp == document.medientyp


def test_measures_are_decided_over_the_years_and_most_are_checked(ablage: Path) -> None:
    with acting_as(SYSTEM):
        rows = list(Massnahme.select())
        noted = Ereignis.select().where(Ereignis.name == "massnahme_recorded")
        steps = {
            (event.vorgangsnummer, event.zeitpunkt)
            for event in Ereignis.select().where(Ereignis.name != "massnahme_recorded")
        }
        told = [
            Massnahme.get_by_id(event.objekt_id)
            for event in noted
            if (event.vorgangsnummer, event.zeitpunkt) not in steps
        ]
    assert len(told) == len(PLAENE) >= 12
    assert len(rows) == noted.count() >= len(told) + 3  # those of the played cases have a step
    still_open = [row for row in told if row.wirkung_geprueft_am is None]
    assert len([row for row in still_open if row.termin < HEUTE]) == 1
    assert len(still_open) == 3
    assert all(row.wirkung_geprueft_am >= row.termin for row in told if row not in still_open)
    assert len({row.vorgang_id for row in told}) == len(told)


def test_the_log_is_a_chain_in_the_order_of_time(ablage: Path) -> None:
    with acting_as(SYSTEM):
        events = list(Ereignis.select().order_by(Ereignis.id))
    begun = next(nr for nr, event in enumerate(events) if event.name == "code_added")
    moments = [event.zeitpunkt for event in events[begun:]]
    assert moments == sorted(moments)
    assert max(moments) <= JETZT
    for before, event in zip(events, events[1:], strict=False):
        assert event.vorheriger == before.hash
        assert event.hash == link_hash(event)


def test_steps_are_taken_on_workdays_and_no_mail_is_left_to_send(ablage: Path) -> None:
    with acting_as(SYSTEM):
        taken = [row.getan_am.astimezone(BERLIN) for row in Schritt.select()]
        assert not Nachricht.select().where(Nachricht.gesendet_am.is_null()).exists()
    assert {moment.weekday() for moment in taken} <= {0, 1, 2, 3, 4}
    assert all(7 <= moment.hour < 22 for moment in taken)


def test_the_same_seed_plays_the_same(ablage: Path, sqlite_vorlage: Path, tmp_path: Path) -> None:
    tables = (Vorgang, Schritt, Vermerk, Dokument, Wiedervorlage, Massnahme, Ereignis, Nachricht)
    first = _rows(*tables)
    url = Vorgang._meta.database.obj.database
    close()
    with played(sqlite_vorlage, tmp_path):
        second = _rows(*tables)
    connect(f"sqlite:///{url}").connect()
    assert second == first
