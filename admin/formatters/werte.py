"""Single values: dates, moments, yes and no, codes, numbers."""

from datetime import date, datetime
from typing import Any

from models.rules.ablauf_fakten import ABGELEITET, ZUSAETZLICH
from models.rules.codes import CODES, MEHRFACH
from models.rules.felder import BESCHRIFTUNGEN, FELDER
from models.rules.zeit import BERLIN

LEER = "–"
_WOCHENTAGE = ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So")
# Columns that felder.csv does not name because no person fills them in.
_SPALTEN = {
    "abgabefall": "Abgabe als",
    "abschluss_am": "Abgeschlossen am",
    "bezug_art": "Art des Bezugs",
    "dienststelle": "Dienststelle",
    "einheit": "Team",
    "einheit_art": "Art der Einheit",
    "herkunft": "Herkunft",
    "naechster_schritt": "Nächster Schritt",
    "notlage": "Notlage",
    "regelwerk": "Regelwerk",
    "vor_regelwerk": "Eingang vor dem Regelwerk",
    "wartet_auf": "Wartet auf",
}
_LABELS = {(c.feld, c.code): c.bezeichnung for codes in CODES.values() for c in codes}


def format_date(day: date | None, *, weekday: bool = False) -> str:
    """22.11.2026, on demand with its weekday."""
    if day is None:
        return LEER
    text = f"{day:%d.%m.%Y}"
    return f"{_WOCHENTAGE[day.weekday()]}, {text}" if weekday else text


def format_moment(moment: datetime | None) -> str:
    """A stored moment (UTC) in Berlin's time, to the minute."""
    return LEER if moment is None else f"{moment.astimezone(BERLIN):%d.%m.%Y, %H:%M}"


def format_count(number: int) -> str:
    """1.234"""
    return f"{number:,}".replace(",", ".")


def code_label(feld: str, code: str | None) -> str:
    """What people read for a code; the code itself where the list does not know it."""
    if code is None:
        return LEER
    if feld in MEHRFACH:
        return ", ".join(_LABELS.get((feld, one), one) for one in code.split())
    return _LABELS.get((feld, code), code)


def field_label(name: str) -> str:
    """The German label of a field of felder.csv or beside it; the name itself for any other."""
    label = BESCHRIFTUNGEN.get(name) or ZUSAETZLICH.get(name) or ABGELEITET.get(name)
    return label or (FELDER[name].bezeichnung if name in FELDER else _SPALTEN.get(name, name))


def format_value(name: str, value: Any) -> str:
    """Any value of a field as text; empty ones as a dash."""
    if isinstance(value, bool):
        return "ja" if value else "nein"
    if isinstance(value, datetime):
        return format_moment(value)
    if isinstance(value, date):
        return format_date(value)
    if name in CODES:
        return code_label(name, value)
    return LEER if value in (None, "") else str(value)
