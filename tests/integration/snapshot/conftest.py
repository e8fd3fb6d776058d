"""How the tests of the snapshot write one and read it."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from models.queries.snapshot import Snapshot, write_snapshot
from tests.haus import HEUTE, Haus

KEY = b"ein Schluessel nur fuer Tests...."
Write = Callable[..., Snapshot]
Read = Callable[..., list[dict[str, Any]]]


@pytest.fixture
def write(haus: Haus, tmp_path: Path) -> Write:
    """write(unit, key=…): the snapshot of a unit of the house."""
    numbers = iter(range(100))

    def write(einheit: str = "JC", key: bytes = KEY) -> Snapshot:
        return write_snapshot(
            tmp_path / f"aufnahme-{next(numbers)}.sqlite",
            einheit_id=haus.einheiten[einheit].id,
            stand=HEUTE,
            pseudonym_key=key,
            fassung="0.1.0",
        )

    return write


@pytest.fixture
def read(write: Write) -> Read:
    """read(table, unit): the rows of one table of a fresh snapshot."""

    def read(table: str, einheit: str = "JC", key: bytes = KEY) -> list[dict[str, Any]]:
        return rows_of(write(einheit, key), table)

    return read


def rows_of(snapshot: Snapshot, table: str) -> list[dict[str, Any]]:
    """The rows of one table, in the order they were written."""
    with closing(sqlite3.connect(snapshot.path)) as connection:
        connection.row_factory = sqlite3.Row
        return [dict(row) for row in connection.execute(f"SELECT * FROM {table}")]
