"""Steps of a case: each has a page that asks for what it needs, or says why it cannot come."""

from typing import Any

from flask import abort, flash, redirect, request
from flask_admin import expose

from admin.base.formular import Formular, build_form
from admin.security import anfrage
from admin.views.schrittformular import groups_of, tat_of
from models.actions.schritte import perform_schritt
from models.queries.schritte import Angebot, angebote
from models.rules.rollen import Recht
from models.tables import Anliegen, StaleVersion, Vorgang


class Schrittseiten:
    """`/vorgang/schritt/<was>/?id=`; mixed into the view of cases."""

    schritt_template = "schritt.html"

    @expose("/schritt/<was>/", methods=("GET", "POST"))
    def schritt_view(self, was: str) -> Any:
        row = self.requested_row(Recht.VORGANG_LESEN)
        angebot = self._angebot(row, was)
        gruppen = groups_of(angebot, row, self._anliegen(row))
        form = build_form(gruppen)(request.form if request.method == "POST" else None)
        if request.method == "POST" and form.validate() and self._take(row, angebot, form):
            flash(f"Eingetragen: {angebot.schritt.ereignis}.", "success")
            return redirect(self._row_url(row), 303)
        version = request.form.get("version") or row.version
        page = self.render(self.schritt_template, row=row, form=form, gruppen=gruppen,
                           angebot=angebot, version=version)  # fmt: skip
        return page, 422 if request.method == "POST" else 200

    def _angebot(self, row: Vorgang, was: str) -> Angebot:
        offers = angebote(row, anfrage.akteur())
        angebot = next((offer for offer in offers if offer.schritt.name == was), None)
        if angebot is None:
            abort(404)
        return angebot if angebot.erlaubt else abort(403, angebot.erlaubt.reason)

    def _anliegen(self, row: Vorgang) -> list[Anliegen]:
        query = Anliegen.select().where(Anliegen.vorgang == row.id)
        return list(query.order_by(Anliegen.anliegen_nr))

    def _take(self, row: Vorgang, angebot: Angebot, form: Formular) -> bool:
        def run() -> bool:
            perform_schritt(by=anfrage.akteur(), now=anfrage.now(), vorgang_id=row.id,
                            version=self._version(), tat=tat_of(angebot, form))  # fmt: skip
            return True

        try:
            return bool(self._try(form, run))
        except StaleVersion as stale:
            form.add_violation(stale)
            return False
