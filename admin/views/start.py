"""The desk: what waits for whom is logged in, and the newest reports."""

from flask import Response
from flask_admin import expose

from admin.base import Seite
from admin.security import anfrage
from models.queries.desk import load_desk
from models.rules.lauf import LAUFSTATUS
from models.rules.rollen import Recht


class StartView(Seite):
    """`/` for everybody who is logged in; `/wach` keeps a session alive while somebody types."""

    rechte = {"index": None, "wach": None}

    @expose("/")
    def index(self) -> str:
        desk = load_desk(anfrage.akteur(), anfrage.today())
        return self.render(
            "start.html",
            desk=desk,
            abschnitte=[teil for teil in desk.vorgaenge if teil.anzahl],
            laufstatus=LAUFSTATUS,
            darf_erfassen=self.allowed(Recht.VORGANG_ERFASSEN),
        )

    @expose("/wach")
    def wach(self) -> Response:
        return Response(status=204)
