"""How long runs are kept: drafts some days, what was published by its period."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from models.actions.ereignisse import Meldung, record_event
from models.actions.zellenbuch import forget_cells
from models.db import acting_as, writing
from models.queries.berichtswege import overtaken_by
from models.rules.berichtsweg import Berichtsstand, leaves_house
from models.rules.lauf import Laufstatus
from models.rules.rechte import SYSTEM
from models.rules.zeit import berlin_day
from models.tables import Bericht, Lauf

_JE_GANG = 20
_BEENDET = (Laufstatus.FERTIG.value, Laufstatus.GESCHEITERT.value)


@dataclass(frozen=True)
class Aufbewahrung:
    """`entwurf_tage`: days that a run is kept which nobody outside ever got and which is not the
    newest of its report; `bericht_jahre`: years after the end of its period for all others."""

    entwurf_tage: int
    bericht_jahre: int


def expired_laeufe(frist: Aufbewahrung, now: datetime) -> list[Lauf]:
    """Runs whose time is over, at most _JE_GANG, with `bericht`."""
    with acting_as(SYSTEM):
        rows = list(
            Lauf.select(Lauf, Bericht)
            .join(Bericht)
            .where(Lauf.status << list(_BEENDET))
            .order_by(Lauf.bericht, Lauf.id)
        )
    newest, overtaken = _newest(rows), _overtaken(rows)
    free = (row for row in rows if row.id in overtaken or not _is_waiting(row))
    over = (row for row in free if _is_over(row, row.id in newest, frist, now))
    return [row for _, row in zip(range(_JE_GANG), over, strict=False)]


def delete_lauf(*, now: datetime, lauf_id: int, remove: Callable[[], None]) -> bool:
    """Delete a run whose time is over; `remove` deletes its folder while the row is locked.

    False where it is gone, or has been submitted meanwhile. Killed between both, the row stays,
    and the next pass deletes it.
    """
    with writing(by=SYSTEM):
        lauf = Lauf.get_or_none(Lauf.id == lauf_id, Lauf.status << list(_BEENDET))
        if lauf is None:
            return False
        lauf = Lauf.hold(lauf_id)
        if _is_waiting(lauf) and overtaken_by(lauf) is None:
            return False
        what = {"bericht": lauf.bericht.name, "zeitraum": lauf.bericht.zeitraum,
                "empfaenger": lauf.bericht.empfaenger, "freigabe": lauf.freigabe or ""}  # fmt: skip
        remove()
        forget_cells(lauf.id)
        lauf.delete_instance()
        record_event(now=now, meldung=Meldung("lauf_expired", Lauf, lauf_id, zusatz=what))
    return True


def _newest(rows: Iterable[Lauf]) -> frozenset[int]:
    """Of each report the newest run that is released: what later ones are compared with."""
    released = Berichtsstand.FREIGEGEBEN.value
    own = (row for row in rows if row.rueckblick is None)
    by_report = {row.bericht_id: row.id for row in own if row.freigabe == released}
    return frozenset(by_report.values())


def _overtaken(rows: Iterable[Lauf]) -> frozenset[int]:
    """Finished runs of whose report there is a newer one: nobody decides on them any more.

    One for an earlier Datenstand overtakes none and is overtaken by none.
    """
    own = (row for row in rows if row.rueckblick is None)
    finished = [row for row in own if row.status == Laufstatus.FERTIG.value]
    latest = {row.bericht_id: row.id for row in finished}
    return frozenset(row.id for row in finished if row.id != latest[row.bericht_id])


def _is_waiting(lauf: Lauf) -> bool:
    """Whether somebody has been asked to decide on it."""
    return bool(lauf.freigabe == Berichtsstand.ZUR_FREIGABE.value)


def _is_over(lauf: Lauf, newest: bool, frist: Aufbewahrung, now: datetime) -> bool:
    went_out = lauf.freigabe == Berichtsstand.FREIGEGEBEN and leaves_house(lauf.bericht.empfaenger)
    if newest or went_out:
        return _years_later(lauf.bericht.bis, frist.bericht_jahre) < berlin_day(now)
    since = lauf.beendet_am or lauf.angelegt_am
    return bool(since < now - timedelta(days=frist.entwurf_tage))


def _years_later(day: date, years: int) -> date:
    """The last day of that year: a period is kept in whole years."""
    return date(day.year + years, 12, 31)
