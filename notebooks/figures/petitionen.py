"""Petitionen and Eingaben, which are recorded and evaluated apart (BS-16, MH-62).

Their deadline is that of the Stellungnahme; termintreue_petitionen in termine.py counts it, and
petitionen_dauer in dauer.py how long they take.
"""

from collections.abc import Sequence

import pandas as pd

from notebooks.data import Abschnitte
from notebooks.figures.ergebnisse import shares_settled
from notebooks.figures.zaehlen import PETITIONEN, nur_arten, verteilung

BEWEGUNG = {
    "übernommen": "uebernommen",
    "eingegangen": "neu",
    "wiedereröffnet": "wiedereroeffnet",
    "abgeschlossen": "abgeschlossen",
    "offen am Ende": "offen",
}


def petitionen(bestand: pd.DataFrame) -> pd.DataFrame:
    """Their part of the Bestandsrechnung: merkmal, petitionen, eingaben, anzahl, vor_anzahl.

    Input: `bestand`. `anzahl` and `vor_anzahl` count both.
    """
    je_art = bestand.set_index("art").reindex(PETITIONEN).fillna({"signal": ""}).fillna(0)
    zeilen = []
    for merkmal, spalte in BEWEGUNG.items():
        einzeln = [int(je_art.loc[art, spalte]) for art in PETITIONEN]
        davor = int(je_art[f"vor_{spalte}"].sum())
        zeilen.append((merkmal, *einzeln, sum(einzeln), davor))
    spalten = ["merkmal", "petitionen", "eingaben", "anzahl", "vor_anzahl"]
    return pd.DataFrame(zeilen, columns=spalten)


def petitionen_ergebnis(
    abschluesse: pd.DataFrame, codes: Sequence[str], teile: Abschnitte
) -> pd.DataFrame:
    """Closed Petitionen and Eingaben by Ergebnisart, as `verteilung`."""
    eigene = nur_arten(abschluesse, PETITIONEN)
    return verteilung(eigene, "ergebnisart", "abschluss_am", codes, teile)


def petitionen_klaerung(abschluesse: pd.DataFrame, teile: Abschnitte) -> pd.DataFrame:
    """How closed Petitionen and Eingaben were settled, as `klaerung`."""
    return shares_settled(abschluesse, PETITIONEN, teile)
