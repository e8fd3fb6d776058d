"""A finished report for the Agentur, as a worker leaves it: in the ledger and on disk."""

import hashlib
import json
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from models.actions.berichtsadressen import create_berichtsadresse
from models.actions.berichtsfreigabe import Freigabe, release_lauf
from models.actions.laeufe import Berichtsauftrag, begin_lauf
from models.actions.laufbetrieb import finish
from models.db import acting_as
from models.queries.berichtsbrief import Unterlagen
from models.queries.laeufe import find_lauf
from models.rules.rechte import SYSTEM
from models.tables import Berichtsadresse, Lauf
from tests.haus import HEUTE, JETZT, Haus

AGENTUR = "berichte@agentur.example"


def order(haus: Haus, kreis: str = "agentur", einheit: str = "JC") -> Berichtsauftrag:
    return Berichtsauftrag(
        "jahresbericht", "2026-H1", date(2026, 1, 1), date(2026, 6, 30),
        haus.einheiten[einheit].id, kreis,
    )  # fmt: skip


def write_folder(folder: Path, pdf: bytes = b"%PDF-1.7 Bericht", **tabellen: str) -> None:
    """A published folder: PDF, HTML, tables (name: text), and lauf.json with their hashes."""
    (folder / "tabellen").mkdir(parents=True)
    (folder / "bericht.pdf").write_bytes(pdf)
    (folder / "bericht.html").write_text("<!doctype html><title>Bericht</title><p>Inhalt")
    for name, text in tabellen.items():
        (folder / "tabellen" / f"{name.strip('_').replace('_', '-')}.csv").write_text(
            text, encoding="utf-8", newline=""
        )
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    named = [
        {"name": p.relative_to(folder).as_posix(), "bytes": p.stat().st_size,
         "sha256": hashlib.sha256(p.read_bytes()).hexdigest()}
        for p in files
    ]  # fmt: skip
    (folder / "lauf.json").write_text(json.dumps({"dateien": named, "bericht": "jahresbericht"}))


def finished(haus: Haus, *, by: str = "dora", at: datetime = JETZT, kreis: str = "agentur") -> Lauf:
    """A run that `by` started and that a worker has finished."""
    akteur = SYSTEM if by == "system" else haus.akteur(by)
    lauf = begin_lauf(by=akteur, now=at, bericht=order(haus, kreis), lease_s=60)
    ordner = f"jahresbericht/2026-H1/{at:%Y%m%d-%H%M%S}-{lauf.id}"
    finish(token=str(lauf.token), ordner=ordner, datenstand=HEUTE, now=at, publish=lambda: None)
    return reread(lauf)


def reread(lauf: Lauf) -> Lauf:
    with acting_as(SYSTEM):
        row = find_lauf(lauf.id)
    assert row is not None
    return row


def papers(*aenderungen: str, pdf: bytes = b"%PDF-1.7 Bericht") -> Unterlagen:
    digest = hashlib.sha256(pdf).hexdigest()
    return Unterlagen("Jahresbericht", "1. Halbjahr 2026", digest, aenderungen)


Sign = Callable[..., Lauf]


@pytest.fixture
def sign(haus: Haus) -> Sign:
    """sign(lauf, by="greta", at=JETZT, grund="", aenderungen=()): the run, released."""

    def sign(lauf: Lauf, by: str = "greta", at: datetime = JETZT, **mehr: Any) -> Lauf:
        akteur = haus.akteur(by)
        freigabe = Freigabe(
            lauf.id, mehr.get("version", lauf.version), papers(*mehr.get("aenderungen", ())),
            mehr.get("grund", ""),
        )  # fmt: skip
        with acting_as(akteur):
            release_lauf(by=akteur, now=at, freigabe=freigabe)
        return reread(lauf)

    return sign


@pytest.fixture
def adresse(haus: Haus) -> Berichtsadresse:
    """Where the Agentur gets its reports."""
    dora = haus.akteur("dora")
    with acting_as(dora):
        return create_berichtsadresse(
            by=dora, now=JETZT, einheit_id=haus.einheiten["JC"].id, kreis="agentur",
            werte={"weg": "anhang", "adresse": AGENTUR},
        )  # fmt: skip


SPAETER = JETZT + timedelta(days=3)
