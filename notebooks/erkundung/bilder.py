"""Charts for exploring: shown below the cell, with the sentence that says what they show."""

from dataclasses import dataclass
from html import escape

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from notebooks.charts.stil import AKZENT, GRAU, TEXT, als_svg, ganze_zahlen, neue_achsen
from notebooks.erkundung.fragen import ZU_WENIGE
from notebooks.erkundung.trend import ANTEIL, ANZAHL, satz
from notebooks.figures.regelkarte import BEREINIGT, EINFACH
from notebooks.prose.formate import dezimal, monat, prozent

_LINKS, _LAENGSTER = 0.38, 36
_HOECHSTENS = 24
"""More groups than these make no chart that anybody reads."""


@dataclass(frozen=True)
class Gezeigt:
    """A chart as a notebook shows it: `titel`, drawing, and `text`, what it shows in words."""

    titel: str
    svg: str
    text: str

    def _repr_html_(self) -> str:
        svg = self.svg.replace("<svg", f'<svg role="img" aria-label="{escape(self.text)}"', 1)
        return (
            f"<figure style='max-width:48rem;margin:0'><strong>{escape(self.titel)}</strong>{svg}"
            f"<figcaption>{escape(self.text)}</figcaption></figure>"
        )


def anteilsbild(tabelle: pd.DataFrame, titel: str) -> Gezeigt:
    """A table of `anteil_je`: each group's share as a point with its interval, all as a line."""
    zeilen = tabelle.head(_HOECHSTENS)
    bild, achsen = neue_achsen(0.7 + 0.28 * max(len(zeilen), 1), links=_LINKS, unten=0.4)
    stellen = np.arange(len(zeilen))
    punkte, alle = 100 * zeilen["anteil"], _alle(tabelle)
    spannen = [punkte - 100 * zeilen["unten"], 100 * zeilen["oben"] - punkte]
    achsen.axvline(100 * alle, color=GRAU, linewidth=0.9, linestyle=(0, (4, 3)), zorder=1)
    achsen.errorbar(punkte, stellen, xerr=spannen, fmt="o", color=AKZENT, ecolor=GRAU, ms=5)
    for stelle, row in zip(stellen, zeilen.itertuples(), strict=True):
        achsen.annotate(f"{row.treffer} von {row.von}", (1.01, stelle), color=TEXT, size=8,
                        xycoords=("axes fraction", "data"), va="center")  # fmt: skip
    achsen.set_yticks(list(stellen), [_short(str(name)) for name in zeilen["gruppe"]])
    achsen.invert_yaxis()
    achsen.set_xlim(left=0)
    achsen.set_xlabel("Anteil in Prozent, mit 95-Prozent-Intervall; gestrichelt: alle", size=8)
    lage = achsen.get_position()
    achsen.set_position((_LINKS, lage.y0, 0.86 - _LINKS, lage.height))
    return Gezeigt(titel, als_svg(bild), _alt_anteile(tabelle, alle))


def _short(name: str) -> str:
    return name if len(name) <= _LAENGSTER else name[: _LAENGSTER - 1] + "…"


def _alle(tabelle: pd.DataFrame) -> float:
    return float(tabelle["treffer"].sum()) / max(int(tabelle["von"].sum()), 1)


def _alt_anteile(tabelle: pd.DataFrame, alle: float) -> str:
    genug = tabelle[tabelle["urteil"] != ZU_WENIGE]
    if genug.empty:
        return "Keine Gruppe ist groß genug für einen Anteil, der etwas sagt."
    hoch, tief = genug.iloc[0], genug.iloc[-1]
    return (
        f"Anteile je Gruppe, zusammen {dezimal(100 * alle)} Prozent. Am höchsten: {hoch.gruppe} "
        f"mit {prozent(hoch.treffer, hoch.von)}; am niedrigsten: {tief.gruppe} mit "
        f"{prozent(tief.treffer, tief.von)}."
    )


def trendbild(karte: pd.DataFrame, titel: str, wie: str = ANZAHL) -> Gezeigt:
    """A chart of `trend`: the months as a line, mean and limits, signals as diamonds."""
    bild, achsen = neue_achsen(2.9, rechts=0.8, unten=0.34)
    stellen = np.arange(len(karte))
    achsen.plot(stellen, karte["wert"], color=AKZENT, linewidth=1.6, marker="o", ms=3.5, zorder=3)
    if len(karte) and karte["karte"].iloc[0] in (BEREINIGT, EINFACH):
        _limits(achsen, karte)
        signale = np.flatnonzero(karte["regel"] != "")
        achsen.plot(signale, karte["wert"].to_numpy()[signale], "D", mfc="white", mec=TEXT,
                    mew=1.4, ms=7, zorder=4)  # fmt: skip
    _months(achsen, list(karte["monat"]))
    achsen.set_ylim(bottom=0)
    ganze_zahlen(achsen.yaxis)
    einheit = "Anteil in Prozent" if wie == ANTEIL else "Anzahl"
    return Gezeigt(f"{titel} ({einheit} je Monat)", als_svg(bild), satz(karte))


def _limits(achsen: Axes, karte: pd.DataFrame) -> None:
    erste = karte.iloc[0]
    namen = (("oben", "obere Grenze"), ("mittel", "Mittel"), ("unten", "untere Grenze"))
    for spalte, name in namen:
        strich = "-" if spalte == "mittel" else (0, (4, 3))
        achsen.axhline(erste[spalte], color=GRAU, linewidth=0.9, linestyle=strich, zorder=1)
        achsen.annotate(f"{name} {dezimal(erste[spalte])}", (1.01, erste[spalte]), size=8,
                        xycoords=("axes fraction", "data"), va="center", color=GRAU)  # fmt: skip


def _months(achsen: Axes, monate: list[str]) -> None:
    zeigt = [m for m in monate if len(monate) <= 14 or m[5:] in ("01", "07")]
    achsen.set_xticks([monate.index(m) for m in zeigt], [monat(m, kurz=True) for m in zeigt])
    achsen.set_xticks(range(len(monate)), minor=True)
    achsen.tick_params(axis="x", which="minor", length=1.5)
