"""The control chart of a report: every month is judged once, from what was known by its own end.

Mean and limits come from a baseline before the month: the first 12 months of the recording, from
month 25 on the first 24, from month 37 on the first 36, which then stands. Twelve months in a row
on one side of the mean are a new level: they are the baseline from the month after. So a later
report never judges a published month anew, and half-year and year agree.

From 36 months on, mean and limits follow the season instead of the counts being corrected for it,
so that picture, table and sentences have one scale: the months as counted.
"""

from dataclasses import dataclass
from math import sqrt

import numpy as np
import pandas as pd

from notebooks.data import Abschnitte
from notebooks.figures.regelkarte import (
    BEREINIGT,
    EINFACH,
    FAKTOR,
    LAUF,
    MINDESTENS_IM_MONAT,
    OHNE_STREUUNG,
    REGELN,
    ZU_KLEIN,
    ZU_KURZ,
)
from notebooks.figures.signal import KEIN_SIGNAL

STUFEN = (36, 24, 12)
JAHR = 12
GEDEUTET = (BEREINIGT, EINFACH)
JAHRE = STUFEN[0] // JAHR
SAISON_FAKTOR = sqrt((JAHRE + 1) / (JAHRE - 1))
"""The index comes from three values per month: these scatter less around their own mean than a
month does that had no part in it, so the limits are as much wider."""


@dataclass(frozen=True)
class Grundlage:
    """Months `von` to before `bis` (positions) that mean and limits come from."""

    von: int
    bis: int
    neues_niveau: bool = False


def monatskarte(monate: pd.DataFrame) -> pd.DataFrame:
    """Add mittel, unten, oben, regel, karte, grundlage_von, grundlage_bis to monat, anzahl.

    Input: all full months of the recording in order. `karte`: einfach, bereinigt (limits follow the
    season), or why the month is not judged (zu kurz: among the first twelve; zu klein: mean under 5
    a month; ohne Streuung). `regel`: the rules that the month breaks.
    """
    anzahl = monate["anzahl"].to_numpy(dtype=float)
    namen = [*monate["monat"], ""]
    zeilen, basis = [], None
    for t in range(len(anzahl)):
        basis = _grundlage(t, basis)
        zeile = _judge(anzahl, t, basis)
        zeilen.append(
            (*zeile, namen[basis.von], namen[basis.bis - 1]) if basis else (*zeile, "", "")
        )
        if basis and _new_level(anzahl, t, basis):
            basis = Grundlage(t - JAHR + 1, t + 1, neues_niveau=True)
    spalten = ["mittel", "unten", "oben", "regel", "karte", "grundlage_von", "grundlage_bis"]
    return monate.reset_index(drop=True).join(pd.DataFrame(zeilen, columns=spalten))


def urteile(karte: pd.DataFrame, teile: Abschnitte) -> pd.DataFrame:
    """The report's months of a `monatskarte`: monat, anzahl, mittel, unten, oben, urteil."""
    innen = (karte["monat"] >= teile.bericht.von[:7]) & (karte["monat"] <= teile.stichtag[:7])
    eigene = karte[innen].reset_index(drop=True)
    worte = ("Signal: " + eigene["regel"]).where(eigene["regel"] != "", KEIN_SIGNAL)
    nicht = "nicht beurteilt (" + eigene["karte"].astype("str") + ")"
    spalten = ["monat", "anzahl", "mittel", "unten", "oben"]
    return eigene[spalten].assign(urteil=worte.where(eigene["karte"].isin(GEDEUTET), nicht))


def _grundlage(t: int, bisher: Grundlage | None) -> Grundlage | None:
    """The baseline for month `t`; None among the first twelve."""
    if bisher and bisher.neues_niveau:
        return bisher
    laenge = next((stufe for stufe in STUFEN if stufe <= t), 0)
    return Grundlage(0, laenge) if laenge else None


def _judge(
    anzahl: np.ndarray, t: int, basis: Grundlage | None
) -> tuple[float, float, float, str, str]:
    if basis is None:
        return np.nan, np.nan, np.nan, "", ZU_KURZ
    karte, index, mitte, abstand = _grenzen(anzahl, t, basis)
    if karte not in GEDEUTET:
        return np.nan, np.nan, np.nan, "", karte
    anfang = max(0, t - LAUF + 1)
    fenster = np.round(anzahl[anfang : t + 1] / index[anfang : t + 1], 9)
    regel = ", ".join(name for name, gilt in REGELN if gilt(fenster, mitte, abstand)[-1])
    unten, oben = max(0.0, mitte - abstand), mitte + abstand
    return mitte * index[t], unten * index[t], oben * index[t], regel, karte


def _grenzen(anzahl: np.ndarray, t: int, basis: Grundlage) -> tuple[str, np.ndarray, float, float]:
    """Which chart, the index of every month, the mean, and how far the limits are from it."""
    index = _index(anzahl, t)
    bereinigt = index is not None
    index = np.ones(len(anzahl)) if index is None else index
    werte = np.round(anzahl[basis.von : basis.bis] / index[basis.von : basis.bis], 9)
    mitte = float(werte.mean())
    abstand = FAKTOR * float(np.abs(np.diff(werte)).mean())
    if bereinigt and not basis.neues_niveau:
        abstand *= SAISON_FAKTOR
    if mitte < MINDESTENS_IM_MONAT:
        return ZU_KLEIN, index, mitte, abstand
    if abstand < 1e-9 * mitte:
        return OHNE_STREUUNG, index, mitte, abstand
    return BEREINIGT if bereinigt else EINFACH, index, mitte, abstand


def _index(anzahl: np.ndarray, t: int) -> np.ndarray | None:
    """Each month over the mean of its year, averaged over the first three years of the recording.

    None before these are over, and where a month of the year never had an Eingang.
    """
    if t < STUFEN[0]:
        return None
    jahre = anzahl[: STUFEN[0]].reshape(JAHRE, JAHR)
    mittel = jahre.mean(axis=1, keepdims=True)
    if not mittel.all():
        return None
    index = (jahre / mittel).mean(axis=0)
    return np.resize(index, len(anzahl)) if index.all() else None


def _new_level(anzahl: np.ndarray, t: int, basis: Grundlage) -> bool:
    """Twelve months since the baseline, the last one `t`, lie on one side of its mean."""
    if t - JAHR + 1 < basis.bis:
        return False
    _, index, mitte, _ = _grenzen(anzahl, t, basis)
    weg = np.round(anzahl[t - JAHR + 1 : t + 1] / index[t - JAHR + 1 : t + 1] - mitte, 9)
    return bool(abs(np.sign(weg).sum()) == JAHR)
