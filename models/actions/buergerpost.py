"""Notices to citizens by e-mail: decided on by a person, sent at most once, doubts settled."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from models.actions.ereignisse import Meldung, record_event
from models.actions.erlaubnis import require
from models.actions.nachrichten import Entwurf, queue_nachricht
from models.db import acting_as, writing
from models.rules.buergerpost import BETREFF, ENTSCHEIDUNGEN, TEXT, key_of
from models.rules.fehler import RuleViolation
from models.rules.lauf import Nachrichtklasse, Nachrichtstatus
from models.rules.rechte import SYSTEM, Akteur
from models.rules.rollen import Recht
from models.rules.schreiben import SCHREIBEN
from models.tables import Dokument, Nachricht, Vorgang

_ADRESSE = re.compile(r'[^\s@,;:<>()"]+@[^\s@,;:<>()"]+\.[^\s@,;:<>()"]+')
OFFEN = (Nachrichtstatus.UNKLAR, Nachrichtstatus.GESCHEITERT)
"""States that wait for a person."""


@dataclass(frozen=True)
class Hinweis:
    """A notice about the letter `dokument_id`; `gewuenscht`: the person asked for e-mail."""

    dokument_id: int
    adresse: str
    gewuenscht: bool


def announce_letter(*, by: Akteur, now: datetime, hinweis: Hinweis) -> Nachricht:
    """Put a notice without content into the outbox; one per letter, however often it is asked.

    Raises RuleViolation where the person did not ask for it, the letter did not go out yet, the
    address is none or there is a notice already; DoesNotExist where `by` does not see the letter.
    """
    if not hinweis.gewuenscht:
        satz = "Nur wer um E-Mail gebeten hat, bekommt einen Hinweis; bitte bestätigen."
        raise RuleViolation(satz, "gewuenscht")
    if not _ADRESSE.fullmatch(hinweis.adresse.strip()):
        raise RuleViolation("Bitte genau eine E-Mail-Adresse angeben, ohne Namen.", "adresse")
    with writing(by=by):
        dokument, vorgang = _letter(by, hinweis.dokument_id)
        if not was_sent(dokument, vorgang):
            satz = "Der Hinweis kommt nach dem Versand; bitte diesen zuerst eintragen."
            raise RuleViolation(satz)
        nachricht = _queue(now, vorgang, hinweis)
        record_event(now=now, meldung=_told("hinweis_queued", nachricht, vorgang))
    return nachricht


def settle_hinweis(*, by: Akteur, now: datetime, dokument_id: int, entscheidung: str) -> Nachricht:
    """Say what became of a notice in doubt or given up (ENTSCHEIDUNGEN).

    Raises RuleViolation where nothing is to decide any more, DoesNotExist out of view.
    """
    if entscheidung not in ENTSCHEIDUNGEN:
        raise RuleViolation("Bitte eine der Möglichkeiten wählen.", "entscheidung")
    with writing(by=by):
        _, vorgang = _letter(by, dokument_id)
        with acting_as(SYSTEM):
            nachricht = Nachricht.get(Nachricht.schluessel == key_of(vorgang.id, dokument_id))
            waiting = (Nachricht.id == nachricht.id) & (Nachricht.status << _states())
            hit = Nachricht.update(settled(entscheidung, now)).where(waiting).execute()
        if not hit:
            raise RuleViolation("Zu diesem Hinweis ist nichts mehr zu entscheiden.")
        meldung = _told("hinweis_settled", nachricht, vorgang, entscheidung=entscheidung)
        record_event(now=now, meldung=meldung)
    return nachricht


def was_sent(dokument: Dokument, vorgang: Vorgang) -> bool:
    """Whether the letter went out: the case has the day on which such a letter did."""
    fields = {art.versand for art in SCHREIBEN.values() if art.dokument == dokument.art}
    return any(getattr(vorgang, feld) is not None for feld in fields if feld)


def _letter(by: Akteur, dokument_id: int) -> tuple[Dokument, Vorgang]:
    dokument = Dokument.get_by_id(dokument_id)
    vorgang = Vorgang.get_by_id(dokument.vorgang_id)
    for recht in (Recht.VORGANG_BEARBEITEN, Recht.VORGANG_INHALT_LESEN):
        require(by, recht, vorgang)
    return dokument, vorgang


def _queue(now: datetime, vorgang: Vorgang, hinweis: Hinweis) -> Nachricht:
    key = key_of(vorgang.id, hinweis.dokument_id)
    with acting_as(SYSTEM):
        if Nachricht.select().where(Nachricht.schluessel == key).exists():
            raise RuleViolation("Zu diesem Schreiben gibt es schon einen Hinweis.")
    entwurf = Entwurf(
        schluessel=key,
        klasse=Nachrichtklasse.BUERGER,
        empfaenger=hinweis.adresse.strip(),
        kopie="",
        betreff=BETREFF,
        text=TEXT,
    )
    return queue_nachricht(by=SYSTEM, now=now, nachricht=entwurf)


def _states() -> list[str]:
    return [state.value for state in OFFEN]


def settled(entscheidung: str, now: datetime) -> dict[str, Any]:
    """What a decision (ENTSCHEIDUNGEN) changes in a mail in doubt or given up."""
    if entscheidung == "angekommen":
        return {"status": Nachrichtstatus.GESENDET.value, "gesendet_am": now, "token": None}
    if entscheidung == "lassen":
        return {"status": Nachrichtstatus.ERLEDIGT.value, "token": None}
    again = {"status": Nachrichtstatus.WARTET.value, "faellig_am": now, "versuch": 0}
    return again | {"token": None, "lease_bis": None, "fehler": None}


def _told(name: str, nachricht: Nachricht, vorgang: Vorgang, **zusatz: str) -> Meldung:
    neu = {"empfaenger": "", "klasse": nachricht.klasse}
    return Meldung(name, Nachricht, nachricht.id, neu=neu, vorgang=vorgang, zusatz=dict(zusatz))
