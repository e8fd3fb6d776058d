"""Steps of a case: each has a page that asks for what it needs and shows what it is about.

A step whose turn is over leads back to the case with the reason; what was typed stays in view.
"""

from typing import Any

from flask import abort, flash, redirect, request
from flask_admin import expose

from admin.base import konflikt
from admin.base.einmal import once
from admin.base.formular import Formular, build_form
from admin.security import anfrage
from admin.views.schrittformular import groups_of, start_values, tat_of
from admin.views.schrittwissen import name_of, source_of
from models.actions.schritte import perform_schritt
from models.queries.schritte import Angebot, find_angebot
from models.queries.vorlagen import load_vorlage
from models.rules.dateien import DOKUMENTARTEN
from models.rules.rechte import may
from models.rules.rollen import Recht
from models.tables import StaleVersion, Vorgang

_INZWISCHEN = (
    "Der Vorgang wurde geändert, während Sie hier waren. Ihre Angaben stehen noch da: bitte prüfen "
    "und noch einmal absenden."
)
_KOPIEREN = "Was Sie eingetragen haben, steht unten noch und ist nicht gespeichert."


class Schrittseiten:
    """`/vorgang/schritt/<was>/?id=`; mixed into the view of cases."""

    schritt_template = "schritt.html"

    @expose("/schritt/<was>/", methods=("GET", "POST"))
    def schritt_view(self, was: str) -> Any:
        row = self.requested_row(Recht.VORGANG_LESEN)
        angebot = find_angebot(row, anfrage.akteur(), was) or abort(404)
        if request.method == "POST":
            return self._posted(row, angebot)
        if not angebot.erlaubt:
            return self._back(row, angebot)
        values = start_values(angebot, row)
        form = build_form(groups_of(angebot, row))(None, data=values)
        return self._step_page(row, angebot, form, 200)

    def _posted(self, row: Vorgang, angebot: Angebot) -> Any:
        form = build_form(groups_of(angebot, row))(request.form)
        if not angebot.erlaubt:
            return self._too_late(row, angebot, form)
        try:
            if form.validate() and self._try(form, lambda: self._take(row, angebot, form)):
                flash(f"Eingetragen: {angebot.schritt.ereignis}.", "success")
                return redirect(self._row_url(row), 303)
        except StaleVersion:
            return self._overtaken(self.get_one(row.id), angebot.schritt.name)
        return self._step_page(row, angebot, form, 422)

    def _back(self, row: Vorgang, angebot: Angebot) -> Any:
        flash(_refusal(angebot), "info")
        return redirect(self._row_url(row), 303)

    def _too_late(self, row: Vorgang, angebot: Angebot, form: Formular) -> Any:
        """Nothing typed is lost: it is shown once more, without the button."""
        if not form.filled:
            return self._back(row, angebot)
        form.sammelfehler += [_refusal(angebot), _KOPIEREN]
        return self._step_page(row, angebot, form, 409)

    def _overtaken(self, row: Vorgang, name: str) -> Any:
        """Somebody changed the case first: the same page over the new state, with both values."""
        angebot = find_angebot(row, anfrage.akteur(), name) or abort(404)
        gruppen = build_form(groups_of(angebot, row))
        form, current = gruppen(request.form), gruppen(None, data=start_values(angebot, row))
        if not angebot.erlaubt:
            return self._too_late(row, angebot, form)
        form.sammelfehler.append(_INZWISCHEN)
        for change in konflikt.differences(form, current, request.form.get("stand", "")):
            if change.beide or change.vorschlag == "aktuell":
                field = form[change.name]
                field.errors = [*field.errors, f"Inzwischen steht hier: {change.aktuell}."]
        return self._step_page(row, angebot, form, 409, stand=konflikt.fingerprints(current))

    def _step_page(
        self, row: Vorgang, angebot: Angebot, form: Formular, status: int, stand: str | None = None
    ) -> Any:
        sees_content = may(anfrage.akteur(), Recht.VORGANG_INHALT_LESEN, row)
        stand = request.form.get("stand", konflikt.fingerprints(form)) if stand is None else stand
        page = self.render(
            self.schritt_template,
            row=row,
            form=form,
            gruppen=groups_of(angebot, row),
            angebot=angebot,
            quelle=source_of(angebot, row),
            vertritt=name_of(angebot.fuer),
            vorlage=load_vorlage(row, angebot.schritt) if sees_content else None,
            dokumentarten=DOKUMENTARTEN,
            version=row.version if status in (200, 409) else request.form.get("version", ""),
            stand=stand,
        )
        return page, status

    def _take(self, row: Vorgang, angebot: Angebot, form: Formular) -> bool:
        def tut() -> bool:
            perform_schritt(by=anfrage.akteur(), now=anfrage.now(), vorgang_id=row.id,
                            version=self._version(), tat=tat_of(angebot, form))  # fmt: skip
            return True

        return once(tut, lambda _: self._row_url(row))


def _refusal(angebot: Angebot) -> str:
    return f"„{angebot.schritt.bezeichnung}“ geht hier nicht: {angebot.erlaubt.reason}"
