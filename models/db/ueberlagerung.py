"""Reading some rows as they once were: temporary views in front of the tables, for one reader.

Both databases look for a name among this connection's temporary tables first. A view there hides
the table of the same name: queries run unchanged, nothing is written, nobody else notices.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from peewee import Column, Field, Model, Table

from models.db.verbindung import database, is_sqlite

_CHUNK = 200


@dataclass(frozen=True)
class Ueberlagerung:
    """A table as it once was: rows whose `schluessel` is in `weg` are hidden, `statt` is added.

    `statt`: rows by the names of `felder`; what is not among these cannot be read meanwhile.
    """

    tabelle: type[Model]
    schluessel: Field
    weg: Collection[int]
    statt: Sequence[Mapping[str, Any]]
    felder: tuple[Field, ...]


@contextmanager
def overlaid(ueberlagerungen: Iterable[Ueberlagerung]) -> Iterator[None]:
    """Inside, these tables read as they once were; must run in a transaction that is read only
    otherwise. What fails leaves the clearing up to its rollback.
    """
    wanted = [one for one in ueberlagerungen if one.weg or one.statt]
    for one in wanted:
        _lay(one)
    yield
    for one in wanted:
        _lift(one)


def keep_temporary_in_memory() -> None:
    """Let no temporary row reach a file; SQLite asks for it before the transaction."""
    if is_sqlite():
        database.execute_sql("PRAGMA temp_store = MEMORY")


def allow_temporary() -> None:
    """Let a transaction of PostgreSQL that is read only make temporary tables: its first word."""
    if not is_sqlite():
        database.execute_sql("SET TRANSACTION READ WRITE")


def _lay(one: Ueberlagerung) -> None:
    name = one.tabelle._meta.table_name
    weg, statt = _names(name)
    base = f'{_schema()}."{name}"'
    columns = ", ".join(f'"{field.column_name}"' for field in one.felder)
    database.execute_sql(f"CREATE TEMPORARY TABLE {weg} (id INTEGER PRIMARY KEY)")
    database.execute_sql(
        f"CREATE TEMPORARY TABLE {statt} AS SELECT {columns} FROM {base} WHERE 1 = 0"
    )
    _fill(weg, ("id",), [(key,) for key in sorted(one.weg)])
    names = tuple(field.column_name for field in one.felder)
    _fill(statt, names, [_stored(one.felder, row) for row in one.statt])
    database.execute_sql(
        f'CREATE TEMPORARY VIEW "{name}" AS SELECT {columns} FROM {base} '
        f'WHERE "{one.schluessel.column_name}" NOT IN (SELECT id FROM {weg}) '
        f"UNION ALL SELECT {columns} FROM {statt}"
    )


def _lift(one: Ueberlagerung) -> None:
    name = one.tabelle._meta.table_name
    temp = "temp" if is_sqlite() else "pg_temp"
    database.execute_sql(f'DROP VIEW {temp}."{name}"')
    for table in _names(name):
        database.execute_sql(f"DROP TABLE {temp}.{table}")


def _names(table: str) -> tuple[str, str]:
    return f"{table}_weg", f"{table}_statt"


def _schema() -> str:
    if is_sqlite():
        return "main"
    return f'"{database.execute_sql("SELECT current_schema()").fetchone()[0]}"'


def _fill(table: str, columns: tuple[str, ...], rows: Sequence[tuple[Any, ...]]) -> None:
    target = Table(table).bind(database)
    fields = [Column(target, name) for name in columns]
    for start in range(0, len(rows), _CHUNK):
        target.insert(rows[start : start + _CHUNK], columns=fields).execute()


def _stored(felder: tuple[Field, ...], row: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(field.db_value(row.get(field.name)) for field in felder)
