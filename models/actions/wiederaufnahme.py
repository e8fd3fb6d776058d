"""Taking up recalculations whose process is gone."""

from datetime import datetime

from models.actions.fristenlauf import FRISTEN, move_deadlines
from models.actions.nachlauf import Scheibe, run
from models.actions.standlauf import STAND, stamp_cases
from models.db import acting_as
from models.rules.rechte import SYSTEM
from models.tables import Nachlauf

_ARTEN: dict[str, Scheibe] = {FRISTEN: move_deadlines, STAND: stamp_cases}


def resume_nachlaeufe(*, now: datetime) -> int:
    """Finish every recalculation that is written down; returns how many there were."""
    with acting_as(SYSTEM):
        waiting = list(Nachlauf.select().order_by(Nachlauf.id))
    for lauf in waiting:
        run(by=SYSTEM, now=now, nachlauf_id=lauf.id, scheibe=_ARTEN[lauf.art])
    return len(waiting)
