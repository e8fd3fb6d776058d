"""Numbered migrations: `migrate()` brings the bound database to the newest one."""

from models.actions.verlauf import rebuild_verlauf
from models.actions.volltext import reindex
from models.db import database
from models.migrations.laeufer import Laeufer
from models.migrations.zustand import search_faults
from models.rules.bruchstellen import reach

# What a migration cannot do with frozen tables: done at the end, with the tables of today.
_AFTERWARDS = {
    "0003_volltext": reindex,
    "0012_betroffene": reindex,
    "0020_verlauf": rebuild_verlauf,
}


def migrate() -> list[str]:
    """Apply what is missing, in order, and what is to be done after; returns the names applied.

    Killed at any point, it is gone on with by the next call.
    """
    runner = _runner()
    applied = [entry.name for entry in runner.status() if not entry.applied]
    for name in applied:
        runner.up(name)
        reach("migrate.schritt")
    _finish(runner)
    if any(search_faults()):
        reindex()
    return applied


def pending() -> list[str]:
    """Migrations not yet applied, and those whose work afterwards was not finished."""
    runner = _runner()
    missing = [entry.name for entry in runner.status() if not entry.applied]
    return missing + [f"{name} (Nacharbeit)" for name in runner.unfinished()]


def _finish(runner: Laeufer) -> None:
    waiting = runner.unfinished()
    for work in {_AFTERWARDS[name]: None for name in waiting if name in _AFTERWARDS}:
        reach("migrate.nacharbeit")
        work()
        reach("migrate.nachgearbeitet")
    with database.atomic():
        for name in waiting:
            runner.finish(name)


def _runner() -> Laeufer:
    return Laeufer(database.obj, tuple(_AFTERWARDS))
