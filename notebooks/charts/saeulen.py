"""Columns: one per month, with its number on top; for readers who get no control chart."""

import pandas as pd

from notebooks.charts.stil import AKZENT, GRAU, VORGAENGE, Bild, als_svg, neue_achsen
from notebooks.prose.formate import VERDECKT, fehlt, monat, zahl

ALLE_NAMEN = 12


def saeulen(monate: pd.DataFrame, titel: str) -> Bild | None:
    """A column per month (monat, anzahl), labelled directly; None when there is nothing to draw."""
    if len(monate) < 2 or not monate["anzahl"].sum():
        return None
    bild, achsen = neue_achsen(2.1, links=0.01)
    stellen = range(len(monate))
    werte = monate["anzahl"].astype("float64").fillna(0)
    achsen.bar(stellen, werte, width=0.66, color=AKZENT)
    for stelle, wert in zip(stellen, monate["anzahl"], strict=True):
        text = VERDECKT if fehlt(wert) else zahl(wert)
        hoehe = 0 if fehlt(wert) else wert
        achsen.annotate(
            text, (stelle, hoehe), (0, 2.5), textcoords="offset points", ha="center", size=8
        )
    jeder = -(-len(monate) // ALLE_NAMEN)
    namen = [monat(m, kurz=True) if nr % jeder == 0 else "" for nr, m in enumerate(monate["monat"])]
    achsen.set_xticks(list(stellen), namen)
    achsen.tick_params(axis="x", length=0, colors=GRAU)
    achsen.set_ylim(0, float(werte.max()) * 1.15)
    achsen.set_yticks([])
    achsen.spines["left"].set_visible(False)
    return Bild(titel, VORGAENGE, _alt(monate, titel), als_svg(bild))


def _alt(monate: pd.DataFrame, titel: str) -> str:
    teile = [
        f"{monat(str(z.monat))} {'nicht ausgewiesen' if fehlt(z.anzahl) else zahl(z.anzahl)}"
        for z in monate.itertuples()
    ]
    return f"Säulendiagramm „{titel}“, Einheit {VORGAENGE}: {', '.join(teile)}."
