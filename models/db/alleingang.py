"""One at a time, over all processes: a lock that ends with whoever holds it, also when killed.

No lease and no clock: who gets the lock knows that nobody else is at it.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from models.db.verbindung import database, is_sqlite

_SCHLUESSEL = 0x4B524D  # of PostgreSQL's advisory lock


@contextmanager
def alone() -> Iterator[bool]:
    """Hold the one lock of this database; gives False, at once, where somebody else holds it."""
    with _alone_file() if is_sqlite() else _alone_server() as is_mine:
        yield is_mine


@contextmanager
def _alone_file() -> Iterator[bool]:
    # Beside the database, not on it: closing another handle of it would drop SQLite's own locks.
    if database.obj.database == ":memory:":
        yield True  # nobody else can see it
        return
    path = Path(database.obj.database)
    handle = os.open(path.with_name(f"{path.name}-import"), os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
    finally:
        os.close(handle)


@contextmanager
def _alone_server() -> Iterator[bool]:
    import psycopg

    # A connection of its own, in one transaction: so it also holds behind a pooler.
    with closing(psycopg.connect(database.obj.database)) as connection:
        sql = "SELECT pg_try_advisory_xact_lock(%s)"
        row = connection.execute(sql, (_SCHLUESSEL,)).fetchone()
        yield bool(row and row[0])
