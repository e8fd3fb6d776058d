"""Going through the open cases of a house without stopping it: slice by slice, taken up if killed.

What is to be done is written down with the change that asks for it; each slice moves the mark in
its own short transaction. Two at the same walk share it, a case is never done twice.
"""

import time
from collections.abc import Callable
from datetime import datetime

from models.actions.ereignisse import Meldung, record_events
from models.db import acting_as, writing
from models.rules.bruchstellen import reach
from models.rules.rechte import SYSTEM, Akteur
from models.tables import Nachlauf, StaleVersion, Vorgang

SCHEIBE = 100
_PAUSE_S = 0.12  # SQLite's waiting writers ask every tenth of a second
_VERSUCHE = 5

Scheibe = Callable[[int, list[Vorgang]], list[Meldung]]
"""Does its work on these cases of a Dienststelle, as the system; says what changed."""


def begin(*, now: datetime, art: str, dienststelle_id: int) -> int:
    """Write down that the open cases are to be gone through; inside an action."""
    with acting_as(SYSTEM):
        lauf = Nachlauf.create(art=art, dienststelle_id=dienststelle_id, begonnen_am=now)
    return int(lauf.id)


def run(*, by: Akteur, now: datetime, nachlauf_id: int, scheibe: Scheibe) -> int:
    """Go through what is left; returns how many cases changed, an event each in the name of `by`.

    Outside an action each slice is a transaction of its own.
    """
    total = 0
    while True:
        changed, is_last = _try_slice(by, now, nachlauf_id, scheibe)
        total += changed
        reach("nachlauf.scheibe")
        if is_last:
            return total
        time.sleep(_PAUSE_S)


def _try_slice(by: Akteur, now: datetime, nachlauf_id: int, scheibe: Scheibe) -> tuple[int, bool]:
    """A person may save one of the cases at the same moment: then the slice begins again."""
    for _ in range(_VERSUCHE - 1):
        try:
            return _slice(by, now, nachlauf_id, scheibe)
        except StaleVersion:
            time.sleep(_PAUSE_S)
    return _slice(by, now, nachlauf_id, scheibe)


def _slice(by: Akteur, now: datetime, nachlauf_id: int, scheibe: Scheibe) -> tuple[int, bool]:
    mine = Nachlauf.id == nachlauf_id
    with writing(by=by):
        with acting_as(SYSTEM):
            # takes the row's lock: whoever else is at it waits here and goes on behind us
            if not Nachlauf.update(bis=Nachlauf.bis).where(mine).execute():
                return 0, True
            lauf = Nachlauf.get(mine)
            vorgaenge = _next_cases(lauf)
            meldungen = scheibe(lauf.dienststelle_id, vorgaenge)
            if is_last := len(vorgaenge) < SCHEIBE:
                Nachlauf.delete().where(mine).execute()
            else:
                Nachlauf.update(bis=vorgaenge[-1].id).where(mine).execute()
        if meldungen:
            record_events(now=now, meldungen=meldungen)
    return len(meldungen), is_last


def _next_cases(lauf: Nachlauf) -> list[Vorgang]:
    query = Vorgang.select().where(
        Vorgang.dienststelle == lauf.dienststelle_id,
        Vorgang.abschluss_am.is_null(),
        Vorgang.id > lauf.bis,
    )
    return list(query.order_by(Vorgang.id).limit(SCHEIBE))
