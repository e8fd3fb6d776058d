"""Reading the secret links of teams."""

import hashlib
from datetime import date

from models.db import acting_as
from models.queries.einheiten import is_valid
from models.rules.rechte import SYSTEM
from models.tables import Einheit, Teamlink


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


def teamlinks_of(einheit_id: int) -> list[Teamlink]:
    """Links of a unit in view that are not revoked, newest first."""
    return list(
        Teamlink.select()
        .where(Teamlink.einheit == einheit_id, Teamlink.widerrufen_am.is_null())
        .order_by(Teamlink.id.desc())
    )
