"""Vertretung: who holds a role names herself who stands in for her, for a dated period (MH-87)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from models.actions.ereignisse import Meldung, record_event
from models.actions.erlaubnis import overlaps
from models.actions.standlauf import restamp_about
from models.db import acting_as, writing
from models.queries.akteure import Baum
from models.rules.fehler import RuleViolation
from models.rules.rechte import SYSTEM, Akteur
from models.rules.rollen import OHNE_VORGAENGE, Recht
from models.rules.zeit import berlin_day
from models.tables import Konto, Rollenzuweisung

HOECHSTENS = timedelta(days=366)
_EIN_TAG = timedelta(days=1)


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


def check_own_vertretung(by: Akteur, today: date, vergabe: Vergabe) -> None:
    """Raise RuleViolation unless `by` may herself name this deputy for this role and period.

    Only an own role (a lent one is nobody's to lend on), from today on, for a year at most, to an
    active account of the same Dienststelle that is not kept apart from cases by its own role.
    """
    if not _is_lendable(by, vergabe):
        satz = "Eine Vertretung regelt nur, wer die Rolle selbst hat, nicht in Vertretung."
        raise RuleViolation(satz, feld="rolle")
    if vergabe.gueltig_ab < today:
        raise RuleViolation("Eine Vertretung beginnt frühestens heute.", feld="gueltig_ab")
    if vergabe.gueltig_bis and vergabe.gueltig_bis - vergabe.gueltig_ab > HOECHSTENS:
        satz = "Eine Vertretung gilt höchstens ein Jahr. Danach bitte neu eintragen."
        raise RuleViolation(satz, feld="gueltig_bis")
    with acting_as(SYSTEM):
        _check_deputy(vergabe)


def end_vertretung(*, by: Akteur, now: datetime, rolle_id: int, version: int) -> None:
    """End at once that somebody stands in for `by`: the rights are gone with the next click.

    A period that began before today ends with yesterday; one that begins today or later goes
    altogether, the log keeps both. Raises DoesNotExist for a deputy of somebody else,
    StaleVersion, RuleViolation for what is over.
    """
    today = berlin_day(now)
    with writing(by=by):
        rolle = Rollenzuweisung.get(
            Rollenzuweisung.id == rolle_id, Rollenzuweisung.vertretung_fuer == by.konto_id
        )
        if rolle.gueltig_bis and rolle.gueltig_bis < today:
            raise RuleViolation("Diese Vertretung ist schon beendet.")
        alt = {"gueltig_bis": rolle.gueltig_bis}
        rolle.save_version(version, {"gueltig_bis": max(today - _EIN_TAG, rolle.gueltig_ab)})
        if rolle.gueltig_ab >= today:
            rolle.delete_instance()
        neu = {"gueltig_bis": today - _EIN_TAG}
        meldung = Meldung(
            name="vertretung_ended", tabelle=Rollenzuweisung, objekt_id=rolle.id, neu=neu, alt=alt
        )
        record_event(now=now, meldung=meldung)
        restamp_about(now=now, konto_id=rolle.konto_id)


def shorten_vertretungen(*, now: datetime, rolle: Rollenzuweisung) -> None:
    """Who stands in for somebody holds a role no longer than she does; inside an action.

    Called when the own role `rolle` has got an end.
    """
    if rolle.vertretung_fuer_id is not None or rolle.gueltig_bis is None:
        return
    with acting_as(SYSTEM):
        lent = list(
            Rollenzuweisung.select().where(
                Rollenzuweisung.vertretung_fuer == rolle.konto_id,
                Rollenzuweisung.rolle == rolle.rolle,
                Rollenzuweisung.einheit == rolle.einheit_id,
                Rollenzuweisung.gueltig_bis > rolle.gueltig_bis,
            )
        )
    for row in lent:
        alt, neu = {"gueltig_bis": row.gueltig_bis}, {"gueltig_bis": rolle.gueltig_bis}
        meldung = Meldung(
            name="vertretung_ended", tabelle=Rollenzuweisung, objekt_id=row.id, neu=neu, alt=alt
        )
        if row.gueltig_ab > rolle.gueltig_bis:
            row.delete_instance()
        else:
            row.save_version(row.version, neu)
        record_event(now=now, meldung=meldung)
        restamp_about(now=now, konto_id=row.konto_id)


def _is_lendable(by: Akteur, vergabe: Vergabe) -> bool:
    return any(
        b.vertretung_fuer_id is None
        and (b.rolle, b.einheit_id) == (vergabe.rolle, vergabe.einheit_id)
        and Recht.VERTRETUNG_REGELN in b.rechte
        for b in by.bindungen
    )


def _check_deputy(vergabe: Vergabe) -> None:
    konto = Konto.get_or_none(Konto.id == vergabe.konto_id)
    house = Baum.load().house(vergabe.einheit_id)
    if konto is None or not konto.active or konto.einheit_id not in house:
        satz = "Vertreten kann nur jemand mit einem aktiven Konto derselben Dienststelle."
        raise RuleViolation(satz, feld="konto")
    own = Rollenzuweisung.select().where(Rollenzuweisung.konto == vergabe.konto_id)
    days = (vergabe.gueltig_ab, vergabe.gueltig_bis)
    apart = {r.rolle for r in own if overlaps(r, *days)} & OHNE_VORGAENGE - {vergabe.rolle}
    if apart and vergabe.rolle not in OHNE_VORGAENGE:
        satz = "Wer Konten verwaltet oder Protokolle prüft, vertritt niemanden bei Vorgängen."
        raise RuleViolation(satz, feld="konto")
