"""One at a time: what changes a database as a whole waits until nobody else does."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote

_SCHLUESSEL = 5_786_2022  # any number, the same in every program of ours


@contextmanager
def alone(url: str) -> Iterator[None]:
    """Wait until no other `migrate` or `restore` works on this database, then keep them out.

    Nothing is left behind, also when this process is killed: SQLite's turn is a lock on the folder
    of the file (created where it is missing), PostgreSQL's an advisory lock of a connection.
    """
    if url.startswith("sqlite:"):
        with _folder_locked(Path(unquote(url.removeprefix("sqlite:///"))).absolute().parent):
            yield
        return
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(%s)", (_SCHLUESSEL,))
        yield


@contextmanager
def _folder_locked(folder: Path) -> Iterator[None]:
    folder.mkdir(parents=True, exist_ok=True)
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
