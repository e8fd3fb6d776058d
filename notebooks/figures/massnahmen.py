"""Measures: what complaints changed in the house, decided, open, due, checked (MH-26, BKW-46)."""

import pandas as pd

from notebooks.data import Abschnitte, Spanne
from notebooks.figures.zaehlen import in_spanne

ZEILEN = (
    "festgelegt",
    "keine erforderlich",
    "Wirkung geprüft",
    "offen am Ende",
    "davon Termin überschritten",
)


def massnahmen(frame: pd.DataFrame, teile: Abschnitte) -> pd.DataFrame:
    """merkmal, anzahl, vor_anzahl. Decided and checked in the span; open on its Stichtag.

    A measure is open until its effect was checked. „keine erforderlich“ is a decision, too, and
    never open.
    """
    spalten = {
        name: _zaehle(frame, spanne)
        for name, spanne in (("anzahl", teile.bericht), ("vor_anzahl", teile.vor))
    }
    return pd.DataFrame({"merkmal": ZEILEN, **spalten})


def _zaehle(frame: pd.DataFrame, spanne: Spanne) -> list[int]:
    noetig = frame["erforderlich"] == 1
    neu = in_spanne(frame, "festgelegt_am", spanne)
    geprueft = in_spanne(frame[noetig], "wirkung_geprueft_am", spanne)
    geprueft_am = frame["wirkung_geprueft_am"]
    offen = frame[
        noetig
        & (frame["festgelegt_am"] <= spanne.schluss)
        & ~(geprueft_am.notna() & (geprueft_am <= spanne.schluss))
    ]
    ueber = offen["termin"].notna() & (offen["termin"] < spanne.schluss)
    keine = int((neu["erforderlich"] != 1).sum())
    return [len(neu) - keine, keine, len(geprueft), len(offen), int(ueber.sum())]
