"""Numbered migrations: `migrate()` brings the bound database to the newest one."""

from pathlib import Path

from playhouse.migrations import Runner

from models.db import database

FOLDER = Path(__file__).parent


def migrate() -> list[str]:
    """Apply what is missing, in order; returns the names applied."""
    return [name for name in _runner().up() or ()]


def pending() -> list[str]:
    """Names of the migrations not yet applied."""
    return [entry.name for entry in _runner().status() if not entry.applied]


def _runner() -> Runner:
    return Runner(database.obj, str(FOLDER))
