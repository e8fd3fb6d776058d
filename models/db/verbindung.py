"""The one database of the installation: SQLite by default, PostgreSQL by URL."""

import unicodedata
from pathlib import Path
from urllib.parse import unquote, urlsplit

from peewee import (
    Database,
    DatabaseProxy,
    Expression,
    Field,
    PostgresqlDatabase,
    SqliteDatabase,
    fn,
)

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
_GERMAN = str.maketrans({"ß": "ss", "ẞ": "ss"})


def connect(url: str) -> Database:
    """Bind the tables to the database of this URL.

    `url`: `sqlite:///relative.sqlite`, `sqlite:////absolute.sqlite` or `postgresql://…`.
    Raises RuleViolation for any other scheme. No connection is opened yet.
    """
    scheme = urlsplit(url).scheme
    if scheme == "sqlite":
        database.initialize(_open_sqlite(_sqlite_path(url)))
    elif scheme in ("postgresql", "postgres"):
        database.initialize(_open_postgresql(url))
    else:
        raise RuleViolation(
            "KRM_DATABASE_URL muss mit sqlite:/// oder postgresql:// beginnen.",
            feld="KRM_DATABASE_URL",
        )
    return database.obj


def close() -> None:
    """Close this thread's connection, if one is open."""
    if database.obj is not None and not database.is_closed():
        database.close()


def is_sqlite() -> bool:
    """Whether the bound database is SQLite."""
    return isinstance(database.obj, SqliteDatabase)


def sorted_german(field: Field) -> Expression:
    """An ORDER BY term in German order (Ärger beside Arger) on both databases."""
    if is_sqlite():
        return fn.krm_sort(field)
    return field.collate('"de-x-icu"')


def _sqlite_path(url: str) -> str:
    path = unquote(url.removeprefix("sqlite:///"))
    if path != ":memory:":
        Path(path).parent.mkdir(parents=True, exist_ok=True)
    return path


def _open_sqlite(path: str) -> SqliteDatabase:
    # IMMEDIATE: with the default, readers that become writers fail with "database is locked".
    opened = SqliteDatabase(path, pragmas=PRAGMAS, lock_type="IMMEDIATE")
    opened.register_function(_german_key, "krm_sort", 1, deterministic=True)
    return opened


def _open_postgresql(url: str) -> PostgresqlDatabase:
    return PostgresqlDatabase(url.replace("postgres://", "postgresql://", 1), prefer_psycopg3=True)


def _german_key(text: str | None) -> str | None:
    if text is None:
        return None
    folded = unicodedata.normalize("NFKD", text.translate(_GERMAN).casefold())
    return "".join(char for char in folded if not unicodedata.combining(char))
