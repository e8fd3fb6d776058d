"""The store of sessions: beside the cases, so that neither waits for the other.

SQLite: a second file beside the database, with a lock of its own. PostgreSQL: tables of the same
database that are UNLOGGED (migration 0007), so that no dump, archive or replica holds them.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from peewee import Database, DatabaseProxy, PeeweeException, SqliteDatabase

sitzungen = DatabaseProxy()

ENDUNG = "-sitzungen.sqlite"
_GEDULD_MS = 2_000
_PRAGMAS = {
    "busy_timeout": _GEDULD_MS,
    "journal_mode": "wal",
    "synchronous": "full",  # who has logged out stays logged out, even after a power failure
    "secure_delete": 1,
}
_FASSUNG = 1
"""Raise it with every change below: a file of another version is made anew, people log in again."""
_TABELLEN = (
    "DROP TABLE IF EXISTS sitzung",
    """CREATE TABLE sitzung (id INTEGER NOT NULL PRIMARY KEY, kennung VARCHAR(64) NOT NULL,
        konto_id INTEGER, daten TEXT NOT NULL, angelegt_am DATETIME NOT NULL,
        zuletzt_am DATETIME NOT NULL)""",
    "CREATE UNIQUE INDEX sitzung_kennung ON sitzung (kennung)",
    "CREATE INDEX sitzung_konto_id ON sitzung (konto_id)",
    "CREATE INDEX sitzung_zuletzt_am ON sitzung (zuletzt_am)",
    "DROP TABLE IF EXISTS anmeldeversuch",
    """CREATE TABLE anmeldeversuch (id INTEGER NOT NULL PRIMARY KEY,
        schluessel VARCHAR(64) NOT NULL, fehler INTEGER NOT NULL, zuletzt_am DATETIME NOT NULL)""",
    "CREATE UNIQUE INDEX anmeldeversuch_schluessel ON anmeldeversuch (schluessel)",
    "CREATE INDEX anmeldeversuch_zuletzt_am ON anmeldeversuch (zuletzt_am)",
    f"PRAGMA user_version = {_FASSUNG}",
)


class Sitzungsdatei(SqliteDatabase):
    """A file that makes itself: no backup holds it, and nobody misses it."""

    def _connect(self) -> Any:
        _make_private(self.database)
        connection = super()._connect()
        try:
            _make_tables(connection)
        except Exception:
            connection.close()
            raise
        return connection


def open_speicher(cases: Database) -> Database:
    """The store that belongs to this database of cases. No connection is opened yet."""
    if not isinstance(cases, SqliteDatabase):
        return cases
    path = cases.database
    if path != ":memory:":
        path = str(Path(path).with_suffix("")) + ENDUNG
    return Sitzungsdatei(path, pragmas=_PRAGMAS, lock_type="IMMEDIATE")


@contextmanager
def bookkeeping(wait: bool) -> Iterator[None]:
    """One transaction on the store; without `wait`, a lock held by others is an error at once."""
    if isinstance(sitzungen.obj, SqliteDatabase):
        with _patience(wait), sitzungen.atomic():
            yield
        return
    with sitzungen.atomic():
        sitzungen.execute_sql(f"SET LOCAL lock_timeout = {_GEDULD_MS if wait else 1}")
        yield


def wipe_ended() -> None:
    """Make what was deleted or replaced unreadable in the files; outside any transaction."""
    if isinstance(sitzungen.obj, SqliteDatabase):
        with _patience(False):
            sitzungen.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        return
    sitzungen.execute_sql(f"SET lock_timeout = {_GEDULD_MS}")
    try:
        sitzungen.execute_sql("VACUUM FULL sitzung")
    finally:
        sitzungen.execute_sql("RESET lock_timeout")


@contextmanager
def _patience(wait: bool) -> Iterator[None]:
    if wait:
        yield
        return
    sitzungen.execute_sql("PRAGMA busy_timeout = 0")
    try:
        yield
    finally:
        with suppress(PeeweeException):
            sitzungen.execute_sql(f"PRAGMA busy_timeout = {_GEDULD_MS}")


def _make_private(path: str) -> None:
    if path != ":memory:":
        with suppress(OSError):  # the connection says better what is wrong with the place
            Path(path).touch(mode=0o600)


def _make_tables(connection: Any) -> None:
    if _is_current(connection):
        return
    connection.execute("BEGIN IMMEDIATE")
    # Another thread may have made them while this one waited; its first session must stay.
    for statement in () if _is_current(connection) else _TABELLEN:
        connection.execute(statement)
    connection.execute("COMMIT")


def _is_current(connection: Any) -> bool:
    return bool(connection.execute("PRAGMA user_version").fetchone()[0] == _FASSUNG)
