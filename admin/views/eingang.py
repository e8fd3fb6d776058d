"""Intake: first what it is, then one screen for it; what KRM must not record is handed over."""

from dataclasses import replace
from typing import Any

from flask import abort, flash, redirect, request, session
from flask_admin import expose
from werkzeug.datastructures import MultiDict
from wtforms.fields.core import Field

from admin.base import Seite
from admin.base.formular import Formular, build_form, typed_values
from admin.security import anfrage
from admin.views import eingangsdateien, eingangspost
from admin.views.eingangsarten import EINGANGSARTEN, NACH_NAME, Eingangsart
from admin.views.eingangsmeldung import told
from models.actions.eingang import Teilabgabe, record_with_teilabgabe
from models.actions.vorgaenge import record_vorgang
from models.actions.vorgangsfelder import EINGABEFELDER, Eintrag
from models.queries.frueher import find_earlier
from models.rules.fehler import RuleViolation
from models.rules.rollen import Recht
from models.rules.vorgang import HOECHSTENS_ANLIEGEN
from models.tables import Vorgang

_PERSON = ("name", "vorname", "kundennummer", "kontakt")
_ANLIEGEN = ("kategorie", "anliegen_text", "begehren_art")
_TEXT = "anliegen_1_anliegen_text"
OHNE_INHALT = "Bitte sagen, worum es geht, oder den Brief als Datei mitgeben."
ERSTER_WEG = "schriftlich"
"""How most things come; from then on the form proposes what the last one came by."""
_BLEIBT = ("eingangsweg", "eingang_am", "einheit", "standort", "art")


class EingangView(Seite):
    """`/eingang/`: the door. One screen per kind, the person's earlier cases beside it."""

    rechte = dict.fromkeys(("index", "form_view", "frueher_view", "mail_view"),
                           Recht.VORGANG_ERFASSEN)  # fmt: skip

    @expose("/")
    def index(self) -> str:
        return self._choice()

    @expose("/<art>/", methods=("GET", "POST"))
    def form_view(self, art: str) -> Any:
        eingang = NACH_NAME.get(art) or abort(404)
        form = self._form(eingang)
        if request.method == "POST" and _is_valid(eingang, form):
            vorgang = self._record(eingang, form)
            if vorgang is not None:
                return self._after(eingang, vorgang, form)
        return self._page(eingang, form)

    @expose("/frueher/", methods=("POST",))
    def frueher_view(self) -> str:
        known = {name: request.form.get(name, "")[:200] for name in _PERSON}
        return self.render("eingang_frueher.html", fruehere=find_earlier(**known))

    @expose("/mail/", methods=("POST",))
    def mail_view(self) -> Any:
        if "verwerfen" in request.form:
            eingangspost.discard()
            flash("Die E-Mail ist verworfen.", "success")
            return redirect(self.get_url(".index"), 303)
        try:
            eingangspost.read_upload(request.files.get("datei"), anfrage.now())
        except RuleViolation as violation:
            return self._choice(violation.satz), 422
        return redirect(self.get_url(".form_view", art="beschwerde"), 303)

    def _choice(self, fehler: str = "") -> str:
        mit_art = [eingang for eingang in EINGANGSARTEN if not eingang.abgabefall]
        abgaben = [eingang for eingang in EINGANGSARTEN if eingang.abgabefall]
        return self.render("eingang_wahl.html", arten=mit_art, abgaben=abgaben, fehler=fehler,
                           entwurf=eingangspost.staged())  # fmt: skip

    def _page(self, eingang: Eingangsart, form: Formular) -> Any:
        is_new = request.method != "POST"
        if is_new:
            _focus(form[_TEXT if _is_next_card(eingang) else "eingangsweg"])
        page = self.render(
            "eingang.html",
            eingang=eingang,
            form=form,
            entwurf=eingangspost.staged(),
            dateien=eingangsdateien.waiting(),
        )
        return page, 200 if is_new else 422

    def _form(self, eingang: Eingangsart) -> Formular:
        posted = request.form if request.method == "POST" else None
        proposed = {"eingangsweg": session.get("eingangsweg", ERSTER_WEG)}
        values = {**proposed, **eingang.vorgabe, **_carried(eingang), **eingangspost.values()}
        return build_form(eingang.gruppen)(posted, data=values)

    def _record(self, eingang: Eingangsart, form: Formular) -> Vorgang | None:
        values = dict(typed_values(form))
        try:
            vorgang = _save(eingang, values)
        except RuleViolation as violation:
            form.add_violation(violation)
            return None
        if eingang.abgabefall:
            eingangspost.discard()
        else:
            eingangspost.attach(vorgang.id)
            eingangsdateien.attach(vorgang.id)
        return vorgang

    def _after(self, eingang: Eingangsart, vorgang: Vorgang, form: Formular) -> Any:
        flash(told(vorgang, typed_values(form)), "success")
        if not eingang.reihe:
            session["eingangsweg"] = vorgang.eingangsweg
        if eingang.reihe and "weiter" in request.form:
            session["eingang_reihe"] = {name: form[name].raw_data[0] for name in _BLEIBT}
            return redirect(self.get_url(".form_view", art=eingang.name), 303)
        session.pop("eingang_reihe", None)
        return redirect(self.get_url("vorgang.details_view", id=vorgang.id), 303)


