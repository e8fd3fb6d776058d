"""Forms of „Mein KRM“: who stands in for me, and my password."""

from typing import Any

from flask import abort, flash, g, redirect, request, url_for
from flask_admin import expose
from wtforms import PasswordField
from wtforms.validators import InputRequired

from admin.base import verzeichnis
from admin.base.einmal import once
from admin.base.formular import Formular, Gruppe, build_form, datum, wahl
from admin.base.verzeichnis import Option
from admin.security import anfrage
from admin.security.bremse import record_failure, record_success, seconds_to_wait
from admin.security.passwort import fault_of, hash_password, matches
from admin.views.kontohandlungen import PASSWORT
from models.actions.konten import set_passwort
from models.actions.rollen import Vergabe, give_rolle
from models.actions.vertretungen import end_vertretung
from models.queries.vertretungen import lendable, possible_deputies
from models.rules.fehler import RuleViolation
from models.rules.rechte import Akteur
from models.rules.rollen import ROLLEN
from models.tables import Konto, Rollenzuweisung, StaleVersion

_ALT = Gruppe("Bisheriges Passwort", (
    ("alt", PasswordField("Bisheriges Passwort", [InputRequired("Bitte das Passwort eingeben.")],
                          render_kw={"autocomplete": "current-password"})),
))  # fmt: skip
_FALSCH = "Das bisherige Passwort stimmt nicht."


class Vertretungsseiten:
    """`/ich/vertretung/` enters a deputy, `/ich/vertretung/ende/` ends one."""

    @expose("/vertretung/", methods=("GET", "POST"))
    def vertretung_view(self) -> Any:
        akteur = anfrage.akteur()
        if not lendable(akteur):
            abort(403, "Eine Vertretung trägt ein, wer die Rolle selbst hat.")
        gruppen = _gruppen(akteur)
        form = build_form(gruppen)(request.form if request.method == "POST" else None)
        if request.method == "POST" and form.validate() and self._lent(form):
            flash("Die Vertretung ist eingetragen. Sie beginnt und endet von selbst.", "success")
            return redirect(self.get_url(".index"), 303)
        page = self.render("ich_vertretung.html", form=form, gruppen=gruppen)
        return page, 422 if request.method == "POST" else 200

    def _lent(self, form: Formular) -> bool:
        return _tried(form, lambda: once(lambda: _lend(form), lambda _: self.get_url(".index")))

    @expose("/vertretung/ende/", methods=("POST",))
    def vertretungsende_view(self) -> Any:
        key, version = (_number(request.form.get(name, "")) for name in ("id", "version"))
        try:
            once(
                lambda: end_vertretung(by=anfrage.akteur(), now=anfrage.now(), rolle_id=key,
                                       version=version),
                lambda _: self.get_url(".index"),
            )  # fmt: skip
        except Rollenzuweisung.DoesNotExist:
            abort(404)
        except (RuleViolation, StaleVersion) as violation:
            flash(violation.satz, "danger")
        else:
            flash("Die Vertretung ist beendet; ihre Rechte sind sofort weg.", "success")
        return redirect(self.get_url(".index"), 303)


class Passwortseite:
    """`/ich/passwort/`: whoever knows the old password sets a new one."""

    @expose("/passwort/", methods=("GET", "POST"))
    def passwort_view(self) -> Any:
        gruppen = (_ALT, *PASSWORT)
        form = build_form(gruppen)(request.form if request.method == "POST" else None)
        if request.method == "POST" and form.validate() and _tried(form, lambda: _set(form)):
            flash("Ihr Passwort ist geändert. Bitte melden Sie sich damit neu an.", "success")
            return redirect(url_for("security.login"), 303)
        page = self.render("ich_passwort.html", form=form, gruppen=gruppen,
                           vorlaeufig=g.konto.passwort_vorlaeufig)  # fmt: skip
        return page, 422 if request.method == "POST" else 200


def _gruppen(akteur: Akteur) -> tuple[Gruppe, ...]:
    rollen, konten = _role_options(akteur), _deputy_options(akteur)
    return (Gruppe("Wer vertritt mich wann?", (
        wahl("rolle", rollen, label="Meine Rolle", pflicht=True, default=rollen[0][0]),
        wahl("konto", konten, label="Vertretung", pflicht=True),
        datum("gueltig_ab", label="Erster Tag", pflicht=True, default=anfrage.today),
        datum("gueltig_bis", label="Letzter Tag", pflicht=True, hilfe="Höchstens ein Jahr."),
    )),)  # fmt: skip


def _role_options(akteur: Akteur) -> list[Option]:
    return [
        (
            f"{b.rolle}.{b.einheit_id}",
            f"{ROLLEN[b.rolle].bezeichnung} {verzeichnis.einheit_label(b.einheit_id)}",
        )
        for b in lendable(akteur)
    ]


def _deputy_options(akteur: Akteur) -> list[Option]:
    konten = possible_deputies(akteur, anfrage.baum())
    return [(str(k.id), f"{k.name} ({verzeichnis.einheit_label(k.einheit_id)})") for k in konten]


def _lend(form: Formular) -> None:
    rolle, _, einheit = form["rolle"].data.partition(".")
    vergabe = Vergabe(
        konto_id=int(form["konto"].data),
        rolle=rolle,
        einheit_id=int(einheit),
        gueltig_ab=form["gueltig_ab"].data,
        gueltig_bis=form["gueltig_bis"].data,
        vertretung_fuer=anfrage.akteur().konto_id,
    )
    give_rolle(by=anfrage.akteur(), now=anfrage.now(), vergabe=vergabe)


def _set(form: Formular) -> None:
    konto = Konto.get_by_id(anfrage.akteur().konto_id)
    _check_old(konto, form["alt"].data)
    if fault := fault_of(form["passwort"].data, konto.login):
        raise RuleViolation(fault, feld="passwort")
    if form["passwort"].data == form["alt"].data:
        satz = "Das neue Passwort ist das bisherige. Bitte wählen Sie ein anderes."
        raise RuleViolation(satz, feld="passwort")
    set_passwort(by=anfrage.akteur(), now=anfrage.now(), konto_id=konto.id,
                 passwort_hash=hash_password(form["passwort"].data))  # fmt: skip


def _check_old(konto: Konto, passwort: str) -> None:
    """A session left open must not be a place to guess the password at leisure."""
    place, now = request.remote_addr or "", anfrage.now()
    if seconds := seconds_to_wait(konto.login, place, now):
        raise RuleViolation(f"Zu viele Versuche. Bitte {seconds} Sekunden warten.", feld="alt")
    if not matches(passwort, konto.password):
        record_failure(konto.login, place, now)
        raise RuleViolation(_FALSCH, feld="alt")
    record_success(konto.login, place)


def _tried(form: Formular, action: Any) -> bool:
    try:
        action()
    except RuleViolation as violation:
        form.add_violation(violation)
        return False
    return True


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else abort(404)
