"""The file of a snapshot: made empty for its owner alone, and told by the hash of its content."""

import hashlib
import os
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from models.queries.snapshot_schema import TABELLEN, VERGLEICH
from models.rules.kette import Kettenende

# Nobody reads the file before it is complete, and a broken one is thrown away.
PRAGMAS = ("journal_mode=OFF", "synchronous=OFF")


@dataclass(frozen=True)
class Moment:
    """What moment a snapshot shows: when (UTC), and the log as it ended then.

    `geloescht`: of a moment that was over, how many cases were deleted between then and now.
    """

    zeit: datetime
    kette: Kettenende
    ereignis: int
    geloescht: int = 0


@dataclass(frozen=True)
class Snapshot:
    """A written snapshot. `sha256` covers the rows of every table, not the bytes of the file.

    The moment is not among them: two snapshots of the same data have the same hash.
    """

    path: Path
    moment: Moment
    sha256: str
    zeilen: dict[str, int]


def create_datei(path: Path) -> None:
    """Make the file with its empty tables; raises FileExistsError where one is there."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    with closing(sqlite3.connect(path)) as connection:
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        for name, spalten in (TABELLEN | VERGLEICH).items():
            connection.execute(f"CREATE TABLE {name} ({', '.join(s.ddl for s in spalten)})")


def insert(connection: sqlite3.Connection, table: str, rows: Sequence[tuple[Any, ...]]) -> None:
    """Append rows in the order of the table's columns; `table` may name an attached file."""
    marks = ", ".join("?" * len((TABELLEN | VERGLEICH)[table.rpartition(".")[2]]))
    connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)


def describe(path: Path, moment: Moment) -> Snapshot:
    """Count and hash what the file holds: every row as JSON, tables and rows in their order."""
    digest, counts = hashlib.sha256(), {}
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        for name, spalten in TABELLEN.items():
            digest.update(f"{name}\n".encode())
            counts[name] = 0
            columns = ", ".join(spalte.name for spalte in spalten)
            row_bytes = f"CAST(json_array({columns}) AS BLOB)"  # SQLite holds UTF-8 anyway
            for (row,) in connection.execute(f"SELECT {row_bytes} FROM {name}"):
                digest.update(row)
                counts[name] += 1
    return Snapshot(path, moment, digest.hexdigest(), counts)
