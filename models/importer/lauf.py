"""One import: the file is checked to its end first, then written at once, or not at all."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from peewee import IntegrityError

from models.actions.vorgaenge import record_many
from models.actions.vorgangsfelder import Eintrag
from models.db import acting_as
from models.importer.einheiten import Ort
from models.importer.personen import Personen
from models.importer.pruefung import Ergebnis, Fortschritt, Pruefung
from models.importer.spalten import make_columns
from models.importer.tabelle import Bruch, read_header, read_rows
from models.importer.zeilen import Umfeld, read_entry
from models.queries.akteure import Baum
from models.queries.codes import Codelisten
from models.rules.codes import normalise
from models.rules.fehler import RuleViolation
from models.rules.rechte import SYSTEM, Akteur
from models.rules.regelwerk import load_succession
from models.rules.zeit import berlin_day
from models.tables import Einheit, Konto


@dataclass(frozen=True)
class Auftrag:
    """What to import: a file, into which unit, `probe` checks only.

    `zuordnung`: the file that says whose account a name in „betroffene_person“ is.
    """

    datei: Path
    einheit_id: int
    probe: bool = False
    zuordnung: Path | None = None


def import_csv(
    *, by: Akteur, now: datetime, auftrag: Auftrag, progress: Fortschritt | None = None
) -> Ergebnis:
    """Import a file, all or nothing.

    Raises RuleViolation where the file as a whole is unusable or `by` may not import; faults of
    rows stand in the result, and then nothing was written. Progress gets a word and a number.
    """
    tell = progress or (lambda word, count: None)
    with acting_as(SYSTEM):
        einheit = Einheit.get_by_id(auftrag.einheit_id)
        umfeld = _surroundings(auftrag, einheit, berlin_day(now))
    ergebnis = Pruefung(by, now, umfeld).check(auftrag.datei, tell)
    ergebnis.offene_namen = umfeld.personen.offen
    if ergebnis.is_clean and not auftrag.probe and ergebnis.zeilen:
        ergebnis.uebernommen = _write(by, now, auftrag, umfeld, tell)
        if ergebnis.uebernommen != ergebnis.zeilen:
            raise RuntimeError("Geprüft und geschrieben wurden nicht dieselben Zeilen.")
    return ergebnis


def _surroundings(auftrag: Auftrag, einheit: Einheit, today: date) -> Umfeld:
    listen, baum = Codelisten.load(), Baum.load()
    ort = Ort(baum, einheit)
    return Umfeld(
        spalten=make_columns(read_header(auftrag.datei), listen),
        listen=listen,
        ort=ort,
        personen=Personen(Konto.select(), auftrag.zuordnung),
        standorte=_standorte(baum, ort),
        today=today,
    )


def _standorte(baum: Baum, ort: Ort) -> dict[str, str]:
    house = ort.start and baum.of_art(ort.start.id, "dienststelle")
    orders = load_succession(house.regelwerk) if house and house.regelwerk else ()
    return {normalise(name): name for order in orders for name in order.standorte}


def _write(by: Akteur, now: datetime, auftrag: Auftrag, umfeld: Umfeld, tell: Fortschritt) -> int:
    try:
        return record_many(
            by=by,
            now=now,
            eintraege=_entries(auftrag.datei, umfeld),
            progress=lambda count: tell("geschrieben", count),
        )
    except IntegrityError:
        raise RuleViolation(
            "Inzwischen wurde eine der Fremdnummern von anderer Stelle vergeben; "
            "nichts wurde übernommen. Bitte noch einmal importieren."
        ) from None


def _entries(datei: Path, umfeld: Umfeld) -> Iterator[Eintrag]:
    """The second pass over a file that was found good."""
    for zeile in read_rows(datei, umfeld.header):
        eintrag = None if isinstance(zeile, Bruch) else read_entry(zeile, umfeld).eintrag
        if eintrag is None:
            raise RuleViolation(
                "Die Datei hat sich während des Imports geändert; nichts wurde übernommen."
            )
        yield eintrag
