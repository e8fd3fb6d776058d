"""What goes wrong in a house, made on purpose: locks held, databases away, disks full."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg

from models.db import close, database
from tests import postgres

_VERSTELLT = "Das ist keine Datenbank. " * 400


def is_sqlite(url: str) -> bool:
    return url.startswith("sqlite:")


def file_of(url: str) -> Path:
    """The file of cases."""
    return Path(url.removeprefix("sqlite:///"))


def store_of(url: str) -> Path:
    """The file of sessions beside it."""
    return file_of(url).with_name(file_of(url).stem + "-sitzungen.sqlite")


@contextmanager
def cases_locked(url: str) -> Iterator[None]:
    """Somebody saves for a long time: an import, a nightly run."""
    with _locked(url, file_of(url), "kette, vorgang"):
        yield


@contextmanager
def sessions_locked(url: str) -> Iterator[None]:
    """The store of sessions takes no writes; it can be read."""
    with _locked(url, store_of(url), "sitzung, anmeldeversuch"):
        yield


@contextmanager
def _locked(url: str, path: Path, tables: str) -> Iterator[None]:
    if is_sqlite(url):
        with closing(sqlite3.connect(path, isolation_level=None)) as holder:
            holder.execute("BEGIN IMMEDIATE")
            yield
            holder.execute("ROLLBACK")
        return
    with psycopg.connect(url) as server:
        server.execute(f"LOCK TABLE {tables} IN EXCLUSIVE MODE")
        yield
        server.rollback()


@contextmanager
def database_away(url: str) -> Iterator[None]:
    """SQLite: the file cannot be read. PostgreSQL: the server takes no connection."""
    close()
    if is_sqlite(url):
        kept = file_of(url).rename(file_of(url).with_suffix(".weg"))
        file_of(url).write_text(_VERSTELLT)
        yield
        close()
        kept.rename(file_of(url))
        return
    name = str(psycopg.conninfo.conninfo_to_dict(url)["dbname"])
    with psycopg.connect(postgres.url("postgres"), autocommit=True) as server:
        server.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
        yield
        server.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')


@contextmanager
def disk_full(url: str) -> Iterator[None]:
    """No page more for the cases: SQLite's own limit; on PostgreSQL the error of a full disk."""
    close()
    if is_sqlite(url):
        pragmas = database.obj._pragmas
        with closing(sqlite3.connect(file_of(url))) as connection:
            connection.execute("VACUUM")  # no free page left
            (pages,) = connection.execute("PRAGMA page_count").fetchone()
        pragmas.append(("max_page_count", pages))
        yield
        pragmas.pop()
        return
    raising = "RAISE EXCEPTION 'kein Platz' USING ERRCODE = '53100';"
    with _trigger(url, raising, "BEFORE INSERT ON vorgang FOR EACH ROW"):
        yield


@contextmanager
def connection_lost_at_commit(url: str) -> Iterator[None]:
    """PostgreSQL only: the server ends the connection while it commits a new case."""
    ending = "PERFORM pg_terminate_backend(pg_backend_pid()); PERFORM pg_sleep(5);"
    when = "AFTER INSERT ON vorgang DEFERRABLE INITIALLY DEFERRED FOR EACH ROW"
    with _trigger(url, ending, when, kind="CONSTRAINT TRIGGER"):
        yield


@contextmanager
def _trigger(url: str, body: str, when: str, kind: str = "TRIGGER") -> Iterator[None]:
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(
            "CREATE FUNCTION stoerung() RETURNS trigger LANGUAGE plpgsql "
            f"AS $$ BEGIN {body} RETURN new; END $$"
        )
        server.execute(f"CREATE {kind} stoerung {when} EXECUTE FUNCTION stoerung()")
        yield
        server.execute("DROP FUNCTION stoerung CASCADE")
