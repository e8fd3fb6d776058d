"""The letterhead of a Dienststelle: what stands on its letters beside its name."""

from base64 import b64encode
from collections.abc import Mapping
from datetime import datetime
from io import BytesIO
from typing import Any

from models.actions.ereignisse import Meldung, record_event
from models.actions.erlaubnis import at, require
from models.db import writing
from models.rules.bildmass import pixels
from models.rules.dateien import detect_type
from models.rules.fehler import RuleViolation
from models.rules.rechte import Akteur
from models.rules.rollen import Recht
from models.tables import Briefkopf, Einheit

FELDER: dict[str, int] = {
    "anschrift": 300,
    "besuch": 500,
    "telefon": 60,
    "email": 120,
    "internet": 120,
}
"""What a letterhead holds, and how many signs of each."""
HOECHSTENS_LOGO = 300_000
"""Bytes of a logo; it goes into every letter."""
HOECHSTENS_BILDPUNKTE = 4_000_000
"""Twice what a printer shows of a logo; a few kB can unpack to gigabytes, for every letter."""
BILDER = ("png", "jpeg")


def create_briefkopf(
    *, by: Akteur, now: datetime, einheit_id: int, werte: Mapping[str, str]
) -> Briefkopf:
    """The letterhead of a Dienststelle that has none. Raises RuleViolation with the field."""
    require(by, Recht.TEXTBAUSTEIN_PFLEGEN, at(einheit_id))
    with writing(by=by):
        if Einheit.get_by_id(einheit_id).art != "dienststelle":
            raise RuleViolation("Einen Briefkopf hat nur eine Dienststelle.", "einheit")
        row = Briefkopf.create(einheit=einheit_id, **_checked(werte))
        _tell(now, row, _checked(werte))
    return row


def update_briefkopf(
    *, by: Akteur, now: datetime, briefkopf_id: int, version: int, werte: Mapping[str, str]
) -> Briefkopf:
    """Change FELDER. Raises StaleVersion, RuleViolation with the field, DoesNotExist."""
    with writing(by=by):
        row = _writable(by, briefkopf_id)
        row.save_version(version, _checked(werte))
        _tell(now, row, _checked(werte))
    return row


def set_logo(
    *, by: Akteur, now: datetime, briefkopf_id: int, version: int, bild: bytes | None
) -> Briefkopf:
    """Put a PNG or JPEG into the letterhead, or take it out (None).

    Raises RuleViolation for any other file and for a large one, StaleVersion, DoesNotExist.
    """
    werte = _checked_logo(bild) if bild is not None else {"logo": "", "logo_typ": ""}
    with writing(by=by):
        row = _writable(by, briefkopf_id)
        row.save_version(version, werte)
        _tell(now, row, {"logo_typ": werte["logo_typ"]})
    return row


def logo_type(bild: bytes) -> str:
    """„png“ or „jpeg“. Raises RuleViolation for any other file and for a large one, also one that
    is large only when it is unpacked."""
    if len(bild) > HOECHSTENS_LOGO:
        satz = f"Das Bild darf höchstens {HOECHSTENS_LOGO // 1000} kB groß sein."
        raise RuleViolation(satz, "datei")
    typ = detect_type(BytesIO(bild)).name
    if typ not in BILDER:
        raise RuleViolation("Ein Logo ist ein Bild im Format PNG oder JPEG.", "datei")
    if not 0 < pixels(bild, typ) <= HOECHSTENS_BILDPUNKTE:
        satz = "Das Bild hat zu viele Bildpunkte, höchstens 4 Millionen. Bitte kleiner speichern."
        raise RuleViolation(satz, "datei")
    return typ


def _checked(werte: Mapping[str, str]) -> dict[str, str]:
    checked = {name: (werte.get(name) or "").strip() for name in FELDER}
    for name, most in FELDER.items():
        if len(checked[name]) > most:
            raise RuleViolation(f"Hier sind höchstens {most} Zeichen möglich.", name)
    return checked


def _checked_logo(bild: bytes) -> dict[str, str]:
    return {"logo_typ": logo_type(bild), "logo": b64encode(bild).decode()}


def _writable(by: Akteur, briefkopf_id: int) -> Briefkopf:
    row = Briefkopf.get_by_id(briefkopf_id)
    require(by, Recht.TEXTBAUSTEIN_PFLEGEN, at(row.einheit_id))
    return row


def _tell(now: datetime, row: Briefkopf, neu: dict[str, Any]) -> None:
    record_event(now=now, meldung=Meldung("briefkopf_saved", Briefkopf, row.id, neu=neu))
