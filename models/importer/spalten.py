"""The columns an import understands: field names of felder.csv, each with how to read a cell."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from peewee import BooleanField, DateField, ForeignKeyField, IntegerField, TextField

from models.actions.vorgangsfelder import EINGABEFELDER
from models.importer.werte import (
    Leser,
    read_date,
    read_flag,
    read_moment,
    read_number,
    read_text,
)
from models.queries.codes import Codelisten
from models.rules.fehler import RuleViolation
from models.rules.felder import FELDER
from models.rules.vorgang import HOECHSTENS_ANLIEGEN
from models.tables import Anliegen, Inhalt, Vorgang
from models.tables.base import UtcDateTimeField

PFLICHT = ("art", "eingang_am", "eingangsweg")
ANLIEGENFELDER = tuple(
    name
    for name in Anliegen._meta.fields
    if name not in ("id", "vorgang", "anliegen_nr", "leistungstraeger")
)
BESONDERE = ("team", "fachbereich", "betroffene_person", "erfasst_am", "bearbeitungsende")
"""Columns that no field of a table holds as they stand."""
GEFOLGERT = {
    "ist_folgereaktion": "bezug_vorgang",
    "ist_notlage": "risiko_notlage",
    "als_dab_bezeichnet": "art_wie_bezeichnet",
    "verzicht_liegt_vor": "verzicht_schriftlich",
    "selbst_betroffen": "befangenheit",
    "personengruppe": "personenkreis",
}
"""Derived columns (group L) and the column from which they are derived."""
_KURZ = {"text": "anliegen_text", "antwort": "anliegen_antwort"}
_KURZ["einschaetzung"] = "anliegen_einschaetzung"
_ANLIEGEN = re.compile(r"anliegen_(\d+)_(\w+)")
_NACHLESEN = "Alle Spalten zeigt „python -m admin import --help“."
_NICHT = {
    "vorgangsnummer": "Die Vorgangsnummer vergibt KRM, eine frühere gehört in „fremdnummer“",
    "sofort_erledigt": "Unmittelbar Erledigtes zählt die Strichliste",
}


@dataclass(frozen=True)
class Spalte:
    """One column: its name in the file, the field it fills, its protection class.

    `anliegen`: 1 to 3, 0 for the case itself. `liste`: the code list its values come from.
    `konto`: it names an account. `lesen`: reads a cell where there is neither.
    """

    name: str
    feld: str
    schutz: str
    anliegen: int = 0
    liste: str | None = None
    konto: bool = False
    lesen: Leser = str

    @property
    def is_open(self) -> bool:
        """Whether its values may appear in a message (classes C and D)."""
        return self.schutz in ("C", "D")


def make_columns(header: tuple[str, ...], listen: Codelisten) -> tuple[Spalte, ...]:
    """The columns of this header. Raises RuleViolation with all that is missing or unknown."""
    columns, faults = [], _missing(header)
    for name in header:
        try:
            columns.append(_column(name, listen))
        except RuleViolation as violation:
            faults.append(violation)
    if faults:
        raise RuleViolation(_all(faults), feld=faults[0].feld)
    return tuple(columns)


def _missing(header: tuple[str, ...]) -> list[RuleViolation]:
    missing = [name for name in PFLICHT if name not in header]
    names = ", ".join(f"„{name}“" for name in missing)
    word = "Es fehlt die Spalte" if len(missing) == 1 else "Es fehlen die Spalten"
    return [RuleViolation(f"{word} {names}.", feld=missing[0])] if missing else []


def _all(faults: list[RuleViolation]) -> str:
    """Every fault of a header, a line each; where they are, all columns can be read up."""
    return "\n".join([*(fault.satz for fault in faults), _NACHLESEN])


def _column(name: str, listen: Codelisten) -> Spalte:
    if found := _ANLIEGEN.fullmatch(name):
        return _anliegen_column(name, int(found[1]), found[2], listen)
    if name in EINGABEFELDER:
        return _column_of(name, name, all_fields(), listen)
    if name in GEFOLGERT:
        return Spalte(name, name, "C", lesen=_gefolgert(name))
    if name in BESONDERE:
        lesen = read_moment if name in ("erfasst_am", "bearbeitungsende") else read_text(200)
        return Spalte(name, name, FELDER[name].schutz, lesen=lesen)
    raise _unknown(name)


def _anliegen_column(name: str, number: int, feld: str, listen: Codelisten) -> Spalte:
    feld = _KURZ.get(feld, feld)
    if not 1 <= number <= HOECHSTENS_ANLIEGEN:
        satz = f"Spalte „{name}“: Ein Vorgang hat höchstens {HOECHSTENS_ANLIEGEN} Anliegen."
        raise RuleViolation(satz, feld=name)
    if feld not in ANLIEGENFELDER:
        raise _unknown(name)
    return _column_of(name, feld, Anliegen._meta.fields, listen, number)


def _column_of(
    name: str, feld: str, fields: Mapping[str, Any], listen: Codelisten, anliegen: int = 0
) -> Spalte:
    field = fields[feld]
    return Spalte(
        name,
        feld,
        field.schutz,
        anliegen,
        liste=feld if listen.has(feld) else None,
        konto=isinstance(field, ForeignKeyField),
        lesen=reader_of(field),
    )


def all_fields() -> dict[str, Any]:
    """Fields of the case itself by name, head and content."""
    return {**Inhalt._meta.fields, **Vorgang._meta.fields}


def reader_of(field: Any) -> Leser:
    """How a cell for this field of a table is read."""
    kinds: tuple[tuple[type, Leser], ...] = (
        (UtcDateTimeField, read_moment),
        (DateField, read_date),
        (BooleanField, read_flag),
        (IntegerField, read_number),
        (TextField, read_text()),
    )
    for kind, reader in kinds:
        if isinstance(field, kind):
            return reader
    return read_text(getattr(field, "max_length", None))


def _gefolgert(name: str) -> Leser:
    return read_text(60) if name == "personengruppe" else read_flag


def _unknown(name: str) -> RuleViolation:
    if name in ANLIEGENFELDER:
        satz = f"„{name}“ gehört zu einem Anliegen; bitte „anliegen_1_{name}“ schreiben."
        raise RuleViolation(satz, feld=name)
    if name in FELDER:
        reason = _NICHT.get(name, "Das berechnet KRM selbst")
        return RuleViolation(f"{reason}; bitte die Spalte „{name}“ weglassen.", feld=name)
    near = get_close_matches(name, _known(), n=1, cutoff=0.6)
    hint = f"; gemeint ist wohl „{near[0]}“" if near else ""
    return RuleViolation(f"Die Spalte „{name}“ gibt es nicht{hint}.", feld=name)


def _known() -> list[str]:
    numbers = range(1, HOECHSTENS_ANLIEGEN + 1)
    anliegen = [f"anliegen_{number}_{feld}" for number in numbers for feld in ANLIEGENFELDER]
    return [*EINGABEFELDER, *GEFOLGERT, *BESONDERE, *anliegen]
