"""Is the PDF what it claims to be? Two standards, checked before anything is published."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import page

PROFILE = (("pdf_ua1", "ua1", "PDF/UA-1"), ("pdf_a2a", "2a", "PDF/A-2a"))


@dataclass(frozen=True)
class Gate:
    """One gate: its name, whether the run may pass, and a German sentence when it may not."""

    name: str
    ok: bool
    satz: str = ""


def validate(pfad: Path) -> list[Gate]:
    """One gate per standard, each on a core of its own."""
    with ThreadPoolExecutor(len(PROFILE)) as kerne:
        return list(kerne.map(lambda profil: _gate(pfad, *profil), PROFILE))


def _gate(pfad: Path, name: str, profil: str, norm: str) -> Gate:
    bericht = page.validate_pdf(str(pfad), profile=profil)
    verstoesse = len(bericht.failures)
    ok = bericht.is_compliant and not verstoesse
    satz = "" if ok else f"Das PDF verletzt {norm} in {verstoesse} Punkten."
    return Gate(name, ok, satz)
