"""Who acts, and whether an action is running: set once per request or job, unset raises."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from models.db.sitzungsspeicher import bookkeeping
from models.db.transaktion import transaction
from models.rules.rechte import Akteur

_akteur: ContextVar[Akteur | None] = ContextVar("akteur", default=None)
_in_action: ContextVar[bool] = ContextVar("in_action", default=False)


class NoActor(RuntimeError):
    """Somebody read or wrote without saying who."""


class WriteOutsideAction(RuntimeError):
    """Somebody wrote past the actions, so no event would tell of it."""


@contextmanager
def acting_as(akteur: Akteur) -> Iterator[Akteur]:
    """Everything inside reads with this actor's view and writes in this actor's name."""
    before = _akteur.get()
    _akteur.set(akteur)
    try:
        yield akteur
    finally:
        # Set instead of reset: a streamed export ends in another context than it began.
        _akteur.set(before)


def current_akteur() -> Akteur:
    """The actor in force. Raises NoActor when nobody is."""
    akteur = _akteur.get()
    if akteur is None:
        raise NoActor(
            "Kein Akteur gesetzt: acting_as(akteur) umschließt jedes Lesen und Schreiben."
        )
    return akteur


@contextmanager
def writing(by: Akteur) -> Iterator[None]:
    """One write transaction of an action, in the name of `by`; any exception undoes all of it."""
    with acting_as(by), transaction(), _action():
        yield


@contextmanager
def noting(by: Akteur, *, wait: bool = True) -> Iterator[None]:
    """One write to the store of sessions; it is no saving in the sense of a person.

    Without `wait` a lock held by somebody else raises at once.
    """
    with acting_as(by), bookkeeping(wait), _action():
        yield


@contextmanager
def _action() -> Iterator[None]:
    before = _in_action.get()
    _in_action.set(True)
    try:
        yield
    finally:
        _in_action.set(before)


def require_action(table: str) -> None:
    """Raise WriteOutsideAction unless an action is running."""
    current_akteur()
    if not _in_action.get():
        raise WriteOutsideAction(f"{table} wird nur in einer Aktion (models.actions) geschrieben.")
