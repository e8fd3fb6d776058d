"""Secret addresses where a team counts its Strichliste without log-in; off until somebody asks.

A link knows one unit and can do one thing: count a topic for today.
"""

import secrets
from datetime import datetime, timedelta

from models.actions.ereignisse import Meldung, record_event
from models.actions.erlaubnis import at, require
from models.actions.strichliste import Strich, count_strich
from models.db import acting_as, writing
from models.queries.einheiten import is_valid
from models.queries.teamlinks import count_of_day, hash_of, link_of_secret, recent_strokes
from models.rules.fehler import RuleViolation
from models.rules.rechte import SYSTEM, Akteur
from models.rules.rollen import Recht
from models.rules.zeit import berlin_day
from models.tables import Einheit, Strichliste, Teamlink

_ZEICHEN = 32  # bytes of chance in a secret
JE_MINUTE = 30
JE_TAG = 500
"""More strokes of one team are no counter but somebody who plays with the link."""
_MINUTE = timedelta(minutes=1)
_UNGUELTIG = "Dieser Link gilt nicht mehr. Bitte die Teamleitung nach dem neuen fragen."


def create_teamlink(*, by: Akteur, now: datetime, einheit_id: int) -> tuple[Teamlink, str]:
    """A new link for a team and its secret, which is told this once: only its hash is kept.

    Raises RuleViolation where `by` does not keep links of this unit, or the unit has ended.
    """
    require(by, Recht.TEAMLINK_PFLEGEN, at(einheit_id))
    secret = secrets.token_urlsafe(_ZEICHEN)
    with writing(by=by):
        if not is_valid(Einheit.get_by_id(einheit_id), berlin_day(now)):
            raise RuleViolation("Diese Einheit besteht nicht mehr.", "einheit")
        link = Teamlink.create(
            einheit=einheit_id,
            geheimnis=hash_of(secret),
            angelegt_am=now,
            angelegt_von=by.konto_id,
        )
        _tell("teamlink_created", now, link)
    return link, secret


def revoke_teamlink(*, by: Akteur, now: datetime, teamlink_id: int) -> None:
    """End a link for good. Raises DoesNotExist for one that is not in view."""
    with writing(by=by):
        link = Teamlink.get_by_id(teamlink_id)
        require(by, Recht.TEAMLINK_PFLEGEN, link)
        if link.widerrufen_am is None:
            link.widerrufen_am = now
            link.save()
            _tell("teamlink_revoked", now, link)


def count_by_teamlink(
    *, now: datetime, geheimnis: str, thema: str, zurueck: bool = False
) -> Strichliste:
    """One stroke for today through a link, or one back. The log names the link, no person.

    Raises RuleViolation for a secret that is unknown or revoked, and for an unknown topic; ZuViele
    where more strokes come than people can make.
    """
    today = berlin_day(now)
    with acting_as(SYSTEM):
        link = link_of_secret(geheimnis)
        if link is None or not is_valid(link.einheit, today):
            raise RuleViolation(_UNGUELTIG)
        _check_pace(link, now)
    strich = Strich(link.einheit_id, today, thema, -1 if zurueck else 1)
    return count_strich(by=_link_akteur(link), now=now, strich=strich)


class ZuViele(RuleViolation):
    """The link is used faster than a counter is."""


def _check_pace(link: Teamlink, now: datetime) -> None:
    if recent_strokes(_link_akteur(link).login, now - _MINUTE) >= JE_MINUTE:
        raise ZuViele("Das waren viele Striche in kurzer Zeit. Bitte eine Minute warten.")
    if count_of_day(link.einheit_id, berlin_day(now)) >= JE_TAG:
        satz = f"Für heute sind schon {JE_TAG} Striche gezählt. Bitte die Teamleitung fragen."
        raise ZuViele(satz)


def _link_akteur(link: Teamlink) -> Akteur:
    return Akteur(konto_id=None, login=f"teamlink-{link.id}", system=True)


def _tell(name: str, now: datetime, link: Teamlink) -> None:
    neu = {"einheit": link.einheit_id}
    meldung = Meldung(name=name, tabelle=Teamlink, objekt_id=link.id, neu=neu)
    record_event(now=now, meldung=meldung)
