"""Danger: a call for help without a case, and the same from the page of a case."""

from typing import Any

from flask import flash, redirect, request
from flask_admin import expose

from admin.base import Seite
from admin.base.einmal import once
from admin.base.formular import Formular, Gruppe, build_form, einheit, langtext, typed, wahl
from admin.security import anfrage
from admin.views.vorgangsseiten import Aktenhandlung
from models.actions.benachrichtigung import SOFORT
from models.actions.gefahr import Gefahr, mark_danger, report_danger
from models.queries.gefahren import recent_calls
from models.rules.fehler import RuleViolation
from models.rules.rollen import Recht
from models.tables import Konto, Vorgang

_ANLAESSE = (
    ("drohpotenzial", "Drohung: jemand fühlt sich bedroht"),
    ("risiko_notlage", "Notlage: Energiesperre, Wohnungsverlust, kein Geld, keine Versicherung"),
)
_GESAGT = "Die Geschäftsführung ist benachrichtigt."


def _anlass(**options: Any) -> Any:
    return wahl("anlass", _ANLAESSE, label="Worum geht es?", pflicht=True, **options)


GRUPPEN = (
    Gruppe("Meldung", (
        _anlass(default="drohpotenzial"),
        einheit("einheit", label="In welcher Einheit?", pflicht=True),
    )),
)  # fmt: skip


class GefahrView(Seite):
    """`/gefahr/`: everybody of the house may call, without a case and without a name."""

    rechte = {"index": Recht.EINHEIT_LESEN}

    @expose("/", methods=("GET", "POST"))
    def index(self) -> Any:
        posted = request.form if request.method == "POST" else None
        form = build_form(GRUPPEN)(posted, data={"einheit": self._own_unit()})
        if request.method == "POST" and form.validate() and self._call(form):
            flash(f"{_GESAGT} Bitte bleiben Sie erreichbar.", "success")
            return redirect(self.get_url(".index"), 303)
        rufe = [
            (ruf, anfrage.baum().by_id.get(ruf.einheit_id), SOFORT.get(ruf.anlass, ""))
            for ruf in recent_calls(anfrage.akteur(), anfrage.now())
        ]
        page = self.render("gefahr.html", form=form, gruppen=GRUPPEN, rufe=rufe)
        return page, 422 if request.method == "POST" else 200

    def _call(self, form: Formular) -> bool:
        try:
            once(
                lambda: report_danger(by=anfrage.akteur(), now=anfrage.now(),
                                      anlass=form["anlass"].data,
                                      einheit_id=typed(form["einheit"])),
                lambda _: self.get_url(".index"),
            )  # fmt: skip
        except RuleViolation as violation:
            form.add_violation(violation)
            return False
        return True

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
    f"{_GESAGT} Der Vorgang hat jetzt Vorrang.",
    _mark,
    (Recht.VORGANG_BEARBEITEN, Recht.VORGANG_INHALT_LESEN),
    _fields,
    hindert=_is_closed,
    hilfe="Die Geschäftsführung bekommt sofort eine E-Mail mit Nummer und Link, ohne Inhalt und "
    "ohne Namen. Was hier steht, lesen nur, die den Inhalt des Vorgangs lesen dürfen. Bei "
    "unmittelbarer Gefahr zuerst den Notruf 110 und den Hausalarm.",
)
"""On the page of a case."""
