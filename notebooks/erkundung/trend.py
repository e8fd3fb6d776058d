"""An XmR chart of any count or share by month, and what it says in a sentence.

Counts go the way of the reports (`figures.regelkarte`). Shares get the same limits, mean ± 2.66 ×
mean moving range, and the same four rules, on the share in percent.
"""

import numpy as np
import pandas as pd

from models.rules.fehler import RuleViolation
from notebooks.figures.regelkarte import (
    BEREINIGT,
    EINFACH,
    FAKTOR,
    MINDESTENS_MONATE,
    OHNE_STREUUNG,
    REGELN,
    ZU_KLEIN,
    ZU_KURZ,
    regelkarte,
)
from notebooks.prose.formate import dezimal, monat

ANZAHL, ANTEIL = "anzahl", "anteil"
MINDESTENS_IM_NENNER = 10
"""A month with fewer rows has a share by chance only."""
_GENANNT = 6
_WARUM = {
    ZU_KURZ: f"Unter {MINDESTENS_MONATE} Monaten gibt es keine Grenzen, nur die Linie.",
    ZU_KLEIN: "Es sind zu wenige je Monat für Grenzen; es gibt nur die Linie.",
    OHNE_STREUUNG: "Alle Monate sind gleich; Grenzen gibt es nicht.",
}


def trend(monate: pd.DataFrame, wie: str = ANZAHL) -> pd.DataFrame:
    """The chart of `je_monat`: monat, wert, mittel, unten, oben, regel, karte; `wie`: which value.

    `karte` says which chart it is, or why there are no limits; `regel` what a month breaks.
    """
    if wie not in (ANZAHL, ANTEIL):
        satz = f"„{wie}“ gibt es bei „wie“ nicht; möglich sind „{ANZAHL}“ und „{ANTEIL}“."
        raise RuleViolation(satz)
    return regelkarte(monate) if wie == ANZAHL else _shares(monate)


def _shares(monate: pd.DataFrame) -> pd.DataFrame:
    von = monate["von"].to_numpy(float)
    wert = 100 * monate["anzahl"].to_numpy(float) / np.where(von > 0, von, np.nan)
    karte = _which(wert, von)
    mitte = float(np.nanmean(wert)) if np.isfinite(wert).any() else 0.0
    spruenge = np.abs(np.diff(wert[np.isfinite(wert)]))
    abstand = FAKTOR * float(spruenge.mean()) if len(spruenge) else 0.0
    ergebnis = monate.assign(wert=wert, mittel=mitte, unten=max(0.0, mitte - abstand))
    ergebnis = ergebnis.assign(oben=min(100.0, mitte + abstand), regel="", karte=karte)
    if karte == EINFACH:
        ergebnis["regel"] = _broken(wert, mitte, abstand)
    return ergebnis


def _which(wert: np.ndarray, von: np.ndarray) -> str:
    if len(wert) < MINDESTENS_MONATE:
        return ZU_KURZ
    if not np.isfinite(wert).all() or von.min() < MINDESTENS_IM_NENNER:
        return ZU_KLEIN
    return OHNE_STREUUNG if np.ptp(wert) == 0 else EINFACH


def _broken(wert: np.ndarray, mitte: float, abstand: float) -> list[str]:
    marks = [(name, rule(wert, mitte, abstand)) for name, rule in REGELN]
    return [", ".join(name for name, mark in marks if mark[i]) for i in range(len(wert))]


def satz(karte: pd.DataFrame) -> str:
    """What a chart of `trend` says: since when something is different, or that nothing is."""
    if karte.empty:
        return "In diesem Ausschnitt gibt es keinen vollen Monat."
    erste = karte.iloc[0]
    if erste["karte"] not in (BEREINIGT, EINFACH):
        return _WARUM[erste["karte"]]
    art = " Jahreszeiten sind herausgerechnet." if erste["karte"] == BEREINIGT else ""
    grenzen = (
        f"Mittel {dezimal(erste['mittel'])}, zu erwarten sind {dezimal(erste['unten'])} bis "
        f"{dezimal(erste['oben'])}.{art}"
    )
    stellen = _stretches(karte)
    if not stellen:
        return f"{grenzen} Kein Monat fällt heraus: Alle Schwankungen sind mit Zufall zu erklären."
    mehr = f"; dazu {len(stellen) - _GENANNT} weitere" if len(stellen) > _GENANNT else ""
    return f"{grenzen} Mehr als Zufall: {'; '.join(stellen[:_GENANNT])}{mehr}."


def _stretches(karte: pd.DataFrame) -> list[str]:
    """Months with a signal on the same side, one after the other, as one in words."""
    seite = pd.Series(np.where(karte["wert"] > karte["mittel"], "hoch", "niedrig"), karte.index)
    lage = seite.where(karte["regel"] != "", "")
    strecken = [teil for _, teil in karte.groupby((lage != lage.shift()).cumsum())]
    return [
        f"{_span(list(teil['monat']))} ({lage[teil.index[0]]}: {_rules(teil['regel'])})"
        for teil in strecken
        if lage[teil.index[0]]
    ]


def _rules(regeln: pd.Series) -> str:
    """Every rule that one of the months breaks, once."""
    return ", ".join(dict.fromkeys(name for regel in regeln for name in regel.split(", ")))


def _span(monate: list[str]) -> str:
    if len(monate) == 1:
        return monat(monate[0])
    return f"{monat(monate[0])} bis {monat(monate[-1])}"
