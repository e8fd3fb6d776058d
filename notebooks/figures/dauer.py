"""How long it takes from Eingang to datum_der_klaerung, open cases included (Kaplan–Meier).

Closed cases alone look too quick: the slow ones are still open. Days are counted as the calendar
does, Eingang on the 1st and Klärung on the 15th are 14.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from notebooks.data import Spanne
from notebooks.figures.zaehlen import BESCHWERDEN, PETITIONEN, in_spanne, kundenreaktionen

MINDESTENS = 5
MARKEN = (14, 28)
ALLE = "alle Beschwerden"
BEIDE = "Petitionen und Eingaben"
TAG = pd.Timedelta(days=1)


def kaplan_meier(tage: np.ndarray, geklaert: np.ndarray) -> pd.DataFrame:
    """Share settled by day: tag, unter_risiko, geklaert, anteil_geklaert; starts at day 0.

    `tage` are whole days until Klärung (geklaert True) or until last seen open (False).
    """
    ereignisse = np.unique(tage[geklaert])
    unter_risiko = np.array([(tage >= tag).sum() for tag in ereignisse], dtype=float)
    anzahl = np.array([((tage == tag) & geklaert).sum() for tag in ereignisse], dtype=float)
    offen = np.cumprod(1 - anzahl / unter_risiko) if len(ereignisse) else np.array([])
    if not len(ereignisse) or ereignisse[0] > 0:
        ereignisse, anzahl = np.append(0, ereignisse), np.append(0, anzahl)
        unter_risiko, offen = np.append(len(tage), unter_risiko), np.append(1.0, offen)
    return pd.DataFrame(
        {
            "tag": ereignisse.astype("int64"),
            "unter_risiko": unter_risiko.astype("int64"),
            "geklaert": anzahl.astype("int64"),
            "anteil_geklaert": 1 - offen,
        }
    )


def liegezeiten(fristen: pd.DataFrame, spanne: Spanne) -> pd.DataFrame:
    """Per Kundenreaktion of the span: art, tage, geklaert, as known on the last day `schluss`.

    Closed without a Klärung, or settled before it came in: tage is NaN (unknown).
    """
    frame = in_spanne(kundenreaktionen(fristen), "eingang_am", spanne)
    klaerung = frame["datum_der_klaerung"]
    geklaert = klaerung.notna() & (klaerung <= spanne.schluss)
    weg = frame["abschluss_am"].notna() & (frame["abschluss_am"] <= spanne.schluss)
    ende = pd.to_datetime(klaerung.where(geklaert, spanne.schluss), format="%Y-%m-%d")
    tage = (ende - pd.to_datetime(frame["eingang_am"], format="%Y-%m-%d")) / TAG
    unklar = (tage < 0) | (weg & ~geklaert)
    return pd.DataFrame({"art": frame["art"], "tage": tage.mask(unklar), "geklaert": geklaert})


def dauer(zeiten: pd.DataFrame, arten: Sequence[str]) -> pd.DataFrame:
    """By Art (with any Vorgang) and over all Beschwerden; Petitionen and Eingaben stand apart.

    Lob and Anregung have a row but nothing to settle. Input: `liegezeiten`.
    Columns: art, anzahl, geklaert, offen, unbekannt, median, p90 (days), bis_14, bis_28 (shares by
    Kaplan–Meier). Below 5 Vorgänge, and where too few are settled to reach them, NaN.
    """
    eigene = [art for art in arten if art not in PETITIONEN]
    return _dauer(zeiten, eigene, (ALLE, BESCHWERDEN))


def petitionen_dauer(zeiten: pd.DataFrame) -> pd.DataFrame:
    """The same of Petitionen, of Eingaben, and of both."""
    return _dauer(zeiten, PETITIONEN, (BEIDE, PETITIONEN))


def _dauer(
    zeiten: pd.DataFrame, arten: Sequence[str], summe: tuple[str, Sequence[str]]
) -> pd.DataFrame:
    """`summe`: the name of the last row, and the Arten it is over."""
    name, zusammen = summe
    gruppen = [(art, zeiten[zeiten["art"] == art]) for art in arten]
    alle = (name, zeiten[zeiten["art"].isin(zusammen)])
    belegt = [(art, gruppe) for art, gruppe in gruppen if len(gruppe)]
    return pd.DataFrame([_zeile(art, gruppe) for art, gruppe in (*belegt, alle)])


def _zeile(art: str, gruppe: pd.DataFrame) -> dict[str, object]:
    bekannt = gruppe[gruppe["tage"].notna()]
    kurve = kurve_von(bekannt)
    genug = len(bekannt) >= MINDESTENS
    return {
        "art": art,
        "anzahl": len(gruppe),
        "geklaert": int(bekannt["geklaert"].sum()),
        "offen": int((~bekannt["geklaert"]).sum()),
        "unbekannt": len(gruppe) - len(bekannt),
        "median": quantil(kurve, 0.5) if genug else np.nan,
        "p90": quantil(kurve, 0.9) if genug else np.nan,
        **{f"bis_{m}": anteil_bis(kurve, bekannt, m) if genug else np.nan for m in MARKEN},
    }


def kurve_von(zeiten: pd.DataFrame) -> pd.DataFrame:
    """The Kaplan–Meier curve of `liegezeiten` (rows without a known time are left out)."""
    bekannt = zeiten[zeiten["tage"].notna()]
    return kaplan_meier(bekannt["tage"].to_numpy(float), bekannt["geklaert"].to_numpy(bool))


def quantil(kurve: pd.DataFrame, anteil: float) -> float:
    """First day on which at least `anteil` is settled; NaN when the curve stays below."""
    erreicht = kurve.loc[kurve["anteil_geklaert"] >= anteil - 1e-12, "tag"]
    return float(erreicht.iloc[0]) if len(erreicht) else float("nan")


def anteil_bis(kurve: pd.DataFrame, zeiten: pd.DataFrame, tag: int) -> float:
    """Share settled by `tag`; NaN when nothing was watched that long and some were still open."""
    bis = kurve.loc[kurve["tag"] <= tag, "anteil_geklaert"]
    anteil = float(bis.iloc[-1])
    beobachtet = zeiten["tage"].max() >= tag if len(zeiten) else False
    return anteil if beobachtet or anteil > 1 - 1e-12 else float("nan")


def dauerkurven(zeiten: pd.DataFrame, vor_zeiten: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """The curves of both spans over all Beschwerden, for the chart."""
    return {
        name: kurve_von(frame[frame["art"].isin(BESCHWERDEN)])
        for name, frame in (("bericht", zeiten), ("vor", vor_zeiten))
    }
