"""Bars: counts by code with the previous period as a mark, and shares in one stacked bar."""

from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes

from notebooks.charts.stil import (
    AKZENT,
    GRAU,
    STUFEN,
    TEXT,
    VORGAENGE,
    Bild,
    als_svg,
    ganze_zahlen,
    neue_achsen,
)
from notebooks.prose.formate import NBSP, VERDECKT, dezimal, fehlt, prozent, zahl

LAENGSTER_NAME = 34


def balken(verteilung: pd.DataFrame, namen: Sequence[str], titel: str, einheit: str) -> Bild | None:
    """Horizontal bars, one per row, with the count and share; ◇ marks the previous period.

    `namen` are the labels of the rows, `gesamt` and `unbekannt` left out; None when all are 0.
    """
    zeilen = _einzelne(verteilung)
    if not zeilen["anzahl"].sum():
        return None
    zeilennamen = [_zweizeilig(name) for name in namen]
    je_balken = 0.3 if any("\n" in name for name in zeilennamen) else 0.235
    bild, achsen = neue_achsen(0.6 + je_balken * len(zeilen), links=0.34)
    stellen = range(len(zeilen))
    achsen.barh(stellen, zeilen["anzahl"], height=0.62, color=AKZENT, zorder=2)
    if zeilen["vor_anzahl"].any():
        _marken(achsen, zeilen)
    achsen.set_yticks(list(stellen), zeilennamen, linespacing=0.95)
    achsen.invert_yaxis()
    achsen.spines["left"].set_visible(False)
    achsen.tick_params(axis="y", length=0)
    hoechster = int(zeilen[["anzahl", "vor_anzahl"]].max().max())
    achsen.set_xlim(0, hoechster * 1.18 or 1)
    ganze_zahlen(achsen.xaxis)
    _werte(achsen, zeilen, hoechster)
    return Bild(titel, einheit, _alt(zeilen, namen, titel, einheit), als_svg(bild))


def _einzelne(verteilung: pd.DataFrame) -> pd.DataFrame:
    return verteilung[~verteilung["code"].isin(["gesamt", "unbekannt"])].reset_index(drop=True)


def _marken(achsen: Axes, zeilen: pd.DataFrame) -> None:
    davor = zeilen.loc[zeilen["vor_anzahl"] > 0, "vor_anzahl"]
    achsen.plot(
        davor,
        davor.index,
        "D",
        mfc="white",
        mec=TEXT,
        mew=1.1,
        ms=5,
        zorder=3,
    )
    achsen.annotate(
        "Raute: Vorperiode", (1, 1.02), xycoords="axes fraction", ha="right", size=8, color=GRAU
    )


def _werte(achsen: Axes, zeilen: pd.DataFrame, hoechster: int) -> None:
    """Count and share right of the bar, clear of the mark."""
    for stelle, z in enumerate(zeilen.itertuples()):
        bekannt = [wert for wert in (z.anzahl, z.vor_anzahl) if not fehlt(wert)]
        ende = max(bekannt, default=0) + hoechster * (0.02 if z.anzahl > z.vor_anzahl else 0.035)
        text = _wert(z.anzahl, z.von)
        achsen.annotate(text, (ende, stelle), va="center", size=8, annotation_clip=False)


def _wert(treffer: float, gesamt: float) -> str:
    """Count and share; a dot where they may not be shown."""
    if fehlt(treffer):
        return VERDECKT
    return zahl(treffer) if fehlt(gesamt) else f"{zahl(treffer)} ({prozent(treffer, gesamt)})"


def _kurz(name: str) -> str:
    """One line, cut where a code list says more; `$` would start a formula in matplotlib."""
    name = " ".join(name.split()).replace("$", r"\$")
    return name if len(name) <= LAENGSTER_NAME else f"{name[: LAENGSTER_NAME - 1]}…"


