"""Whether tables, columns, indexes, constraints and triggers are those the migrations make.

Compared with a scratch database of the same kind, migrated just as far: on SQLite in memory, on
PostgreSQL a schema inside a transaction that is rolled back.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from peewee import Database, ProgrammingError, SqliteDatabase

from models.migrations.laeufer import Laeufer, names

Objekte = dict[str, str]
_PROBE = "krm_probe"

# Each row: what it is called in a sentence, and what must not differ.
_SQLITE = (
    "SELECT 'Tabelle ' || name, 'da' FROM sqlite_master WHERE type = 'table' "
    "AND name NOT LIKE 'sqlite_%'",
    "SELECT 'Spalte ' || t.name || '.' || c.name, c.type || c.\"notnull\" || c.pk "
    "FROM sqlite_master t, pragma_table_info(t.name) c WHERE t.type = 'table'",
    "SELECT 'Fremdschlüssel ' || t.name || '.' || f.\"from\", f.\"table\" || f.on_delete "
    "FROM sqlite_master t, pragma_foreign_key_list(t.name) f WHERE t.type = 'table'",
    "SELECT 'Index ' || t.name || '(' || (SELECT group_concat(c.name) "
    "FROM pragma_index_info(i.name) c) || ')', i.\"unique\" || i.partial "
    "FROM sqlite_master t, pragma_index_list(t.name) i WHERE t.type = 'table'",
    "SELECT 'Auslöser ' || name, sql FROM sqlite_master WHERE type = 'trigger'",
)
_HIER = "current_schema()::regnamespace"
_POSTGRESQL = (
    "SELECT 'Tabelle ' || relname, relpersistence::text FROM pg_class "
    f"WHERE relnamespace = {_HIER} AND relkind = 'r'",
    "SELECT 'Spalte ' || t.relname || '.' || a.attname, "
    "format_type(a.atttypid, a.atttypmod) || a.attnotnull || a.atthasdef "
    "FROM pg_attribute a JOIN pg_class t ON t.oid = a.attrelid "
    f"WHERE t.relnamespace = {_HIER} AND t.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped",
    "SELECT 'Bedingung ' || conname, pg_get_constraintdef(c.oid) || convalidated "
    f"FROM pg_constraint c WHERE connamespace = {_HIER} AND contype IN ('p', 'u', 'f', 'c')",
    "SELECT 'Index ' || i.relname, pg_get_indexdef(x.indexrelid) || x.indisvalid "
    f"FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid WHERE i.relnamespace = {_HIER}",
    "SELECT 'Auslöser ' || tgname || ' an ' || t.relname, "
    "pg_get_triggerdef(g.oid) || tgenabled::text || p.prosrc "
    "FROM pg_trigger g JOIN pg_class t ON t.oid = g.tgrelid JOIN pg_proc p ON p.oid = g.tgfoid "
    f"WHERE t.relnamespace = {_HIER} AND NOT tgisinternal",
)


class Unvergleichbar(RuntimeError):
    """PostgreSQL lets this role make no schema to compare with."""


@dataclass(frozen=True)
class Abweichung:
    """What differs: `fehlt` and `anders` are faults, `zuviel` may be an operator's own index."""

    fehlt: tuple[str, ...]
    anders: tuple[str, ...]
    zuviel: tuple[str, ...]

    @property
    def is_fault(self) -> bool:
        """Whether something is missing or not as it should be."""
        return bool(self.fehlt or self.anders)

    def sentence(self) -> str:
        """What is wrong, with the first few named."""
        return ", ".join(
            f"{len(objects)} {word} ({', '.join(objects[:3])}{', …' if objects[3:] else ''})"
            for word, objects in (("fehlen", self.fehlt), ("sind anders", self.anders))
            if objects
        )


def drift(database: Database) -> Abweichung:
    """How the schema differs from what the migrations make that were applied to it.

    Raises Unvergleichbar.
    """
    applied = [name for name in Laeufer(database).done() if name in names()]
    here, wanted = objects(database), _expected(database, applied[-1])
    return Abweichung(
        fehlt=tuple(sorted(set(wanted) - set(here), key=_tables_first)),
        anders=tuple(sorted(n for n in set(here) & set(wanted) if here[n] != wanted[n])),
        zuviel=tuple(sorted(set(here) - set(wanted))),
    )


def _tables_first(name: str) -> tuple[bool, str]:
    return not name.startswith("Tabelle"), name


def objects(database: Database) -> Objekte:
    """Everything of the schema by name, with what must not differ."""
    return dict(_objects(database))


def _objects(database: Database) -> Iterator[tuple[str, str]]:
    is_sqlite = isinstance(database, SqliteDatabase)
    if not is_sqlite:
        ((schema,),) = database.execute_sql("SELECT current_schema()").fetchall()
    for question in _SQLITE if is_sqlite else _POSTGRESQL:
        for name, detail in database.execute_sql(question).fetchall():
            text = " ".join(str(detail).split())
            yield name, text if is_sqlite else text.replace(f"{schema}.", "")


def _expected(database: Database, target: str) -> Objekte:
    if isinstance(database, SqliteDatabase):
        scratch = SqliteDatabase(":memory:")
        with scratch.connection_context():
            Laeufer(scratch).up(target)
            return objects(scratch)
    with database.atomic() as transaction:
        try:
            database.execute_sql(f"CREATE SCHEMA {_PROBE}")
        except ProgrammingError:
            raise Unvergleichbar from None
        database.execute_sql(f"SET LOCAL search_path TO {_PROBE}")
        Laeufer(database).up(target)
        wanted = objects(database)
        transaction.rollback()
    return wanted
