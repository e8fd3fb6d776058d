"""Danger: a call for help without a case, and the same from the page of a case."""

from typing import Any

from flask import abort, flash, redirect, request
from flask_admin import expose

from admin.base import Seite
from admin.base.einmal import once
from admin.base.formular import Formular, Gruppe, build_form, einheit, langtext, typed, wahl
from admin.base.schluessel import row_key
from admin.security import anfrage
from admin.views.gefahrblick import blickpunkt
from admin.views.vorgangsseiten import Aktenhandlung
from models.actions.gefahr import Gefahr, mark_danger, report_danger
from models.actions.gefahrmeldung import confirm_seen
from models.queries.gefahren import find_report, recent_reports
from models.rules.fehler import RuleViolation
from models.rules.rollen import Recht
from models.tables import Gefahrmeldung, Konto, Vorgang

_ANLAESSE = (
    ("drohpotenzial", "Drohung: jemand fühlt sich bedroht"),
    ("risiko_notlage", "Notlage: Energiesperre, Wohnungsverlust, kein Geld, keine Versicherung"),
)


def _anlass(**options: Any) -> Any:
    return wahl("anlass", _ANLAESSE, label="Worum geht es?", pflicht=True, **options)


GRUPPEN = (
    Gruppe("Meldung", (
        _anlass(default="drohpotenzial"),
        einheit("einheit", label="In welcher Einheit?", pflicht=True),
    )),
)  # fmt: skip


class GefahrView(Seite):
    """`/gefahr/`: everybody of the house may call, without a case and without a name.

    `/gefahr/meldung/?id=…` says where a report stands; `/gefahr/gesehen/` is the receipt.
    """

    rechte = {"index": Recht.EINHEIT_LESEN, "meldung": Recht.EINHEIT_LESEN,
              "gesehen": Recht.EINHEIT_LESEN}  # fmt: skip

    @expose("/", methods=("GET", "POST"))
    def index(self) -> Any:
        posted = request.form if request.method == "POST" else None
        form = build_form(GRUPPEN)(posted, data={"einheit": self._own_unit()})
        if request.method == "POST" and form.validate():
            meldung = self._call(form)
            if meldung is not None:
                return redirect(self.get_url(".meldung", id=meldung.id), 303)
        reports = recent_reports(blickpunkt())
        page = self.render("gefahr.html", form=form, gruppen=GRUPPEN, rufe=reports)
        return page, 422 if request.method == "POST" else 200

    @expose("/meldung/")
    def meldung(self) -> Any:
        report = find_report(blickpunkt(), row_key())
        return self.render("gefahr_meldung.html", ruf=report or abort(404))

    @expose("/gesehen/", methods=("POST",))
    def gesehen(self) -> Any:
        key = row_key()
        try:
            confirm_seen(by=anfrage.akteur(), now=anfrage.now(), meldung_id=key)
        except Gefahrmeldung.DoesNotExist:
            abort(404)
        except RuleViolation as violation:
            abort(403, violation.satz)
        flash("Als gesehen vermerkt. Wer gemeldet hat und das Vorzimmer sehen es.", "success")
        return redirect(self.get_url(".meldung", id=key), 303)

    def _call(self, form: Formular) -> Gefahrmeldung | None:
        try:
            return once(
                lambda: report_danger(
                    by=anfrage.akteur(), now=anfrage.now(), anlass=form["anlass"].data,
                    einheit_id=typed(form["einheit"]),
                ),
                lambda report: self.get_url(".meldung", id=report.id),
            )  # fmt: skip
        except RuleViolation as violation:
            form.add_violation(violation)
            return None

    def _own_unit(self) -> str:
        konto = Konto.get_or_none(Konto.id == anfrage.akteur().konto_id)
        return str(konto.einheit_id) if konto and konto.einheit_id else ""


def _fields(vorgang: Vorgang, zeile: Any) -> tuple[Gruppe, ...]:
    frage = langtext("text", zeilen=3, label="Was ist geschehen oder droht?", pflicht=True)
    return (Gruppe("Meldung", (_anlass(), frage)),)


def _mark(vorgang: Vorgang, zeile: Any, form: Formular, version: int) -> None:
    gefahr = Gefahr(form["anlass"].data, form["text"].data)
    mark_danger(by=anfrage.akteur(), now=anfrage.now(), vorgang_id=vorgang.id, version=version,
                gefahr=gefahr)  # fmt: skip


def _is_closed(vorgang: Vorgang, zeile: Any) -> str:
    return "Der Vorgang ist abgeschlossen." if vorgang.abschluss_am else ""


GEFAHR = Aktenhandlung(
    "gefahr",
    "Drohung oder Notlage melden",
    "Jetzt melden",
    "Die Meldung ist vermerkt, und der Vorgang hat jetzt Vorrang. Ob die Geschäftsführung sie "
    "gesehen hat, steht hier unter „Notfall“.",
    _mark,
    (Recht.VORGANG_BEARBEITEN, Recht.VORGANG_INHALT_LESEN),
    _fields,
    hindert=_is_closed,
    hilfe="KRM meldet es der Geschäftsführung mit Nummer und Link, auf ihrem Schreibtisch und per "
    "E-Mail, ohne Inhalt und ohne Namen. Danach steht hier, ob sie es gesehen hat. Was hier steht, "
    "lesen nur, die den Inhalt des Vorgangs lesen dürfen. Bei unmittelbarer Gefahr zuerst den "
    "Notruf 110 und den Hausalarm.",
)
"""On the page of a case."""
