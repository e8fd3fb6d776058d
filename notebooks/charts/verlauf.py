"""The XmR chart of Eingänge per month, and the curve of how long cases take."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from notebooks.charts.stil import (
    AKZENT,
    FLAECHE,
    GRAU,
    HELLGRAU,
    TEXT,
    VORGAENGE,
    Bild,
    als_svg,
    ganze_zahlen,
    neue_achsen,
)
from notebooks.data import Abschnitte
from notebooks.figures.regelkarte import BEREINIGT, EINFACH
from notebooks.prose.eingaenge import verlauf as satz_verlauf
from notebooks.prose.formate import dezimal, monat, prozent_wert, zahl


def regelkarte(karte: pd.DataFrame, teile: Abschnitte) -> Bild | None:
    """Line of the months with mean, limits and marked signals; None below two months."""
    if len(karte) < 2:
        return None
    gedeutet = karte["karte"].iloc[0] in (BEREINIGT, EINFACH)
    bild, achsen = neue_achsen(2.9, rechts=0.83 if gedeutet else 0.97)
    stellen = np.arange(len(karte))
    _zeitraum(achsen, karte, teile)
    if gedeutet:
        _grenzen(achsen, karte)
    if karte["karte"].iloc[0] == BEREINIGT:
        achsen.plot(stellen, karte["anzahl"], color=HELLGRAU, linewidth=1.2, zorder=2)
    achsen.plot(stellen, karte["wert"], color=AKZENT, linewidth=1.6, marker="o", ms=3.5, zorder=3)
    signale = np.flatnonzero(karte["regel"] != "")
    if gedeutet and len(signale):
        werte = karte["wert"].to_numpy()[signale]
        achsen.plot(signale, werte, "D", mfc="white", mec=TEXT, mew=1.4, ms=7, zorder=4)
    _monatsachse(achsen, list(karte["monat"]))
    achsen.set_ylim(bottom=0)
    ganze_zahlen(achsen.yaxis)
    return Bild(
        "Eingänge je Monat", VORGAENGE, _alt_regelkarte(karte, teile, gedeutet), als_svg(bild)
    )


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


def _grenzen(achsen: Axes, karte: pd.DataFrame) -> None:
    """Mean and limits as lines over the whole width, named at the right end."""
    erste = karte.iloc[0]
    namen = [("oben", "obere Grenze", (0, (4, 3))), ("mittel", "Mittel", "-")]
    if erste["unten"] > 0:
        namen.append(("unten", "untere Grenze", (0, (4, 3))))
    for spalte, name, strich in namen:
        achsen.axhline(erste[spalte], color=GRAU, linewidth=0.9, linestyle=strich, zorder=1)
        achsen.annotate(
            f"{name} {dezimal(erste[spalte])}",
            (1.01, erste[spalte]),
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


def _alt_regelkarte(karte: pd.DataFrame, teile: Abschnitte, gedeutet: bool) -> str:
    klein, gross = (
        karte.loc[stelle] for stelle in (karte["anzahl"].idxmin(), karte["anzahl"].idxmax())
    )
    erster, letzter = karte["monat"].iloc[0], karte["monat"].iloc[-1]
    text = (
        f"Liniendiagramm der Eingänge je Monat von {monat(erster)} bis {monat(letzter)}. "
        f"Niedrigster Wert {zahl(klein.anzahl)} ({monat(klein.monat)}), höchster "
        f"{zahl(gross.anzahl)} ({monat(gross.monat)})."
    )
    if gedeutet:
        z = karte.iloc[0]
        text += (
            f" Mittel {dezimal(z['mittel'])}, Grenzen {dezimal(z['unten'])} bis "
            f"{dezimal(z['oben'])}."
        )
    return f"{text} {satz_verlauf(karte, teile)}"


HORIZONT = 60


def dauerkurve(kurven: dict[str, pd.DataFrame]) -> Bild | None:
    """Share settled by day, now and before, up to 60 days; None when nothing is settled."""
    jetzt, vorher = kurven["bericht"], kurven["vor"]
    if len(jetzt) < 2:
        return None
    bild, achsen = neue_achsen(2.7, links=0.075, rechts=0.86, unten=0.42)
    for tag in (14, 28):
        achsen.axvline(tag, color=HELLGRAU, linewidth=0.9, zorder=0)
        achsen.annotate(
            f"{tag} Tage",
            (tag, 1.015),
            xycoords=("data", "axes fraction"),
            ha="center",
            size=8,
            color=GRAU,
        )
    enden = [_kurve(achsen, jetzt, AKZENT, "-")]
    namen = [("Bericht", AKZENT)]
    if len(vorher) > 1:
        enden.append(_kurve(achsen, vorher, GRAU, (0, (4, 2))))
        namen.append(("Vorperiode", GRAU))
    _beschrifte_enden(achsen, enden, namen)
    achsen.set_xlim(0, HORIZONT)
    achsen.set_ylim(0, 102)
    achsen.set_yticks([0, 25, 50, 75, 100], ["0 %", "25 %", "50 %", "75 %", "100 %"])
    achsen.set_xlabel("Tage seit Eingang", size=8, color=GRAU, labelpad=1)
    return Bild(
        "Anteil geklärter Vorgänge nach Tagen", VORGAENGE, _alt_dauer(jetzt, vorher), als_svg(bild)
    )


def _kurve(achsen: Axes, kurve: pd.DataFrame, farbe: str, strich: object) -> float:
    """Draw one step curve; gives the height at the right end."""
    innen = kurve[kurve["tag"] <= HORIZONT]
    ende = 100 * float(innen["anteil_geklaert"].iloc[-1])
    tage = [*innen["tag"], HORIZONT]
    hoehe = [*(100 * innen["anteil_geklaert"]), ende]
    achsen.step(tage, hoehe, where="post", color=farbe, linestyle=strich, linewidth=1.7)
    return ende


def _beschrifte_enden(achsen: Axes, enden: list[float], namen: list[tuple[str, str]]) -> None:
    """Names at the right ends, moved apart when the curves end close together."""
    hoehen = list(enden)
    if len(hoehen) == 2 and abs(hoehen[0] - hoehen[1]) < 9:
        mitte, oben = sum(hoehen) / 2, hoehen[0] >= hoehen[1]
        hoehen = [mitte + 4.5, mitte - 4.5] if oben else [mitte - 4.5, mitte + 4.5]
    for hoehe, (name, farbe) in zip(hoehen, namen, strict=True):
        achsen.annotate(
            name,
            (1.01, min(hoehe, 99)),
            xycoords=("axes fraction", "data"),
            va="center",
            color=farbe,
        )


def _alt_dauer(jetzt: pd.DataFrame, vorher: pd.DataFrame) -> str:
    def bis(kurve: pd.DataFrame, tag: int) -> str:
        return prozent_wert(float(kurve.loc[kurve["tag"] <= tag, "anteil_geklaert"].iloc[-1]))

    text = (
        "Treppenkurve des Anteils geklärter Vorgänge nach Tagen seit Eingang (Kaplan–Meier). "
        f"Bericht: nach 14 Tagen {bis(jetzt, 14)}, nach 28 Tagen {bis(jetzt, 28)}."
    )
    if len(vorher) < 2:
        return f"{text} Für die Vorperiode gibt es keine Kurve."
    return f"{text} Vorperiode: {bis(vorher, 14)} und {bis(vorher, 28)}."
