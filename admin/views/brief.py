"""Writing a letter of a case: draft, check, files, filing. Letters never leave by themselves.

Whatever goes wrong, what was typed stays in the form; with each saving it stays in the case.
"""

from collections.abc import Callable
from io import BytesIO
from typing import Any

from flask import Response, abort, current_app, flash, redirect, request
from flask_admin import expose
from werkzeug.datastructures import MultiDict

from admin.base.einmal import once
from admin.base.formular import Formular, Gruppe
from admin.formatters.schreiben import letter_docx, letter_pdf
from admin.formatters.zeichen import missing_signs
from admin.security import anfrage
from admin.views.briefdatei import send_file_of
from admin.views.briefformular import blatt_of, letter_form, posted_form, with_passage
from models.actions.ablage import received
from models.actions.briefe import Niederschrift, discard_brief, file_brief, save_brief
from models.actions.dokumente import Schein
from models.queries.briefe import (
    Briefstand,
    draft_of,
    letters_of,
    names_of_third,
    occasion_of,
)
from models.queries.schreiben import Blatt, compose_letter, insertable_texts, proposed_blatt
from models.rules.briefpruefung import ARTEN, check_brief
from models.rules.dateien import DOKUMENTARTEN
from models.rules.fehler import RuleViolation
from models.rules.rollen import Recht
from models.rules.schreiben import BAUSTEIN, SCHREIBEN, Brief
from models.tables import Briefentwurf, StaleVersion, Vorgang

_PASST_NICHT = "Dieses Schreiben passt zum Vorgang nicht oder nicht mehr."
_BEFUNDE = 60
"""So many findings help; more are noise."""


class Briefseiten:
    """`/vorgang/schreiben/<was>/?id=`; mixed into the view of cases."""

    brief_template = "brief.html"

    @expose("/schreiben/<was>/", methods=("GET", "POST"))
    def schreiben_view(self, was: str) -> Any:
        if was not in SCHREIBEN or was == BAUSTEIN:
            abort(404)
        row = self._letter_row()
        stand = next((s for s in letters_of(row) if s.art.name == was), None)
        if request.method == "POST":
            return self._letter_posted(row, stand or Briefstand(SCHREIBEN[was]), stand is not None)
        if stand is None:
            flash(_PASST_NICHT, "info")
            return redirect(self._row_url(row), 303)
        blatt = _stored(stand.entwurf) or proposed_blatt(row.id, was, anfrage.today())
        return self._letter_page(row, stand, letter_form(blatt), blatt)

    def _letter_row(self) -> Vorgang:
        """The case, for who may change it and reads its content."""
        row: Vorgang = self.requested_row(Recht.VORGANG_BEARBEITEN)
        verdict = self.allowed(Recht.VORGANG_INHALT_LESEN, row)
        return row if verdict else abort(403, verdict.reason)

    def _letter_posted(self, row: Vorgang, stand: Briefstand, fits: bool) -> Any:
        teile = posted_form(_text_only(request.form))
        form = teile[1]
        tut = _AKTIONEN.get(request.form.get("aktion", ""), _save)
        try:
            if not fits:
                raise RuleViolation(f"{_PASST_NICHT} Ihr Text steht noch unten.")
            if form.validate():
                return tut(self, row, stand, blatt_of(form))
        except StaleVersion as stale:
            form.add_violation(stale)
            fresh = Briefstand(stand.art, draft_of(row.id, stand.art.name))
            return self._letter_page(row, fresh, teile, blatt_of(form), 409)
        except RuleViolation as violation:
            form.add_violation(violation)
        return self._letter_page(row, stand, teile, blatt_of(form), 422)

    def _letter_page(
        self,
        row: Vorgang,
        stand: Briefstand,
        teile: tuple[tuple[Gruppe, ...], Formular],
        blatt: Blatt,
        status: int = 200,
    ) -> Any:
        befunde = check_brief(f"{blatt.betreff}\n\n{blatt.text}", names_of_third(row.id))
        entwurf = stand.entwurf
        page = self.render(
            self.brief_template,
            row=row,
            art=stand.art,
            gruppen=teile[0],
            form=teile[1],
            befunde=befunde[:_BEFUNDE],
            befundarten=ARTEN,
            anlass=occasion_of(row.id),
            bausteine=() if stand.art.blanko else insertable_texts(anfrage.today()),
            entwurf=entwurf,
            anderer=entwurf if status == 409 else None,
            version=_posted_version() if status == 422 else entwurf.version if entwurf else 0,
        )
        return page, status

    def _letter_url(self, row: Vorgang, stand: Briefstand) -> str:
        return str(self.get_url(".schreiben_view", was=stand.art.name, id=row.id))


