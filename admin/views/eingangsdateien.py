"""Files handed in with the form of an intake, kept in the tray while something else is mended.

A file belongs to the form it came with: the form names it, and only what it names is filed.
"""

from io import BytesIO

from flask import flash, request
from werkzeug.datastructures import FileStorage

from admin.views.eingangspost import korb
from models.actions.dokumente import Schein
from models.actions.eingang import Beilage
from models.actions.eingangskorb import DATEI, Stueck
from models.rules.dateien import check_size, describe_protection, detect_type
from models.rules.fehler import RuleViolation

FELD = "dateien"
BEHALTEN = "behalten"
HOECHSTENS = 20


def receive() -> list[str]:
    """Take the files of this request; returns what is wrong with those that KRM refuses.

    A file that the form names from before and that is gone is told, too.
    """
    lost = len(set(request.form.getlist(BEHALTEN))) - len(_kept())
    errors = [
        "Eine Datei, die schon hochgeladen war, liegt nicht mehr bereit. Bitte noch einmal "
        "auswählen."
    ] * bool(lost)
    for datei in request.files.getlist(FELD):
        if not datei.filename:
            continue
        try:
            _keep(datei)
        except RuleViolation as violation:
            errors.append(f"{datei.filename[:80]}: {violation.satz}")
    return errors


def waiting() -> list[Stueck]:
    """Files of this form that wait for its case, in the order they came."""
    return [*_kept(), *_new()]


def beilagen(with_mail: bool) -> list[Beilage]:
    """What is filed of them: the first is what came in unless a mail is, the others its Anlagen."""
    arten = ["anlage" if number or with_mail else "eingang" for number in range(len(waiting()))]
    paare = zip(waiting(), arten, strict=True)
    return [Beilage(stueck, Schein(art, stueck.name)) for stueck, art in paare]


def _keep(datei: FileStorage) -> None:
    content = datei.read()
    check_size(len(content))
    detect_type(BytesIO(content))
    if len(waiting()) >= HOECHSTENS:
        raise RuleViolation(f"Auf einmal sind höchstens {HOECHSTENS} Dateien möglich.", FELD)
    _new().append(korb().put(DATEI, str(datei.filename)[:200], content))
    if satz := describe_protection(BytesIO(content)):
        flash(f"{str(datei.filename)[:80]}: {satz}", "warning")


def _kept() -> list[Stueck]:
    found = (korb().find(token) for token in dict.fromkeys(request.form.getlist(BEHALTEN)))
    return [stueck for stueck in found if stueck is not None and stueck.art == DATEI]


def _new() -> list[Stueck]:
    """What came with this very request."""
    found: list[Stueck] = request.environ.setdefault("krm.dateien", [])
    return found
