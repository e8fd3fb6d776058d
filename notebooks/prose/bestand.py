"""Sentences on the Bestandsrechnung and on overdue cases."""

import pandas as pd

from notebooks.data import Abschnitte
from notebooks.figures.signal import OHNE_VERGLEICH
from notebooks.figures.zaehlen import SUMME
from notebooks.prose.formate import anzahl, datum, gross, von, zahl


def kurz_bestand(bestand: pd.DataFrame, ueberfaellig: pd.DataFrame, teile: Abschnitte) -> str:
    """Open at the end, open at the start, overdue."""
    zeile = bestand.set_index("art").loc[SUMME]
    offen, vorher = int(zeile.offen), int(zeile.uebernommen)
    verb = "war" if offen < 2 else "waren"
    satz = f"Am {datum(teile.stichtag)} {verb} {_reaktionen(offen)} offen, zu Beginn {zahl(vorher)}"
    faellig = _gesamt(ueberfaellig)
    if offen == 0:
        return f"{satz}."
    if faellig == 0:
        return f"{satz}; überfällig ist keine davon."
    davon = "ist davon eine" if faellig == 1 else f"sind davon {zahl(faellig)}"
    return f"{satz}; überfällig {davon}."


def _reaktionen(n: int) -> str:
    return anzahl(n, "Kundenreaktion", "Kundenreaktionen", "keine")


def _gesamt(ueberfaellig: pd.DataFrame) -> int:
    return int(ueberfaellig.set_index("ueberzug").loc[SUMME, "anzahl"])


def bestand(zeilen: pd.DataFrame) -> str:
    """The calculation in words: carried over + new + reopened − closed = open."""
    z = zeilen.set_index("art").loc[SUMME]
    wieder = f" + wiedereröffnet {zahl(int(z.wiedereroeffnet))}" if z.wiedereroeffnet else ""
    return (
        f"Übernommen {zahl(int(z.uebernommen))} + neu {zahl(int(z.neu))}{wieder} − abgeschlossen "
        f"{zahl(int(z.abgeschlossen))} = offen {zahl(int(z.offen))}.{_davor(z)}"
    )


def _davor(z: "pd.Series[float]") -> str:
    if z.signal == OHNE_VERGLEICH:
        return ""
    return (
        f" Vorperiode: {zahl(int(z.vor_abgeschlossen))} abgeschlossen, "
        f"{zahl(int(z.vor_offen))} am Ende offen."
    )


def ueberfaellig(zeilen: pd.DataFrame, teile: Abschnitte) -> str:
    """How many open cases are past their deadline, and how many of those were told why."""
    z = zeilen.set_index("ueberzug").loc[SUMME]
    n, gemeldet = int(z.anzahl), int(z.mit_zwischennachricht)
    if n == 0:
        return f"Am {datum(teile.stichtag)} war kein offener Vorgang überfällig."
    wer = gross(anzahl(n, "offener Vorgang", "offene Vorgänge"))
    verb = "war" if n == 1 else "waren"
    return (
        f"{wer} {verb} am {datum(teile.stichtag)} überfällig; eine Zwischennachricht haben "
        f"{von(gemeldet, n)}."
    )