def _stored(entwurf: Briefentwurf | None) -> Blatt | None:
    if entwurf is None:
        return None
    return Blatt(entwurf.betreff, entwurf.text, entwurf.anschrift, entwurf.unterschrift)


def _text_only(posted: MultiDict[str, str]) -> MultiDict[str, str]:
    return MultiDict((name, value) for name, value in posted.items() if name != "csrf_token")


def _posted_version() -> int:
    text = request.form.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _typed(row: Vorgang, stand: Briefstand, blatt: Blatt) -> Niederschrift:
    return Niederschrift(row.id, stand.art.name, blatt, _posted_version())


def _keep(row: Vorgang, stand: Briefstand, blatt: Blatt) -> Briefentwurf:
    brief = _typed(row, stand, blatt)
    return save_brief(by=anfrage.akteur(), now=anfrage.now(), brief=brief)


def _save(view: Any, row: Vorgang, stand: Briefstand, blatt: Blatt) -> Any:
    once(lambda: _keep(row, stand, blatt), lambda _: view._letter_url(row, stand))
    flash("Das Schreiben ist als Entwurf gespeichert.", "success")
    return redirect(view._letter_url(row, stand), 303)


def _insert(view: Any, row: Vorgang, stand: Briefstand, blatt: Blatt) -> Any:
    longer = with_passage(blatt, request.form.get("baustein", ""))
    ziel = view._letter_url(row, stand) + "#text"
    once(lambda: _keep(row, stand, longer), lambda _: ziel)
    return redirect(ziel, 303)


def _restart(view: Any, row: Vorgang, stand: Briefstand, blatt: Blatt) -> Any:
    """Begin again with the Textbausteine of today."""
    if (entwurf := stand.entwurf) is not None:
        once(
            lambda: discard_brief(by=anfrage.akteur(), now=anfrage.now(), brief_id=entwurf.id,
                                  version=_posted_version()),
            lambda _: view._letter_url(row, stand),
        )  # fmt: skip
    flash("Der Entwurf beginnt neu mit den Textbausteinen von heute.", "success")
    return redirect(view._letter_url(row, stand), 303)


def _file(view: Any, row: Vorgang, stand: Briefstand, blatt: Blatt) -> Any:
    """The letter as PDF becomes the next Fassung of its kind in the case."""
    if stand.art.blanko:
        raise RuleViolation("Abgelegt wird hier nur, was die Person unterschrieben hat.")
    daten, ablage = BytesIO(_pdf(row, stand, blatt)), current_app.config["KRM"].ablage_dir
    schein = Schein(stand.art.dokument, f"{_name(row, stand)}.pdf")
    with received([daten], ablage) as dateien:
        brief = _typed(row, stand, blatt)
        dokument = once(
            lambda: file_brief(by=anfrage.akteur(), now=anfrage.now(), brief=brief,
                               schein=schein, datei=dateien[0]),
            lambda _: view._row_url(row),
        )  # fmt: skip
    flash(f"Abgelegt: {DOKUMENTARTEN[schein.art]}, Fassung {dokument.fassung}.", "success")
    return redirect(view._row_url(row), 303)


def _send_pdf(view: Any, row: Vorgang, stand: Briefstand, blatt: Blatt) -> Response:
    return send_file_of(f"{_name(row, stand)}.pdf", _pdf(row, stand, blatt))


def _send_docx(view: Any, row: Vorgang, stand: Briefstand, blatt: Blatt) -> Response:
    brief = _composed(row, stand, blatt)
    return send_file_of(f"{_name(row, stand)}.docx", letter_docx(brief))


def _composed(row: Vorgang, stand: Briefstand, blatt: Blatt) -> Brief:
    return compose_letter(row.id, stand.art.name, blatt, anfrage.today())


def _pdf(row: Vorgang, stand: Briefstand, blatt: Blatt) -> bytes:
    for feld in ("betreff", "text", "anschrift", "unterschrift"):
        if signs := missing_signs(getattr(blatt, feld)):
            shown = " ".join(f"„{sign}“" for sign in signs[:10])
            satz = f"Die Schrift des Briefs kennt nicht: {shown}. Bitte anders schreiben."
            raise RuleViolation(satz, feld)
    return letter_pdf(_composed(row, stand, blatt))


def _name(row: Vorgang, stand: Briefstand) -> str:
    """A file name without anything about the person."""
    return f"{stand.art.bezeichnung} {row.vorgangsnummer}"


_AKTIONEN: dict[str, Callable[[Any, Vorgang, Briefstand, Blatt], Any]] = {
    "speichern": _save,
    "einfuegen": _insert,
    "neu": _restart,
    "pdf": _send_pdf,
    "docx": _send_docx,
    "ablegen": _file,
}
