"""Sentences computed from figures. They claim no more than the figures hold."""

from notebooks.prose import (
    anliegen,
    bestand,
    eingaenge,
    einordnung,
    ergebnisse,
    formate,
    grundlagen,
    kurz,
    vergleich,
)

__all__ = [
    "anliegen",
    "bestand",
    "eingaenge",
    "einordnung",
    "ergebnisse",
    "formate",
    "grundlagen",
    "kurz",
    "vergleich",
]
