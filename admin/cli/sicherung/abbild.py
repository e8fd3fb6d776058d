"""Images of the database: SQLite by its backup API, PostgreSQL by pg_dump."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit, urlunsplit

from admin.config import Config
from models.rules.fehler import RuleViolation

Fakten = dict[str, Any]
_KETTE = "SELECT laenge, letzter_hash FROM kette WHERE id = 1"
_SQLITE_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
# What lasts: sessions are UNLOGGED, no dump holds their rows.
_SERVER_TABLES = (
    "SELECT relname FROM pg_class WHERE relkind = 'r' AND relpersistence = 'p' "
    "AND relnamespace = 'public'::regnamespace"
)


def is_sqlite(config: Config) -> bool:
    """Whether the settings name a SQLite file."""
    return config.database_url.startswith("sqlite:")


def sqlite_path(config: Config) -> Path:
    """The file of the SQLite database."""
    return Path(unquote(config.database_url.removeprefix("sqlite:///")))


def take(config: Config, ziel: Path) -> Fakten:
    """Write a consistent image, also under load; returns facts that the restored one must match."""
    if is_sqlite(config):
        source, copy = sqlite3.connect(sqlite_path(config)), sqlite3.connect(ziel)
        with source, copy:
            source.backup(copy)
        source.close()
        copy.close()
        return facts_of_file(ziel)
    return _dump(config, ziel)


def facts_of_file(path: Path) -> Fakten:
    """Rows per table and the end of the event chain; raises RuleViolation for a broken file."""
    connection = sqlite3.connect(path)
    try:
        (verdict,) = connection.execute("PRAGMA integrity_check").fetchone()
        if verdict != "ok":
            raise RuleViolation("Die gesicherte Datenbank ist beschädigt.")
        return _facts(lambda sql: connection.execute(sql).fetchall(), _SQLITE_TABLES)
    except sqlite3.DatabaseError:
        raise RuleViolation("Die gesicherte Datenbank ist beschädigt.") from None
    finally:
        connection.close()


def facts_of_server(config: Config) -> Fakten:
    """The same facts of the PostgreSQL database of the settings."""
    import psycopg

    with psycopg.connect(config.database_url) as connection:
        return _facts(lambda sql: connection.execute(sql).fetchall(), _SERVER_TABLES)


def is_empty(config: Config) -> bool:
    """Whether there is nothing yet that a restore would overwrite."""
    if is_sqlite(config):
        return not sqlite_path(config).exists()
    import psycopg

    with psycopg.connect(config.database_url) as connection:
        return not connection.execute(_SERVER_TABLES).fetchall()


def load(config: Config, image: Path) -> Fakten:
    """Put an image in place; returns the facts of what now stands there."""
    if is_sqlite(config):
        target = sqlite_path(config)
        target.parent.mkdir(parents=True, exist_ok=True)
        image.chmod(0o600)
        facts = facts_of_file(image)
        shutil.move(image, target)
        return facts
    _run_tool(config, "pg_restore", "--no-owner", "--exit-on-error", str(image))
    return facts_of_server(config)


def _dump(config: Config, ziel: Path) -> Fakten:
    """pg_dump and the counts see the same moment: the counting transaction lends its snapshot."""
    import psycopg

    with psycopg.connect(config.database_url) as connection:
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        row = connection.execute("SELECT pg_export_snapshot()").fetchone()
        snapshot = str(row[0]) if row else ""
        facts = _facts(lambda sql: connection.execute(sql).fetchall(), _SERVER_TABLES)
        _run_tool(config, "pg_dump", "--format=custom", "--no-unlogged-table-data",
                  f"--snapshot={snapshot}", f"--file={ziel}")  # fmt: skip
    return facts


def _facts(ask: Callable[[str], list[Any]], tables: str) -> Fakten:
    """Counts of the tables that are there: a backup comes before an upgrade, too."""
    names = sorted(name for (name,) in ask(tables))
    rows = {name: ask(f'SELECT count(*) FROM "{name}"')[0][0] for name in names}
    return {"zeilen": rows, "kette": list(*ask(_KETTE)) if "kette" in rows else []}


def _run_tool(config: Config, tool: str, *arguments: str) -> None:
    """Run a PostgreSQL program; the password goes by the environment, where `ps` shows none."""
    if shutil.which(tool) is None:
        raise RuleViolation(
            f"Das Programm {tool} fehlt; bitte „apt-get install postgresql-client“ ausführen."
        )
    address = urlsplit(config.database_url)
    bare = address.netloc.replace(f":{address.password}@", "@", 1)
    url = urlunsplit(address._replace(netloc=bare))
    environment = {**os.environ}
    if address.password:
        environment["PGPASSWORD"] = unquote(address.password)
    done = subprocess.run(
        [tool, f"--dbname={url}", *arguments], env=environment, capture_output=True, text=True
    )
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or ["ohne Meldung"])[-1]
        raise RuleViolation(f"{tool} ist gescheitert: {reason}")
