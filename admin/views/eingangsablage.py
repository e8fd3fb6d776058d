"""Files that wait for their case: kept aside under a random name until it is recorded."""

import secrets
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path

from flask import current_app, flash

from admin.security import anfrage
from models.actions.dokumente import Upload, store_dokument
from models.rules.fehler import RuleViolation

_LIEGT_HOECHSTENS = timedelta(days=1)


def put_aside(content: bytes, now: datetime) -> str:
    """Keep a file for its case; returns the name it lies under. Old ones are cleared away."""
    _sweep(now)
    token = secrets.token_hex(16)
    path = _path(token)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.write_bytes(content)
    return token


def take(token: str) -> bytes | None:
    """The file of that name, which is gone from here afterwards; None where it is not there."""
    try:
        content = _path(token).read_bytes()
    except FileNotFoundError:
        return None
    drop(token)
    return content


def drop(token: str) -> None:
    """Throw a file away that no case needs."""
    _path(token).unlink(missing_ok=True)


def file_in_case(vorgang_id: int, art: str, name: str, content: bytes) -> None:
    """File it as a document; says what could not be filed, the case stays recorded."""
    upload = Upload(vorgang_id, art, name, BytesIO(content))
    ablage = current_app.config["KRM"].ablage_dir
    try:
        store_dokument(by=anfrage.akteur(), now=anfrage.now(), upload=upload, ablage=ablage)
    except RuleViolation as violation:
        flash(f"Eine Datei wurde nicht abgelegt: {violation.satz}", "warning")


def _path(token: str) -> Path:
    folder: Path = current_app.config["KRM"].ablage_dir
    return folder / "eingang" / token


def _sweep(now: datetime) -> None:
    """Files whose case was never recorded do not stay."""
    limit = (now - _LIEGT_HOECHSTENS).timestamp()
    for path in _path("x").parent.glob("*"):
        if path.stat().st_mtime < limit:
            path.unlink(missing_ok=True)
