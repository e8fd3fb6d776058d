"""The file of a snapshot while it is written, and the hash of its content."""

import hashlib
import os
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models.queries.snapshot_schema import TABELLEN

# Nobody reads the file before it is complete, and a broken one is thrown away.
_PRAGMAS = ("journal_mode=OFF", "synchronous=OFF", "locking_mode=EXCLUSIVE", "cache_size=-65536")


@dataclass(frozen=True)
class Snapshot:
    """A written snapshot. `sha256` covers the rows of every table, not the bytes of the file."""

    path: Path
    sha256: str
    zeilen: dict[str, int]


class Datei:
    """A new SQLite file with the tables of a snapshot; rows are hashed in the order they come."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._hashes = {name: hashlib.sha256() for name in TABELLEN}
        self._counts = dict.fromkeys(TABELLEN, 0)

    def __enter__(self) -> "Datei":
        # Only the owner may read it, from its first byte on.
        os.close(os.open(self._path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        self._connection = sqlite3.connect(self._path, isolation_level=None)
        for pragma in _PRAGMAS:
            self._connection.execute(f"PRAGMA {pragma}")
        for name, spalten in TABELLEN.items():
            self._connection.execute(f"CREATE TABLE {name} ({', '.join(s.ddl for s in spalten)})")
        self._connection.execute("BEGIN")
        return self

    def add(self, table: str, rows: Sequence[tuple[Any, ...]]) -> None:
        """Append rows in the order of the table's columns."""
        marks = ", ".join("?" * len(TABELLEN[table]))
        self._connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)
        self._hashes[table].update("\n".join(map(repr, rows)).encode() + b"\n" if rows else b"")
        self._counts[table] += len(rows)

    def __exit__(self, failed: Any, *_: Any) -> None:
        if not failed:
            self._connection.execute("COMMIT")
        self._connection.close()
        if failed:
            self._path.unlink(missing_ok=True)

    def result(self) -> Snapshot:
        """What was written; the file must be closed."""
        digest = hashlib.sha256()
        for name, part in sorted(self._hashes.items()):
            digest.update(f"{name} {part.hexdigest()}\n".encode())
        return Snapshot(self._path, digest.hexdigest(), dict(self._counts))
