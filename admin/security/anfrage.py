"""What holds for one request: its moment, its actor, the tree of units. Read once, kept in g."""

from datetime import date, datetime

from flask import g, has_app_context

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


def akteur() -> Akteur | None:
    """Who acts in this request; None before log-in."""
    return g.get("akteur")


def baum() -> Baum:
    """The tree of units, read with the actor."""
    return g.baum
