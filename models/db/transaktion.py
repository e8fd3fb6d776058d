"""The transaction around an action: what follows its commit, and what was saved so far."""

import logging
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from models.db.ausfall import driver_errors
from models.db.verbindung import database, is_sqlite

_log = logging.getLogger("krm.db")

Folge = Callable[[], None]
_KEIN_PLATZ_ODER_SPERRE = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_VERBINDUNG_WEG = {"08", "57"}
"""Classes of SQLSTATE with which a server takes its leave."""


@dataclass
class Schreibstand:
    """What became of the transactions since `watch_writes`.

    `gescheitert`: undone as a whole. `ungewiss`: the answer to a commit got lost with the
    connection, so nobody knows. `vorgang_id`: the case saved last.
    """

    gespeichert: int = 0
    gescheitert: int = 0
    ungewiss: int = 0
    vorgang_id: int | None = None


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


def saved_for(vorgang_id: int) -> None:
    """Note which case a transaction saves, once it is committed."""
    stand = _stand.get()
    if stand is not None:
        after_commit(lambda: setattr(stand, "vorgang_id", vorgang_id))


class Vollzogen(Exception):  # noqa: N818 - nothing went wrong
    """An action ended otherwise than its caller asked, and what it wrote stays.

    `ziel`: the address of the page that says so.
    """

    ziel = "/"


@contextmanager
def transaction() -> Iterator[None]:
    """One transaction; inside another one a part of it, which can be undone alone.

    Any exception undoes it, but Vollzogen: that goes on its way after the commit.
    """
    ended: Vollzogen | None = None
    with _transaction():
        try:
            yield
        except Vollzogen as done:
            ended = done
    if ended is not None:
        raise ended


@contextmanager
def _transaction() -> Iterator[None]:
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
    causes = list(driver_errors(error))
    if is_sqlite():
        codes = {getattr(cause, "sqlite_errorcode", 0) & 0xFF for cause in causes}
        return codes.isdisjoint(_KEIN_PLATZ_ODER_SPERRE)
    classes = {state[:2] for cause in causes if (state := getattr(cause, "sqlstate", None))}
    return classes <= _VERBINDUNG_WEG


def _call(folge: Folge) -> None:
    try:
        folge()
    except Exception as error:
        # The kind of error only: its text may hold what somebody typed.
        _log.error("Nach dem Speichern ging etwas schief: %s", type(error).__name__)
