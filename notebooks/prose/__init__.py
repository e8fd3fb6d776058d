"""Sentences computed from figures. They claim no more than the figures hold."""

from notebooks.prose import (
    anliegen,
    aussen,
    berichtigt,
    bestand,
    eingaenge,
    einordnung,
    ergebnisse,
    formate,
    grundlagen,
    jahresbericht,
    kurz,
    massnahmen,
    ueberblick,
    vergleich,
    vorlage,
)

__all__ = [
    "anliegen",
    "aussen",
    "berichtigt",
    "bestand",
    "eingaenge",
    "einordnung",
    "ergebnisse",
    "formate",
    "grundlagen",
    "jahresbericht",
    "kurz",
    "massnahmen",
    "ueberblick",
    "vergleich",
    "vorlage",
]
