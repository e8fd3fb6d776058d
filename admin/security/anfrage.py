"""What holds for one request: its moment, its actor, the tree of units. Read once, kept in g."""

from datetime import date, datetime
from typing import Any

from flask import current_app, g, has_app_context, url_for

from models.db import NoActor
from models.queries.akteure import Baum
from models.rules.rechte import Akteur
from models.rules.zeit import berlin_day, utc_now


def now() -> datetime:
    """The moment of this request; the clock is read once."""
    if not has_app_context():
        return utc_now()
    if "jetzt" not in g:
        g.jetzt = utc_now()
    return g.jetzt


def today() -> date:
    """The day of this request in Berlin."""
    return berlin_day(now())


def akteur() -> Akteur:
    """Who acts in this request. Raises NoActor before log-in."""
    found = akteur_if_any()
    if found is None:
        raise NoActor("Vor der Anmeldung handelt niemand.")
    return found


def akteur_if_any() -> Akteur | None:
    """Who acts in this request; None before log-in."""
    found: Akteur | None = g.get("akteur")
    return found


def baum() -> Baum:
    """The tree of units, read with the actor."""
    found: Baum = g.baum
    return found


def address(endpoint: str, **values: Any) -> str:
    """The whole address of a page as people reach it (KRM_BASE_URL), whatever this request says
    of the host; for links that somebody copies."""
    whole: str = current_app.config["KRM"].address(url_for(endpoint, **values))
    return whole
