"""The wordings of letters: who keeps them sees what is in force, what was, and how it reads."""

from textwrap import shorten
from typing import Any

from flask import Response, flash, redirect, request
from flask_admin import expose

from admin.base import KrmView
from admin.base.filter import Ansicht, WahlFilter
from admin.base.formular import Formular, Gruppe, datum, langtext, text
from admin.base.handlung import Handlung
from admin.formatters import format_date
from admin.formatters.schreiben import letter_pdf
from admin.security import anfrage
from admin.views.briefdatei import send_file_of
from admin.views.briefformular import clean
from models.actions.textbausteine import Fassung, close_textbaustein, save_textbaustein
from models.queries.briefkopf import house_letterhead
from models.queries.textbausteine import example_letter, fill_example, passage_exists, wordings_of
from models.rules.briefpruefung import ARTEN, check_brief
from models.rules.fehler import RuleViolation
from models.rules.rollen import Recht
from models.rules.schreiben import (
    BAUSTEIN,
    BETREFF,
    PLATZHALTER,
    SCHREIBEN,
    TEXT,
    Brief,
    paragraphs,
)
from models.tables import StaleVersion, Textbaustein

_PFLEGEN = Recht.TEXTBAUSTEIN_PFLEGEN
_NAMEN = {BETREFF: "Betreff", TEXT: "Text"}


def _close(row: Textbaustein, form: Formular, version: int) -> None:
    close_textbaustein(by=anfrage.akteur(), now=anfrage.now(), textbaustein_id=row.id,
                       version=version, gueltig_bis=form["gueltig_bis"].data)  # fmt: skip


def _title(view: Any, context: Any, row: Textbaustein, name: str) -> str:
    art = SCHREIBEN.get(row.schreiben)
    return f"{art.bezeichnung if art else row.schreiben}: {_NAMEN.get(row.name, row.name)}"


def _state(view: Any, context: Any, row: Textbaustein, name: str) -> str:
    """Whether the wording is in force today, in words."""
    today = anfrage.today()
    if row.gueltig_ab > today:
        return f"gilt ab {format_date(row.gueltig_ab)}"
    if row.gueltig_bis and row.gueltig_bis < today:
        return f"galt bis {format_date(row.gueltig_bis)}"
    last = f", bis {format_date(row.gueltig_bis)}" if row.gueltig_bis else ""
    return f"gilt heute{last}"


def _beginning(view: Any, context: Any, row: Textbaustein, name: str) -> str:
    return shorten(row.text, 110, placeholder=" …")


def _in_force(today: Any) -> Any:
    return (Textbaustein.gueltig_ab <= today) & (
        Textbaustein.gueltig_bis.is_null() | (Textbaustein.gueltig_bis >= today)
    )


