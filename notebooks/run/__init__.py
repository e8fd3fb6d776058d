"""Making one report: a process of its own, with limits, and a folder that appears all at once."""

from notebooks.run.auftrag import (
    Auftrag,
    BerichtFehler,
    Ergebnis,
    Fortschritt,
    Grenzen,
    Rueckblick,
)
from notebooks.run.eltern import run_bericht

__all__ = [
    "Auftrag",
    "BerichtFehler",
    "Ergebnis",
    "Fortschritt",
    "Grenzen",
    "Rueckblick",
    "run_bericht",
]
