"""What an import understands, in words: made from the tables and the field catalogue."""

from collections.abc import Iterator
from dataclasses import dataclass

from peewee import ForeignKeyField

from models.actions.vorgangsfelder import EINGABEFELDER
from models.importer.spalten import (
    ANLIEGENFELDER,
    BESONDERE,
    GEFOLGERT,
    PFLICHT,
    all_fields,
    reader_of,
)
from models.importer.werte import Leser, read_date, read_flag, read_moment, read_number
from models.rules.codes import CODES, MEHRFACH
from models.rules.felder import FELDER
from models.tables import Anliegen

_ERWARTET: dict[Leser, str] = {
    read_date: "Datum",
    read_moment: "Datum, auch mit Uhrzeit",
    read_flag: "ja oder nein",
    read_number: "ganze Zahl",
}
_BESONDERS = {
    "art": "Code oder Bezeichnung; auch was nur abgegeben wird",
    "team": "Kürzel oder Name des Teams",
    "fachbereich": "Kürzel oder Name des Fachbereichs",
    "erfasst_am": _ERWARTET[read_moment],
    "bearbeitungsende": _ERWARTET[read_moment],
    "betroffene_person": "Anmeldenamen oder Namen, mehrere mit | getrennt; siehe --zuordnung",
    "personengruppe": "Code oder Bezeichnung",
}


@dataclass(frozen=True)
class Beschreibung:
    """One column: its name in the file, its field, what its cells hold, whether it must be."""

    name: str
    feld: str
    erwartet: str
    pflicht: bool = False


def describe_columns() -> Iterator[Beschreibung]:
    """Every column: the mandatory ones first, those of an Anliegen with N for 1 to 3 last."""
    place = {name: number for number, name in enumerate((*PFLICHT, *FELDER))}
    place |= {name: number for number, name in enumerate(PFLICHT)}
    names = {*EINGABEFELDER, *GEFOLGERT, *BESONDERE}
    for name in sorted(names, key=lambda name: (place.get(name, len(place)), name)):
        yield Beschreibung(name, name, _expected(name, all_fields().get(name)), name in PFLICHT)
    for name in ANLIEGENFELDER:
        yield Beschreibung(f"anliegen_N_{name}", name, _expected(name, Anliegen._meta.fields[name]))


def _expected(name: str, field: object) -> str:
    if name in _BESONDERS:
        return _BESONDERS[name]
    if name in CODES:
        several = "; mehrere mit | getrennt" if name in MEHRFACH else ""
        return f"Code oder Bezeichnung{several}"
    if name in GEFOLGERT:
        return _ERWARTET[read_flag]
    if isinstance(field, ForeignKeyField):
        return "Anmeldename oder E-Mail-Adresse eines Kontos"
    longest = getattr(field, "max_length", None)
    return _ERWARTET.get(reader_of(field), f"Text bis {longest} Zeichen" if longest else "Text")
