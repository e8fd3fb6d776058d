"""What commands share: the open database, who acts, words beside the output."""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from peewee import OperationalError

from admin.config import Config, load_config
from models.db import acting_as, close, connect, database
from models.migrations import pending
from models.migrations.bestand import look
from models.queries.akteure import find_akteur
from models.rules.fehler import RuleViolation
from models.rules.rechte import SYSTEM, Akteur
from models.rules.zeit import berlin_day, utc_now


@contextmanager
def open_database(
    config: Config | None = None, *, migrated: bool = True, create: bool = False
) -> Iterator[Config]:
    """The database of the settings, open; raises RuleViolation where it is not usable.

    Looks before it opens: nothing is made or changed where there is no database of ours.
    `create`: for `migrate`, which makes one.
    """
    config = config or load_config(os.environ)
    look(config.database_url).refuse(*(("fehlt", "leer") if create else ()))
    connect(config.database_url, create=create)
    try:
        database.connect(reuse_if_open=True)
    except OperationalError as error:
        reason = str(error).strip().splitlines()[0]
        raise RuleViolation(
            f"Die Datenbank ist nicht erreichbar ({reason}); bitte KRM_DATABASE_URL prüfen."
        ) from None
    try:
        if migrated and pending():
            raise RuleViolation(
                "Die Datenbank ist nicht auf dem Stand des Programms; bitte zuerst "
                "„python -m admin migrate“ ausführen."
            )
        yield config
    finally:
        close()


@contextmanager
def plain_words() -> Iterator[None]:
    """What is not found becomes one sentence; a KeyError stays the error it is."""
    try:
        yield
    except (KeyError, IndexError):
        raise
    except LookupError as error:
        raise RuleViolation(str(error)) from None


def find_actor(login: str | None, now: datetime) -> Akteur:
    """The system, or with `--als LOGIN` that person. Raises RuleViolation."""
    if login is None:
        return SYSTEM
    with plain_words(), acting_as(SYSTEM):
        return find_akteur(login, berlin_day(now))


def clock() -> datetime:
    """The moment a command began; read once."""
    return utc_now()


def note(text: str) -> None:
    """A word for the person, beside the output."""
    print(text, file=sys.stderr, flush=True)


def print_json(document: Any) -> None:
    """The one JSON document of a command."""
    print(json.dumps(document, ensure_ascii=False, indent=2))
