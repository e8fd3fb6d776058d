"""Keeping the tree of Organisationseinheiten: create, correct, close, delete."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from peewee import IntegrityError

from models.actions.einheitspruefung import (
    check_einheit,
    kuerzel_taken,
    refuse_if_open,
    refuse_recording_to_come,
)
from models.actions.ereignisse import Meldung, record_event
from models.actions.erlaubnis import at, refuse_if_hanging, require
from models.actions.fristenlauf import FRISTEN, check_calendar, move_deadlines
from models.actions.nachlauf import begin, run
from models.actions.standlauf import STAND, stamp_cases
from models.actions.vieraugen import Vorhaben, hold, wait_if
from models.db import acting_as, after_commit, writing
from models.queries.akteure import Baum
from models.rules.fehler import RuleViolation
from models.rules.rechte import SYSTEM, Akteur, may
from models.rules.regelwerk import regelwerk_on
from models.rules.rollen import ROLLEN, Recht
from models.rules.vieraugen import Macht
from models.rules.zeit import berlin_day
from models.tables import Einheit, Freigabe

KORREKTURFELDER = (
    "kuerzel",
    "name",
    "land",
    "gemeinde",
    "feiertagsarten",
    "zusaetzliche_feiertage",
    "regelwerk",
    "dienstfreie_tage",
    "kalender_geprueft_bis",
    "aufbewahrung_jahre",
    "erfassung_seit",
    "telefon_gf",
    "genderform",
    "schalter",
)
"""What update_einheit may correct."""
_KALENDERFELDER = frozenset(
    {"land", "gemeinde", "feiertagsarten", "zusaetzliche_feiertage", "dienstfreie_tage"}
)
ANLAGEFELDER = ("art", "eltern", "gueltig_ab", "gueltig_bis", *KORREKTURFELDER)
"""What create_einheit takes; `eltern` is an id."""


def create_einheit(*, by: Akteur, now: datetime, werte: Mapping[str, Any]) -> Einheit:
    """Create a unit from ANLAGEFELDER. Raises RuleViolation with the field that is wrong."""
    with writing(by=by):
        require(by, Recht.EINHEIT_PFLEGEN, at(werte.get("eltern")))
        refuse_recording_to_come(now, werte)
        with acting_as(SYSTEM):
            baum = Baum.load()
        _refuse_second_root(by, werte, baum)
        einheit = insert_einheit(werte, baum)
        record_event(now=now, meldung=changed("einheit_created", einheit, neu=dict(werte)))
    return einheit


def update_einheit(
    *, by: Akteur, now: datetime, einheit_id: int, version: int, werte: Mapping[str, Any]
) -> Einheit:
    """Correct a unit (KORREKTURFELDER). Where it lies changes only by reorganise_einheit.

    A changed calendar moves the open deadlines of the Dienststelle, with an event each; a switch
    changes whose turn it is in its open cases, their deadlines stay. Both follow the change itself
    slice by slice (models.actions.nachlauf). Another order that lets roles see other cases goes by
    two (Wartet).
    Raises StaleVersion, RuleViolation, DoesNotExist.
    """
    _foresee_calendar(by, einheit_id, werte)
    with writing(by=by):
        einheit = Einheit.get_by_id(einheit_id)
        require(by, Recht.EINHEIT_PFLEGEN, at(einheit_id))
        refuse_recording_to_come(now, werte)
        before = values_of(einheit)
        neu = _corrected(einheit, {name: v for name, v in werte.items() if before[name] != v})
        wanted = {"einheit_id": einheit_id, "version": version, "werte": dict(werte)}
        warten = _hold(by, now, einheit, neu, wanted)
        if warten is not None:
            neu = {}
        if neu:
            alt = {name: before[name] for name in neu}
            einheit.save_version(version, neu)
            record_event(now=now, meldung=changed("einheit_updated", einheit, neu=neu, alt=alt))
        if _KALENDERFELDER & neu.keys() and einheit.art == "dienststelle":
            _afterwards(by, now, FRISTEN, einheit_id)
        if "schalter" in neu:
            _afterwards(by, now, STAND, einheit_id)
    wait_if(warten)
    return einheit


def _foresee_calendar(by: Akteur, einheit_id: int, werte: Mapping[str, Any]) -> None:
    """Try a new calendar on every open case, before the transaction: nobody waits for that."""
    with acting_as(by):
        einheit = Einheit.get_or_none(Einheit.id == einheit_id)
        if einheit is None or not may(by, Recht.EINHEIT_PFLEGEN, at(einheit_id)):
            return
        before = values_of(einheit)
        neu = _corrected(einheit, {name: v for name, v in werte.items() if before.get(name) != v})
    if _KALENDERFELDER & neu.keys() and einheit.art == "dienststelle":
        for name, value in neu.items():
            setattr(einheit, name, value)
        with acting_as(SYSTEM):
            check_calendar(einheit)


def _afterwards(by: Akteur, now: datetime, art: str, einheit_id: int) -> None:
    """Have the open cases follow once the change is saved, slice by slice."""
    nachlauf_id = begin(now=now, art=art, dienststelle_id=einheit_id)
    scheibe = move_deadlines if art == FRISTEN else stamp_cases

    def follow() -> None:
        run(by=by, now=now, nachlauf_id=nachlauf_id, scheibe=scheibe)

    after_commit(follow)


def close_einheit(
    *, by: Akteur, now: datetime, einheit_id: int, version: int, gueltig_bis: date
) -> Einheit:
    """End a unit without a successor. Raises RuleViolation while something is open in it."""
    with writing(by=by):
        einheit = Einheit.get_by_id(einheit_id)
        require(by, Recht.EINHEIT_PFLEGEN, at(einheit_id))
        with acting_as(SYSTEM):
            refuse_if_open(einheit, gueltig_bis)
        neu, alt = {"gueltig_bis": gueltig_bis}, {"gueltig_bis": einheit.gueltig_bis}
        end_einheit(einheit, version, gueltig_bis)
        record_event(now=now, meldung=changed("einheit_closed", einheit, neu=neu, alt=alt))
    return einheit


def delete_einheit(*, by: Akteur, now: datetime, einheit_id: int) -> None:
    """Delete a unit made by mistake, on which nothing hangs. Raises RuleViolation."""
    with writing(by=by):
        einheit = Einheit.get_by_id(einheit_id)
        require(by, Recht.EINHEIT_PFLEGEN, at(einheit_id))
        refuse_if_hanging(einheit, f"Die Einheit „{einheit.kuerzel}“")
        alt = {name: value for name, value in values_of(einheit).items() if value is not None}
        einheit.delete_instance()
        record_event(now=now, meldung=changed("einheit_deleted", einheit, alt=alt))


def insert_einheit(werte: Mapping[str, Any], baum: Baum) -> Einheit:
    """Check and insert a unit, without an event; inside an action only."""
    checked = check_einheit(werte, baum)
    try:
        return Einheit.create(**checked)
    except IntegrityError:
        raise kuerzel_taken(checked["kuerzel"]) from None


def end_einheit(einheit: Einheit, version: int, gueltig_bis: date) -> None:
    """Set the last day of a unit, without an event; inside an action only."""
    if gueltig_bis < einheit.gueltig_ab:
        satz = f"Die Einheit „{einheit.kuerzel}“ gilt erst ab {einheit.gueltig_ab:%d.%m.%Y}."
        raise RuleViolation(satz, feld="gueltig_bis")
    einheit.save_version(version, {"gueltig_bis": gueltig_bis})


def values_of(einheit: Einheit) -> dict[str, Any]:
    """ANLAGEFELDER of a unit, `eltern` as an id."""
    return {name: einheit.__data__.get(name) for name in ANLAGEFELDER}


def changed(name: str, einheit: Einheit, **values: Any) -> Meldung:
    """What the log says of a unit."""
    return Meldung(name=name, tabelle=Einheit, objekt_id=einheit.id, **values)


def _hold(
    by: Akteur, now: datetime, einheit: Einheit, neu: dict[str, Any], wanted: dict[str, Any]
) -> Freigabe | None:
    if not neu.get("regelwerk") or not einheit.regelwerk:
        return None
    today = berlin_day(now)
    before, after = (regelwerk_on(name, today) for name in (einheit.regelwerk, neu["regelwerk"]))
    if all(before.sichten(rolle) == after.sichten(rolle) for rolle in ROLLEN):
        return None
    vorhaben = Vorhaben(Macht.REGELWERK, einheit.id, None, wanted)
    return hold(by=by, now=now, vorhaben=vorhaben)


def _corrected(einheit: Einheit, changes: dict[str, Any]) -> dict[str, Any]:
    if fixed := set(changes) - set(KORREKTURFELDER):
        raise RuleViolation(
            "Lage, Art und Zeitraum einer Einheit ändert nur eine Umgliederung; frühere "
            "Vorgänge behalten so ihren Platz.",
            feld=min(fixed),
        )
    if not changes:
        return {}
    with acting_as(SYSTEM):
        checked = check_einheit({**values_of(einheit), **changes}, Baum.load(), einheit.id)
    return {name: checked[name] for name in changes}


def _refuse_second_root(by: Akteur, werte: Mapping[str, Any], baum: Baum) -> None:
    if werte.get("eltern"):
        return
    if not by.system:
        raise RuleViolation("Bitte eine übergeordnete Einheit angeben.", feld="eltern")
    if baum.by_id:
        raise RuleViolation("Über allem steht schon eine Einheit.", feld="eltern")
