"""„Mein KRM“: one's own roles, deputies, saved filters, calendar and password."""

from typing import Any

from flask import abort, flash, redirect, request
from flask_admin import expose

from admin.base import Seite
from admin.base.einmal import once
from admin.security import anfrage
from admin.views.ichformular import Passwortseite, Vertretungsseiten
from admin.views.vorgang import VorgangView
from models.actions.filter import delete_filter, rename_filter
from models.actions.kalenderlinks import create_kalenderlink, revoke_kalenderlink
from models.queries.filter import Gespeichert, find_filter, saved_filters
from models.queries.kalender_feed import own_link
from models.queries.vertretungen import deputies_of, lendable, own_roles
from models.rules.fehler import RuleViolation
from models.rules.rollen import ROLLEN, Recht
from models.tables import Suchfilter

_LISTE = "vorgang"


class IchView(Passwortseite, Vertretungsseiten, Seite):
    """`/ich/` for everybody who is logged in; it shows and changes only what is one's own."""

    rechte = {
        "index": None,
        "vertretung_view": Recht.VERTRETUNG_REGELN,
        "vertretungsende_view": Recht.VERTRETUNG_REGELN,
        "filter_view": Recht.VORGANG_LESEN,
        "kalender_view": None,
        "passwort_view": None,
    }

    def is_visible(self) -> bool:
        return False

    @expose("/")
    def index(self) -> str:
        return self._page()

    @expose("/kalender/", methods=("POST",))
    def kalender_view(self) -> Any:
        by, now = anfrage.akteur(), anfrage.now()
        if "widerrufen" in request.form:
            revoke_kalenderlink(by=by, now=now)
            flash("Der Kalender-Link gilt nicht mehr.", "success")
            return redirect(self.get_url(".index"), 303)
        # Shown in this answer and kept nowhere: the database holds only a hash.
        _, secret = create_kalenderlink(by=by, now=now)
        return self._page(adresse=anfrage.address("kalender.feed", geheimnis=secret))

    @expose("/filter/", methods=("GET", "POST"))
    def filter_view(self) -> Any:
        gemerkt = _own_filter(request.args.get("id", ""))
        fehler = ""
        if request.method == "POST":
            try:
                once(lambda: _change(gemerkt), lambda _: self.get_url(".index") + "#filter")
            except RuleViolation as violation:
                fehler = violation.satz
            else:
                return redirect(self.get_url(".index") + "#filter", 303)
        name = request.form.get("name", gemerkt.name)
        page = self.render("ich_filter.html", gemerkt=gemerkt, name=name, fehler=fehler)
        return page, 422 if fehler else 200

    def _page(self, **more: Any) -> str:
        akteur, today = anfrage.akteur(), anfrage.today()
        reads_cases = self.allowed(Recht.VORGANG_LESEN)
        return self.render(
            "ich.html",
            eigene=own_roles(akteur, today),
            beschreibung={rolle.name: rolle.beschreibung for rolle in ROLLEN.values()},
            darf_vertreten_lassen=bool(lendable(akteur)),
            vertretungen=deputies_of(akteur, today),
            liest=reads_cases,
            filter=[(f, _told(f)) for f in saved_filters(_LISTE)] if reads_cases else [],
            link=own_link(akteur),
            **more,
        )


def _told(gemerkt: Gespeichert) -> str:
    """What a saved filter asks for, in words."""
    kriterien = gemerkt.kriterien
    labels = {entry.name: entry.label for entry in VorgangView.ansichten}
    told = [labels.get(kriterien.get("ansicht", ""), "Alle")]
    told += [f"Suche: {kriterien['suche']}"] if kriterien.get("suche") else []
    return " · ".join([*told, *(t for f in VorgangView.filter for t in f.told(kriterien))])


def _own_filter(text: str) -> Gespeichert:
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        abort(404)
    try:
        return find_filter(int(text))
    except Suchfilter.DoesNotExist:
        abort(404)


def _change(gemerkt: Gespeichert) -> None:
    by, now = anfrage.akteur(), anfrage.now()
    if "loeschen" in request.form:
        delete_filter(by=by, now=now, filter_id=gemerkt.id)
        flash("Der Filter ist gelöscht.", "success")
    else:
        rename_filter(by=by, now=now, filter_id=gemerkt.id, name=request.form.get("name", ""))
        flash("Der Filter ist umbenannt.", "success")
