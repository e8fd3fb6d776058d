"""Intake: first what it is, then one screen for it; what KRM must not record is handed over."""

from dataclasses import replace
from functools import partial
from typing import Any

from flask import abort, flash, redirect, request, session
from flask_admin import expose
from wtforms.fields.core import Field

from admin.base import Seite
from admin.base.einmal import once
from admin.base.formular import Formular, build_form, typed_values
from admin.security import anfrage
from admin.views import eingangsdateien, eingangspost
from admin.views.eingangsarten import EINGANGSARTEN, NACH_NAME, Eingangsart
from admin.views.eingangsmeldung import told
from models.actions.eingang import Eingang, Mappe, Teilabgabe, receive_mappe, record_eingang
from models.actions.eingangskorb import Stueck
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
_BLEIBT = {"eingangsweg": "eingangsweg", "eingang_am": "eingang_am", "einheit": "einheit_id",
           "standort": "standort", "art": "art"}  # fmt: skip
"""Field and column of what the cards of one box have in common."""


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
        mail, is_gone = eingangspost.named()
        form = self._form(eingang, mail)
        if is_gone:
            form.sammelfehler.append(eingangspost.FORT)
        if request.method == "POST" and _is_valid(eingang, form, mail) and not is_gone:
            vorgang = self._record(eingang, form, mail)
            if vorgang is not None:
                return self._after(eingang, vorgang, form)
        return self._page(eingang, form, mail)

    @expose("/frueher/", methods=("POST",))
    def frueher_view(self) -> str:
        known = {name: request.form.get(name, "")[:200] for name in _PERSON}
        return self.render("eingang_frueher.html", fruehere=find_earlier(**known))

    @expose("/mail/", methods=("POST",))
    def mail_view(self) -> Any:
        if "verwerfen" in request.form:
            return self._discarded()
        try:
            mail = eingangspost.take_over(request.files.get("datei"))
        except RuleViolation as violation:
            return self._choice(violation.satz), 422
        return redirect(self.get_url(".form_view", art="beschwerde", entwurf=mail.token), 303)

    def _discarded(self) -> Any:
        mail, _ = eingangspost.named()
        if mail is not None:
            eingangspost.korb().drop(mail)
        flash("Die E-Mail ist verworfen.", "success")
        return redirect(self.get_url(".index"), 303)

    def _choice(self, fehler: str = "") -> str:
        mit_art = [eingang for eingang in EINGANGSARTEN if not eingang.abgabefall]
        abgaben = [eingang for eingang in EINGANGSARTEN if eingang.abgabefall]
        mail, _ = eingangspost.named()
        wartende = [other for other in eingangspost.waiting() if other != mail]
        return self.render("eingang_wahl.html", arten=mit_art, abgaben=abgaben, fehler=fehler,
                           mail=mail, wartende=wartende)  # fmt: skip

    def _page(self, eingang: Eingangsart, form: Formular, mail: Stueck | None) -> Any:
        is_new = request.method != "POST"
        if is_new and not form.sammelfehler:
            _focus(form[_TEXT if "nach" in request.args and eingang.reihe else "eingangsweg"])
        page = self.render(
            "eingang.html",
            eingang=eingang,
            form=form,
            mail=mail,
            dateien=eingangsdateien.waiting(),
        )
        return page, 200 if is_new else 422

    def _form(self, eingang: Eingangsart, mail: Stueck | None) -> Formular:
        posted = request.form if request.method == "POST" else None
        proposed = {"eingangsweg": session.get("eingangsweg", ERSTER_WEG)}
        values = {**proposed, **eingang.vorgabe, **_carried(eingang), **eingangspost.values(mail)}
        return build_form(eingang.gruppen)(posted, data=values)

    def _record(self, eingang: Eingangsart, form: Formular, mail: Stueck | None) -> Vorgang | None:
        try:
            told, mappe = _told(eingang, dict(typed_values(form))), _mappe(eingang, mail)
            with receive_mappe(mappe) as dateien:
                return once(
                    lambda: record_eingang(by=anfrage.akteur(), now=anfrage.now(), eingang=told,
                                           mappe=mappe, dateien=dateien),
                    partial(self._next, eingang),
                )  # fmt: skip
        except RuleViolation as violation:
            form.add_violation(violation)
            return None

    def _after(self, eingang: Eingangsart, vorgang: Vorgang, form: Formular) -> Any:
        flash(told(vorgang, typed_values(form)), "success")
        if not eingang.reihe:
            session["eingangsweg"] = vorgang.eingangsweg
        return redirect(self._next(eingang, vorgang), 303)

    def _next(self, eingang: Eingangsart, vorgang: Vorgang) -> str:
        """The case that was recorded, or the form for the next card."""
        if eingang.reihe and "weiter" in request.form:
            return str(self.get_url(".form_view", art=eingang.name, nach=vorgang.id))
        return str(self.get_url("vorgang.details_view", id=vorgang.id))


