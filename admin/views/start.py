"""The start page: what is open and overdue in one's own scope, and the newest reports."""

from flask import Response
from flask_admin import expose

from admin.base import Seite
from admin.security import anfrage
from models.queries.laeufe import recent_laeufe
from models.queries.lagen import LAGEN, count_lagen
from models.rules.lauf import LAUFSTATUS
from models.rules.rollen import Recht

_BERICHTE = 5


class StartView(Seite):
    """`/` for everybody who is logged in; `/wach` keeps a session alive while somebody types."""

    rechte = {"index": None, "wach": None}

    @expose("/")
    def index(self) -> str:
        reads_cases = bool(self.allowed(Recht.VORGANG_LESEN))
        counts = count_lagen(anfrage.today()) if reads_cases else {}
        return self.render(
            "start.html",
            lagen=[(lage, counts[lage.name]) for lage in LAGEN if lage.name in counts],
            laeufe=recent_laeufe(_BERICHTE) if self.allowed(Recht.BERICHT_LESEN) else [],
            laufstatus=LAUFSTATUS,
            darf_erfassen=self.allowed(Recht.VORGANG_ERFASSEN),
        )

    @expose("/wach")
    def wach(self) -> Response:
        return Response(status=204)
