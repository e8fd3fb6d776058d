"""What it means for people when the database fails: away, busy or full. Never their own fault."""

import errno
import sqlite3
from collections.abc import Iterator
from enum import StrEnum

from peewee import PeeweeException


class Ausfall(StrEnum):
    """Why nothing can be read or saved at the moment."""

    WEG = "weg"
    BESCHAEFTIGT = "beschaeftigt"
    VOLL = "voll"


_SQLITE = {
    sqlite3.SQLITE_BUSY: Ausfall.BESCHAEFTIGT,
    sqlite3.SQLITE_LOCKED: Ausfall.BESCHAEFTIGT,
    sqlite3.SQLITE_PROTOCOL: Ausfall.BESCHAEFTIGT,
    sqlite3.SQLITE_FULL: Ausfall.VOLL,
} | dict.fromkeys(
    (
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_NOTADB,
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_AUTH,
    ),
    Ausfall.WEG,
)
# By SQLSTATE, or by its class of two characters.
_POSTGRESQL = {
    "53100": Ausfall.VOLL,
    "40001": Ausfall.BESCHAEFTIGT,
    "40P01": Ausfall.BESCHAEFTIGT,
    "55P03": Ausfall.BESCHAEFTIGT,
    "57014": Ausfall.BESCHAEFTIGT,
    "42P01": Ausfall.WEG,  # no such table: not the database of KRM
    "08": Ausfall.WEG,
    "53": Ausfall.WEG,
    "57": Ausfall.WEG,
    "58": Ausfall.WEG,
    "XX": Ausfall.WEG,
}
_KEIN_PLATZ = {errno.ENOSPC, errno.EDQUOT}


def ausfall_of(error: BaseException | None) -> Ausfall | None:
    """Which failure of the house this error is; None for an error of the program."""
    if isinstance(error, OSError):
        return Ausfall.VOLL if error.errno in _KEIN_PLATZ else None
    found = (_of_driver(cause) for cause in driver_errors(error))
    return next((ausfall for ausfall in found if ausfall), None)


def is_duplicate(error: BaseException) -> bool:
    """Whether the database refused a row because there is one with these values."""
    return any(
        getattr(cause, "sqlstate", None) == "23505"
        or getattr(cause, "sqlite_errorname", "").endswith(("_UNIQUE", "_PRIMARYKEY"))
        for cause in driver_errors(error)
    )


def driver_errors(error: BaseException | None) -> Iterator[BaseException]:
    """The driver's own errors, which know code and SQLSTATE, the last first.

    More than one where an undoing failed, too: SQLite undoes by itself when the disk is full.
    """
    while error is not None and _is_of_database(error):
        inner = getattr(error, "orig", None) or error
        yield inner
        error = inner.__context__


def _is_of_database(error: BaseException) -> bool:
    is_known = isinstance(error, PeeweeException | sqlite3.Error)
    return is_known or type(error).__module__.partition(".")[0] == "psycopg"


def _of_driver(cause: BaseException) -> Ausfall | None:
    if (code := getattr(cause, "sqlite_errorcode", None)) is not None:
        # No such table: not the database of KRM.
        missing = str(cause).startswith("no such table")
        return Ausfall.WEG if missing else _SQLITE.get(code & 0xFF)
    if state := getattr(cause, "sqlstate", None):
        return _POSTGRESQL.get(state) or _POSTGRESQL.get(state[:2])
    # The server never answered, or the connection is gone.
    is_gone = type(cause).__name__ in ("OperationalError", "InterfaceError", "ConnectionTimeout")
    return Ausfall.WEG if is_gone else None
