"""Which letters a case has now: those its Ablauf still has a step for (MH-49, MH-64, MH-74)."""

from collections.abc import Mapping, Sequence
from typing import Any

from models.rules.ablauf_format import Schrittregel
from models.rules.schreiben import SCHREIBEN, Schreibenart

GESPRAECHE = ("gespraech", "telefon")
"""Kinds of notes that tell of a talk (MH-52: the telephone counts like a visit)."""
ABGABENACHRICHT, ANTWORT, ZWISCHENNACHRICHT = "abgabenachricht", "antwort", "zwischennachricht"


def fitting_letters(
    coming: Sequence[Schrittregel], kopf: Mapping[str, Any], talked: bool
) -> list[Schreibenart]:
    """The kinds of letters for a case whose steps `coming` can still come, in their order.

    A letter about a talk needs a talk on record; a Zwischennachricht may be due wherever an answer
    still is; the Abgabenachricht comes once something was handed over, which ends most cases, so
    no step waits for it.
    """
    return [art for art in SCHREIBEN.values() if _fits(art, coming, kopf, talked)]


def dispatch_fields() -> frozenset[str]:
    """Fields in which a step leaves the day on which a letter went out."""
    return frozenset(art.versand for art in SCHREIBEN.values() if art.versand)


def _fits(
    art: Schreibenart, coming: Sequence[Schrittregel], kopf: Mapping[str, Any], talked: bool
) -> bool:
    if art.name == ABGABENACHRICHT:
        return bool(kopf.get("abgabe_an") or kopf.get("teilabgabe"))
    if art.name == ZWISCHENNACHRICHT and any(_is_for(SCHREIBEN[ANTWORT], s) for s in coming):
        return True
    return any(_is_for(art, schritt) for schritt in coming) and (talked or not art.nach_gespraech)


def _is_for(art: Schreibenart, schritt: Schrittregel) -> bool:
    sends = bool(art.versand) and art.versand in (*schritt.zeitmarken, *schritt.felder)
    return sends or (schritt.unterlage is not None and schritt.unterlage == art.dokument)
