"""What corrections since a published run changed in its Bestandsrechnung, to the last case."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from notebooks.data import Spanne
from notebooks.figures.bestand import SPALTEN, bestandsrechnung
from notebooks.figures.zaehlen import BESCHWERDEARTEN, SUMME

# Why a case counts otherwise now: the first that applies, so that each case has one reason.
FELDER: dict[str, tuple[str, ...]] = {
    "eingang": ("eingang_am",),
    "art": ("art", "abgabefall"),
    "einheit": ("einheit_id",),
    "abschluss": ("abschluss_am", "wiedereroeffnet"),
    "ergebnis": (
        "ergebnisart",
        "abhilfe",
        "einvernehmlich_geklaert",
        "entschuldigung",
        "verzicht_liegt_vor",
        "selbst_betroffen",
    ),
    "frist": ("frist_am", "frist_regel"),
    "antwort": (
        "antwort_versandt_am",
        "datum_der_klaerung",
        "zwischennachricht_am",
        "dankeschreiben_am",
        "versandt_am",
        "frist_gehalten",
        "abschliessend_gehalten",
    ),
}
NACHGETRAGEN, GELOESCHT, UNVERAENDERT = "nachgetragen", "geloescht", ""
GRUENDE = (NACHGETRAGEN, GELOESCHT, *FELDER)
_BEWEGUNG = ("art", "eingang_am", "abschluss_am", "wiedereroeffnet")


@dataclass(frozen=True)
class Seither:
    """`datenstand`: ISO day of the newest report outside over this period.

    `summen`: groesse, damals, jetzt, unterschied of the Bestandsrechnung's row `gesamt`, NaN where
    one of the two does not tell it. `weitere`: how many other numbers of both are different.
    """

    datenstand: str
    summen: pd.DataFrame
    weitere: int

    @property
    def geaendert(self) -> bool:
        """Whether any number is another one now."""
        return bool(self.weitere or (self.summen["unterschied"].fillna(0) != 0).any())


def berichtigt(faelle: pd.DataFrame, spanne: Spanne) -> pd.DataFrame:
    """By reason: grund, vorgaenge, and what each changed (now less then) in the Bestandsrechnung.

    `faelle`: a row per case, with `damals_…` and `heute_…` of what is compared, as of the span's
    Stichtag. The last row `gesamt` is the difference of both Bestandsrechnungen.
    """
    grund = _gruende(faelle)
    zeilen = []
    for name in GRUENDE:
        diese = faelle[grund == name]
        zeilen.append([name, len(diese), *_unterschied(diese, spanne, BESCHWERDEARTEN)[SUMME]])
    zeilen.append([SUMME, *(sum(spalte) for spalte in list(zip(*zeilen, strict=True))[1:])])
    return pd.DataFrame(zeilen, columns=["grund", "vorgaenge", *SPALTEN])


def berichtigt_art(faelle: pd.DataFrame, spanne: Spanne, arten: Sequence[str]) -> pd.DataFrame:
    """By Art: what the same corrections changed in each row of the Bestandsrechnung."""
    je_art = _unterschied(faelle, spanne, arten)
    return pd.DataFrame([[art, *werte] for art, werte in je_art.items()], columns=["art", *SPALTEN])


def _gruende(faelle: pd.DataFrame) -> pd.Series:
    grund = pd.Series(UNVERAENDERT, index=faelle.index, dtype="str")
    beide = (faelle["damals"] == 1) & (faelle["heute"] == 1)
    for name in reversed(FELDER):
        grund[beide & _differs(faelle, FELDER[name])] = name
    grund[faelle["damals"] != faelle["heute"]] = "einheit"
    grund[_differs(faelle, FELDER["eingang"])] = "eingang"
    grund[faelle["bekannt"] == 0] = NACHGETRAGEN
    grund[faelle["geloescht"] == 1] = GELOESCHT
    return grund


def _differs(faelle: pd.DataFrame, felder: Sequence[str]) -> pd.Series:
    """Whether any of these is another now."""
    andere = pd.Series(False, index=faelle.index)
    for feld in felder:
        damals, heute = faelle[f"damals_{feld}"], faelle[f"heute_{feld}"]
        andere |= ~((damals == heute) | (damals.isna() & heute.isna())).astype(bool)
    return andere


def _unterschied(
    faelle: pd.DataFrame, spanne: Spanne, arten: Sequence[str]
) -> dict[str, list[int]]:
    """Bestandsrechnung of today less that of then, by Art and `gesamt`."""
    damals, heute = _seite(faelle, "damals"), _seite(faelle, "heute")
    bleibt = _seite(faelle[faelle["als_fakt"] == 1], "damals")
    heute = pd.concat([heute, bleibt], ignore_index=True)
    alle = sorted({*damals["art"], *heute["art"]} - set(arten))
    vorher, jetzt = (bestandsrechnung(s, spanne, (*arten, *alle)) for s in (damals, heute))
    unterschied = jetzt.set_index("art") - vorher.set_index("art")
    return {str(art): [int(x) for x in zeile] for art, *zeile in unterschied.itertuples()}


def _seite(faelle: pd.DataFrame, seite: str) -> pd.DataFrame:
    """The cases of one side as the Bestandsrechnung takes them: those that have an Art."""
    da = faelle[(faelle[seite] == 1) & faelle[f"{seite}_art"].notna()]
    frame = da[[f"{seite}_{name}" for name in _BEWEGUNG]].set_axis(list(_BEWEGUNG), axis=1)
    texte = dict.fromkeys(_BEWEGUNG[:3], "str")
    return frame.astype(texte | {"wiedereroeffnet": "int64"}).assign(anzahl=1)
