"""The log of who outside got something of a case (Art. 15 DSGVO, EuGH C-154/21, recht.md L4)."""

from dataclasses import dataclass
from datetime import date, datetime

from models.actions.ereignisse import Meldung, record_event
from models.actions.erlaubnis import require
from models.db import writing
from models.rules.fehler import RuleViolation
from models.rules.rechte import Akteur
from models.rules.rollen import Recht
from models.rules.versand import WEGE
from models.rules.zeit import berlin_day
from models.tables import Uebermittlung, Vorgang


@dataclass(frozen=True)
class Sendung:
    """What went out: to whom by name of the office, when, by one of WEGE, what for."""

    empfaenger: str
    am: date
    weg: str
    zweck: str


def record_uebermittlung(
    *, by: Akteur, now: datetime, vorgang_id: int, sendung: Sendung
) -> Uebermittlung:
    """Note that somebody outside got something of a case; such a row is never changed.

    Raises RuleViolation for what is missing or not possible, DoesNotExist where `by` does not see
    the case.
    """
    with writing(by=by):
        vorgang = Vorgang.get_by_id(vorgang_id)
        require(by, Recht.VORGANG_BEARBEITEN, vorgang)
        require(by, Recht.VORGANG_INHALT_LESEN, vorgang)
        _check(sendung, berlin_day(now), vorgang)
        row = Uebermittlung.create(
            vorgang=vorgang.id,
            empfaenger=sendung.empfaenger.strip(),
            am=sendung.am,
            weg=sendung.weg,
            zweck=sendung.zweck.strip(),
        )
        neu = {"empfaenger": row.empfaenger, "am": row.am, "weg": row.weg, "zweck": row.zweck}
        meldung = Meldung("uebermittlung_recorded", Uebermittlung, row.id, neu, vorgang=vorgang)
        record_event(now=now, meldung=meldung)
    return row


def _check(sendung: Sendung, today: date, vorgang: Vorgang) -> None:
    for feld, length in (("empfaenger", 120), ("zweck", 200)):
        text = getattr(sendung, feld).strip()
        if not text:
            raise RuleViolation("Bitte dieses Feld ausfüllen.", feld)
        if len(text) > length:
            raise RuleViolation(f"Hier sind höchstens {length} Zeichen möglich.", feld)
    if sendung.weg in ("e-mail", "mail"):
        satz = "Sozialdaten gehen nicht mit offener E-Mail aus dem Haus, nur verschlüsselt."
        raise RuleViolation(satz, "weg", "§ 35 SGB I")
    if sendung.weg not in WEGE:
        raise RuleViolation(f"Möglich sind: {', '.join(WEGE)}.", "weg")
    if not vorgang.eingang_am <= sendung.am <= today:
        satz = "Das Datum liegt zwischen dem Eingang und heute."
        raise RuleViolation(satz, "am")