def _is_valid(eingang: Eingangsart, form: Formular) -> bool:
    """Whether the form can be recorded; files are taken in either case, so that none is lost."""
    is_valid = form.validate()
    if eingangsdateien.FELD not in form:
        return is_valid
    errors = eingangsdateien.receive()
    form[eingangsdateien.FELD].errors = errors
    if _says_nothing(form) and not errors:
        form[_TEXT].errors = [OHNE_INHALT]
        return False
    return is_valid and not errors


def _says_nothing(form: Formular) -> bool:
    """Whether neither a word nor a paper tells what it is about: a slip of the key."""
    told = (form[name].data for name in form.data if name.startswith("anliegen_"))
    return not (any(told) or eingangsdateien.waiting() or eingangspost.staged())


def _focus(field: Field) -> None:
    """Where a clerk begins to type."""
    field.render_kw = {**(field.render_kw or {}), "autofocus": True}


def _is_next_card(eingang: Eingangsart) -> bool:
    return eingang.reihe and "eingang_reihe" in session


def _save(eingang: Eingangsart, values: dict[str, Any]) -> Vorgang:
    eintrag = _entry(eingang, values)
    by, now = anfrage.akteur(), anfrage.now()
    if not values.get("teil_abgabefall"):
        return record_vorgang(by=by, now=now, eintrag=eintrag)
    if not values.get("teil_an"):
        raise RuleViolation("Bitte angeben, an wen der Teil abgegeben wird.", "teil_an", "MH-12")
    teil = Teilabgabe(
        values["teil_abgabefall"], values["teil_an"], anfrage.today(), eintrag.einheit_id
    )
    return record_with_teilabgabe(by=by, now=now, eintrag=eintrag, teil=teil)


def _entry(eingang: Eingangsart, values: dict[str, Any]) -> Eintrag:
    werte = {name: value for name, value in values.items() if name in EINGABEFELDER}
    werte["art"] = eingang.art or werte.get("art")
    werte["abgabefall"] = eingang.abgabefall
    known = any(werte.get(name) for name in _PERSON)
    if not eingang.abgabefall:
        werte["anonym"] = not known
    eintrag = Eintrag(einheit_id=values["einheit"], werte=werte)
    betroffen = values.get("betroffen")
    return replace(
        eintrag,
        anliegen=tuple(_anliegen(values, n) for n in range(1, HOECHSTENS_ANLIEGEN + 1)),
        betroffene=(betroffen,) if betroffen else (),
    )


def _anliegen(values: dict[str, Any], nummer: int) -> dict[str, Any]:
    found = {name: values.get(f"anliegen_{nummer}_{name}") for name in _ANLIEGEN}
    return {name: value for name, value in found.items() if value}


def _carried(eingang: Eingangsart) -> dict[str, Any]:
    """What the next card of a row shares with the last one, read as if it were typed."""
    kept = session.get("eingang_reihe") if eingang.reihe else None
    if not kept:
        return {}
    form = build_form(eingang.gruppen)(MultiDict(kept))
    return {name: form[name].data for name in kept if name in form}
