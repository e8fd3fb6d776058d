"""The numbers of a report as cells: which single cases each counts, of how many persons."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from models.rules.fehler import RuleViolation
from notebooks.data.abschnitte import Abschnitte, Spanne
from notebooks.data.ausgewiesen import Frueher
from notebooks.data.einzelfaelle import Ausschnitt
from notebooks.figures.ergebnisse import ERGEBNISSE
from notebooks.figures.zaehlen import SUMME
from notebooks.protect import zaehlung, zaehlung_fristen

ZAEHLUNGEN: dict[str, Callable[[Ausschnitt], zaehlung.Zellen]] = {
    **zaehlung.ZAEHLUNGEN,
    **zaehlung_fristen.ZAEHLUNGEN,
}
_BESTAND = ("uebernommen", "neu", "abgeschlossen", "offen", "wiedereroeffnet")
_ANTEIL = ("anzahl", "von")
_FRISTEN = (*_ANTEIL, "verspaetet", "unbekannt", "noch_offen", "faellig")
_JE_ART = ("erste_anzahl", "erste_von", "abschl_anzahl", "abschl_von")
GEZAEHLT: dict[str, tuple[str, ...]] = {
    "bestand": _BESTAND,
    "begruendet": _ANTEIL,
    "begruendet-traeger": _ANTEIL,
    "ergebnis-traeger": (*ERGEBNISSE, "anzahl"),
    "petitionen-klaerung": _ANTEIL,
    "klaerung": _ANTEIL,
    "besonderheiten": _ANTEIL,
    "abdeckung": _ANTEIL,
    **dict.fromkeys(("termintreue", "fristklassen"), _FRISTEN),
    **dict.fromkeys(("petitionen-frist", "petitionen-fristklassen"), _FRISTEN),
    **dict.fromkeys(("termintreue-art", "termintreue-daneben"), _JE_ART),
    "petitionen": ("petitionen", "eingaben", "anzahl"),
    **dict.fromkeys(("dauer", "petitionen-dauer"), ("anzahl", "geklaert", "offen", "unbekannt")),
    "ueberfaellig": ("anzahl", "mit_zwischennachricht"),
    "luecken": ("fehlt", "von"),
}
"""Columns that count cases; where none are named, `anzahl`. The others are worked out of them."""
VOR = "vor_"


@dataclass(frozen=True, order=True)
class Zelle:
    """A number that can be printed: where it stands and for which span, as of which Stichtag."""

    tabelle: str
    zeile: str
    spalte: str
    von: str
    bis: str
    schluss: str

    @classmethod
    def of(cls, frueher: Frueher) -> "Zelle":
        """The cell of an earlier report."""
        f = frueher
        return cls(f.tabelle, f.zeile, f.spalte, f.von, f.bis, f.schluss)

    @property
    def spanne(self) -> Spanne:
        """Its span; how long it was watched does not matter here."""
        return Spanne(self.von, self.bis, 0, self.schluss)


@dataclass(frozen=True)
class Stelle:
    """Where in which frame a cell is printed, and the number there."""

    tabelle: str
    reihe: int
    spalte: str
    zelle: Zelle
    wert: int


def places(zahlen: Mapping[str, pd.DataFrame], teile: Abschnitte) -> list[Stelle]:
    """Every counted number of the frames; what is not known, is none.

    RuleViolation for a table of which nobody said whom it counts.
    """
    spannen = {"bericht": teile.bericht, "vor": teile.vor, "vorjahr": teile.vorjahr}
    stellen: list[Stelle] = []
    for tabelle, frame in zahlen.items():
        if tabelle not in ZAEHLUNGEN:
            satz = (
                f"Für die Tabelle „{tabelle}“ ist nicht festgelegt, welche Personen sie zählt; sie "
                "darf nicht nach außen."
            )
            raise RuleViolation(satz, "empfaenger")
        stellen += _places_in(tabelle, frame, spannen)
    return stellen


def _places_in(
    tabelle: str, frame: pd.DataFrame, spannen: Mapping[str, Spanne]
) -> Iterator[Stelle]:
    gezaehlt = GEZAEHLT.get(tabelle, ("anzahl",))
    for reihe, name in enumerate(frame.iloc[:, 0].astype("str")):
        for spalte in frame.columns[1:]:
            grund, zeile = spalte.removeprefix(VOR), name
            spanne = spannen["vor" if spalte.startswith(VOR) else "bericht"]
            if tabelle == "eingaenge-vergleich":
                zeile, spanne = "bericht", spannen[name]
            if grund == "von" and "von" not in gezaehlt and "code" in frame.columns:
                grund, zeile = "anzahl", SUMME
            wert = frame[spalte].iloc[reihe]
            if grund in gezaehlt and pd.notna(wert):
                zelle = Zelle(tabelle, zeile, grund, spanne.von, spanne.bis, spanne.schluss)
                yield Stelle(tabelle, reihe, spalte, zelle, int(wert))


class Inhalte:
    """What each cell counts, computed once per table and span."""

    def __init__(self, ausschnitte: Iterable[Ausschnitt]) -> None:
        self._ausschnitte = {_kurz(a.spanne): a for a in ausschnitte}
        self._bekannt: dict[tuple[str, tuple[str, str, str]], zaehlung.Zellen] = {}

    def of(self, zelle: Zelle) -> np.ndarray:
        """Numbers of the things the cell counts."""
        spanne = (zelle.von, zelle.bis, zelle.schluss)
        if (zelle.tabelle, spanne) not in self._bekannt:
            zaehle = ZAEHLUNGEN[zelle.tabelle]
            self._bekannt[zelle.tabelle, spanne] = zaehle(self._ausschnitte[spanne])
        leer = np.empty(0, dtype=np.int64)
        return self._bekannt[zelle.tabelle, spanne].get((zelle.zeile, zelle.spalte), leer)


def _kurz(spanne: Spanne) -> tuple[str, str, str]:
    return spanne.von, spanne.bis, spanne.schluss


def require_counted(stellen: Sequence[Stelle], inhalte: Inhalte) -> None:
    """Every number counts as many things as it says; RuleViolation names the first that doesn't."""
    for stelle in stellen:
        gezaehlt = len(inhalte.of(stelle.zelle))
        if stelle.wert != gezaehlt:
            satz = (
                f"Die Zahl {stelle.wert} in der Tabelle „{stelle.tabelle}“ (Zeile "
                f"„{stelle.zelle.zeile}“, Spalte „{stelle.spalte}“) zählt {gezaehlt} Vorgänge. Der "
                "Bericht geht nicht nach außen; bitte der Administration melden."
            )
            raise RuleViolation(satz, "empfaenger")
