"""A form is carried out once: its key is written in the transaction of what it brings about.

The machine's own bookkeeping, so without events. Of two that come at the same time, the database
lets one have the key; the other waits for it, changes nothing, and is told of the first's result.
"""

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeVar

from peewee import IntegrityError

from models.db import Vollzogen, acting_as, writing
from models.rules.rechte import SYSTEM, Akteur
from models.tables import Einmalschluessel

T = TypeVar("T")
GILT = timedelta(days=7)
"""So long an open page may be sent a second time."""


class SchonGetan(Exception):
    """This form was carried out before; `ziel` is the page of its result."""

    def __init__(self, ziel: str) -> None:
        super().__init__("Dieses Formular ist schon ausgeführt.")
        self.ziel = ziel


def key_of(konto_id: int | None, *parts: str) -> str:
    """The key of a form of an account: the same words of another account are another key."""
    words = "\x1f".join((str(konto_id), *parts))
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()


def perform_once(
    *, by: Akteur, now: datetime, schluessel: str, tut: Callable[[], T], ziel: Callable[[T], str]
) -> T:
    """Run the action `tut` in one transaction with its key; `ziel` names the page of its result.

    Raises SchonGetan where the key was used before, and what `tut` raises; then the key stays
    free, unless what `tut` wrote stays (Vollzogen).
    """
    with writing(by=by):
        _claim(schluessel, now)
        try:
            result = tut()
        except Vollzogen as ended:
            _lead(schluessel, ended.ziel)
            raise
        _lead(schluessel, ziel(result))
    return result


def _lead(schluessel: str, ziel: str) -> None:
    with acting_as(SYSTEM):
        row = Einmalschluessel.update(ziel=ziel)
        row.where(Einmalschluessel.schluessel == schluessel).execute()


def find_result(schluessel: str) -> Einmalschluessel | None:
    """What was carried out under this key; None where nothing was."""
    with acting_as(SYSTEM):
        return Einmalschluessel.get_or_none(Einmalschluessel.schluessel == schluessel)


def sweep_einmal(*, now: datetime) -> int:
    """Forget keys that are older than a week; returns how many."""
    with writing(by=SYSTEM):
        old = Einmalschluessel.delete().where(Einmalschluessel.angelegt_am < now - GILT)
        return int(old.execute())


def _claim(schluessel: str, now: datetime) -> None:
    """Take the key; PostgreSQL lets the second wait here until it knows the first's end."""
    try:
        with writing(by=SYSTEM):
            Einmalschluessel.insert(schluessel=schluessel, ziel="", angelegt_am=now).execute()
    except IntegrityError:
        found = find_result(schluessel)
        raise SchonGetan(found.ziel if found else "") from None
