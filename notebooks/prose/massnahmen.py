"""Sentences on measures: how many were decided, checked, are open and too late."""

import pandas as pd

from notebooks.data import Abschnitte
from notebooks.prose.formate import anzahl, datum, gross, zahl

WORTLAUT = (
    "Worin eine Maßnahme besteht und wer sie umsetzt, steht im Vorgang; dieser Bericht zählt nur. "
    "Offen ist sie, bis ihre Wirkung geprüft ist."
)


def massnahmen(zeilen: pd.DataFrame, teile: Abschnitte) -> str:
    """Decided and checked in the period, open on the Stichtag, and of those past their date."""
    n = dict(zip(zeilen["merkmal"], (int(wert) for wert in zeilen["anzahl"]), strict=True))
    neu, geprueft, offen = n["festgelegt"], n["Wirkung geprüft"], n["offen am Ende"]
    if not any((neu, geprueft, offen)):
        return "Im Berichtszeitraum wurde keine Maßnahme festgelegt; offen ist keine."
    satz = f"{gross(anzahl(neu, 'Maßnahme', 'Maßnahmen', 'keine'))} {_wurde(neu)} festgelegt"
    if geprueft:
        bei = "einer" if geprueft == 1 else zahl(geprueft)
        satz += f", bei {bei} wurde die Wirkung geprüft"
    return f"{satz}. {_offen(offen, n['davon Termin überschritten'], teile)}"


def _offen(offen: int, zu_spaet: int, teile: Abschnitte) -> str:
    tag = datum(teile.stichtag)
    if not offen:
        return f"Am {tag} war keine offen."
    wie_viele = "war eine" if offen == 1 else f"waren {zahl(offen)}"
    if not zu_spaet:
        return f"Am {tag} {wie_viele} offen, keine davon über den Termin."
    davon = "eine" if zu_spaet == 1 else zahl(zu_spaet)
    return f"Am {tag} {wie_viele} offen, davon {davon} über den Termin."


def _wurde(n: int) -> str:
    return "wurde" if n < 2 else "wurden"
