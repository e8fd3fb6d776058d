"""The control chart of Eingänge per month."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from notebooks.charts.stil import (
    AKZENT,
    FLAECHE,
    GRAU,
    TEXT,
    VORGAENGE,
    Bild,
    als_svg,
    ganze_zahlen,
    neue_achsen,
)
from notebooks.data import Abschnitte
from notebooks.figures.monatskarte import GEDEUTET
from notebooks.prose.eingaenge import verlauf as satz_verlauf
from notebooks.prose.formate import dezimal, monat, zahl

GEZEIGT = 36


def monatskarte(karte: pd.DataFrame, teile: Abschnitte) -> Bild | None:
    """Line of the last three years with mean, limits and marked signals; None below two months."""
    if len(karte) < 2:
        return None
    karte = karte.tail(GEZEIGT).reset_index(drop=True)
    gedeutet = karte["karte"].iloc[-1] in GEDEUTET
    bild, achsen = neue_achsen(2.9, rechts=0.83 if gedeutet else 0.97)
    stellen = np.arange(len(karte))
    _zeitraum(achsen, karte, teile)
    _grundlage(achsen, karte)
    if gedeutet:
        _grenzen(achsen, karte)
    achsen.plot(stellen, karte["anzahl"], color=AKZENT, linewidth=1.6, marker="o", ms=3.5, zorder=3)
    signale = np.flatnonzero(karte["regel"] != "")
    if len(signale):
        werte = karte["anzahl"].to_numpy()[signale]
        achsen.plot(signale, werte, "D", mfc="white", mec=TEXT, mew=1.4, ms=7, zorder=4)
    _monatsachse(achsen, list(karte["monat"]))
    achsen.set_ylim(bottom=0)
    ganze_zahlen(achsen.yaxis)
    return Bild("Eingänge je Monat", VORGAENGE, _alt_monatskarte(karte, teile), als_svg(bild))


def _zeitraum(achsen: Axes, karte: pd.DataFrame, teile: Abschnitte) -> None:
    innen = np.flatnonzero(karte["monat"] >= teile.bericht.von[:7])
    if not len(innen) or innen[0] == 0:
        return
    links, rechts = innen[0] - 0.5, innen[-1] + 0.5
    achsen.axvspan(links, rechts, color=FLAECHE, zorder=0)
    text = "Berichtszeitraum" if len(innen) > 4 else "Bericht"
    mitte = (links + rechts) / 2
    achsen.annotate(
        text, (mitte, 1.015), xycoords=("data", "axes fraction"), ha="center", color=GRAU, size=8
    )


def _grundlage(achsen: Axes, karte: pd.DataFrame) -> None:
    """A bar on the axis under the months that mean and limits of the last month come from."""
    letzte = karte.iloc[-1]
    innen = np.flatnonzero(
        (karte["monat"] >= letzte["grundlage_von"]) & (karte["monat"] <= letzte["grundlage_bis"])
    )
    if not len(innen):
        return
    links, rechts = innen[0] - 0.5, innen[-1] + 0.5
    achsen.axvspan(links, rechts, 0, 0.025, color=GRAU, zorder=2)
    achsen.annotate(
        "Grundlage",
        ((links + rechts) / 2, 0.035),
        xycoords=("data", "axes fraction"),
        ha="center",
        va="bottom",
        size=8,
        color=GRAU,
    )


def _grenzen(achsen: Axes, karte: pd.DataFrame) -> None:
    """Mean and limits of every month as steps, named at the right end with the last month's."""
    letzte, stellen = karte.iloc[-1], np.arange(len(karte))
    namen = [("oben", "obere Grenze", (0, (4, 3))), ("mittel", "Mittel", "-")]
    if letzte["unten"] > 0:
        namen.append(("unten", "untere Grenze", (0, (4, 3))))
    for spalte, name, strich in namen:
        achsen.step(
            stellen,
            karte[spalte],
            where="mid",
            color=GRAU,
            linewidth=0.9,
            linestyle=strich,
            zorder=1,
        )
        achsen.annotate(
            f"{name} {dezimal(letzte[spalte])}",
            (1.01, letzte[spalte]),
            xycoords=("axes fraction", "data"),
            va="center",
            size=8,
            color=GRAU,
        )


def _monatsachse(achsen: Axes, monate: list[str]) -> None:
    """A tick per month, a label at January and July (short rows: at every month)."""
    zeigt = [m for m in monate if len(monate) <= 14 or m[5:] in ("01", "07")]
    achsen.set_xlim(-0.6, len(monate) - 0.4)
    achsen.set_xticks([monate.index(m) for m in zeigt], [monat(m, kurz=True) for m in zeigt])
    achsen.set_xticks(range(len(monate)), minor=True)
    achsen.tick_params(axis="x", which="minor", length=1.5)


def _alt_monatskarte(karte: pd.DataFrame, teile: Abschnitte) -> str:
    klein, gross = (
        karte.loc[stelle] for stelle in (karte["anzahl"].idxmin(), karte["anzahl"].idxmax())
    )
    erster, letzter = karte["monat"].iloc[0], karte["monat"].iloc[-1]
    text = (
        f"Liniendiagramm der Eingänge je Monat von {monat(erster)} bis {monat(letzter)}. "
        f"Niedrigster Wert {zahl(klein.anzahl)} ({monat(klein.monat)}), höchster "
        f"{zahl(gross.anzahl)} ({monat(gross.monat)})."
    )
    z = karte.iloc[-1]
    if z["karte"] in GEDEUTET:
        text += (
            f" Im {monat(z['monat'])}: Mittel {dezimal(z['mittel'])}, Grenzen "
            f"{dezimal(z['unten'])} bis {dezimal(z['oben'])}."
        )
    return f"{text} {satz_verlauf(karte, teile)}"
