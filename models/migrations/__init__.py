"""Numbered migrations: `migrate()` brings the bound database to the newest one."""

from pathlib import Path

from playhouse.migrations import Runner

from models.actions.volltext import reindex
from models.db import database

FOLDER = Path(__file__).parent
# What a migration cannot do with frozen tables: done at the end, with the tables of today.
_AFTERWARDS = {"0003_volltext": reindex, "0012_betroffene": reindex}


def migrate() -> list[str]:
    """Apply what is missing, in order; returns the names applied."""
    applied = [name for name in _runner().up() or ()]
    for name in applied:
        if name in _AFTERWARDS:
            _AFTERWARDS[name]()
    return applied


def pending() -> list[str]:
    """Names of the migrations not yet applied."""
    return [entry.name for entry in _runner().status() if not entry.applied]


def _runner() -> Runner:
    return Runner(database.obj, str(FOLDER))
