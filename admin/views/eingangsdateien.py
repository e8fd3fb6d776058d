"""Files handed in with the form of an intake, kept while something else in it is mended.

A file belongs to the form it came with: the form names it, and only what it names is filed.
"""

from io import BytesIO
from typing import Any

from flask import request, session
from werkzeug.datastructures import FileStorage

from admin.security import anfrage
from admin.views import eingangsablage
from models.rules.dateien import HOECHSTGROESSE, check_size, detect_type
from models.rules.fehler import RuleViolation

FELD = "dateien"
HOECHSTENS = 20
_SCHLUESSEL = "eingang_dateien"


def receive() -> list[str]:
    """Take the files of this request; returns what is wrong with those that KRM refuses."""
    errors: list[str] = []
    for datei in request.files.getlist(FELD):
        if not datei.filename:
            continue
        try:
            _keep(datei)
        except RuleViolation as violation:
            errors.append(f"{datei.filename[:80]}: {violation.satz}")
    return errors


def waiting() -> list[dict[str, Any]]:
    """Files of this form that wait for its case, in the order they came."""
    named = set(request.form.getlist("behalten")) | set(_new())
    return [entry for entry in session.get(_SCHLUESSEL, []) if entry["token"] in named]


def attach(vorgang_id: int) -> None:
    """File them: the first is what came in, the others its Anlagen."""
    found = waiting()
    for number, entry in enumerate(found):
        content = eingangsablage.take(entry["token"])
        if content is not None:
            art = "anlage" if number else "eingang"
            eingangsablage.file_in_case(vorgang_id, art, entry["name"], content)
    session[_SCHLUESSEL] = [e for e in session.get(_SCHLUESSEL, []) if e not in found]


def _keep(datei: FileStorage) -> None:
    content = datei.read(HOECHSTGROESSE + 1)
    check_size(len(content))
    detect_type(BytesIO(content))
    if len(_new()) >= HOECHSTENS:
        raise RuleViolation(f"Auf einmal sind höchstens {HOECHSTENS} Dateien möglich.", FELD)
    token = eingangsablage.put_aside(content, anfrage.now())
    kept = [*session.get(_SCHLUESSEL, []), {"token": token, "name": str(datei.filename)[:200]}]
    for forgotten in kept[:-HOECHSTENS]:  # of forms that nobody sent
        eingangsablage.drop(forgotten["token"])
    session[_SCHLUESSEL] = kept[-HOECHSTENS:]
    _new().append(token)


def _new() -> list[str]:
    """Names of the files that came with this very request."""
    found: list[str] = request.environ.setdefault("krm.dateien", [])
    return found
