"""Working on runs: claim, produce, publish. What goes wrong becomes one German sentence."""

import json
import logging
import shutil
import time
from collections.abc import Callable
from datetime import date
from typing import Any

from peewee import OperationalError, PeeweeException

from admin.config import Config
from admin.config.fehlerort import fault
from admin.jobs.halt import Angehalten, breakable
from admin.jobs.herstellen import produce
from admin.jobs.herzschlag import Herzschlag
from admin.jobs.ordner import Ordner, folders_of
from models.actions.laufbetrieb import (
    claim_next,
    clear_way,
    fail,
    finish,
    release,
    report_progress,
)
from models.actions.zellenbuch import note_cells
from models.db import acting_as
from models.queries.laeufe import find_lauf
from models.rules.fehler import RuleViolation
from models.rules.rechte import SYSTEM
from models.rules.stoerung import sentence_for
from models.rules.zeit import utc_now
from models.tables import Lauf
from notebooks.publish import ZELLEN, PreparedRun, publish
from notebooks.run import BerichtFehler

LEASE_S = 120
ABGEBROCHEN = "Der Lauf wurde von Hand abgebrochen."
UNERWARTET = (
    "Der Bericht ließ sich nicht erstellen ({ort}). Bitte der Administration melden; die Daten "
    "sind unverändert."
)
_SENTENCED = (RuleViolation, BerichtFehler)
_FINISH_TRIES = 20
_PROGRESS_S = 0.5
_log = logging.getLogger("krm.bericht")

Show = Callable[[str, float], None]


class Ueberholt(Exception):
    """Another worker took the run over while this one was silent."""


def run_next_bericht(config: Config) -> bool:
    """Make the next report that was asked for; False when there is none."""
    lauf = claim_next(now=utc_now(), lease_s=LEASE_S)
    if lauf is None:
        return False
    try:
        with breakable():
            make_bericht(lauf, config)
    except Angehalten:
        release(token=lauf.token)
        raise
    return True


def make_bericht(lauf: Lauf, config: Config, show: Show | None = None) -> str | None:
    """Work on a run that the caller owns; returns its folder below the reports folder.

    None when it failed (the row says why) or another worker took it over. `show` gets the step
    in German and the share done. Angehalten and KeyboardInterrupt leave the row to the caller.
    """
    token = lauf.token
    try:
        return _make(lauf.id, config, show)
    except Ueberholt:
        _log.warning("Lauf %s wurde von einem anderen übernommen.", lauf.id)
    except PeeweeException as error:
        # The database is away, not the report wrong: the lease ends and somebody begins again.
        _log.error("Lauf %s bleibt liegen: %s", lauf.id, fault(error))
    except Exception as error:
        # What has a sentence of its own stands in the row; the rest is for whoever mends KRM.
        level = logging.INFO if isinstance(error, _SENTENCED) else logging.ERROR
        _log.log(level, "Lauf %s gescheitert: %s", lauf.id, fault(error))
        fail(token=token, fehler=sentence_of(error, config), now=utc_now())
    return None


def sentence_of(error: Exception, config: Config) -> str:
    """What went wrong, for the person who asked: no personal data, nothing of a traceback."""
    if isinstance(error, _SENTENCED):
        return error.satz
    return sentence_for(error, config.places) or UNERWARTET.format(ort=fault(error))


def _make(lauf_id: int, config: Config, show: Show | None) -> str:
    with acting_as(SYSTEM):
        lauf = find_lauf(lauf_id)
    assert lauf is not None, "claimed a moment ago"
    ordner = folders_of(lauf, config)
    with Herzschlag(lauf.token, LEASE_S) as herzschlag:
        try:
            _clear_way(lauf.token, ordner)
            stand = produce(lauf, ordner, config, _progress(lauf.token, herzschlag, show))
            note_cells(token=lauf.token, datenstand=stand, zellen=_told(ordner))
            _publish(lauf.token, ordner, stand)
        finally:
            shutil.rmtree(ordner.arbeit, ignore_errors=True)
            shutil.rmtree(ordner.versteckt, ignore_errors=True)
    return ordner.eintrag


def _progress(token: str, herzschlag: Herzschlag, show: Show | None) -> Show:
    noted = float("-inf")

    def progress(schritt: str, anteil: float) -> None:
        nonlocal noted
        if herzschlag.verloren.is_set():
            raise Ueberholt
        if time.monotonic() - noted < _PROGRESS_S:
            return  # each note is a write to disk, and nobody reads that fast
        noted = time.monotonic()
        _note_progress(token, schritt, anteil)
        if show:
            show(schritt, anteil)

    return progress


def _note_progress(token: str, schritt: str, anteil: float) -> None:
    try:
        report_progress(token=token, schritt=schritt, anteil=anteil)
    except PeeweeException as error:
        # Nobody misses a step; the report goes on.
        _log.warning("Fortschritt nicht vermerkt (%s).", type(error).__name__)


def _clear_way(token: str, ordner: Ordner) -> None:
    """Remove what an earlier attempt moved before it died unfinished."""
    waste = ordner.endgueltig
    if waste.exists() and not clear_way(token=token, remove=lambda: shutil.rmtree(waste)):
        raise Ueberholt


def _told(ordner: Ordner) -> list[list[Any]]:
    """The numbers for readers outside; a report for the house has none."""
    datei = ordner.versteckt / ZELLEN
    return json.loads(datei.read_text("utf-8")) if datei.is_file() else []


def _publish(token: str, ordner: Ordner, stand: date) -> None:
    """Finish the run and move its folder; a long import may hold the database for a while."""
    for attempt in range(_FINISH_TRIES):
        try:
            done = finish(
                token=token,
                ordner=ordner.eintrag,
                datenstand=stand,
                now=utc_now(),
                publish=lambda: _move(ordner),
            )
        except OperationalError:
            if attempt == _FINISH_TRIES - 1:
                raise
            time.sleep(0.5)
            continue
        if not done:
            raise Ueberholt
        return


def _move(ordner: Ordner) -> None:
    publish(PreparedRun(ordner.versteckt, ordner.endgueltig))
