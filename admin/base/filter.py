"""Filters of lists: each declares its inputs, reads them strictly, and gives a WHERE term.

What somebody filters or searches for is personal data as often as not: it is posted, kept in the
session's row and never part of an address.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import reduce
from operator import and_
from typing import Any

from flask import session
from peewee import Expression, Field

from admin.base import verzeichnis
from admin.base.verzeichnis import Option
from admin.formatters import field_label, format_date
from admin.security import anfrage
from models.rules.zeit import BERLIN

Zustand = dict[str, str]
_LAENGSTENS = 200
_KEIN_DATUM = "Dieses Datum gibt es nicht oder es ist nicht lesbar; erwartet wird 2026-02-01."


@dataclass(frozen=True)
class Eingabe:
    """One input of a filter form: a select when it has options, else of the HTML type `typ`.

    `fehler`: what is wrong with `wert`, told at the field.
    """

    name: str
    label: str
    wert: str
    typ: str = "text"
    optionen: tuple[Option, ...] = ()
    fehler: str = ""


@dataclass(frozen=True)
class Filter:
    """A filter on one field; subclasses say how it is asked and what it means."""

    field: Field
    label: str = ""

    @property
    def title(self) -> str:
        return self.label or field_label(self.field.name)

    def inputs(self, zustand: Mapping[str, str]) -> list[Eingabe]:
        name = self.field.name
        value, options = zustand.get(name, ""), self.options()
        if value and value not in dict(options):  # kept in a filter, and gone from the list since
            options = [*options, (value, "bisherige Auswahl, steht nicht mehr zur Wahl")]
        return [Eingabe(name, self.title, value, optionen=tuple(options))]

    def options(self) -> list[Option]:
        return []

    def read(self, form: Mapping[str, str]) -> Zustand:
        """What of a posted form is a possible value; `faults` tells of anything else."""
        value = form.get(self.field.name, "")
        return {self.field.name: value} if value in dict(self.options()) else {}

    def faults(self, form: Mapping[str, str]) -> dict[str, str]:
        """By name of the input, a sentence for what is no possible value."""
        value = form.get(self.field.name, "")
        if not value or value in dict(self.options()):
            return {}
        return {self.field.name: "Diese Auswahl steht hier nicht zur Wahl; bitte neu wählen."}

    def term(self, zustand: Mapping[str, str]) -> Expression | None:
        value = zustand.get(self.field.name)
        return None if not value else self.field == value

    def told(self, zustand: Mapping[str, str]) -> list[str]:
        """What is filtered, in words."""
        value = zustand.get(self.field.name)
        return [f"{self.title}: {dict(self.options()).get(value, value).strip()}"] if value else []


@dataclass(frozen=True)
class CodeFilter(Filter):
    """One value of a code list, by default the one of the field's name."""

    liste: str = ""

    def options(self) -> list[Option]:
        return verzeichnis.code_options(self.liste or self.field.name)


@dataclass(frozen=True)
class WahlFilter(Filter):
    """One of some given values."""

    wahl: tuple[Option, ...] = ()

    def options(self) -> list[Option]:
        return list(self.wahl)


@dataclass(frozen=True)
class EinheitFilter(Filter):
    """A unit with everything below it."""

    def options(self) -> list[Option]:
        return verzeichnis.einheit_options()

    def term(self, zustand: Mapping[str, str]) -> Expression | None:
        value = zustand.get(self.field.name)
        return self.field << sorted(anfrage.baum().below(int(value))) if value else None


@dataclass(frozen=True)
class DatumFilter(Filter):
    """A span of days, open at either end."""

    def inputs(self, zustand: Mapping[str, str]) -> list[Eingabe]:
        von, bis = self._names()
        return [
            Eingabe(von, f"{self.title} von", zustand.get(von, ""), "date"),
            Eingabe(bis, f"{self.title} bis", zustand.get(bis, ""), "date"),
        ]

    def read(self, form: Mapping[str, str]) -> Zustand:
        days = {name: _day(form.get(name, "")) for name in self._names()}
        return {name: day.isoformat() for name, day in days.items() if day}

    def faults(self, form: Mapping[str, str]) -> dict[str, str]:
        given = {name: form.get(name, "") for name in self._names()}
        found = {name: _KEIN_DATUM for name, text in given.items() if text and not _day(text)}
        von, bis = (_day(text) for text in given.values())
        if von and bis and bis < von:
            found[self._names()[1]] = "Das Ende liegt vor dem Anfang; bitte eines davon ändern."
        return found

    def term(self, zustand: Mapping[str, str]) -> Expression | None:
        von, bis = (_day(zustand.get(name, "")) for name in self._names())
        if von and bis:
            return (self.field >= von) & (self.field <= bis)
        if von:
            return self.field >= von
        return self.field <= bis if bis else None

    def told(self, zustand: Mapping[str, str]) -> list[str]:
        von, bis = (_day(zustand.get(name, "")) for name in self._names())
        parts = [f"von {format_date(von)}"] if von else []
        parts += [f"bis {format_date(bis)}"] if bis else []
        return [f"{self.title} {' '.join(parts)}"] if parts else []

    def _names(self) -> tuple[str, str]:
        return f"{self.field.name}_von", f"{self.field.name}_bis"


@dataclass(frozen=True)
class MomentFilter(DatumFilter):
    """Moments within a span of Berlin's days."""

    def term(self, zustand: Mapping[str, str]) -> Expression | None:
        von, bis = (_day(zustand.get(name, "")) for name in self._names())
        terms = [self.field >= _midnight(von)] if von else []
        terms += [self.field < _midnight(bis + timedelta(days=1))] if bis else []
        return reduce(and_, terms) if terms else None


@dataclass(frozen=True)
class Ansicht:
    """A named choice of rows that a link may carry: it says nothing about any person.

    `weitere`: needed now and then, so it lies behind „Weitere“. `sortierung`: field and whether
    descending, where the list's own order is not the one to work by.
    """

    name: str
    label: str
    term: Callable[[date], Any]
    weitere: bool = False
    sortierung: tuple[str, bool] | None = None


def load(liste: str) -> Zustand:
    """The state of a list's filters and search in this session."""
    return dict(session.get("listen", {}).get(liste, {}))


def store(liste: str, zustand: Zustand) -> None:
    """Keep the state of a list's filters with the session."""
    states = dict(session.get("listen", {}))
    states[liste] = {name: value[:_LAENGSTENS] for name, value in zustand.items() if value}
    session["listen"] = states


def refused(filters: Iterable[Filter], form: Mapping[str, str]) -> list[Eingabe]:
    """The inputs as they were sent, wrong ones with what is wrong; empty where all is right."""
    faults = {name: satz for entry in filters for name, satz in entry.faults(form).items()}
    if not faults:
        return []
    inputs = [_sent(given, form) for entry in filters for given in entry.inputs({})]
    return [replace(given, fehler=faults.get(given.name, "")) for given in inputs]


def _sent(given: Eingabe, form: Mapping[str, str]) -> Eingabe:
    return replace(given, wert=form.get(given.name, "")[:_LAENGSTENS])


def search_fault(text: str) -> str:
    """What is wrong with a search term; empty where nothing is."""
    if len(text.strip()) <= _LAENGSTENS:
        return ""
    return f"Gesucht wird mit höchstens {_LAENGSTENS} Zeichen; bitte kürzen."


def clean_search(text: str) -> str:
    """A search term without what databases refuse."""
    return text.replace("\x00", "").strip()[:_LAENGSTENS]


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if 1900 <= day.year <= 2200 else None


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), BERLIN)
