"""A saved e-mail dropped at the door: read once, kept aside until its case is recorded."""

import secrets
from contextlib import suppress
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

from flask import current_app, flash, session
from werkzeug.datastructures import FileStorage

from admin.security import anfrage
from models.actions.dokumente import Upload, store_dokument
from models.rules.dateien import HOECHSTGROESSE
from models.rules.eml import parse_eml
from models.rules.fehler import RuleViolation

_SCHLUESSEL = "eingang_mail"
_LIEGT_HOECHSTENS = timedelta(days=1)


def read_upload(datei: FileStorage | None, now: datetime) -> dict[str, Any]:
    """Read a mail and set it aside; returns what the session remembers of it.

    Raises RuleViolation for no file, one that is too large, or one that is no mail.
    """
    content = datei.read(HOECHSTGROESSE + 1) if datei else b""
    if not content:
        raise RuleViolation("Bitte eine E-Mail als .eml-Datei auswählen.", "datei")
    entwurf = parse_eml(content)
    _sweep(now)
    token = secrets.token_hex(16)
    path = _path(token)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.write_bytes(content)
    return {
        "token": token,
        "betreff": entwurf.betreff,
        "name": entwurf.absender_name,
        "adresse": entwurf.absender_adresse,
        "datum": entwurf.datum.isoformat() if entwurf.datum else None,
        "text": entwurf.text[:19_000],
        "anhaenge": [anhang.name for anhang in entwurf.anhaenge],
        "hinweise": list(entwurf.hinweise),
    }


def staged() -> dict[str, Any] | None:
    """The mail that waits for its case, if there is one."""
    return session.get(_SCHLUESSEL)


def attach(vorgang_id: int) -> None:
    """File the waiting mail and its attachments in the case; says what could not be filed."""
    remembered = session.pop(_SCHLUESSEL, None)
    if remembered is None:
        return
    path = _path(remembered["token"])
    with suppress(FileNotFoundError):
        content = path.read_bytes()
        _file(vorgang_id, "eingang", "E-Mail.eml", content)
        for anhang in parse_eml(content).anhaenge:
            _file(vorgang_id, "anlage", anhang.name, anhang.daten)
        path.unlink()


def _file(vorgang_id: int, art: str, name: str, content: bytes) -> None:
    upload = Upload(vorgang_id, art, name, BytesIO(content))
    try:
        store_dokument(by=anfrage.akteur(), now=anfrage.now(), upload=upload, ablage=_ablage())
    except RuleViolation as violation:
        flash(f"Ein Anhang wurde nicht abgelegt: {violation.satz}", "warning")


def _ablage() -> Path:
    return current_app.config["KRM"].ablage_dir


def _path(token: str) -> Path:
    return _ablage() / "eingang" / f"{token}.eml"


def _sweep(now: datetime) -> None:
    """Mails whose case was never recorded do not stay."""
    limit = (now - _LIEGT_HOECHSTENS).timestamp()
    for path in _path("x").parent.glob("*.eml"):
        if path.stat().st_mtime < limit:
            path.unlink(missing_ok=True)
