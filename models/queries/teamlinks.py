"""Reading the secret links of teams."""

import hashlib
from datetime import date, datetime

from peewee import fn

from models.db import acting_as
from models.queries.einheiten import is_valid
from models.rules.rechte import SYSTEM
from models.tables import Einheit, Ereignis, Strichliste, Teamlink

_RUECKBLICK = 500  # newest events; who floods fills them herself


def hash_of(secret: str) -> str:
    """What is kept of a secret: it has 256 bits of chance, so a plain hash is enough."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def einheit_of_secret(geheimnis: str, today: date) -> Einheit | None:
    """The unit whose Strichliste this link counts; None when it is unknown, revoked or ended.

    Works without anybody being logged in.
    """
    with acting_as(SYSTEM):
        link = link_of_secret(geheimnis)
        return link.einheit if link and is_valid(link.einheit, today) else None


def link_of_secret(geheimnis: str) -> Teamlink | None:
    """The link of this secret with its unit, unless revoked; one query."""
    return (
        Teamlink.select(Teamlink, Einheit)
        .join(Einheit)
        .where(Teamlink.geheimnis == hash_of(geheimnis), Teamlink.widerrufen_am.is_null())
        .first()
    )


def recent_strokes(login: str, since: datetime) -> int:
    """How many of the newest events are this link's since then; for the system, bounded."""
    newest = Ereignis.select(Ereignis.akteur, Ereignis.zeitpunkt)
    newest = newest.order_by(Ereignis.id.desc()).limit(_RUECKBLICK)
    return sum(e.akteur == login and e.zeitpunkt > since for e in newest)


def count_of_day(einheit_id: int, tag: date) -> int:
    """How many strokes a unit has on this day; one query."""
    total = Strichliste.select(fn.SUM(Strichliste.anzahl)).where(
        Strichliste.einheit == einheit_id, Strichliste.tag == tag
    )
    return total.scalar() or 0


def teamlinks_of(einheit_id: int) -> list[Teamlink]:
    """Links of a unit in view that are not revoked, newest first."""
    return list(
        Teamlink.select()
        .where(Teamlink.einheit == einheit_id, Teamlink.widerrufen_am.is_null())
        .order_by(Teamlink.id.desc())
    )
