"""„Freigaben“: what waits for a second person, and what somebody has to know of."""

from datetime import timedelta
from typing import Any

from flask import Flask, abort, flash, redirect, request, url_for
from flask_admin import expose
from werkzeug.wrappers import Response

from admin.base import Seite
from admin.security import anfrage
from admin.views import freigabezeile
from models.actions.freigaben import acknowledge, decide_freigabe
from models.actions.vieraugen import Wartet
from models.queries.freigaben import decided_lately
from models.rules.fehler import RuleViolation
from models.rules.rollen import Recht
from models.tables import Freigabe, Kenntnis

_ZURUECK = timedelta(days=90)


class FreigabeView(Seite):
    """`/freigabe/` for everybody: what is one's own to decide, to wait for, to know of."""

    rechte = {"index": None, "entscheidung_view": None, "kenntnis_view": None}

    def is_visible(self) -> bool:
        """In the menu of those who decide or are told; others come by their desk."""
        return any(map(self.allowed, (Recht.FREIGEBEN, Recht.FREIGABE_ERFAHREN)))

    @expose("/")
    def index(self) -> str:
        lately = decided_lately(anfrage.akteur(), anfrage.now() - _ZURUECK)
        return self.render(
            "freigabe.html", **freigabezeile.on_desk(), erledigt=freigabezeile.rows(lately)
        )

    @expose("/entscheidung/", methods=("POST",))
    def entscheidung_view(self) -> Any:
        grund = request.form.get("grund", "") if "ablehnen" in request.form else None
        try:
            decide_freigabe(by=anfrage.akteur(), now=anfrage.now(), freigabe_id=_number("id"),
                            version=_number("version"), grund=grund)  # fmt: skip
        except Freigabe.DoesNotExist:
            abort(404)
        except RuleViolation as violation:
            flash(violation.satz, "danger")
        else:
            flash("Freigegeben; es gilt jetzt." if grund is None else "Abgelehnt.", "success")
        return redirect(self.get_url(".index"), 303)

    @expose("/kenntnis/", methods=("POST",))
    def kenntnis_view(self) -> Any:
        try:
            acknowledge(by=anfrage.akteur(), now=anfrage.now(), kenntnis_id=_number("id"))
        except Kenntnis.DoesNotExist:
            abort(404)
        back = "start.index" if request.form.get("zurueck") == "start" else ".index"
        return redirect(self.get_url(back), 303)


def init_app(app: Flask) -> None:
    """Whatever page asked for it: what waits for a second person is said in one way."""
    app.register_error_handler(Wartet, _waits)


def _waits(wartet: Wartet) -> Response:
    flash(wartet.satz, "info")
    return redirect(url_for("freigabe.index"), 303)


def _number(name: str) -> int:
    text = request.form.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else abort(404)
