"""A saved e-mail dropped at the door: read once, kept aside until its case is recorded."""

from datetime import date, datetime
from typing import Any

from flask import session
from werkzeug.datastructures import FileStorage

from admin.security import anfrage
from admin.views import eingangsablage
from models.rules.dateien import HOECHSTGROESSE
from models.rules.eml import parse_eml
from models.rules.fehler import RuleViolation

_SCHLUESSEL = "eingang_mail"


def read_upload(datei: FileStorage | None, now: datetime) -> dict[str, Any]:
    """Read a mail and set it aside; returns what the session remembers of it.

    Raises RuleViolation for no file, one that is too large, or one that is no mail.
    """
    content = datei.read(HOECHSTGROESSE + 1) if datei else b""
    if not content:
        raise RuleViolation("Bitte eine E-Mail als .eml-Datei auswählen.", "datei")
    entwurf = parse_eml(content, anfrage.today())
    discard()
    session[_SCHLUESSEL] = {
        "token": eingangsablage.put_aside(content, now),
        "betreff": entwurf.betreff,
        "name": entwurf.name,
        "vorname": entwurf.vorname,
        "adresse": entwurf.adresse,
        "datum": entwurf.datum.isoformat() if entwurf.datum else None,
        "text": entwurf.text[:19_000],
        "anhaenge": [anhang.name for anhang in entwurf.anhaenge],
        "hinweise": list(entwurf.hinweise),
    }
    return session[_SCHLUESSEL]


def staged() -> dict[str, Any] | None:
    """The mail that waits for its case, if there is one."""
    return session.get(_SCHLUESSEL)


def values() -> dict[str, Any]:
    """What the waiting mail proposes for the form, by its fields; empty without one."""
    entwurf = staged()
    if entwurf is None:
        return {}
    return {
        "eingangsweg": "e-mail",
        "eingang_am": date.fromisoformat(entwurf["datum"]) if entwurf["datum"] else None,
        "name": entwurf["name"],
        "vorname": entwurf["vorname"],
        "kontakt": entwurf["adresse"],
        "anliegen_1_anliegen_text": f"{entwurf['betreff']}\n\n{entwurf['text']}".strip(),
    }


def attach(vorgang_id: int) -> None:
    """File the waiting mail and its attachments in the case; says what could not be filed."""
    remembered = session.pop(_SCHLUESSEL, None)
    content = eingangsablage.take(remembered["token"]) if remembered else None
    if content is None:
        return
    eingangsablage.file_in_case(vorgang_id, "eingang", "E-Mail.eml", content)
    for anhang in parse_eml(content, anfrage.today()).anhaenge:
        eingangsablage.file_in_case(vorgang_id, "anlage", anhang.name, anhang.daten)


def discard() -> None:
    """Forget the waiting mail: it is of no case here."""
    remembered = session.pop(_SCHLUESSEL, None)
    if remembered:
        eingangsablage.drop(remembered["token"])
