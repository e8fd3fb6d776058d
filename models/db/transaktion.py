"""The transaction around an action: what follows its commit, and what was saved so far."""

import logging
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from models.db.verbindung import database, is_sqlite

_log = logging.getLogger("krm.db")

Folge = Callable[[], None]
_KEIN_PLATZ_ODER_SPERRE = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}


@dataclass
class Schreibstand:
    """What became of the transactions since `watch_writes`.

    `gescheitert`: undone as a whole. `ungewiss`: the answer to a commit got lost with the
    connection, so nobody knows.
    """

    gespeichert: int = 0
    gescheitert: int = 0
    ungewiss: int = 0


_stand: ContextVar[Schreibstand | None] = ContextVar("schreibstand", default=None)
_folgen: ContextVar[list[Folge] | None] = ContextVar("folgen", default=None)


def watch_writes() -> Schreibstand:
    """Count from now on what this thread's (or request's) transactions come to."""
    stand = Schreibstand()
    _stand.set(stand)
    return stand


def after_commit(folge: Folge) -> None:
    """Call `folge` once after the outermost transaction has committed; never where it is undone.

    It runs outside the action. What it raises is logged and undoes nothing: the data is saved.
    Raises RuntimeError outside an action.
    """
    folgen = _folgen.get()
    if folgen is None:
        raise RuntimeError("after_commit gilt nur in einer Aktion (models.actions).")
    folgen.append(folge)


@contextmanager
def transaction() -> Iterator[None]:
    """One transaction; inside another one a part of it, which can be undone alone."""
    folgen = _folgen.get()
    if folgen is not None:
        with _part(folgen):
            yield
        return
    folgen = []
    _folgen.set(folgen)
    try:
        with _noted():
            yield
    finally:
        _folgen.set(None)
    for folge in folgen:
        _call(folge)


@contextmanager
def _part(folgen: list[Folge]) -> Iterator[None]:
    before = len(folgen)
    try:
        with database.atomic():
            yield
    except BaseException:
        del folgen[before:]
        raise


@contextmanager
def _noted() -> Iterator[None]:
    stand = _stand.get() or Schreibstand()
    asked_to_commit = False
    try:
        with database.atomic():
            yield
            asked_to_commit = True
    except BaseException as error:
        if asked_to_commit and _may_have_committed(error):
            stand.ungewiss += 1
        else:
            stand.gescheitert += 1
        raise
    stand.gespeichert += 1


def _may_have_committed(error: BaseException) -> bool:
    """Whether a failed COMMIT leaves open what became of it: not where the database refused."""
    cause = error.args[0] if error.args else error
    if is_sqlite():
        code = getattr(cause, "sqlite_errorcode", sqlite3.SQLITE_IOERR)
        return (code & 0xFF) not in _KEIN_PLATZ_ODER_SPERRE
    return getattr(cause, "sqlstate", None) is None


def _call(folge: Folge) -> None:
    try:
        folge()
    except Exception as error:
        # The kind of error only: its text may hold what somebody typed.
        _log.error("Nach dem Speichern ging etwas schief: %s", type(error).__name__)
