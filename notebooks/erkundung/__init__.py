"""What a notebook for exploring needs: the snapshot as frames, the dictionary, counts, charts.

Begin with `daten = oeffne()`; `daten.felder()` says what every column means.
"""

from notebooks.erkundung.auswahl import im_zeitraum, treffer, zeilen
from notebooks.erkundung.bilder import anteilsbild, trendbild
from notebooks.erkundung.daten import Daten, oeffne
from notebooks.erkundung.fragen import anteil_je, auffaellig, dauer_je, je_monat, vorn
from notebooks.erkundung.trend import ANTEIL, ANZAHL, trend

__all__ = [
    "ANTEIL",
    "ANZAHL",
    "Daten",
    "anteil_je",
    "anteilsbild",
    "auffaellig",
    "dauer_je",
    "im_zeitraum",
    "je_monat",
    "oeffne",
    "trend",
    "treffer",
    "trendbild",
    "vorn",
    "zeilen",
]
