"""Measures for a snapshot: when each was decided, by when it is due, when its effect was checked.

What it says and who sees to it stay in the database (classes A and B). The day it was decided is
that of its event, or of the step that it came with.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache

from models.db import acting_as
from models.queries.snapshot_abfragen import Umfang
from models.rules.ablauf_datei import load_ablaufwerk
from models.rules.rechte import SYSTEM
from models.rules.regelwerk import regelwerk_ids
from models.rules.zeit import berlin_day
from models.tables import Ereignis, Massnahme, Schritt, Vorgang

FELD = "massnahme"
BEGINN = "massnahme_recorded"
ZEILE = tuple[int, str | None, int, str | None, str | None]


def massnahme_rows(umfang: Umfang) -> list[ZEILE]:
    """Case, day of the decision, needed, due, effect checked; in order of case and decision."""
    query = Massnahme.select(Massnahme).join(Vorgang).where(umfang.vorgang_term)
    rows = list(query.order_by(Massnahme.vorgang, Massnahme.id))
    days = decided_on(rows)
    return [
        (
            row.vorgang_id,
            _iso(days.get(row.id)),
            int(row.erforderlich),
            _iso(row.termin),
            _iso(row.wirkung_geprueft_am),
        )
        for row in rows
    ]


def decided_on(rows: Sequence[Massnahme]) -> dict[int, date]:
    """Massnahme → day; the steps of a case belong to its measures without an event, in order."""
    if not rows:
        return {}
    with acting_as(SYSTEM):
        days = dict(_by_event(row.id for row in rows))
        steps = _steps({row.vorgang_id for row in rows})
    for row in rows:
        if row.id not in days and (own := steps[row.vorgang_id]):
            days[row.id] = own.pop(0) if len(own) > 1 else own[0]
    return days


def _by_event(ids: Iterable[int]) -> Iterator[tuple[int, date]]:
    told = Ereignis.select(Ereignis.objekt_id, Ereignis.zeitpunkt).where(
        Ereignis.tabelle == Massnahme._meta.table_name,
        Ereignis.objekt_id << sorted(ids),
        Ereignis.name == BEGINN,
    )
    return ((row.objekt_id, berlin_day(row.zeitpunkt)) for row in told)


def _steps(vorgaenge: set[int]) -> dict[int, list[date]]:
    taken = Schritt.select(Schritt.vorgang, Schritt.getan_am).where(
        Schritt.vorgang << sorted(vorgaenge), Schritt.name << sorted(_schrittnamen())
    )
    days: dict[int, list[date]] = defaultdict(list)
    for row in taken.order_by(Schritt.getan_am, Schritt.id):
        days[row.vorgang_id].append(berlin_day(row.getan_am))
    return days


@cache
def _schrittnamen() -> frozenset[str]:
    """The steps of any Regelwerk with which a measure may be decided."""
    regeln = (regel for id in regelwerk_ids() for regel in load_ablaufwerk(id).schritt)
    return frozenset(regel.name for regel in regeln if FELD in (*regel.pflicht, *regel.felder))


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