def _zweizeilig(name: str) -> str:
    """Up to two lines, broken between words or behind a slash."""
    name = " ".join(name.split()).replace("$", r"\$")
    if len(name) <= LAENGSTER_NAME:
        return name
    kopf = name[:LAENGSTER_NAME]
    ende = max(kopf.rfind(" "), kopf.rfind("/"), kopf.rfind("-")) + 1 or LAENGSTER_NAME
    rest = name[ende:].strip()
    return f"{name[:ende].strip()}\n{rest if len(rest) <= LAENGSTER_NAME else _kurz(rest)}"


def _alt(zeilen: pd.DataFrame, namen: Sequence[str], titel: str, einheit: str) -> str:
    teile = [
        f"{name} {_in_worten(z.anzahl, z.von)}{_davor(zeilen, z.vor_anzahl)}"
        for name, z in zip(namen, zeilen.itertuples(), strict=True)
        if z.anzahl or z.vor_anzahl
    ]
    return f"Balkendiagramm „{titel}“, Einheit {einheit}: {'; '.join(teile)}."


def _davor(zeilen: pd.DataFrame, vor_anzahl: float) -> str:
    """Nothing where there was no Vorperiode to count."""
    hatte = zeilen["vor_anzahl"].isna().any() or zeilen["vor_anzahl"].any()
    return f", Vorperiode {_in_worten(vor_anzahl)}" if hatte else ""


def _in_worten(treffer: float, gesamt: float | None = None) -> str:
    if fehlt(treffer):
        return "nicht ausgewiesen"
    return zahl(treffer) if fehlt(gesamt) else f"{zahl(treffer)} ({prozent(treffer, gesamt or 0)})"


def anteilsbalken(verteilung: pd.DataFrame, namen: Sequence[str], titel: str) -> Bild | None:
    """Two stacked bars to 100 percent, report and Vorperiode, dark to light; None without data.

    At most four rows beside `gesamt` and `unbekannt`.
    """
    zeilen = _einzelne(verteilung)
    reihen = [("Bericht", "anzahl"), ("Vorperiode", "vor_anzahl")]
    # A share of what may not be shown cannot be drawn, nor the others' beside it.
    reihen = [(n, spalte) for n, spalte in reihen if zeilen[spalte].sum(skipna=False) > 0]
    if not reihen or reihen[0][1] != "anzahl":
        return None
    bild, achsen = neue_achsen(0.4 + 0.42 * len(reihen), links=0.13, unten=0.05)
    for stelle, (_, spalte) in enumerate(reihen):
        _stapel(achsen, stelle, list(zeilen[spalte]))
    _stufennamen(achsen, namen)
    achsen.set_yticks(range(len(reihen)), [name for name, _ in reihen])
    achsen.set_ylim(len(reihen) - 0.5, -0.5)
    achsen.set_xlim(0, 100)
    achsen.set_xticks([])
    achsen.spines[["left", "bottom"]].set_visible(False)
    achsen.tick_params(axis="y", length=0)
    return Bild(titel, VORGAENGE, _alt(zeilen, namen, titel, VORGAENGE), als_svg(bild))


def _stapel(achsen: Axes, stelle: int, werte: list[int]) -> None:
    links, summe = 0.0, sum(werte)
    for wert, farbe in zip(werte, STUFEN, strict=False):
        breite = 100 * wert / summe
        achsen.barh(stelle, breite, 0.66, links, color=farbe, edgecolor="white", linewidth=0.8)
        if breite >= 6:
            schrift = "white" if farbe in STUFEN[:1] else TEXT
            text = f"{dezimal(breite, 0)}{NBSP}%"
            achsen.annotate(
                text, (links + breite / 2, stelle), ha="center", va="center", color=schrift, size=8
            )
        links += breite


def _stufennamen(achsen: Axes, namen: Sequence[str]) -> None:
    """A small square and the name for every shade, in one row above the bars."""
    for nummer, (name, farbe) in enumerate(zip(namen, STUFEN, strict=False)):
        links = nummer * 0.25
        achsen.plot(
            [links + 0.008],
            [1.09],
            "s",
            color=farbe,
            mec=GRAU,
            mew=0.5,
            ms=7,
            transform=achsen.transAxes,
            clip_on=False,
        )
        achsen.annotate(
            _kurz(name), (links + 0.028, 1.09), xycoords="axes fraction", va="center", size=8
        )
