"""When the calendar of a Dienststelle changes: the open deadlines move, the settled ones stay."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from models.actions.ereignisse import Meldung
from models.actions.erlaubnis import at, require
from models.actions.nachlauf import begin, run
from models.actions.vorgangsfristen import deadline_fields, own_date
from models.actions.vorgangsschrift import frist_row
from models.db import acting_as, writing
from models.queries.fristplan import Fristplan
from models.rules.rechte import SYSTEM, Akteur
from models.rules.rollen import Recht
from models.tables import Einheit, Frist, Vorgang

FRISTEN = "fristen"
"""The `art` of a Nachlauf."""
_CHUNK = 1000
# What of a deadline a new holiday can change.
_TAGE = ("start", "ende_rechnerisch", "faellig_am", "vorlaeufig", "erklaerung")
# deadline → fields of the head that stay when it is settled
_KOPF = {
    "eingangsbestaetigung": ("eb_soll",),
    "antwort": ("frist_am", "frist_regel"),
    "stellungnahme": ("frist_am", "frist_regel", "frist_intern_petition"),
}


@dataclass
class _Aenderung:
    """What changes for one case: rows of deadlines by name, fields of the head."""

    vorgang: Vorgang
    fristen: dict[str, dict[str, Any]] = field(default_factory=dict)
    kopf: dict[str, Any] = field(default_factory=dict)


def recompute_fristen(*, by: Akteur, now: datetime, dienststelle_id: int) -> int:
    """Compute the open deadlines of a Dienststelle's open cases anew; returns how many cases moved.

    Each case keeps its Regelwerk; settled deadlines and closed cases stay as they are. One event
    per changed case. Raises RuleViolation where the calendar does not reach far enough.
    """
    require(by, Recht.EINHEIT_PFLEGEN, at(dienststelle_id))
    with acting_as(SYSTEM):
        check_calendar(Einheit.get_by_id(dienststelle_id))
    with writing(by=by):
        nachlauf_id = begin(now=now, art=FRISTEN, dienststelle_id=dienststelle_id)
    return run(by=by, now=now, nachlauf_id=nachlauf_id, scheibe=move_deadlines)


def check_calendar(dienststelle: Einheit) -> None:
    """Compute every open deadline with the calendar of this Einheit, stored or not; as the system.

    Raises RuleViolation where it does not reach far enough: before anything is changed.
    """
    open_cases = Vorgang.select().where(
        Vorgang.dienststelle == dienststelle.id, Vorgang.abschluss_am.is_null()
    )
    _changes(Fristplan(dienststelle), list(open_cases))


def move_deadlines(dienststelle_id: int, vorgaenge: list[Vorgang]) -> list[Meldung]:
    """Store what the calendar of today changes for these cases; a slice of a Nachlauf."""
    plan = Fristplan(Einheit.get_by_id(dienststelle_id))
    changes = _changes(plan, vorgaenge)
    return [_apply(change) for change in changes if change.fristen or change.kopf]


def _changes(plan: Fristplan, vorgaenge: list[Vorgang]) -> list[_Aenderung]:
    stored: dict[int, list[Frist]] = {}
    ids = [vorgang.id for vorgang in vorgaenge]
    for start in range(0, len(ids), _CHUNK):
        for row in Frist.select().where(Frist.vorgang << ids[start : start + _CHUNK]):
            stored.setdefault(row.vorgang_id, []).append(row)
    return [_change(plan, vorgang, stored.get(vorgang.id, [])) for vorgang in vorgaenge]


def _change(plan: Fristplan, vorgang: Vorgang, stored: list[Frist]) -> _Aenderung:
    kopf = vorgang.__data__
    regelwerk = plan.regelwerk_of(kopf)
    rows = {row.name: row for row in stored}
    individual = own_date(vorgang, regelwerk, rows.get("antwort"))
    fristen = plan.fristen(kopf, individual if plan.takes_own_date(kopf) else None)
    change = _Aenderung(vorgang)
    for frist in fristen:
        row, new = rows.get(frist.name), frist_row(vorgang.id, frist, kopf)
        if row is not None and row.erledigt_am is None and _differs(row, new):
            change.fristen[frist.name] = new
    fixed = {name for row in stored if row.erledigt_am for name in _KOPF.get(row.name, ())}
    if change.fristen:
        change.kopf = {
            name: value
            for name, value in deadline_fields(fristen).items()
            if name not in fixed and value and value != kopf[name]
        }
    return change


def _differs(row: Frist, new: dict[str, Any]) -> bool:
    return any(getattr(row, name) != new[name] for name in _TAGE if name != "erklaerung")


def _apply(change: _Aenderung) -> Meldung:
    vorgang = change.vorgang
    for name, row in change.fristen.items():
        days = {key: row[key] for key in _TAGE}
        Frist.update(days).where(Frist.vorgang == vorgang.id, Frist.name == name).execute()
    before = {name: getattr(vorgang, name) for name in change.kopf}
    vorgang.save_version(vorgang.version, change.kopf)
    return Meldung(
        name="fristen_recomputed",
        tabelle=Vorgang,
        objekt_id=vorgang.id,
        neu=change.kopf,
        alt=before,
        vorgang=vorgang,
        zusatz={"fristen": {name: f"{row['faellig_am']}" for name, row in change.fristen.items()}},
    )
