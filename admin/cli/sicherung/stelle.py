"""The place a backup is put back to: empty before, marked while it is being filled.

The mark lies with the database, so that every program sees it: a file beside a SQLite file, a
table on PostgreSQL. While it is there, no command works with the database, and the next `restore`
clears what the one before had begun.
"""

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

from admin.cli.sicherung import archiv
from admin.cli.sicherung.werkzeug import run_tool
from admin.config import Config
from models.migrations.bestand import MARKE, TABELLEN_POSTGRESQL, marker_file, sqlite_path
from models.rules.fehler import RuleViolation

_NEBENDATEIEN = ("-wal", "-shm", "-journal")
_SITZUNGEN = "-sitzungen.sqlite"
_NICHT_LEER = (
    "Die Datenbank ist nicht leer; eine Sicherung überschreibt nichts. Bitte mit "
    "KRM_DATABASE_URL eine neue angeben."
)


class Stelle(Protocol):
    """What both kinds of database can do."""

    def marked_for(self) -> str | None:
        """The Ablage of an unfinished restore; None where there is none."""

    def require_empty(self) -> None:
        """Raise RuleViolation where a restore would overwrite something."""

    def mark(self, ablage: Path) -> None:
        """Say that a restore has begun."""

    def fill(self, image: Path) -> None:
        """Put the image in place."""

    def clear(self) -> None:
        """Remove what a restore put here, the mark last."""

    def unmark(self) -> None:
        """Say that the restore has come to its end."""


def stelle_of(config: Config) -> Stelle:
    """The place that the settings name."""
    if config.database_url.startswith("sqlite:"):
        return Datei(sqlite_path(config.database_url))
    return Server(config.database_url)


class Datei:
    """A SQLite file with what SQLite keeps beside it."""

    def __init__(self, path: Path) -> None:
        self.path, self.marke = path, marker_file(path)

    def marked_for(self) -> str | None:
        try:
            return str(json.loads(self.marke.read_text("utf-8"))["ablage"])
        except FileNotFoundError:
            return None
        except (ValueError, KeyError):  # killed while it was written: nothing was done by then
            return ""

    def require_empty(self) -> None:
        if self.path.exists():
            raise RuleViolation(_NICHT_LEER)
        for path in filter(Path.exists, self._beside()):
            raise RuleViolation(
                f"Neben der neuen Datenbank liegt noch {path.name} von einer früheren; SQLite "
                "würde beides vermischen. Bitte die Datei wegräumen oder KRM_DATABASE_URL ändern."
            )

    def mark(self, ablage: Path) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.marke.open("x", encoding="utf-8") as file:
            json.dump({"ablage": str(ablage)}, file)
            file.flush()
            os.fsync(file.fileno())
        sync_folder(self.path.parent)

    def fill(self, image: Path) -> None:
        image.chmod(0o600)
        shutil.move(image, self.path)
        with self.path.open("rb") as file:
            os.fsync(file.fileno())
        for path in self.path.parent.glob(f"{self.path.stem}{_SITZUNGEN}*"):
            path.unlink(missing_ok=True)  # of another database: everybody logs in again
        sync_folder(self.path.parent)

    def clear(self) -> None:
        for path in (self.path, *self._beside()):
            path.unlink(missing_ok=True)
        self.unmark()

    def unmark(self) -> None:
        self.marke.unlink(missing_ok=True)
        sync_folder(self.path.parent)

    def _beside(self) -> list[Path]:
        return [self.path.with_name(self.path.name + ending) for ending in _NEBENDATEIEN]


class Server:
    """A database on a PostgreSQL server."""

    def __init__(self, url: str) -> None:
        self.url = url

    def marked_for(self) -> str | None:
        with self._open() as connection:
            if MARKE not in _tables(connection):
                return None
            row = connection.execute(f"SELECT ablage FROM {MARKE}").fetchone()
            return str(row[0]) if row else ""

    def require_empty(self) -> None:
        with self._open() as connection:
            if _tables(connection):
                raise RuleViolation(_NICHT_LEER)

    def mark(self, ablage: Path) -> None:
        with self._open() as connection:
            connection.execute(f"CREATE TABLE {MARKE} (ablage TEXT NOT NULL)")
            connection.execute(f"INSERT INTO {MARKE} VALUES (%s)", (str(ablage),))

    def fill(self, image: Path) -> None:
        """All or nothing: the server undoes a restore that is killed."""
        run_tool(self.url, "pg_restore", "--no-owner", "--single-transaction", str(image))

    def clear(self) -> None:
        """Everything in one transaction; tables first, with their triggers."""
        with self._open() as connection:
            for name in _all_tables(connection):
                connection.execute(f'DROP TABLE IF EXISTS "{name}" CASCADE')
            for (signature,) in connection.execute(_FUNKTIONEN).fetchall():
                connection.execute(f"DROP FUNCTION IF EXISTS {signature} CASCADE")

    def unmark(self) -> None:
        with self._open() as connection:
            connection.execute(f"DROP TABLE IF EXISTS {MARKE}")

    @contextmanager
    def _open(self) -> Iterator[Any]:
        import psycopg

        with psycopg.connect(self.url) as connection:
            yield connection


_FUNKTIONEN = (
    "SELECT p.oid::regprocedure::text FROM pg_proc p "
    "WHERE p.pronamespace = current_schema()::regnamespace AND NOT EXISTS "
    "(SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')"
)
_ALLE = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"


def _tables(connection: Any) -> set[str]:
    return {name for (name,) in connection.execute(TABELLEN_POSTGRESQL).fetchall()}


def _all_tables(connection: Any) -> list[str]:
    return [name for (name,) in connection.execute(_ALLE).fetchall()]


def require_empty_ablage(ablage: Path) -> None:
    """Raise RuleViolation where documents lie already."""
    if any(archiv.files_below(ablage)):
        raise RuleViolation(f"Der Ordner {ablage} (KRM_ABLAGE_DIR) ist nicht leer.")


def empty_ablage(ablage: Path) -> None:
    """Remove everything in the Ablage; it was empty when the restore began that filled it."""
    for path in list(ablage.iterdir()) if ablage.is_dir() else ():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()


def sync_folder(folder: Path) -> None:
    """Have names in this folder survive a power failure."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
