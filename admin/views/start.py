"""The desk: what waits for whom is logged in, and the reports that wait for her."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from flask import Response, current_app, g
from flask_admin import expose

from admin.base import Seite
from admin.security import anfrage
from admin.views import berichtsfreigabe, freigabezeile
from admin.views.gefahrblick import blickpunkt
from admin.views.post import mail_notice
from models.queries.akte import open_massnahmen
from models.queries.buergerpost import doubtful_vorgaenge
from models.queries.desk import Desk, Zeile, load_desk
from models.queries.gefahren import desk_reports
from models.queries.konten import Rollenzeile, role_rows
from models.rules.ablauf_plan import step_title
from models.rules.lauf import Laufstatus
from models.rules.rollen import ROLLEN, Recht
from models.rules.zustaendig import VERANTWORTLICH
from models.tables import Massnahme, Vorgang

ZUERST = ("wartet", "ueberfaellig", "heute", "woche", "sofort")
"""What is work, in the order in which it is done; everything else stands beside it."""
BALD = timedelta(days=14)
NEU_HIER = timedelta(days=14)
"""So long after an account was made its owner is shown the way to the first day."""
BEREICHE: dict[str, str] = {
    "einheit": "Dienststelle, Bereiche und Teams, Kalender, Regelwerk",
    "konto": "anlegen, sperren, Passwort setzen",
    "rolle": "wer wo welche Rolle hat, und wer wen vertritt",
    "freigabe": "was auf eine zweite Person wartet, und wovon man wissen soll",
    "code": "Kategorien und andere Auswahllisten",
    "protokoll": "was in KRM geschehen ist, ohne Inhalte der Vorgänge",
}
"""What who reads no cases has to do here: screens by endpoint."""


class StartView(Seite):
    """`/` for everybody who is logged in; `/wach` keeps a session alive while somebody types."""

    rechte = {"index": None, "wach": None}

    @expose("/")
    def index(self) -> str:
        desk = load_desk(anfrage.akteur(), anfrage.today())
        return self.render(
            "start.html",
            desk=desk,
            notfaelle=desk_reports(blickpunkt()),
            post=mail_notice() if self.allowed(Recht.POST_BETREUEN) else None,
            arbeit=_parts(desk, ZUERST),
            daneben=[p for p in desk.vorgaenge if p.anzahl and p.name not in ZUERST],
            aufgabe=_task,
            massnahmen=self._measures(),
            laufstatus=Laufstatus,
            bereiche=[] if desk.vorgaenge else self._areas(),
            endende=self._ending_roles(),
            darf_erfassen=self.allowed(Recht.VORGANG_ERFASSEN),
            zweifel=_doubts(),
            **freigabezeile.on_desk(),
            **berichtsfreigabe.on_desk(),
            neu_hier=anfrage.now() - g.konto.angelegt_am < NEU_HIER,
        )

    @expose("/wach")
    def wach(self) -> Response:
        return Response(status=204)

    def _areas(self) -> list[tuple[Any, str]]:
        views = current_app.extensions["admin"][0]._views
        return [(v, BEREICHE[v.endpoint]) for v in views
                if v.endpoint in BEREICHE and v.is_accessible()]  # fmt: skip

    def _measures(self) -> Sequence[Massnahme]:
        if not self.allowed(Recht.VORGANG_LESEN):
            return ()
        return open_massnahmen(anfrage.akteur(), anfrage.today() + BALD)

    def _ending_roles(self) -> Sequence[Rollenzeile]:
        """For who gives roles: those that end soon, so that nobody stands without one."""
        if not self.allowed(Recht.ROLLE_VERGEBEN):
            return ()
        today = anfrage.today()
        rows = [row for row in role_rows(today) if row.zuweisung.gueltig_bis is not None]
        soon = [row for row in rows if row.zuweisung.gueltig_bis <= today + BALD]
        return sorted(soon, key=lambda row: row.zuweisung.gueltig_bis)


def _doubts() -> list[Vorgang]:
    """Cases whose notice to a citizen nobody knows the end of; only where a house sends any."""
    return doubtful_vorgaenge() if current_app.config["KRM"].mails_citizens else []


def _parts(desk: Desk, names: tuple[str, ...]) -> list[Any]:
    by_name = {part.name: part for part in desk.vorgaenge}
    return [by_name[name] for name in names if name in by_name and by_name[name].anzahl]


def _task(zeile: Zeile, mine: bool) -> str:
    """What is to be done in a case, and by whom where it is not hers."""
    what = step_title(zeile.regelwerk, zeile.naechster_schritt) or ""
    if mine or not what:
        return what
    rolle = ROLLEN.get(zeile.wartet_auf or "")
    who = rolle.bezeichnung if rolle else "Bearbeitung"
    if zeile.wartet_auf is None:
        return what
    return f"{who if zeile.wartet_auf != VERANTWORTLICH else 'Bearbeitung'}: {what}"
