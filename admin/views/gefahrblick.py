"""Who looks at reports of danger and at mails in this request, and what is known of sending."""

from flask import current_app

from admin.security import anfrage
from models.queries.gefahren import Blickpunkt
from models.queries.post import versand_of
from models.rules.poststand import Versand


def versand() -> Versand:
    """What is known of sending now."""
    return versand_of(current_app.config["KRM"].sends_mail, anfrage.now())


def blickpunkt() -> Blickpunkt:
    """The view of whoever is logged in."""
    return Blickpunkt(anfrage.akteur(), anfrage.now(), anfrage.today(), versand())
