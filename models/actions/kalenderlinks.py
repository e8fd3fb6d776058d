"""The secret address of one's own deadlines as iCal: one at a time, told once, revocable."""

import secrets
from datetime import datetime

from models.actions.ereignisse import Meldung, record_event
from models.db import acting_as, writing
from models.queries.kalender_feed import hash_secret
from models.rules.fehler import RuleViolation
from models.rules.rechte import SYSTEM, Akteur
from models.tables import Kalenderlink

_ZEICHEN = 32  # bytes of chance in a secret


def create_kalenderlink(*, by: Akteur, now: datetime) -> tuple[Kalenderlink, str]:
    """A new link for `by` and its secret, which is told this once; an earlier link ends.

    Raises RuleViolation for an actor without an account.
    """
    if by.konto_id is None:
        raise RuleViolation("Einen Kalender-Link hat nur ein Konto.")
    secret = secrets.token_urlsafe(_ZEICHEN)
    with writing(by=by):
        end_links(now=now, konto_id=by.konto_id)
        link = Kalenderlink.create(
            konto=by.konto_id, geheimnis=hash_secret(secret), angelegt_am=now
        )
        _tell("kalenderlink_created", now, link)
    return link, secret


def revoke_kalenderlink(*, by: Akteur, now: datetime) -> bool:
    """End the own link for good; False where there was none."""
    with writing(by=by):
        return bool(end_links(now=now, konto_id=by.konto_id))


def end_links(*, now: datetime, konto_id: int | None) -> int:
    """End the links of an account inside a running action; returns how many."""
    with acting_as(SYSTEM):
        links = list(
            Kalenderlink.select().where(
                Kalenderlink.konto == konto_id, Kalenderlink.widerrufen_am.is_null()
            )
        )
        for link in links:
            link.widerrufen_am = now
            link.save()
    for link in links:
        _tell("kalenderlink_revoked", now, link)
    return len(links)


def _tell(name: str, now: datetime, link: Kalenderlink) -> None:
    record_event(now=now, meldung=Meldung(name=name, tabelle=Kalenderlink, objekt_id=link.id))
