"""Reorganising: the old unit is closed and gets a successor, old cases keep their place."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from models.actions.einheiten import changed, end_einheit, insert_einheit, values_of
from models.actions.ereignisse import Meldung, record_event
from models.actions.erlaubnis import at, require
from models.actions.standlauf import restamp_about
from models.actions.vieraugen import Vorhaben, hold, wait_if
from models.db import acting_as, writing
from models.queries.akteure import Baum
from models.queries.einheiten import is_valid
from models.rules.fehler import RuleViolation
from models.rules.rechte import SYSTEM, Akteur
from models.rules.rollen import Recht
from models.rules.vieraugen import Macht
from models.tables import Einheit, Freigabe, Konto, Rollenzuweisung, StaleVersion


def reorganise_einheit(
    *, by: Akteur, now: datetime, einheit_id: int, version: int, werte: Mapping[str, Any]
) -> Einheit:
    """Close a unit the day before `werte["gueltig_ab"]` and make its successor from that day on.

    `werte`: what is new (name, kuerzel, eltern, …); the rest stays as it was. Units below, roles
    and accounts move along, cases do not: who leads the successor still sees them through
    `vorgaenger`. Under another unit or another order it goes by two (Wartet). Returns the
    successor. Raises StaleVersion, RuleViolation, DoesNotExist.
    """
    with writing(by=by):
        einheit = Einheit.get_by_id(einheit_id)
        require(by, Recht.EINHEIT_PFLEGEN, at(einheit_id))
        if werte.get("eltern"):
            require(by, Recht.EINHEIT_PFLEGEN, at(werte["eltern"]))
        if version != einheit.version:
            raise StaleVersion("Jemand anderes hat die Einheit inzwischen geändert.")
        warten = _hold(by, now, einheit, werte)
        if warten is None:
            nachfolger = _succeed(now, einheit, werte)
    wait_if(warten)
    return nachfolger


def _hold(by: Akteur, now: datetime, einheit: Einheit, werte: Mapping[str, Any]) -> Freigabe | None:
    """Elsewhere its cases are seen by others, the leaders over there; by another order, too."""
    before = einheit.__data__
    if all(werte.get(name) in (None, before[name]) for name in ("eltern", "art", "regelwerk")):
        return None
    wanted = {"einheit_id": einheit.id, "version": einheit.version, "werte": dict(werte)}
    vorhaben = Vorhaben(Macht.UMGLIEDERUNG, einheit.id, None, wanted)
    return hold(by=by, now=now, vorhaben=vorhaben)


def _succeed(now: datetime, einheit: Einheit, werte: Mapping[str, Any]) -> Einheit:
    """One unit and, one by one, what lies below it."""
    ab = werte.get("gueltig_ab")
    if ab is None or not is_valid(einheit, ab):
        satz = "Die Umgliederung braucht einen Tag, an dem es die Einheit noch gibt."
        raise RuleViolation(satz, feld="gueltig_ab")
    with acting_as(SYSTEM):
        children = [kind for kind in einheit.kinder if is_valid(kind, ab)]
    alt = {"gueltig_bis": einheit.gueltig_bis}
    end_einheit(einheit, einheit.version, ab - timedelta(days=1))
    neu = {**values_of(einheit), "gueltig_bis": None, **werte, "vorgaenger": einheit.id}
    with acting_as(SYSTEM):
        nachfolger = insert_einheit(neu, Baum.load())
    record_event(
        now=now,
        meldung=changed(
            "einheit_reorganised",
            einheit,
            neu={"vorgaenger": einheit.id, **werte},
            alt=alt,
            zusatz={"nachfolger": nachfolger.id},
        ),
    )
    for child in children:
        _succeed(now, child, {"eltern": nachfolger.id, "gueltig_ab": ab})
    _move_people(now, einheit, nachfolger, ab)
    return nachfolger


def _move_people(now: datetime, einheit: Einheit, nachfolger: Einheit, ab: date) -> None:
    with acting_as(SYSTEM):
        konten = list(Konto.select().where(Konto.einheit == einheit.id))
        for konto in konten:
            konto.save_version(konto.version, {"einheit": nachfolger.id})
        rollen = [
            rolle
            for rolle in Rollenzuweisung.select().where(Rollenzuweisung.einheit == einheit.id)
            if rolle.gueltig_bis is None or rolle.gueltig_bis >= ab
        ]
        moved = [_move_role(rolle, nachfolger, ab) for rolle in rollen]
    for rolle in moved:
        meldung = Meldung(
            name="rolle_moved",
            tabelle=Rollenzuweisung,
            objekt_id=rolle.id,
            neu={"einheit": nachfolger.id},
        )
        record_event(now=now, meldung=meldung)
        restamp_about(now=now, konto_id=rolle.konto_id)


def _move_role(rolle: Rollenzuweisung, nachfolger: Einheit, ab: date) -> Rollenzuweisung:
    """A role that only starts later moves whole; a running one ends and goes on over there."""
    if rolle.gueltig_ab >= ab:
        rolle.save_version(rolle.version, {"einheit": nachfolger.id})
        return rolle
    went_on = Rollenzuweisung.create(
        konto=rolle.konto_id,
        rolle=rolle.rolle,
        einheit=nachfolger.id,
        gueltig_ab=ab,
        gueltig_bis=rolle.gueltig_bis,
        vertretung_fuer=rolle.vertretung_fuer_id,
        bei_einrichtung=rolle.bei_einrichtung,
    )
    rolle.save_version(rolle.version, {"gueltig_bis": ab - timedelta(days=1)})
    return went_on
