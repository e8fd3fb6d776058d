"""Documents of a case: taken in, looked at, filed under a random name, told in the log."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from peewee import fn

from models.actions.ablage import Datei, received
from models.actions.ereignisse import Meldung, record_event
from models.actions.erlaubnis import require, require_open
from models.actions.volltext import index_vorgaenge
from models.db import acting_as, after_commit, writing
from models.queries.dokumente import filing_proof, why_kept
from models.rules.dateien import DOKUMENTARTEN, HOECHSTENS_DOKUMENTE
from models.rules.dateinamen import clean_name, place
from models.rules.fehler import RuleViolation
from models.rules.rechte import SYSTEM, Akteur
from models.rules.rollen import Recht
from models.tables import Dokument, Ereignis, Vorgang

_RECHTE = (Recht.VORGANG_BEARBEITEN, Recht.VORGANG_INHALT_LESEN)
NACH_ENDE = "abgabenachricht"
"""The one kind that is filed in a closed case: a hand-over ends it, the letter about it follows."""


@dataclass(frozen=True)
class Schein:
    """What a file is in its case: `art` of DOKUMENTARTEN, `name` as it was called there."""

    art: str
    name: str


@dataclass(frozen=True)
class Upload:
    """A file that somebody hands in: `art` of DOKUMENTARTEN, `name` as it was called there."""

    vorgang_id: int
    art: str
    name: str
    daten: BinaryIO


def store_dokument(*, by: Akteur, now: datetime, upload: Upload, ablage: Path) -> Dokument:
    """File a document; the next Fassung of its art in this case.

    Raises DoesNotExist where `by` does not see the case, RuleViolation for a file that KRM does
    not take, a closed case or one that is not `by`'s to change. The file lies in the Ablage if
    and only if the row does, but for a crash between the two: sweep_ablage clears that.
    """
    with acting_as(by):
        _require(by, upload.vorgang_id, upload.art)
    with received([upload.daten], ablage) as dateien:
        schein = Schein(upload.art, upload.name)
        return file_datei(
            by=by, now=now, vorgang_id=upload.vorgang_id, schein=schein, datei=dateien[0]
        )


def file_datei(
    *, by: Akteur, now: datetime, vorgang_id: int, schein: Schein, datei: Datei
) -> Dokument:
    """File what was received before the transaction began. Raises what store_dokument raises."""
    with writing(by=by):
        vorgang = _require(by, vorgang_id, schein.art)
        return file_dateien(by=by, now=now, vorgang=vorgang, mappe=[(schein, datei)])[0]


def file_dateien(
    *, by: Akteur, now: datetime, vorgang: Vorgang, mappe: Sequence[tuple[Schein, Datei]]
) -> list[Dokument]:
    """File what was received, in this order; only inside an action, which has asked for the right.

    Every file is in its place before the transaction ends, so no row is without its file.
    """
    dokumente = [_insert(vorgang, datei, by, now, schein) for schein, datei in mappe]
    index_vorgaenge([vorgang.id])
    for _, datei in mappe:
        datei.publish()
    return dokumente


def remove_dokument(*, by: Akteur, now: datetime, dokument_id: int, ablage: Path) -> None:
    """Take out a document that was filed by mistake, row and file; the log keeps that it was.

    Other Fassungen keep their numbers. Raises DoesNotExist where `by` does not see it,
    RuleViolation in a closed case and for what is kept (`why_kept`).
    """
    with writing(by=by):
        dokument = Dokument.get_by_id(dokument_id)
        vorgang = Vorgang.get_by_id(dokument.vorgang_id)
        _require_rights(by, vorgang)
        require_open(vorgang)
        if satz := why_kept([dokument], vorgang).get(dokument.id):
            raise RuleViolation(satz)
        dokument.delete_instance()
        index_vorgaenge([vorgang.id])
        record_event(now=now, meldung=_told("dokument_removed", dokument, vorgang))
        after_commit(lambda: place(ablage, dokument.ablagename).unlink(missing_ok=True))


def note_damage(*, by: Akteur, now: datetime, dokument_id: int) -> None:
    """Tell the log, once per document, that its file is not the one that was filed."""
    with writing(by=by):
        dokument = Dokument.get_by_id(dokument_id)
        with acting_as(SYSTEM):
            told = Ereignis.select().where(
                Ereignis.tabelle == Dokument._meta.table_name,
                Ereignis.objekt_id == dokument_id,
                Ereignis.name == "dokument_found_damaged",
            )
            is_known = told.exists()
        if not is_known:
            vorgang = Vorgang.get_by_id(dokument.vorgang_id)
            record_event(now=now, meldung=_told("dokument_found_damaged", dokument, vorgang))


def _require(by: Akteur, vorgang_id: int, art: str) -> Vorgang:
    if art not in DOKUMENTARTEN:
        raise RuleViolation("Bitte angeben, was für ein Dokument es ist.", "art")
    vorgang = Vorgang.get_by_id(vorgang_id)
    _require_rights(by, vorgang)
    if art != NACH_ENDE:
        require_open(vorgang)
    return vorgang


def _require_rights(by: Akteur, vorgang: Vorgang) -> None:
    for recht in _RECHTE:
        require(by, recht, vorgang)


def _insert(vorgang: Vorgang, datei: Datei, by: Akteur, now: datetime, schein: Schein) -> Dokument:
    with acting_as(SYSTEM):
        fassung = _next_fassung(vorgang.id, schein.art)
    dokument = Dokument.create(
        vorgang=vorgang.id,
        art=schein.art,
        fassung=fassung,
        name=clean_name(schein.name, datei.typ),
        ablagename=datei.ziel.name,
        medientyp=datei.typ.medientyp,
        groesse=datei.groesse,
        sha256=datei.sha256,
        hochgeladen_am=now,
        hochgeladen_von=by.konto_id,
    )
    record_event(now=now, meldung=_told("dokument_stored", dokument, vorgang))
    return dokument


def _next_fassung(vorgang_id: int, art: str) -> int:
    _lock(vorgang_id)
    of_case = Dokument.select().where(Dokument.vorgang == vorgang_id)
    if of_case.count() >= HOECHSTENS_DOKUMENTE:
        satz = f"Ein Vorgang fasst höchstens {HOECHSTENS_DOKUMENTE} Dokumente."
        raise RuleViolation(satz, "datei")
    newest = Dokument.select(fn.MAX(Dokument.fassung)).where(
        Dokument.vorgang == vorgang_id, Dokument.art == art
    )
    return (newest.scalar() or 0) + 1


def _lock(vorgang_id: int) -> None:
    """Two who file the same art at once get two numbers; SQLite's writer is alone anyway."""
    query = Vorgang.select(Vorgang.id).where(Vorgang.id == vorgang_id)
    if Vorgang._meta.database.obj.for_update:
        query.for_update().execute()


def _told(name: str, dokument: Dokument, vorgang: Vorgang) -> Meldung:
    told: dict[str, Any] = {
        field: getattr(dokument, field)
        for field in ("art", "fassung", "name", "medientyp", "groesse")
    }
    return Meldung(
        name=name,
        tabelle=Dokument,
        objekt_id=dokument.id,
        neu=told,
        vorgang=vorgang,
        zusatz={"pruefsumme": filing_proof(dokument)},
    )