def _is_valid(eingang: Eingangsart, form: Formular, mail: Stueck | None) -> bool:
    """Whether the form can be recorded; files are taken in either case, so that none is lost."""
    is_valid = form.validate()
    if eingangsdateien.FELD not in form:
        return is_valid
    errors = eingangsdateien.receive()
    form[eingangsdateien.FELD].errors = errors
    if not errors and _says_nothing(form, mail):
        form[_TEXT].errors = [OHNE_INHALT]
        return False
    return is_valid and not errors


def _says_nothing(form: Formular, mail: Stueck | None) -> bool:
    """Whether neither a word nor a paper tells what it is about: a slip of the key."""
    told = (form[name].data for name in form.data if name.startswith("anliegen_"))
    return not (any(told) or eingangsdateien.waiting() or mail)


def _focus(field: Field) -> None:
    """Where a clerk begins to type."""
    field.render_kw = {**(field.render_kw or {}), "autofocus": True}


def _mappe(eingang: Eingangsart, mail: Stueck | None) -> Mappe:
    """What is filed of what this form names; of what is handed over nothing is."""
    korb, files = eingangspost.korb(), eingangsdateien.beilagen(mail is not None)
    if eingang.abgabefall:
        return Mappe(korb, weg=(mail,) if mail else ())
    return Mappe(korb, (*eingangspost.beilagen(mail), *files))


def _told(eingang: Eingangsart, values: dict[str, Any]) -> Eingang:
    eintrag, teil = _entry(eingang, values), None
    if values.get("teil_abgabefall"):
        if not values.get("teil_an"):
            satz = "Bitte angeben, an wen der Teil abgegeben wird."
            raise RuleViolation(satz, "teil_an", "MH-12")
        teil = Teilabgabe(values["teil_abgabefall"], values["teil_an"], anfrage.today(),
                          eintrag.einheit_id)  # fmt: skip
    return Eingang(eintrag, teil)


def _entry(eingang: Eingangsart, values: dict[str, Any]) -> Eintrag:
    werte = {name: value for name, value in values.items() if name in EINGABEFELDER}
    werte["art"] = eingang.art or werte.get("art")
    werte["abgabefall"] = eingang.abgabefall
    known = any(werte.get(name) for name in _PERSON)
    if not eingang.abgabefall:
        werte["anonym"] = not known
    eintrag = Eintrag(einheit_id=values["einheit"], werte=werte)
    named = (values.get(name) for name in ("betroffen", "betroffen_2", "betroffen_3"))
    return replace(
        eintrag,
        anliegen=tuple(_anliegen(values, n) for n in range(1, HOECHSTENS_ANLIEGEN + 1)),
        betroffene=tuple(dict.fromkeys(konto for konto in named if konto)),
    )


def _anliegen(values: dict[str, Any], nummer: int) -> dict[str, Any]:
    found = {name: values.get(f"anliegen_{nummer}_{name}") for name in _ANLIEGEN}
    return {name: value for name, value in found.items() if value}


def _carried(eingang: Eingangsart) -> dict[str, Any]:
    """What the next card of a row shares with the last one, which the address names."""
    text = request.args.get("nach", "") if eingang.reihe else ""
    is_key = text.isascii() and text.isdigit() and len(text) < 10
    last = Vorgang.get_or_none(Vorgang.id == int(text)) if is_key else None
    return {name: getattr(last, column) for name, column in _BLEIBT.items()} if last else {}