class TextbausteinView(KrmView):
    rechte = {
        "index_view": _PFLEGEN,
        "filter_view": _PFLEGEN,
        "details_view": _PFLEGEN,
        "create_view": _PFLEGEN,
        "edit_view": _PFLEGEN,
        "handlung_view": _PFLEGEN,
        "muster_view": _PFLEGEN,
    }
    zeilenseiten = KrmView.zeilenseiten | {"muster_view"}
    column_list = ("schreiben", "text", "gueltig_bis", "gueltig_ab")
    column_sortable_list = ("schreiben", "gueltig_ab")
    column_labels = {"schreiben": "Textbaustein", "text": "Wortlaut",
                     "gueltig_ab": "Gültig ab", "gueltig_bis": "Stand"}  # fmt: skip
    column_formatters = {"schreiben": _title, "text": _beginning, "gueltig_bis": _state}
    standard_sortierung = ("schreiben", False)
    filter = (WahlFilter(Textbaustein.schreiben, "Schreiben", tuple(
        (art.name, art.bezeichnung) for art in SCHREIBEN.values())),)  # fmt: skip
    ansichten = (Ansicht("heute", "Heute gültige", _in_force),)
    standard_ansicht = "heute"
    neu_titel = "Neuer Baustein zum Einfügen"
    leer_text = "Noch keine Textbausteine. „python -m admin migrate“ legt die mitgelieferten an."
    gruppen = (Gruppe("Baustein", (
        text("name", laenge=80, label="Name", pflicht=True),
        langtext("text", zeilen=14, label="Wortlaut", pflicht=True,
                 hilfe="Eine leere Zeile beginnt einen neuen Absatz. Platzhalter so schreiben, wie "
                 "sie in der Liste stehen."),
        datum("gueltig_ab", label="Gültig ab", pflicht=True, default=anfrage.today,
              hilfe="Von diesem Tag an; der bisherige Wortlaut endet am Tag davor."),
    )),)  # fmt: skip
    details_template = "textbaustein.html"
    create_template = edit_template = "textbaustein_formular.html"
    handlungen = (
        Handlung("beenden", "Beenden", _PFLEGEN, _close, "Der Baustein ist beendet.",
                 "Der Baustein steht danach nicht mehr zur Wahl; die Fassungen bleiben lesbar.",
                 (Gruppe("Letzter Tag", (
                     datum("gueltig_bis", label="Gültig bis", pflicht=True),)),),
                 passt=lambda row: row.schreiben == BAUSTEIN and row.gueltig_bis is None,
                 symbol="x-circle"),
    )  # fmt: skip

    def row_title(self, row: Textbaustein) -> str:
        return _title(self, None, row, "")

    def prepare_form(self, form: Formular, row: Textbaustein | None) -> None:
        if row is not None:
            form.drop(["name"])

    def form_values(self, row: Textbaustein) -> dict[str, Any]:
        return {"text": row.text, "gueltig_ab": max(row.gueltig_ab, anfrage.today())}

    def create_row(self, form: Formular) -> Textbaustein:
        name = clean(form["name"].data)
        if passage_exists(BAUSTEIN, name):
            satz = "Diesen Baustein gibt es schon; bitte dort eine neue Fassung schreiben."
            raise RuleViolation(satz, "name")
        return _saved(Fassung(BAUSTEIN, name, clean(form["text"].data), form["gueltig_ab"].data))

    def update_row(self, row: Textbaustein, form: Formular, version: int) -> None:
        newest = wordings_of(row)[0]
        if newest.id != row.id:
            satz = (
                f"Ab {format_date(newest.gueltig_ab)} gibt es schon eine neuere Fassung. Ihr Text "
                "steht noch da; bitte öffnen Sie die neue Fassung und ergänzen Sie ihn dort."
            )
            raise RuleViolation(satz, "text")
        fassung = Fassung(row.schreiben, row.name, clean(form["text"].data),
                          form["gueltig_ab"].data, (row.id, version))  # fmt: skip
        try:
            _saved(fassung)
        except StaleVersion as stale:
            if wordings_of(row)[0].id == row.id:
                raise
            raise RuleViolation(stale.satz, "text") from None

    def details_context(self, row: Textbaustein) -> dict[str, Any]:
        return {"fassungen": wordings_of(row)} | self.preview(row.schreiben, row.text)

    def preview(self, schreiben: str, text: str) -> dict[str, Any]:
        """A wording as its reader sees it, and what there is to say about its words."""
        art = SCHREIBEN[schreiben]
        shown = fill_example(text)
        return {
            "vorschau": shown,
            "befunde": check_brief(shown),
            "befundarten": ARTEN,
            "platzhalter": PLATZHALTER,
            "noetig": art.pflicht,
        }

    @expose("/new/", methods=("GET", "POST"))
    def create_view(self) -> Any:
        return self._looked_at(None) or super().create_view()

    @expose("/edit/", methods=("GET", "POST"))
    def edit_view(self) -> Any:
        row = self.requested_row(_PFLEGEN)
        newest = wordings_of(row)[0]
        if request.method == "GET" and newest.id != row.id:
            flash("Das ist die neueste Fassung; geschrieben wird an ihr weiter.", "info")
            return redirect(self.get_url(".edit_view", id=newest.id))
        return self._looked_at(row) or super().edit_view()

    @expose("/muster/")
    def muster_view(self) -> Response:
        row = self.requested_row(_PFLEGEN)
        blatt = example_letter(row, anfrage.today())
        kopf = house_letterhead(anfrage.akteur().haus)
        art = SCHREIBEN[row.schreiben]
        brief = Brief(kopf, tuple(blatt.anschrift.splitlines()), anfrage.today(), blatt.betreff,
                      paragraphs(blatt.text), unterschrift=(kopf.name,),
                      blanko=art.blanko)  # fmt: skip
        return send_file_of(f"Muster {art.bezeichnung}.pdf", letter_pdf(brief))

    def _row_url(self, row: Textbaustein) -> str:
        """After writing, the wording that was written."""
        return str(self.get_url(".details_view", id=wordings_of(row)[0].id))

    def _looked_at(self, row: Textbaustein | None) -> Any:
        """The form once more with the preview, when only that was asked for."""
        if request.method != "POST" or request.form.get("aktion") != "vorschau":
            return None
        template = self.edit_template if row else self.create_template
        return self._form_page(template, self.bound_form(row), row)[0]


def _saved(fassung: Fassung) -> Textbaustein:
    return save_textbaustein(by=anfrage.akteur(), now=anfrage.now(), fassung=fassung)
