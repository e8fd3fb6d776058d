"""What stands on the letters of a Dienststelle: address, telephone, hours, logo."""

from base64 import b64decode
from types import SimpleNamespace
from typing import Any

from flask import Response, flash, redirect, request
from flask_admin import expose

from admin.base import KrmView
from admin.base.einmal import once
from admin.base.formular import Formular, Gruppe, einheit, langtext, text, typed_values
from admin.base.handlung import Handlung
from admin.formatters.schreiben import letter_docx, letter_pdf
from admin.security import anfrage
from admin.views.briefdatei import send_file_of
from admin.views.briefformular import clean
from models.actions.briefkopf import (
    FELDER,
    HOECHSTENS_LOGO,
    create_briefkopf,
    logo_type,
    set_logo,
    update_briefkopf,
)
from models.queries.briefkopf import kopf_of
from models.queries.textbausteine import fill_example
from models.rules.fehler import RuleViolation
from models.rules.rollen import Recht
from models.rules.schreiben import BETREFF, TEXT, Brief, Kopf, load_bausteine, paragraphs
from models.tables import Briefkopf, StaleVersion

_PFLEGEN = Recht.TEXTBAUSTEIN_PFLEGEN


def _remove_logo(row: Briefkopf, form: Formular, version: int) -> None:
    set_logo(by=anfrage.akteur(), now=anfrage.now(), briefkopf_id=row.id, version=version,
             bild=None)  # fmt: skip


class BriefkopfView(KrmView):
    rechte = {
        "index_view": _PFLEGEN,
        "details_view": _PFLEGEN,
        "create_view": _PFLEGEN,
        "edit_view": _PFLEGEN,
        "handlung_view": _PFLEGEN,
        "logo_view": _PFLEGEN,
        "muster_view": _PFLEGEN,
    }
    zeilenseiten = KrmView.zeilenseiten | {"logo_view", "muster_view"}
    column_list = ("einheit", "anschrift", "telefon", "email")
    column_sortable_list = ()
    column_labels = {"einheit": "Dienststelle", "anschrift": "Anschrift", "telefon": "Telefon",
                     "email": "E-Mail", "internet": "Internet",
                     "besuch": "Besuch und Sprechzeiten"}  # fmt: skip
    neu_titel = "Neuer Briefkopf"
    leer_text = "Noch kein Briefkopf. Bis dahin steht auf Briefen nur der Name der Dienststelle."
    gruppen = (Gruppe("Briefkopf", (
        einheit("einheit", label="Dienststelle", pflicht=True, arten=("dienststelle",),
                recht=_PFLEGEN),
        langtext("anschrift", zeilen=2, label="Anschrift",
                 hilfe="Straße und Ort, je in einer Zeile. Steht über der Anschrift der Kundin und "
                 "am Fuß."),
        text("telefon", laenge=FELDER["telefon"], label="Telefon"),
        text("email", laenge=FELDER["email"], label="E-Mail"),
        text("internet", laenge=FELDER["internet"], label="Internet"),
        langtext("besuch", zeilen=4, label="Besuch und Sprechzeiten",
                 hilfe="Besucheranschrift und Zeiten, je in einer Zeile."),
    )),)  # fmt: skip
    details_gruppen = (("Briefkopf", ("anschrift", "telefon", "email", "internet", "besuch")),)
    details_template = "briefkopf.html"
    handlungen = (
        Handlung("ohne-logo", "Logo entfernen", _PFLEGEN, _remove_logo, "Das Logo ist entfernt.",
                 "Neue Briefe tragen dann nur den Namen der Dienststelle.",
                 passt=lambda row: bool(row.logo), symbol="trash"),
    )  # fmt: skip

    def rights_object(self, row: Briefkopf) -> Any:
        return SimpleNamespace(einheit_id=row.einheit_id)

    def row_title(self, row: Briefkopf) -> str:
        return f"Briefkopf {row.einheit.name}"

    def prepare_form(self, form: Formular, row: Briefkopf | None) -> None:
        if row is not None:
            form.drop(["einheit"])

    def create_row(self, form: Formular) -> Briefkopf:
        return create_briefkopf(by=anfrage.akteur(), now=anfrage.now(), werte=_values(form),
                                einheit_id=form["einheit"].key)  # fmt: skip

    def update_row(self, row: Briefkopf, form: Formular, version: int) -> None:
        update_briefkopf(by=anfrage.akteur(), now=anfrage.now(), briefkopf_id=row.id,
                         version=version, werte=_values(form))  # fmt: skip

    def details_context(self, row: Briefkopf) -> dict[str, Any]:
        return {"hoechstens_kb": HOECHSTENS_LOGO // 1000}

    @expose("/logo/", methods=("GET", "POST"))
    def logo_view(self) -> Any:
        """The picture, and the way to put another one there."""
        row = self.requested_row(_PFLEGEN)
        if request.method == "POST":
            return self._take_logo(row)
        if not row.logo:
            return redirect(self._row_url(row), 303)
        response = Response(b64decode(row.logo), mimetype=f"image/{row.logo_typ}")
        response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
        return response

    def _take_logo(self, row: Briefkopf) -> Any:
        datei = request.files.get("datei")
        try:
            if datei is None or not datei.filename:
                raise RuleViolation("Bitte eine Datei auswählen.", "datei")
            bild = datei.read(HOECHSTENS_LOGO + 1)
            _refuse_unprintable(bild)
            once(
                lambda: set_logo(by=anfrage.akteur(), now=anfrage.now(), briefkopf_id=row.id,
                                 version=self._version(), bild=bild),
                lambda _: self._row_url(row),
            )  # fmt: skip
        except (RuleViolation, StaleVersion) as violation:
            flash(f"Nicht gespeichert: {violation.satz}", "danger")
        else:
            flash("Das Logo ist gespeichert.", "success")
        return redirect(self._row_url(row), 303)

    @expose("/muster/")
    def muster_view(self) -> Response:
        row = self.requested_row(_PFLEGEN)
        brief = _example(kopf_of(row, row.einheit.name))
        return send_file_of("Muster Briefkopf.pdf", letter_pdf(brief))


def _values(form: Formular) -> dict[str, str]:
    werte = typed_values(form)
    return {name: clean(werte.get(name) or "") for name in FELDER}


def _refuse_unprintable(bild: bytes) -> None:
    """Raise RuleViolation for a picture that no letter could be printed with."""
    brief = _example(Kopf("Muster", logo=bild, logo_typ=logo_type(bild)))
    try:
        letter_pdf(brief)
        letter_docx(brief)
    except RuleViolation:
        raise
    except Exception as error:  # two foreign readers of pictures, each with errors of its own
        satz = "Dieses Bild lässt sich nicht drucken. Bitte neu als PNG speichern."
        raise RuleViolation(satz, "datei") from error


def _example(kopf: Kopf) -> Brief:
    """An answer to an invented case under this letterhead."""
    texts = {b.name: fill_example(b.text) for b in load_bausteine() if b.schreiben == "antwort"}
    address = ("Kim Muster", "Musterweg 1", "12345 Musterstadt")
    reference = (("Unser Zeichen", "KRM-2026-00042"), ("Bearbeitet von", "Team 501"))
    return Brief(kopf, address, anfrage.today(), texts[BETREFF], paragraphs(texts[TEXT]),
                 reference, unterschrift=(kopf.name, "Team 501"))  # fmt: skip
