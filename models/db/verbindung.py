"""The one database of the installation: SQLite by default, PostgreSQL by URL."""

import unicodedata
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from peewee import (
    Database,
    DatabaseProxy,
    Expression,
    Field,
    OperationalError,
    PostgresqlDatabase,
    SqliteDatabase,
    fn,
)

from models.db.sitzungsspeicher import open_speicher, sitzungen
from models.rules.fehler import RuleViolation

database = DatabaseProxy()

# WAL with synchronous=FULL lost no acknowledged commit in the power-loss trials; NORMAL did.
# secure_delete overwrites what a deletion frees.
PRAGMAS = {
    "journal_mode": "wal",
    "synchronous": "full",
    "foreign_keys": 1,
    "secure_delete": 1,
    "busy_timeout": 15_000,
}
_ERREICHBAR_S = 5
_GERMAN = str.maketrans({"ß": "ss", "ẞ": "ss"})


class _Vorhanden(SqliteDatabase):
    """A file that must be there: a mistyped place becomes no empty database."""

    def _connect(self) -> Any:
        if self.database != ":memory:" and not Path(self.database).is_file():
            raise OperationalError(f"{self.database} does not exist")
        return super()._connect()


def connect(url: str, *, geduld_ms: int | None = None, create: bool = False) -> Database:
    """Bind the tables to the database of this URL.

    `url`: `sqlite:///relative.sqlite`, `sqlite:////absolute.sqlite` or `postgresql://…`.
    `geduld_ms`: longest wait for a lock; None: SQLite's 15 s, on PostgreSQL without end.
    `create`: whether a SQLite file that is not there is made; else connecting raises
    OperationalError.
    Raises RuleViolation for any other scheme. No connection is opened yet.
    """
    scheme = urlsplit(url).scheme
    if scheme == "sqlite":
        path = unquote(url.removeprefix("sqlite:///"))
        if create and path != ":memory:":
            Path(path).parent.mkdir(parents=True, exist_ok=True)
        kind = SqliteDatabase if create else _Vorhanden
        database.initialize(_open_sqlite(kind, path, geduld_ms))
    elif scheme in ("postgresql", "postgres"):
        database.initialize(_open_postgresql(url, geduld_ms))
    else:
        raise RuleViolation(
            "KRM_DATABASE_URL muss mit sqlite:/// oder postgresql:// beginnen.",
            feld="KRM_DATABASE_URL",
        )
    sitzungen.initialize(open_speicher(database.obj))
    return database.obj


def close() -> None:
    """Close this thread's connections, if any is open."""
    for proxy in (sitzungen, database):
        if proxy.obj is not None and not proxy.is_closed():
            proxy.close()


def is_sqlite() -> bool:
    """Whether the bound database is SQLite."""
    return isinstance(database.obj, SqliteDatabase)


def sorted_german(field: Field) -> Expression:
    """An ORDER BY term in German order (Ärger beside Arger) on both databases."""
    if is_sqlite():
        return fn.krm_sort(field)
    return field.collate('"de-x-icu"')


def _open_sqlite(kind: type[SqliteDatabase], path: str, geduld_ms: int | None) -> SqliteDatabase:
    # IMMEDIATE: with the default, readers that become writers fail with "database is locked".
    pragmas = PRAGMAS | ({} if geduld_ms is None else {"busy_timeout": geduld_ms})
    opened = kind(path, pragmas=pragmas, lock_type="IMMEDIATE")
    opened.register_function(_german_key, "krm_sort", 1, deterministic=True)
    return opened


def _open_postgresql(url: str, geduld_ms: int | None) -> PostgresqlDatabase:
    limits: dict[str, Any] = {}
    if geduld_ms is not None:
        limits = {"options": f"-c lock_timeout={geduld_ms}", "connect_timeout": _ERREICHBAR_S}
    return PostgresqlDatabase(
        url.replace("postgres://", "postgresql://", 1), prefer_psycopg3=True, **limits
    )


def _german_key(text: str | None) -> str | None:
    if text is None:
        return None
    folded = unicodedata.normalize("NFKD", text.translate(_GERMAN).casefold())
    return "".join(char for char in folded if not unicodedata.combining(char))
