"""Cases as rows of a spreadsheet: labels for codes, real dates, only what may be exported."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, BinaryIO

from peewee import JOIN, ModelSelect

from models.db import current_akteur
from models.queries.akteure import Baum
from models.queries.codes import Codelisten
from models.queries.tabellenblatt import Zelle, write_sheet
from models.rules.codes import CODES, bezeichnung
from models.rules.felder import feld
from models.rules.rechte import Akteur, may
from models.rules.rollen import Recht
from models.rules.zeit import berlin_day
from models.tables import Anliegen, Inhalt, Konto, Vorgang
from models.tables.vorgang import foresee_betroffene

_STAPEL = 500
_ANLIEGEN = 3

KOPFSPALTEN: tuple[str, ...] = (
    "vorgangsnummer",
    "fremdnummer",
    "art",
    "abgabefall",
    "status",
    "prioritaet",
    "eingang_am",
    "eingangsweg",
    "eingangsstelle",
    "rechtskreis",
    "einheit",
    "fachbereich",
    "zugeleitet_am",
    "verantwortlich",
    "frist_am",
    "zwischennachricht_am",
    "erste_antwort_am",
    "antwort_versandt_am",
    "frist_gehalten",
    "abschliessend_gehalten",
    "datum_der_klaerung",
    "art_der_klaerung",
    "schlusszeichnung",
    "ergebnisart",
    "abhilfe",
    "lob_art",
    "dankeschreiben_am",
    "abgabe_an",
    "abgabe_am",
    "abschluss_am",
)
INHALTSPALTEN: tuple[str, ...] = ("name", "vorname", "kundennummer", "bg_nummer", "kontakt")
ANLIEGENSPALTEN: tuple[str, ...] = ("anliegenart", "kategorie", "anliegen_text", "begehren")
_BESCHRIFTUNG = {
    "abgabefall": "Abgabefall",
    "abschliessend_gehalten": "Frist abschließend gehalten",
    "abschluss_am": "Abgeschlossen am",
    "einheit": "Team",
    "frist_am": "Frist",
}


@dataclass(frozen=True)
class _Verzeichnis:
    """Labels of units and codes, read once per export."""

    kuerzel: dict[int, str]
    codes: Codelisten
    today: date

    @classmethod
    def load(cls, today: date) -> "_Verzeichnis":
        kuerzel = {unit.id: unit.kuerzel for unit in Baum.load().by_id.values()}
        return cls(kuerzel, Codelisten.load(), today)

    def label(self, name: str, value: Any) -> Zelle:
        """What people read for the value of a field."""
        if isinstance(value, bool):
            return "ja" if value else "nein"
        if isinstance(value, datetime):
            return berlin_day(value)
        if name in ("einheit", "fachbereich"):
            return self.kuerzel.get(value)
        if value and self.codes.has(name):
            return self.codes.label(name, value, self.today)
        known = value and any(code.code == value for code in CODES.get(name, ()))
        return bezeichnung(name, value) if known else value


def export_header(mit_inhalt: bool = False) -> list[str]:
    """German headings of the rows that export_rows gives."""
    kopf = [_heading(name) for name in KOPFSPALTEN]
    if not mit_inhalt:
        return kopf
    anliegen = (
        f"Anliegen {number}: {_heading(name)}"
        for number in range(1, _ANLIEGEN + 1)
        for name in ANLIEGENSPALTEN
    )
    return [*kopf, *(_heading(name) for name in INHALTSPALTEN), *anliegen]


def export_rows(
    keys: Sequence[int], today: date, *, mit_inhalt: bool = False
) -> Iterator[list[Zelle]]:
    """Rows of these cases in this order, without header; read some hundred at a time.

    In the actor's view, and only where she holds VORGANG_EXPORTIEREN: any other key gives no row.
    With `mit_inhalt` the cells of class A follow, empty where she does not read the content.
    """
    akteur, verzeichnis = current_akteur(), _Verzeichnis.load(today)
    for start in range(0, len(keys), _STAPEL):
        stapel = list(keys[start : start + _STAPEL])
        heads = {vorgang.id: vorgang for vorgang in _heads(stapel)}
        foresee_betroffene(heads.values())
        contents = _contents(list(heads), verzeichnis) if mit_inhalt else {}
        for key in stapel:
            if key in heads and may(akteur, Recht.VORGANG_EXPORTIEREN, heads[key]):
                row = [_cell(heads[key], name, verzeichnis) for name in KOPFSPALTEN]
                yield row + _content_cells(akteur, heads[key], contents) if mit_inhalt else row


def write_xlsx(target: Path | BinaryIO, header: Sequence[str], rows: Iterator[list[Zelle]]) -> int:
    """Write a workbook of one sheet, row by row; returns how many rows. Raises RuleViolation for
    more than a sheet holds. Nothing in it is a formula, whatever somebody typed."""
    return write_sheet(target, "Vorgänge", header, rows)


def german(cell: Zelle) -> str:
    """A cell as text for CSV: 15.07.2026, empty for nothing."""
    if cell is None:
        return ""
    return f"{cell:%d.%m.%Y}" if isinstance(cell, date) else str(cell)


def _heading(name: str) -> str:
    return _BESCHRIFTUNG.get(name) or feld(name).bezeichnung


def _heads(keys: list[int]) -> ModelSelect:
    konto = Konto.label_alias("konto")
    return (
        Vorgang.select(Vorgang, konto.id, konto.name)
        .join(konto, JOIN.LEFT_OUTER, on=(Vorgang.verantwortlich == konto.id), attr="wer")
        .where(Vorgang.id << keys)
    )


def _cell(vorgang: Vorgang, name: str, verzeichnis: _Verzeichnis) -> Zelle:
    if name == "verantwortlich":
        wer = getattr(vorgang, "wer", None)
        return wer.name if wer else None
    return verzeichnis.label(name, vorgang.__data__.get(name))


def _contents(keys: list[int], verzeichnis: _Verzeichnis) -> dict[int, list[Zelle]]:
    """Cells of class A by case; only cases whose content is in view."""
    cells: dict[int, list[Zelle]] = {}
    for inhalt in Inhalt.select().where(Inhalt.vorgang << keys):
        cells[inhalt.vorgang_id] = [getattr(inhalt, name) for name in INHALTSPALTEN]
    width = len(ANLIEGENSPALTEN)
    for row in cells.values():
        row += [None] * (_ANLIEGEN * width)
    for punkt in Anliegen.select().where(Anliegen.vorgang << keys):
        start = len(INHALTSPALTEN) + (punkt.anliegen_nr - 1) * width
        labels = [verzeichnis.label(name, getattr(punkt, name)) for name in ANLIEGENSPALTEN]
        if punkt.vorgang_id in cells and punkt.anliegen_nr <= _ANLIEGEN:
            cells[punkt.vorgang_id][start : start + width] = labels
    return cells


def _content_cells(
    akteur: Akteur, vorgang: Vorgang, contents: dict[int, list[Zelle]]
) -> list[Zelle]:
    empty: list[Zelle] = [None] * (len(INHALTSPALTEN) + _ANLIEGEN * len(ANLIEGENSPALTEN))
    allowed = may(akteur, Recht.VORGANG_INHALT_LESEN, vorgang)
    return contents.get(vorgang.id, empty) if allowed else empty
