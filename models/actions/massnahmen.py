"""Measures: what a complaint changes in the house, who sees to it by when, and whether it worked.

They are recorded with the step that the Regelwerk names, or here at any time (MH-26, MH-09).
"""

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
from models.tables import Massnahme, Vorgang

REGEL = "MH-26"


@dataclass(frozen=True)
class Vorhaben:
    """What is to be done, by whom (an account's id) and by when; nobody and no day where
    `erforderlich` is False."""

    text: str
    verantwortlich: int | None = None
    termin: date | None = None
    erforderlich: bool = True


def record_massnahme(
    *, by: Akteur, now: datetime, vorgang_id: int, vorhaben: Vorhaben
) -> Massnahme:
    """Record a measure. Raises RuleViolation without an owner and a date (MH-26)."""
    with writing(by=by):
        vorgang = Vorgang.get_by_id(vorgang_id)
        require(by, Recht.ERGEBNIS_FESTSTELLEN, vorgang)
        check_vorhaben(vorhaben, vorgang, berlin_day(now))
        row = write_massnahme(now=now, vorgang=vorgang, vorhaben=vorhaben)
    return row


def write_massnahme(*, now: datetime, vorgang: Vorgang, vorhaben: Vorhaben) -> Massnahme:
    """Write a checked measure and its event, so that the log tells since when there is one."""
    row = Massnahme.create(vorgang=vorgang.id, **values_of(vorhaben))
    neu = {name: value for name, value in row.__data__.items() if name != "id"}
    record_event(now=now, meldung=_told("massnahme_recorded", row, vorgang, neu))
    return row


def confirm_wirkung(
    *, by: Akteur, now: datetime, massnahme_id: int, version: int, geprueft_am: date
) -> Massnahme:
    """Note that the effect of a measure was checked. Raises StaleVersion, RuleViolation."""
    with writing(by=by):
        row = Massnahme.get_by_id(massnahme_id)
        vorgang = Vorgang.get_by_id(row.vorgang_id)
        require(by, Recht.ERGEBNIS_FESTSTELLEN, vorgang)
        if not row.erforderlich:
            raise RuleViolation("Wo keine Maßnahme nötig war, gibt es keine Wirkung zu prüfen.")
        if geprueft_am > berlin_day(now):
            raise RuleViolation("Der Tag liegt in der Zukunft.", "wirkung_geprueft_am")
        neu = {"wirkung_geprueft_am": geprueft_am}
        alt = {"wirkung_geprueft_am": row.wirkung_geprueft_am}
        row.save_version(version, neu)
        record_event(now=now, meldung=_told("massnahme_checked", row, vorgang, neu, alt))
    return row


def check_vorhaben(vorhaben: Vorhaben, vorgang: Vorgang, today: date) -> None:
    """Raise RuleViolation for a measure without text, owner or date, or with a wrong owner."""
    if not vorhaben.text.strip():
        raise RuleViolation("Bitte die Maßnahme beschreiben.", "massnahme", REGEL)
    if not vorhaben.erforderlich:
        return
    if vorhaben.verantwortlich is None:
        satz = "Eine Maßnahme braucht eine Person, die für sie verantwortlich ist."
        raise RuleViolation(satz, "massnahme_verantwortlich", REGEL)
    if vorhaben.termin is None:
        satz = "Eine Maßnahme braucht einen Termin."
        raise RuleViolation(satz, "massnahme_termin", REGEL)
    if vorhaben.verantwortlich in betroffene_konten(vorgang.id):
        satz = "Der Vorgang betrifft diese Person selbst."
        raise RuleViolation(satz, "massnahme_verantwortlich", "D22")
    if not has_role_over(vorhaben.verantwortlich, vorgang.einheit_id, today):
        raise RuleViolation("Diese Person hat hier keine Rolle.", "massnahme_verantwortlich")


def values_of(vorhaben: Vorhaben) -> dict[str, Any]:
    """The row's values."""
    needed = vorhaben.erforderlich
    return {
        "erforderlich": needed,
        "text": vorhaben.text.strip(),
        "verantwortlich": vorhaben.verantwortlich if needed else None,
        "termin": vorhaben.termin if needed else None,
    }


def _told(
    name: str,
    row: Massnahme,
    vorgang: Vorgang,
    neu: dict[str, Any],
    alt: dict[str, Any] | None = None,
) -> Meldung:
    return Meldung(name, Massnahme, row.id, neu, alt or {}, vorgang)
