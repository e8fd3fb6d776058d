"""Wiedervorlagen: a case comes back to a desk on a day, and is done or moved then."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from models.actions.ereignisse import Meldung, record_event
from models.actions.erlaubnis import require
from models.db import writing
from models.queries.zustaendige import has_role_over
from models.queries.zustand import betroffene_konten
from models.rules.fehler import RuleViolation
from models.rules.rechte import Akteur
from models.rules.rollen import Recht
from models.rules.zeit import berlin_day
from models.tables import Vorgang, Wiedervorlage


@dataclass(frozen=True)
class Vorlage:
    """When, why and for whom (an account's id; None: for oneself)."""

    faellig_am: date
    grund: str = ""
    fuer: int | None = None


def set_wiedervorlage(
    *, by: Akteur, now: datetime, vorgang_id: int, vorlage: Vorlage
) -> Wiedervorlage:
    """Put a case on a desk for a day to come.

    Raises RuleViolation for a day that is past and for somebody without a role over the case,
    DoesNotExist where `by` does not see it.
    """
    with writing(by=by):
        vorgang = Vorgang.get_by_id(vorgang_id)
        require(by, Recht.VORGANG_INHALT_LESEN, vorgang)
        fuer = by.konto_id if vorlage.fuer is None else vorlage.fuer
        _check(vorgang, vorlage.faellig_am, fuer, berlin_day(now))
        row = Wiedervorlage.create(
            vorgang=vorgang.id,
            faellig_am=vorlage.faellig_am,
            grund=vorlage.grund.strip(),
            fuer=fuer,
            angelegt_von=by.konto_id,
        )
        neu = {"faellig_am": row.faellig_am, "grund": "", "fuer": fuer}
        record_event(now=now, meldung=_told("wiedervorlage_created", row, vorgang, neu))
    return row


def move_wiedervorlage(
    *, by: Akteur, now: datetime, wiedervorlage_id: int, version: int, faellig_am: date
) -> Wiedervorlage:
    """Put it off to another day. Raises StaleVersion, RuleViolation, DoesNotExist."""
    with writing(by=by):
        row, vorgang = _open_row(by, wiedervorlage_id)
        if faellig_am < berlin_day(now):
            raise RuleViolation(
                "Eine Wiedervorlage liegt nicht in der Vergangenheit.", "faellig_am"
            )
        before, neu = {"faellig_am": row.faellig_am}, {"faellig_am": faellig_am}
        row.save_version(version, neu)
        record_event(now=now, meldung=_told("wiedervorlage_moved", row, vorgang, neu, before))
    return row


def finish_wiedervorlage(
    *, by: Akteur, now: datetime, wiedervorlage_id: int, version: int
) -> Wiedervorlage:
    """Take it off the desk. Raises StaleVersion, RuleViolation, DoesNotExist."""
    with writing(by=by):
        row, vorgang = _open_row(by, wiedervorlage_id)
        neu = {"erledigt_am": berlin_day(now)}
        row.save_version(version, neu)
        record_event(now=now, meldung=_told("wiedervorlage_finished", row, vorgang, neu))
    return row


def _open_row(by: Akteur, wiedervorlage_id: int) -> tuple[Wiedervorlage, Vorgang]:
    row = Wiedervorlage.get_by_id(wiedervorlage_id)
    vorgang = Vorgang.get_by_id(row.vorgang_id)
    mine = {by.konto_id, *(b.vertretung_fuer_id for b in by.bindungen)} - {None}
    if row.fuer_id not in mine and row.angelegt_von_id not in mine:
        raise RuleViolation("Diese Wiedervorlage gehört jemand anderem.")
    if row.erledigt_am is not None:
        raise RuleViolation("Diese Wiedervorlage ist schon erledigt.")
    return row, vorgang


def _check(vorgang: Vorgang, faellig_am: date, fuer: int | None, today: date) -> None:
    if faellig_am < today:
        raise RuleViolation("Eine Wiedervorlage liegt nicht in der Vergangenheit.", "faellig_am")
    if fuer is None:
        raise RuleViolation("Bitte angeben, wem der Vorgang vorgelegt wird.", "fuer")
    if fuer in betroffene_konten(vorgang.id):
        raise RuleViolation("Der Vorgang betrifft diese Person selbst.", "fuer", "D22")
    if not has_role_over(fuer, vorgang.einheit_id, today):
        raise RuleViolation("Diese Person hat hier keine Rolle.", "fuer")


def _told(
    name: str,
    row: Wiedervorlage,
    vorgang: Vorgang,
    neu: dict[str, Any],
    alt: dict[str, Any] | None = None,
) -> Meldung:
    return Meldung(name, Wiedervorlage, row.id, neu, alt or {}, vorgang=vorgang)
