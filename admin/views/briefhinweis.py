"""A notice without content to a citizen who asked for e-mail, and the doubts about one."""

import re
from typing import Any

from flask import current_app
from wtforms import BooleanField
from wtforms.validators import InputRequired

from admin.base.formular import Formular, Gruppe, text, wahl
from admin.security import anfrage
from admin.views.vorgangsseiten import Aktenhandlung
from models.actions.buergerpost import Hinweis, announce_letter, settle_hinweis, was_sent
from models.queries.buergerpost import hinweise_of
from models.rules.buergerpost import BETREFF, ENTSCHEIDUNGEN
from models.rules.rollen import Recht
from models.tables import Dokument, Inhalt, Vorgang

_RECHTE = (Recht.VORGANG_BEARBEITEN, Recht.VORGANG_INHALT_LESEN)
_ADRESSE = re.compile(r"[^\s@,;<>]+@[^\s@,;<>]+\.[^\s@,;<>]+")
_WUNSCH = "Die Person hat darum gebeten, dass wir ihr per E-Mail Bescheid geben."
_AUS = "E-Mail an Bürgerinnen und Bürger ist ausgeschaltet (KRM_MAIL_BUERGER)."


def may_announce(vorgang: Vorgang, dokument: Dokument) -> bool:
    """Whether the page of a case offers a notice about this letter."""
    return current_app.config["KRM"].mails_citizens and was_sent(dokument, vorgang)


def _fields(vorgang: Vorgang, dokument: Dokument) -> tuple[Gruppe, ...]:
    inhalt = Inhalt.get_or_none(Inhalt.vorgang == vorgang.id)
    found = _ADRESSE.search((inhalt.kontakt or "") if inhalt else "")
    return (Gruppe("Hinweis", (
        text("adresse", label="E-Mail-Adresse", laenge=200, pflicht=True,
             default=found[0].rstrip(".") if found else ""),
        ("gewuenscht", BooleanField(_WUNSCH, [InputRequired(f"Bitte bestätigen: {_WUNSCH}")])),
    )),)  # fmt: skip


def _announce(vorgang: Vorgang, dokument: Dokument, form: Formular, version: int) -> None:
    hinweis = Hinweis(dokument.id, form["adresse"].data, bool(form["gewuenscht"].data))
    announce_letter(by=anfrage.akteur(), now=anfrage.now(), hinweis=hinweis)


def _no_notice(vorgang: Vorgang, dokument: Dokument) -> str:
    if not current_app.config["KRM"].mails_citizens:
        return _AUS
    if not was_sent(dokument, vorgang):
        return "Der Hinweis kommt nach dem Versand; bitte diesen zuerst eintragen."
    known = hinweise_of(vorgang.id, [dokument.id])
    return "Zu diesem Schreiben gibt es schon einen Hinweis." if known else ""


def _choices(vorgang: Vorgang, dokument: Dokument) -> tuple[Gruppe, ...]:
    field = wahl("entscheidung", ENTSCHEIDUNGEN.items(), label="Was soll gelten?", pflicht=True)
    return (Gruppe("Entscheidung", (field,)),)


def _settle(vorgang: Vorgang, dokument: Dokument, form: Formular, version: int) -> None:
    settle_hinweis(by=anfrage.akteur(), now=anfrage.now(), dokument_id=dokument.id,
                   entscheidung=form["entscheidung"].data)  # fmt: skip


def _no_doubt(vorgang: Vorgang, dokument: Any) -> str:
    stand = hinweise_of(vorgang.id, [dokument.id]).get(dokument.id)
    return "" if stand and stand.offen else "Zu diesem Hinweis ist nichts zu entscheiden."


BRIEFHANDLUNGEN = (
    Aktenhandlung("hinweis", "Hinweis per E-Mail", "In den Postausgang legen",
                  "Der Hinweis liegt im Postausgang.", _announce, _RECHTE, _fields, Dokument,
                  _no_notice,
                  hilfe=f"Die E-Mail heißt „{BETREFF}“ und sagt nur, dass ein Schreiben unterwegs "
                        "ist: kein Name, kein Anliegen, keine Nummer. Sie geht höchstens einmal "
                        "hinaus."),
    Aktenhandlung("hinweis-entscheiden", "Hinweis: angekommen?", "Entscheiden",
                  "Ihre Entscheidung ist eingetragen.", _settle, _RECHTE, _choices, Dokument,
                  _no_doubt,
                  hilfe="Beim Senden brach die Verbindung ab oder der Mailserver nahm nichts an. "
                        "Ob die E-Mail ankam, weiß KRM nicht; fragen Sie die Person, wenn es "
                        "darauf ankommt."),
)  # fmt: skip
