"""Giving and ending roles; a Vertretung is a role for a dated period."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from models.actions.ereignisse import Meldung, record_event
from models.actions.erlaubnis import overlaps, require
from models.actions.standlauf import restamp_about
from models.db import acting_as, writing
from models.queries.konten import is_running
from models.rules.fehler import RuleViolation
from models.rules.rechte import SYSTEM, Akteur
from models.rules.rollen import ROLLEN, Recht
from models.tables import Konto, Rollenzuweisung


@dataclass(frozen=True)
class Vergabe:
    """A role to give: who, which, for which unit (ids), from and until when (inclusive).

    With `vertretung_fuer` (an account's id) it is a deputy's role and needs `gueltig_bis`.
    """

    konto_id: int
    rolle: str
    einheit_id: int
    gueltig_ab: date
    gueltig_bis: date | None = None
    vertretung_fuer: int | None = None


def give_rolle(*, by: Akteur, now: datetime, vergabe: Vergabe) -> Rollenzuweisung:
    """Give a role. Needs ROLLE_VERGEBEN; a Vertretung may also be given by who is stood in for.

    Nobody gives a role to herself (D22); open cases about her wait for whom they wait for with
    this role, too. Raises RuleViolation.
    """
    _check(vergabe)
    with writing(by=by):
        _require(by, vergabe)
        with acting_as(SYSTEM):
            _check_stored(vergabe)
        rolle = Rollenzuweisung.create(
            konto=vergabe.konto_id,
            rolle=vergabe.rolle,
            einheit=vergabe.einheit_id,
            gueltig_ab=vergabe.gueltig_ab,
            gueltig_bis=vergabe.gueltig_bis,
            vertretung_fuer=vergabe.vertretung_fuer,
        )
        name = "vertretung_given" if vergabe.vertretung_fuer else "rolle_given"
        record_event(now=now, meldung=_changed(name, rolle, neu=dict(rolle.__data__)))
        restamp_about(now=now, konto_id=vergabe.konto_id)
    return rolle


def end_rolle(
    *, by: Akteur, now: datetime, rolle_id: int, version: int, gueltig_bis: date
) -> Rollenzuweisung:
    """Set the last day of a role. Raises StaleVersion, RuleViolation, DoesNotExist."""
    with writing(by=by):
        rolle = Rollenzuweisung.get_by_id(rolle_id)
        if rolle.vertretung_fuer_id is None or rolle.vertretung_fuer_id != by.konto_id:
            require(by, Recht.ROLLE_VERGEBEN, rolle)
        if gueltig_bis < rolle.gueltig_ab:
            satz = f"Die Rolle gilt erst ab {rolle.gueltig_ab:%d.%m.%Y}."
            raise RuleViolation(satz, feld="gueltig_bis")
        alt, neu = {"gueltig_bis": rolle.gueltig_bis}, {"gueltig_bis": gueltig_bis}
        rolle.save_version(version, neu)
        record_event(now=now, meldung=_changed("rolle_ended", rolle, neu=neu, alt=alt))
        restamp_about(now=now, konto_id=rolle.konto_id)
    return rolle


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


def _require(by: Akteur, vergabe: Vergabe) -> None:
    if vergabe.konto_id == by.konto_id:
        raise RuleViolation("Niemand gibt sich selbst eine Rolle.", feld="konto")
    lends = vergabe.vertretung_fuer is not None and vergabe.vertretung_fuer == by.konto_id
    if not lends:
        require(by, Recht.ROLLE_VERGEBEN, vergabe)


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
        raise RuleViolation("Diese Rolle hat das Konto in dem Zeitraum schon.", feld="gueltig_ab")


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
