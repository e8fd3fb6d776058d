"""A saved e-mail dropped at the door: read once, each attachment checked, kept in the tray.

The form that it fills names it, and only that form files it. What is refused is said before
anything is saved.
"""

from datetime import date
from io import BytesIO
from typing import Any

from flask import current_app, request
from werkzeug.datastructures import FileStorage

from admin.base.einmal import key_for
from admin.security import anfrage
from models.actions.dokumente import Schein
from models.actions.eingang import Beilage
from models.actions.eingangskorb import ANHANG, MAIL, Korb, Stueck, korb_of
from models.actions.einmal import find_result
from models.rules.dateien import check_size, describe_protection, detect_type
from models.rules.eml import Anhang, Entwurf, parse_eml
from models.rules.fehler import RuleViolation

FELD = "entwurf"
FORT = (
    "Die übernommene E-Mail liegt hier nicht mehr bereit: Sie ist schon abgelegt, verworfen oder "
    "länger als einen Tag her. Bitte sehen Sie in der Vorgangsliste nach, oder übernehmen Sie sie "
    "noch einmal."
)
_PLATZ = 19_000
"""Characters of a mail that fit into the field „Worum geht es?“."""


def korb() -> Korb:
    """The tray of whoever asks."""
    return korb_of(anfrage.akteur(), current_app.config["KRM"].ablage_dir)


def take_over(datei: FileStorage | None) -> Stueck:
    """Read a mail and keep it; nothing is kept of one that KRM refuses.

    Raises RuleViolation for no file, one that is too large, or one that is no mail.
    """
    # Read whole: a mail that is cut at the limit would be read as if it ended there.
    content = datei.read() if datei else b""
    if not content:
        raise RuleViolation("Bitte eine E-Mail als .eml- oder .msg-Datei auswählen.", "datei")
    check_size(len(content))
    entwurf = parse_eml(content, anfrage.today())
    typ = detect_type(BytesIO(content))
    zettel = _read(entwurf)
    for anhang in entwurf.anhaenge:
        _sort(anhang, zettel)
    return korb().put(MAIL, f"E-Mail{typ.endungen[0]}", content, zettel)


def waiting() -> list[Stueck]:
    """Mails of this account that no case has yet; one that has, but still lies here, is cleared."""
    found = []
    for mail in korb().mails():
        if find_result(key_for(mail.token)):  # the machine stopped between commit and clearing
            korb().drop(mail)
        else:
            found.append(mail)
    return found


def named() -> tuple[Stueck | None, bool]:
    """The mail that the form, or the address of a new one, names; and whether it is gone."""
    token = (request.form if request.method == "POST" else request.args).get(FELD, "")
    found = korb().find(token) if token else None
    mail = found if found and found.art == MAIL else None
    return mail, bool(token) and mail is None


def values(mail: Stueck | None) -> dict[str, Any]:
    """What a mail proposes for the form, by its fields; empty without one.

    A day that the mail does not tell stays open: from it the deadlines run.
    """
    if mail is None:
        return {}
    zettel = mail.zettel
    tag = zettel["datum"]
    return {
        "eingangsweg": "e-mail",
        "eingang_am": date.fromisoformat(tag) if tag else None,
        "name": zettel["name"],
        "vorname": zettel["vorname"],
        "kontakt": zettel["kontakt"],
        "anliegen_1_anliegen_text": zettel["text"],
    }


def beilagen(mail: Stueck | None) -> list[Beilage]:
    """What is filed of a mail: itself and its attachments. Raises RuleViolation if one is gone."""
    if mail is None:
        return []
    filed = [Beilage(mail, Schein("eingang", mail.name))]
    for token in mail.zettel["anhaenge"]:
        anhang = korb().find(token)
        if anhang is None:
            raise RuleViolation(FORT, "dateien")
        filed.append(Beilage(anhang, Schein("anlage", anhang.name)))
    return filed


def _sort(anhang: Anhang, zettel: dict[str, Any]) -> None:
    """Keep an attachment that KRM takes; of one that it refuses, keep its name and why."""
    try:
        check_size(len(anhang.daten))
        detect_type(BytesIO(anhang.daten))
    except RuleViolation as violation:
        zettel["abgelehnt"].append([anhang.name, violation.satz])
    else:
        zettel["anhaenge"].append(korb().put(ANHANG, anhang.name, anhang.daten).token)
        zettel["namen"].append(anhang.name)
        if satz := describe_protection(BytesIO(anhang.daten)):
            zettel["hinweise"].append(f"{anhang.name}: {satz}")


def _read(entwurf: Entwurf) -> dict[str, Any]:
    text, hinweise = f"{entwurf.betreff}\n\n{entwurf.text}".strip(), list(entwurf.hinweise)
    if len(text) > _PLATZ:
        hinweise.append(
            f"Der Text der E-Mail ist länger als das Feld: Hier stehen die ersten {_PLATZ} von "
            f"{len(text)} Zeichen. Der ganze Text steht in der abgelegten E-Mail."
        )
    return {
        "betreff": entwurf.betreff[:200],
        "name": entwurf.name,
        "vorname": entwurf.vorname,
        "kontakt": _contact(entwurf),
        "datum": entwurf.datum.isoformat() if entwurf.datum else None,
        "text": text[:_PLATZ],
        "hinweise": hinweise,
        "anhaenge": [],
        "namen": [],
        "abgelehnt": [],
    }


def _contact(entwurf: Entwurf) -> str:
    """Where she wrote from, and where she wants the answer if that is another address."""
    other = entwurf.antwort_adresse
    return f"{entwurf.adresse}\nAntwort an: {other}".strip() if other else entwurf.adresse
