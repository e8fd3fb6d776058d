"""Giving and ending roles; a Vertretung is a role for a dated period."""

from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from models.actions.ereignisse import Meldung, record_event
from models.actions.erlaubnis import overlaps, require
from models.actions.standlauf import restamp_about
from models.actions.vertretungen import Vergabe, check_own_vertretung, shorten_vertretungen
from models.actions.vieraugen import Vorhaben, hold, wait_if
from models.db import acting_as, writing
from models.queries.konten import is_running
from models.rules.fehler import RuleViolation
from models.rules.rechte import SYSTEM, Akteur
from models.rules.rollen import ROLLEN, Recht
from models.rules.vieraugen import Macht, gives_power, keeps_watch
from models.rules.zeit import berlin_day
from models.tables import Freigabe, Konto, Rollenzuweisung

__all__ = ["Vergabe", "end_rolle", "give_rolle"]


def give_rolle(*, by: Akteur, now: datetime, vergabe: Vergabe) -> Rollenzuweisung:
    """Give a role, by two where it has power (Wartet). Needs ROLLE_VERGEBEN, or to be stood in for.

    Nobody gives a role to herself (D22). Open cases about her wait anew. Raises RuleViolation.
    """
    _check(vergabe)
    with writing(by=by):
        _require(by, now, vergabe)
        with acting_as(SYSTEM):
            _check_stored(vergabe)
        warten = _hold_gift(by, now, vergabe)
        if warten is None:
            rolle = _insert(vergabe, bei_einrichtung=by.system)
            name = "vertretung_given" if vergabe.vertretung_fuer else "rolle_given"
            record_event(now=now, meldung=_changed(name, rolle, neu=dict(rolle.__data__)))
            restamp_about(now=now, konto_id=vergabe.konto_id)
    wait_if(warten)
    return rolle


def end_rolle(
    *, by: Akteur, now: datetime, rolle_id: int, version: int, gueltig_bis: date
) -> Rollenzuweisung:
    """Set the last day of a role; who stands in for its holder has it no longer than she.

    A role with power is made longer by two, and one that keeps watch ended by two (Wartet).
    Raises StaleVersion, RuleViolation, DoesNotExist.
    """
    with writing(by=by):
        rolle = Rollenzuweisung.get_by_id(rolle_id)
        _check_end(by, rolle, gueltig_bis)
        warten = _hold_end(by, now, rolle, {"version": version, "gueltig_bis": gueltig_bis})
        if warten is None:
            alt, neu = {"gueltig_bis": rolle.gueltig_bis}, {"gueltig_bis": gueltig_bis}
            rolle.save_version(version, neu)
            record_event(now=now, meldung=_changed("rolle_ended", rolle, neu=neu, alt=alt))
            shorten_vertretungen(now=now, rolle=rolle)
            restamp_about(now=now, konto_id=rolle.konto_id)
    wait_if(warten)
    return rolle


def _insert(vergabe: Vergabe, *, bei_einrichtung: bool) -> Rollenzuweisung:
    return Rollenzuweisung.create(
        konto=vergabe.konto_id,
        rolle=vergabe.rolle,
        einheit=vergabe.einheit_id,
        gueltig_ab=vergabe.gueltig_ab,
        gueltig_bis=vergabe.gueltig_bis,
        vertretung_fuer=vergabe.vertretung_fuer,
        bei_einrichtung=bei_einrichtung,
    )


def _hold_gift(by: Akteur, now: datetime, vergabe: Vergabe) -> Freigabe | None:
    """A deputy that she names herself needs nobody else; one named for somebody else always."""
    stead = vergabe.vertretung_fuer
    if stead == by.konto_id and stead is not None:
        return None
    if stead is None and not gives_power(vergabe.rolle):
        return None
    vorhaben = Vorhaben(
        Macht.ROLLE if stead is None else Macht.VERTRETUNG,
        vergabe.einheit_id,
        vergabe.konto_id,
        asdict(vergabe),
        auch=() if stead is None else (stead,),
    )
    return hold(by=by, now=now, vorhaben=vorhaben)


def _hold_end(
    by: Akteur, now: datetime, rolle: Rollenzuweisung, werte: dict[str, Any]
) -> Freigabe | None:
    if by.konto_id in (rolle.konto_id, rolle.vertretung_fuer_id):
        return None
    is_longer = rolle.gueltig_bis is not None and werte["gueltig_bis"] > rolle.gueltig_bis
    if not (is_longer and (rolle.vertretung_fuer_id or gives_power(rolle.rolle))) and not (
        not is_longer and keeps_watch(rolle.rolle)
    ):
        return None
    vorhaben = Vorhaben(
        Macht.VERLAENGERT if is_longer else Macht.BEENDET,
        rolle.einheit_id,
        rolle.konto_id,
        {"rolle_id": rolle.id, **werte},
        auch=(rolle.vertretung_fuer_id,) if rolle.vertretung_fuer_id else (),
    )
    return hold(by=by, now=now, vorhaben=vorhaben)


