"""Copying rows into a snapshot: inside SQLite without a detour, from PostgreSQL in batches.

Both ways see one state of the database and give the same rows in the same order.
"""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Protocol

from peewee import ModelSelect, fn

from models.db import database
from models.queries import snapshot_abfragen as abfragen
from models.queries.personen import person_key
from models.queries.snapshot_datei import PRAGMAS, insert
from models.queries.snapshot_schema import VORGANG, Art
from models.rules.zeit import berlin_day
from models.tables import Anliegen, Vorgang, Vorgangsstand

STAPEL = 20_000
_PERSONEN = 65_536
"""How many persons are remembered at once, so that one who comes again is not computed again."""
_MOMENTE = tuple(place for place, spalte in enumerate(VORGANG) if spalte.art is Art.MOMENT)
_ANONYM, _EINGANG = (
    next(place for place, spalte in enumerate(VORGANG) if spalte.name == name)
    for name in ("anonym", "eingang_am")
)


Pseudonym = Callable[..., str | None]


class Kopie(Protocol):
    """A way of copying. `add` takes ready rows, `copy` cases, concerns and Strichliste."""

    def add(self, table: str, rows: Sequence[tuple[Any, ...]]) -> None: ...

    def copy(self, umfang: abfragen.Umfang) -> None: ...


@contextmanager
def inside_sqlite(path: Path, key: bytes) -> Iterator[Kopie]:
    """SQLite moves the rows itself: 100,000 cases in less than a second.

    The file is attached to the open connection; raises where a transaction is open already.
    """
    connection = database.connection()
    connection.execute("ATTACH ? AS aufnahme", (str(path),))
    try:
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA aufnahme.{pragma}")
        # Deferred, unlike every action: reading holds up no writer.
        with _functions(connection, key), database.atomic("DEFERRED"):
            yield _Inside(connection)
    finally:
        connection.execute("DETACH aufnahme")


@contextmanager
def from_server(path: Path, key: bytes) -> Iterator[Kopie]:
    """PostgreSQL hands over batches, which are written here."""
    with closing(sqlite3.connect(path)) as connection, database.atomic():
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        database.execute_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield _Batches(connection, key)
        connection.commit()


@dataclass(frozen=True)
class _Inside:
    connection: sqlite3.Connection

    def add(self, table: str, rows: Sequence[tuple[Any, ...]]) -> None:
        insert(self.connection, f"aufnahme.{table}", rows)

    def copy(self, umfang: abfragen.Umfang) -> None:
        columns = abfragen.vorgang_columns(umfang)
        for place in _MOMENTE:
            columns[place] = fn.krm_tag(columns[place])
        person = fn.krm_person(Vorgang.anonym, Vorgang.eingang_am, *abfragen.PERSON)
        self._insert("vorgang", abfragen.vorgang_query(umfang, [*columns, person]))
        self._insert("stand", abfragen.stand_query(umfang))
        self._insert("anliegen", abfragen.anliegen_query(umfang))
        self._insert("strichliste", abfragen.strichliste_query(umfang))

    def _insert(self, table: str, query: ModelSelect) -> None:
        sql, params = query.sql()
        database.execute_sql(f"INSERT INTO aufnahme.{table} {sql}", params)


@contextmanager
def _functions(connection: sqlite3.Connection, key: bytes) -> Iterator[None]:
    """What SQL cannot compute, for as long as it is needed: the key must not stay behind."""
    functions = (
        ("krm_tag", 1, _day),
        ("krm_person", 2 + len(abfragen.PERSON), _pseudonyms(key)),
    )
    for name, count, function in functions:
        connection.create_function(name, count, function)
    try:
        yield
    finally:
        for name, count, _ in functions:
            connection.create_function(name, count, None)


@dataclass(frozen=True)
class _Batches:
    connection: sqlite3.Connection
    key: bytes

    def add(self, table: str, rows: Sequence[tuple[Any, ...]]) -> None:
        insert(self.connection, table, rows)

    def copy(self, umfang: abfragen.Umfang) -> None:
        columns = [*abfragen.vorgang_columns(umfang), *abfragen.PERSON]
        query, anliegen = abfragen.vorgang_query(umfang, columns), abfragen.anliegen_query(umfang)
        stand = abfragen.stand_query(umfang)
        person, last = _pseudonyms(self.key), 0
        while rows := _fetch(query.where(Vorgang.id > last).limit(STAPEL)):
            first, last = rows[0][0], rows[-1][0]
            self.add("vorgang", [_own_row(row, person) for row in rows])
            self.add("stand", _fetch(stand.where(Vorgangsstand.vorgang.between(first, last))))
            self.add("anliegen", _fetch(anliegen.where(Anliegen.vorgang.between(first, last))))
        self.add("strichliste", _fetch(abfragen.strichliste_query(umfang)))


def _fetch(query: ModelSelect) -> list[tuple[Any, ...]]:
    """Rows as the database has them: parsing two million dates would take ten times as long."""
    rows: list[tuple[Any, ...]] = database.execute(query).fetchall()
    return rows


def _own_row(row: tuple[Any, ...], person: Pseudonym) -> tuple[Any, ...]:
    """A row of VORGANG: moments become days of Berlin, what names the person its pseudonym."""
    values, who = list(row[: -len(abfragen.PERSON)]), row[-len(abfragen.PERSON) :]
    for place in _MOMENTE:
        values[place] = _day(values[place])
    return (*values, person(values[_ANONYM], values[_EINGANG], *who))


def _pseudonyms(key: bytes) -> Pseudonym:
    """What computes the pseudonym of a case from `anonym`, `eingang_am` and PERSON.

    Its memory goes with it: no name stays behind.
    """

    @lru_cache(_PERSONEN)
    def of(jahr: str, kundennummer: str | None, bg: str | None, *namen: str | None) -> str | None:
        return person_key(key, jahr, kundennummer, bg, namen)

    def person(anonym: int | None, eingang: str, *who: str | None) -> str | None:
        return None if anonym else of(eingang[:4], *who)

    return person


def _day(moment: str | None) -> str | None:
    # Offsets from UTC are whole hours, so the hour decides about the day.
    return None if moment is None else _day_of_hour(moment[:13])


@cache
def _day_of_hour(hour: str) -> str:
    parsed = datetime.strptime(hour, "%Y-%m-%d %H").replace(tzinfo=UTC)
    return berlin_day(parsed).isoformat()
