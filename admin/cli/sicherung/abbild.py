"""Images of the database: SQLite by its backup API, PostgreSQL by pg_dump."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from admin.cli.sicherung.spurlos import unnamed
from admin.cli.sicherung.werkzeug import run_tool
from admin.config import Config
from models.migrations.bestand import (
    MARKE,
    TABELLEN_POSTGRESQL,
    TABELLEN_SQLITE,
    reading,
    sqlite_path,
)
from models.rules.fehler import RuleViolation

Fakten = dict[str, Any]
Frage = Callable[[str], list[Any]]
_KETTE = "SELECT laenge, letzter_hash FROM kette WHERE id = 1"
KAPUTT = "Die Datenbank ist beschädigt; von ihr gibt es keine brauchbare Sicherung."


def is_sqlite(config: Config) -> bool:
    """Whether the settings name a SQLite file."""
    return config.database_url.startswith("sqlite:")


@contextmanager
def taken(config: Config, folder: Path) -> Iterator[tuple[BinaryIO, Fakten]]:
    """A consistent image, also under load, in a file without a name; and the facts of that moment.

    Facts: what the restored database must match, and `ablage`, the names of its documents.
    """
    with unnamed(folder) as (file, path):
        facts = (
            _copy(sqlite_path(config.database_url), file, path)
            if is_sqlite(config)
            else _dump(config.database_url, file, path)
        )
        yield file, facts


def facts_of(config: Config) -> Fakten:
    """The same facts of the database that stands there now."""
    if is_sqlite(config):
        with reading(sqlite_path(config.database_url)) as connection:
            return _facts(lambda sql: connection.execute(sql).fetchall(), TABELLEN_SQLITE)
    import psycopg

    with psycopg.connect(config.database_url) as server:
        return _facts(lambda sql: server.execute(sql).fetchall(), TABELLEN_POSTGRESQL)


def _copy(source: Path, file: BinaryIO, path: Path) -> Fakten:
    """Counting and copying read in one transaction, so both see the same moment."""
    try:
        with reading(source) as connection, closing(sqlite3.connect(path)) as copy:
            path.unlink()
            copy.execute("PRAGMA journal_mode = OFF")  # no second file beside it
            connection.execute("BEGIN")
            facts = _facts(lambda sql: connection.execute(sql).fetchall(), TABELLEN_SQLITE)
            connection.backup(copy)
            connection.execute("ROLLBACK")
        if not os.fstat(file.fileno()).st_size:
            raise RuleViolation("Die Sicherung ist nicht gelungen; bitte wiederholen.")
        return facts
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError:
        raise RuleViolation(KAPUTT) from None


def _dump(url: str, file: BinaryIO, path: Path) -> Fakten:
    """pg_dump and the counts see the same moment: the counting transaction lends its snapshot."""
    import psycopg

    path.unlink()
    with psycopg.connect(url) as connection:
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        row = connection.execute("SELECT pg_export_snapshot()").fetchone()
        snapshot = str(row[0]) if row else ""
        facts = _facts(lambda sql: connection.execute(sql).fetchall(), TABELLEN_POSTGRESQL)
        options = ("--format=custom", "--no-unlogged-table-data", f"--snapshot={snapshot}")
        run_tool(url, "pg_dump", *options, ausgabe=file)
    return facts


def _facts(ask: Frage, tables: str) -> Fakten:
    """Counts of the tables that are there: a backup comes before an upgrade, too."""
    names = sorted(name for (name,) in ask(tables) if name != MARKE)
    rows = {name: ask(f'SELECT count(*) FROM "{name}"')[0][0] for name in names}
    documents = ask("SELECT ablagename, sha256 FROM dokument") if "dokument" in rows else []
    return {
        "zeilen": rows,
        "kette": list(*ask(_KETTE)) if "kette" in rows else [],
        "ablage": dict(documents),
    }
