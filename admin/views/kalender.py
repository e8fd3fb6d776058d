"""One's own deadlines for a calendar program: a secret address, open without log-in."""

from flask import Blueprint, Response, abort

from admin.security import anfrage
from models.queries.kalender_feed import akteur_of_link, render_feed

OEFFENTLICH = Blueprint("kalender", __name__, url_prefix="/kalender")
_LAENGSTENS = 100


@OEFFENTLICH.route("/<geheimnis>.ics")
def feed(geheimnis: str) -> Response:
    """The deadlines of whose secret this is; 404 for any other, revoked or locked one."""
    if len(geheimnis) > _LAENGSTENS:
        abort(404)
    akteur = akteur_of_link(geheimnis, anfrage.today()) or abort(404)
    answer = Response(render_feed(akteur, anfrage.now()), mimetype="text/calendar")
    answer.headers["Content-Disposition"] = 'inline; filename="krm-fristen.ics"'
    return answer
