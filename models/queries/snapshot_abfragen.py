"""The queries of a snapshot: cut to the report's units, as text and whole numbers."""

from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from peewee import JOIN, SQL, Case, DateField, Expression, Field, Function, ModelSelect, fn

from models.db import is_sqlite
from models.queries.snapshot_schema import ANLIEGEN, STAND, STRICHLISTE, VORGANG, Art, Spalte
from models.rules.puenktlichkeit import ERSTE_ANTWORT
from models.tables import Anliegen, Inhalt, Strichliste, Vorgang, Vorgangsstand

PERSON = (Inhalt.kundennummer, Inhalt.bg_nummer, Inhalt.name, Inhalt.vorname)
"""What names a person: read to compute the pseudonym, never written."""
_NIE = "9999-12-31"


@dataclass(frozen=True)
class Umfang:
    """The units a report covers; `alles` where that is every one, so that no filter is needed.

    `bis`: cases that came in later are left out.
    """

    einheit_id: int
    ids: tuple[int, ...]
    alles: bool
    bis: date | None = None

    def of(self, *felder: Field) -> Expression | SQL:
        """The WHERE term: one of these fields names a unit that is covered."""
        if self.alles:
            return SQL("1 = 1")
        return reduce(or_, (feld << self.ids for feld in felder))

    @property
    def vorgang_term(self) -> Expression | SQL:
        """Cases that lay in a covered unit at any time."""
        lay = self._place_term
        return lay if self.bis is None else lay & (Vorgang.eingang_am <= self.bis)

    @property
    def _place_term(self) -> Expression | SQL:
        if self.alles:
            return SQL("1 = 1")
        stand = Vorgangsstand
        lay = self.of(stand.einheit, stand.fachbereich, stand.dienststelle)
        return Vorgang.id << Vorgangsstand.select(Vorgangsstand.vorgang).where(lay)


def vorgang_query(umfang: Umfang, columns: list[Any]) -> ModelSelect:
    """Covered cases with these columns, in order of their number; Inhalt is at hand."""
    query = Vorgang.select(*columns).join(Inhalt, JOIN.LEFT_OUTER)
    return query.where(umfang.vorgang_term).order_by(Vorgang.id)


def anliegen_query(umfang: Umfang) -> ModelSelect:
    """Concerns of covered cases, in order of case and number."""
    query = Anliegen.select(*_fields(ANLIEGEN)).join(Vorgang).where(umfang.vorgang_term)
    return query.order_by(Anliegen.vorgang, Anliegen.anliegen_nr)


def stand_query(umfang: Umfang) -> ModelSelect:
    """The dated record of covered cases, in order of case and day."""
    columns = [expression(spalte, umfang) for spalte in STAND]
    query = Vorgangsstand.select(*columns).join(Vorgang).where(umfang.vorgang_term)
    return query.order_by(Vorgangsstand.vorgang, Vorgangsstand.ab)


def strichliste_query(umfang: Umfang) -> ModelSelect:
    """The Strichliste of the covered units."""
    columns = [expression(spalte, umfang) for spalte in STRICHLISTE]
    query = Strichliste.select(*columns).where(umfang.of(Strichliste.einheit))
    return query.order_by(Strichliste.einheit, Strichliste.tag, Strichliste.thema)


def vorgang_columns(umfang: Umfang) -> list[Any]:
    """What to select for every column of VORGANG but the last, the pseudonym."""
    return [expression(spalte, umfang) for spalte in VORGANG[:-1]]


def expression(spalte: Spalte, umfang: Umfang) -> Any:
    """What to select for a column, so that both databases answer in text and whole numbers."""
    feld: Any = spalte.feld
    if spalte.name == ERSTE_ANTWORT[0]:
        return _earliest(feld.model)
    if feld is Vorgang.einheit or feld is Vorgangsstand.einheit:
        return _place(feld.model)
    if spalte.art is Art.FLAG:
        return feld.cast("INTEGER")
    if spalte.art is Art.MOMENT or isinstance(feld, DateField):
        return feld.cast("TEXT")
    return feld


def _fields(spalten: tuple[Spalte, ...]) -> list[Field | None]:
    return [spalte.feld for spalte in spalten]


def _earliest(table: Any) -> Function:
    """The day of the first substantive reply, by the one rule of models.rules.puenktlichkeit."""
    days = [fn.COALESCE(getattr(table, name).cast("TEXT"), _NIE) for name in ERSTE_ANTWORT]
    least = fn.MIN if is_sqlite() else fn.LEAST
    return fn.NULLIF(least(*days), _NIE)


def _place(table: Any) -> Case:
    """The unit of a case: without a team it lies with its Bereich, where that is known."""
    team_less = table.einheit == table.dienststelle
    return Case(None, [(team_less & table.fachbereich.is_null(False), table.fachbereich)],
                table.einheit)  # fmt: skip
