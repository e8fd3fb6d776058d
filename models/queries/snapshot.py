"""The snapshot: one SQLite file with what a report may know, frozen at one moment.

Written as the system and cut to the unit of the report, so that two people who start the same
report get the same numbers. Classes A and B never leave the database: what names a person is
read only to compute the pseudonym.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache, reduce
from operator import or_
from pathlib import Path
from typing import Any

from peewee import JOIN, SQL, Case, DateField, Expression, Field, ModelSelect, fn

from models.db import acting_as, database, is_sqlite
from models.queries.akteure import Baum
from models.queries.personen import person_key
from models.queries.snapshot_datei import Datei, Snapshot
from models.queries.snapshot_schema import ANLIEGEN, STRICHLISTE, VORGANG, Art, Spalte
from models.queries.snapshot_stamm import code_rows, einheit_rows, meta_rows
from models.rules.puenktlichkeit import ERSTE_ANTWORT
from models.rules.rechte import SYSTEM
from models.rules.zeit import berlin_day
from models.tables import Anliegen, Inhalt, Strichliste, Vorgang

__all__ = ["Snapshot", "write_snapshot"]

STAPEL = 20_000
_PERSON = (Inhalt.kundennummer, Inhalt.bg_nummer, Inhalt.name, Inhalt.vorname)
_MOMENTE = tuple(place for place, spalte in enumerate(VORGANG) if spalte.art is Art.MOMENT)
_ANONYM, _EINGANG = (
    next(place for place, spalte in enumerate(VORGANG) if spalte.name == name)
    for name in ("anonym", "eingang_am")
)


@dataclass(frozen=True)
class Umfang:
    """The units a report covers; `alles` where that is every one, so that no filter is needed."""

    einheit_id: int
    ids: tuple[int, ...]
    alles: bool

    def of(self, *felder: Field) -> Expression | SQL:
        """The WHERE term: one of these fields names a unit that is covered."""
        if self.alles:
            return SQL("1 = 1")
        return reduce(or_, (feld << self.ids for feld in felder))


def write_snapshot(
    path: Path, *, einheit_id: int, stand: date, pseudonym_key: bytes, fassung: str
) -> Snapshot:
    """Write the snapshot of a unit and everything below it to `path`, a file that is not there yet.

    `pseudonym_key` belongs to one evaluation; `fassung` is the version of KRM for the meta table.
    Cases count by the unit stored at their Eingang, those of reorganised teams included.
    """
    with acting_as(SYSTEM), _one_moment():
        baum = Baum.load()
        ids = baum.below(einheit_id)
        umfang = Umfang(einheit_id, tuple(sorted(ids)), alles=ids >= baum.by_id.keys())
        with Datei(path) as datei:
            datei.add("meta", meta_rows(baum, einheit_id, stand, fassung))
            datei.add("einheit", einheit_rows(baum, umfang.einheit_id, umfang.ids))
            datei.add("code", code_rows())
            datei.add("strichliste", list(_strichliste(umfang)))
            for rows in _vorgaenge(umfang):
                datei.add("anliegen", _anliegen(umfang, rows[0][0], rows[-1][0]))
                datei.add("vorgang", [_own_row(row, pseudonym_key) for row in rows])
    return datei.result()


@contextmanager
def _one_moment() -> Iterator[None]:
    """One transaction whose reads all see the same state, without holding up any writer."""
    if is_sqlite():
        with database.atomic("DEFERRED"):
            yield
    else:
        with database.atomic():
            database.execute_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield


def _vorgaenge(umfang: Umfang) -> Iterator[list[tuple[Any, ...]]]:
    columns = [_expression(spalte, umfang) for spalte in VORGANG[:-1]]
    query = (
        Vorgang.select(*columns, *_PERSON)
        .join(Inhalt, JOIN.LEFT_OUTER)
        .where(_covered(umfang))
        .order_by(Vorgang.id)
        .limit(STAPEL)
    )
    last = 0
    while rows := _fetch(query.where(Vorgang.id > last)):
        yield rows
        last = rows[-1][0]


def _covered(umfang: Umfang) -> Expression | SQL:
    return umfang.of(Vorgang.einheit, Vorgang.fachbereich, Vorgang.dienststelle)


def _anliegen(umfang: Umfang, first: int, last: int) -> list[tuple[Any, ...]]:
    query = (
        Anliegen.select(*(spalte.feld for spalte in ANLIEGEN))
        .join(Vorgang)
        .where(_covered(umfang), Anliegen.vorgang.between(first, last))
        .order_by(Anliegen.vorgang, Anliegen.anliegen_nr)
    )
    return _fetch(query)


def _strichliste(umfang: Umfang) -> Iterator[tuple[Any, ...]]:
    columns = [_expression(spalte, umfang) for spalte in STRICHLISTE]
    query = Strichliste.select(*columns).where(umfang.of(Strichliste.einheit))
    yield from _fetch(query.order_by(Strichliste.einheit, Strichliste.tag, Strichliste.thema))


def _fetch(query: ModelSelect) -> list[tuple[Any, ...]]:
    """Rows as the database has them: parsing two million dates would take ten times as long."""
    return database.execute(query).fetchall()


def _expression(spalte: Spalte, umfang: Umfang) -> Any:
    """What to select for a column, so that both databases answer in text and whole numbers."""
    if spalte.name == "erste_antwort_am":
        return _earliest([getattr(Vorgang, name).cast("TEXT") for name in ERSTE_ANTWORT])
    if spalte.name == "einheit_id" and spalte.feld is Vorgang.einheit:
        return _place(umfang)
    feld: Any = spalte.feld
    if spalte.art is Art.FLAG:
        return feld.cast("INTEGER")
    if spalte.art is Art.MOMENT or isinstance(feld, DateField):
        return feld.cast("TEXT")
    return feld


def _earliest(days: list[Any]) -> Any:
    """The first of these days, NULL where there is none; ISO texts sort like days."""
    never = "9999-12-31"
    least = fn.MIN if is_sqlite() else fn.LEAST
    return fn.NULLIF(least(*(fn.COALESCE(day, never) for day in days)), never)


def _place(umfang: Umfang) -> Any:
    """The unit of a case inside the report's tree: a case without a team lies with the house."""
    if umfang.alles:
        return Vorgang.einheit
    inside = [(feld << umfang.ids, feld) for feld in (Vorgang.einheit, Vorgang.fachbereich)]
    return Case(None, inside, umfang.einheit_id)


def _own_row(row: tuple[Any, ...], key: bytes) -> tuple[Any, ...]:
    """A row of VORGANG: moments become days of Berlin, what names the person its pseudonym."""
    *values, kundennummer, bg_nummer, name, vorname = row
    for place in _MOMENTE:
        values[place] = _day(values[place])
    person = None
    if values[_ANONYM] != 1:
        person = person_key(key, values[_EINGANG][:4], kundennummer, bg_nummer, (name, vorname))
    return (*values, person)


def _day(moment: str | None) -> str | None:
    # Offsets from UTC are whole hours, so the hour decides about the day.
    return None if moment is None else _day_of_hour(moment[:13])


@cache
def _day_of_hour(hour: str) -> str:
    parsed = datetime.strptime(hour, "%Y-%m-%d %H").replace(tzinfo=UTC)
    return berlin_day(parsed).isoformat()
