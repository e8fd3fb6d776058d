"""1,000 deadlines, each with its reckoning day by day: four Regelwerke over a year of days."""

import time
from datetime import date, timedelta

from models.rules.fristen import Fristanlass, compute_fristen
from models.rules.kalender import Kalender
from models.rules.regelwerk import load_regelwerk

FAELLE = 1_000
ZIEL_S = 2.0
_WERKE = (
    ("marzahn-hellersdorf-2022", "BE", "beschwerde"),
    ("bernkastel-wittlich-2012", "RP", "dienstaufsichtsbeschwerde"),
    ("braunschweig", "NI", "beschwerde"),
    ("ba-2015", "BY", "beschwerde"),
)


def run() -> bool:
    """Explain, measure, print; whether all of it together stays within its limit."""
    werke = [(load_regelwerk(name), Kalender(land), art) for name, land, art in _WERKE]
    begonnen = time.perf_counter()
    saetze = fristen = 0
    while fristen < FAELLE:
        regelwerk, kalender, art = werke[fristen % len(werke)]
        eingang = date(2026, 1, 1) + timedelta(days=fristen % 365)
        gefunden = compute_fristen(regelwerk, Fristanlass(art, eingang, "schriftlich", kalender))
        saetze += sum(len(frist.erklaerung) for frist in gefunden)
        fristen += len(gefunden)
    dauer = time.perf_counter() - begonnen
    print(f"{fristen} Fristen mit {saetze} Sätzen erklärt: {dauer:.2f} s (Ziel: unter {ZIEL_S} s)")
    return dauer < ZIEL_S
