"""Schedules of reports: made, changed, paused, ended, and turned into runs when they are due."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from models.actions.ereignisse import Meldung, record_event
from models.actions.erlaubnis import at, require
from models.actions.laeufe import Berichtsauftrag, ring_after_commit, schedule_lauf
from models.db import acting_as, writing
from models.rules.fehler import RuleViolation
from models.rules.rechte import SYSTEM, Akteur
from models.rules.regelwerk_format import KREISE
from models.rules.rollen import Recht
from models.rules.zeit import berlin_day
from models.rules.zeitplan import Nachholen, Takt, Termin, make_takt, termine, to_make
from models.tables import Einheit, Zeitplan

_TOLD = ("bericht", "empfaenger", "rhythmus", "tag", "uhrzeit", "nachholen", "pausiert_bis",
         "beendet")  # fmt: skip


@dataclass(frozen=True)
class Plan:
    """What a schedule says, as people typed it; `make_takt` reads the beat of it."""

    rhythmus: str
    tag: int
    uhrzeit: str
    nachholen: str = Nachholen.LETZTER.value
    pausiert_bis: date | None = None
    beendet: bool = False


@dataclass(frozen=True)
class Gegenstand:
    """Which report a schedule makes: about which unit, for which circle of readers."""

    einheit_id: int
    bericht: str
    empfaenger: str


def create_zeitplan(*, by: Akteur, now: datetime, was: Gegenstand, plan: Plan) -> Zeitplan:
    """A new schedule; its first occurrence is the next one. Raises RuleViolation with the field."""
    require(by, Recht.BERICHT_STARTEN, at(was.einheit_id))
    if was.empfaenger not in KREISE:
        raise RuleViolation("Bitte wählen Sie, wer den Bericht bekommt.", "empfaenger")
    werte = _checked(plan)
    with writing(by=by):
        if not Einheit.select().where(Einheit.id == was.einheit_id).exists():
            raise RuleViolation("Diese Organisationseinheit gibt es nicht.", "einheit")
        row = Zeitplan.create(
            einheit=was.einheit_id,
            bericht=was.bericht,
            empfaenger=was.empfaenger,
            gesehen_bis=now,
            **werte,
        )
        _tell(now, row)
    return row


def update_zeitplan(
    *, by: Akteur, now: datetime, zeitplan_id: int, version: int, plan: Plan
) -> Zeitplan:
    """Change, pause, resume or end it; what fell due before follows what it said until now.

    Raises StaleVersion, RuleViolation with the field, DoesNotExist.
    """
    werte = _checked(plan)
    with writing(by=by):
        row = Zeitplan.get_by_id(zeitplan_id)
        require(by, Recht.BERICHT_STARTEN, at(row.einheit_id))
        _fire(row.id, now)
        row.save_version(version, werte | {"gesehen_bis": max(now, row.gesehen_bis)})
        _tell(now, row)
    return row


def fire_due(*, now: datetime) -> int:
    """Turn every due occurrence of every schedule into a run, once; gives how many runs.

    Several workers may do this at once, with clocks that were set: who moves `gesehen_bis` forward
    makes the runs in the same transaction, and the ledger holds each occurrence once only.
    """
    with acting_as(SYSTEM):
        open_plans = Zeitplan.select(Zeitplan.id).where(
            ~Zeitplan.beendet, Zeitplan.gesehen_bis < now
        )
        ids = [row for (row,) in open_plans.order_by(Zeitplan.id).tuples()]
        due = [row.id for row in Zeitplan.select().where(Zeitplan.id << ids) if _due(row, now)]
    return sum(_fire(zeitplan_id, now) for zeitplan_id in due)


def takt_of(row: Zeitplan) -> Takt:
    """The beat of a schedule."""
    return make_takt(row.rhythmus, row.tag, row.uhrzeit)


def _due(row: Zeitplan, now: datetime) -> list[Termin]:
    return termine(takt_of(row), row.gesehen_bis, now)


def _fire(zeitplan_id: int, now: datetime) -> int:
    with writing(by=SYSTEM):
        row = Zeitplan.get_by_id(zeitplan_id)
        due = [] if row.beendet else _due(row, now)
        if not due or not _see(row, now):
            return 0
        made = to_make(_unpaused(row, due), now, Nachholen(row.nachholen))
        count = sum(_order(row, termin, now) for termin in made)
        _tell_left_out(now, row, [termin for termin in due if termin not in made])
        ring_after_commit()
    return count


def _see(row: Zeitplan, now: datetime) -> bool:
    """Move the mark forward; False where another worker was here first."""
    mine = (Zeitplan.id == row.id) & (Zeitplan.gesehen_bis == row.gesehen_bis)
    return bool(Zeitplan.update(gesehen_bis=now).where(mine, ~Zeitplan.beendet).execute())


def _unpaused(row: Zeitplan, due: list[Termin]) -> list[Termin]:
    until = row.pausiert_bis
    return [one for one in due if until is None or berlin_day(one.faellig_am) > until]


def _order(row: Zeitplan, termin: Termin, now: datetime) -> bool:
    auftrag = Berichtsauftrag(
        row.bericht, termin.zeitraum, termin.von, termin.bis, row.einheit_id, row.empfaenger
    )
    return schedule_lauf(
        now=now, bericht=auftrag, zeitplan=str(row.id), faellig_am=termin.faellig_am
    )


def _checked(plan: Plan) -> dict[str, Any]:
    takt = make_takt(plan.rhythmus, plan.tag, plan.uhrzeit)
    if plan.nachholen not in list(Nachholen):
        raise RuleViolation("Bitte wählen Sie, was mit versäumten Terminen wird.", "nachholen")
    return {
        "rhythmus": takt.rhythmus.value,
        "tag": takt.tag,
        "uhrzeit": f"{takt.uhrzeit:%H:%M}",
        "nachholen": plan.nachholen,
        "pausiert_bis": plan.pausiert_bis,
        "beendet": plan.beendet,
    }


def _tell(now: datetime, row: Zeitplan) -> None:
    neu = {name: getattr(row, name) for name in _TOLD}
    record_event(now=now, meldung=Meldung("zeitplan_saved", Zeitplan, row.id, neu=neu))


def _tell_left_out(now: datetime, row: Zeitplan, left_out: list[Termin]) -> None:
    """Nothing is dropped in silence: what was paused or missed stands in the log."""
    if left_out:
        what = {"zeitraeume": ", ".join(termin.zeitraum for termin in left_out)}
        meldung = Meldung(name="zeitplan_skipped", tabelle=Zeitplan, objekt_id=row.id, zusatz=what)
        record_event(now=now, meldung=meldung)
