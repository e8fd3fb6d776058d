"""Filing the Verfahrensdokumentation of cases that were forwarded, one at a time."""

import logging
import time

from admin.config import Config
from admin.config.fehlerort import fault
from admin.formatters.blatt import sheet_pdf
from admin.formatters.verfahrensdokumentation import build_sheet
from models.actions.blaetter import file_blatt
from models.db import acting_as
from models.queries.blaetter import missing_blaetter
from models.queries.verfahren import load_verfahren
from models.rules.rechte import SYSTEM
from models.rules.zeit import utc_now

_NOCHMAL_S = 600.0
_log = logging.getLogger("krm.worker")
_gescheitert: dict[int, float] = {}
"""When a case's sheet could not be made: it must not hold up the others."""


def file_next_blatt(config: Config) -> bool:
    """Make and file the next missing sheet; False when there is none that can be made now."""
    for vorgang_id in missing_blaetter(utc_now()):
        if time.monotonic() - _gescheitert.get(vorgang_id, float("-inf")) < _NOCHMAL_S:
            continue
        if _file(vorgang_id, config):
            return True
    return False


def _file(vorgang_id: int, config: Config) -> bool:
    now = utc_now()
    try:
        with acting_as(SYSTEM):
            blatt = build_sheet(load_verfahren(vorgang_id), now)
        pdf = sheet_pdf(blatt)
        file_blatt(now=now, vorgang_id=vorgang_id, pdf=pdf, ablage=config.ablage_dir)
    except Exception as error:
        _gescheitert[vorgang_id] = time.monotonic()
        _log.error("Verfahrensdokumentation: %s", fault(error))
        return False
    _gescheitert.pop(vorgang_id, None)
    return True