def _check(vergabe: Vergabe) -> None:
    if vergabe.rolle not in ROLLEN:
        satz = f"Die Rolle „{vergabe.rolle}“ gibt es nicht; möglich sind {', '.join(ROLLEN)}."
        raise RuleViolation(satz, feld="rolle")
    if vergabe.gueltig_bis and vergabe.gueltig_bis < vergabe.gueltig_ab:
        raise RuleViolation("Das Ende liegt vor dem Beginn.", feld="gueltig_bis")
    if vergabe.vertretung_fuer is None:
        return
    if vergabe.gueltig_bis is None:
        raise RuleViolation("Eine Vertretung braucht einen letzten Tag.", feld="gueltig_bis")
    if vergabe.vertretung_fuer == vergabe.konto_id:
        raise RuleViolation("Niemand vertritt sich selbst.", feld="konto")


def _require(by: Akteur, now: datetime, vergabe: Vergabe) -> None:
    if vergabe.konto_id == by.konto_id:
        raise RuleViolation("Niemand gibt sich selbst eine Rolle.", feld="konto")
    if vergabe.vertretung_fuer is not None and vergabe.vertretung_fuer == by.konto_id:
        check_own_vertretung(by, berlin_day(now), vergabe)
    else:
        require(by, Recht.ROLLE_VERGEBEN, vergabe)


def _check_end(by: Akteur, rolle: Rollenzuweisung, gueltig_bis: date) -> None:
    """Who may set this end, and whether it can be one."""
    is_own = rolle.vertretung_fuer_id is not None and rolle.vertretung_fuer_id == by.konto_id
    is_longer = rolle.gueltig_bis is not None and gueltig_bis > rolle.gueltig_bis
    if is_own and is_longer:
        satz = "Verlängert wird eine Vertretung nicht. Bitte für die Zeit danach neu eintragen."
        raise RuleViolation(satz, feld="gueltig_bis")
    if not is_own:
        require(by, Recht.ROLLE_VERGEBEN, rolle)
    if gueltig_bis < rolle.gueltig_ab:
        satz = f"Die Rolle gilt erst ab {rolle.gueltig_ab:%d.%m.%Y}."
        raise RuleViolation(satz, feld="gueltig_bis")
    if rolle.vertretung_fuer_id is not None and is_longer:
        with acting_as(SYSTEM):
            _check_lent(_longer(rolle, gueltig_bis))


def _longer(rolle: Rollenzuweisung, gueltig_bis: date) -> Vergabe:
    return Vergabe(
        konto_id=rolle.konto_id,
        rolle=rolle.rolle,
        einheit_id=rolle.einheit_id,
        gueltig_ab=rolle.gueltig_ab,
        gueltig_bis=gueltig_bis,
        vertretung_fuer=rolle.vertretung_fuer_id,
    )


def _check_stored(vergabe: Vergabe) -> None:
    """What other rows decide; the caller reads with the full view."""
    konto = Konto.get_or_none(Konto.id == vergabe.konto_id)
    if konto is None or not konto.active:
        raise RuleViolation("Dieses Konto ist gesperrt oder gibt es nicht.", feld="konto")
    if vergabe.vertretung_fuer is not None:
        _check_lent(vergabe)
    same = Rollenzuweisung.select().where(
        Rollenzuweisung.konto == vergabe.konto_id,
        Rollenzuweisung.rolle == vergabe.rolle,
        Rollenzuweisung.einheit == vergabe.einheit_id,
        Rollenzuweisung.vertretung_fuer.is_null(vergabe.vertretung_fuer is None),
    )
    if any(overlaps(row, vergabe.gueltig_ab, vergabe.gueltig_bis) for row in same):
        raise RuleViolation(
            "Das Konto hat diese Rolle in einem Teil des Zeitraums schon.", feld="gueltig_ab"
        )


def _check_lent(vergabe: Vergabe) -> None:
    """A deputy gets what the other holds herself, for as long; nobody lends a lent role on."""
    held = Rollenzuweisung.select().where(
        Rollenzuweisung.konto == vergabe.vertretung_fuer,
        Rollenzuweisung.rolle == vergabe.rolle,
        Rollenzuweisung.einheit == vergabe.einheit_id,
        Rollenzuweisung.vertretung_fuer.is_null(),
    )
    days = (vergabe.gueltig_ab, vergabe.gueltig_bis)
    if not any(all(day and is_running(role, day) for day in days) for role in held):
        satz = "Vertreten wird nur eine Rolle, die jemand in dem ganzen Zeitraum selbst hat."
        raise RuleViolation(satz, feld="vertretung_fuer")


def _changed(name: str, rolle: Rollenzuweisung, **values: Any) -> Meldung:
    return Meldung(name=name, tabelle=Rollenzuweisung, objekt_id=rolle.id, **values)
