"""Removing what is nobody's any more: leftovers of killed workers, files, ended sessions.

Published runs and running ones stay.
"""

import shutil
from datetime import timedelta
from pathlib import Path

from admin.config import Config
from admin.jobs.erkundung import sweep_erkundung
from admin.jobs.ordner import Rest, final_folder, leftovers
from models.actions.ablage import owns_ablage, sweep_ablage
from models.actions.eingangskorb import sweep_korb
from models.actions.einmal import sweep_einmal
from models.actions.einspielung import sweep_imports
from models.actions.freigaben import expire_freigaben
from models.actions.laufbetrieb import discard_leftover
from models.actions.sitzungen import sweep_sitzungen, wipe_sitzungen
from models.actions.wiederaufnahme import resume_nachlaeufe
from models.db import acting_as
from models.queries.laeufe import find_lauf, folder_name, unfinished_laeufe
from models.rules.rechte import SYSTEM
from models.rules.zeit import utc_now
from notebooks.data.arbeitsordner import sweep_workspaces

_FOREIGN_AGE = timedelta(days=1)


def sweep(config: Config) -> bool:
    """Remove every leftover that nobody owns; True when a run left one."""
    sweep_workspaces()
    attempts = [_sweep_attempt(rest) for rest in leftovers(config)]
    return any([*attempts, *_sweep_unfinished(config)])


def sweep_files(config: Config) -> bool:
    """Remove files that belong to no document, and what waited too long; True when there was one.

    No document's file where the folder is another database's: none there has a document here.
    """
    now, ablage = utc_now(), config.ablage_dir
    swept = sweep_korb(now=now, ablage=ablage)
    if owns_ablage(ablage):
        swept += sweep_ablage(now=now, ablage=ablage)
    return swept > 0


def sweep_dead_imports(config: Config) -> bool:
    """Take back imports that were killed; True when there was one."""
    return sweep_imports(now=utc_now()) > 0


def resume_recalculations(config: Config) -> bool:
    """Finish recalculations that were killed; True when there was one."""
    return resume_nachlaeufe(now=utc_now()) > 0


def sweep_sessions(config: Config) -> bool:
    """Forget sessions that ended by themselves and forms of last week, let lapse what nobody agreed
    to; True when there was one."""
    now = utc_now()
    count = sweep_sitzungen(by=SYSTEM, now=now) + sweep_einmal(now=now) + expire_freigaben(now=now)
    wipe_sitzungen()
    return count > 0


def sweep_explorers(config: Config) -> bool:
    """Remove snapshots for exploring that are too old; True when there was one."""
    return sweep_erkundung(utc_now(), config) > 0


def _sweep_attempt(rest: Rest) -> bool:
    with acting_as(SYSTEM):
        lauf = find_lauf(rest.lauf_id)
    if lauf is None or folder_name(lauf) != rest.name:
        return _sweep_foreign(rest.path)
    return discard_leftover(
        lauf_id=rest.lauf_id, token=rest.token, remove=lambda: _remove(rest.path)
    )


def _sweep_foreign(path: Path) -> bool:
    """A run of another database, perhaps alive: only age tells."""
    age = utc_now().timestamp() - path.stat().st_mtime
    if age < _FOREIGN_AGE.total_seconds():
        return False
    _remove(path)
    return True


def _sweep_unfinished(config: Config) -> list[bool]:
    """Folders under the final name whose run was never finished: moved, but not committed."""
    with acting_as(SYSTEM):
        laeufe = [(lauf.id, final_folder(lauf, config)) for lauf in unfinished_laeufe()]
    return [_sweep_final(lauf_id, path) for lauf_id, path in laeufe if path.exists()]


def _sweep_final(lauf_id: int, path: Path) -> bool:
    return discard_leftover(lauf_id=lauf_id, token=None, remove=lambda: _remove(path))


def _remove(path: Path) -> None:
    shutil.rmtree(path, ignore_errors=True)
