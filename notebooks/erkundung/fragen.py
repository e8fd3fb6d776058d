"""Counting for questions: which share in which group, and how it went month by month."""

from datetime import date

import pandas as pd

from notebooks.data.codes import OHNE_ANGABE
from notebooks.figures.dauer import kurve_von, quantil
from notebooks.figures.intervalle import newcombe, wilson
from notebooks.prose.formate import anzahl, prozent

MINDESTENS = 10
"""Below so many in a group, or in the rest, nothing is said: it can be chance."""
SPALTEN = ["gruppe", "treffer", "von", "anteil", "unten", "oben", "urteil"]
MEHR, WENIGER, WIE, ZU_WENIGE = "mehr", "weniger", "wie die anderen", "zu wenige"


def anteil_je(frame: pd.DataFrame, gruppe: str, treffer: pd.Series) -> pd.DataFrame:
    """How many rows of each group are hits: gruppe, treffer, von, anteil, unten, oben, urteil.

    `treffer` says of every row whether it is one. The interval is Wilson's, 95 %. `urteil` compares
    the group with all others together (Newcombe's interval of the difference leaves out 0).
    """
    namen = frame[gruppe].astype("object").where(frame[gruppe].notna(), OHNE_ANGABE)
    summen = treffer.astype(bool).groupby(namen).agg(["sum", "count"])
    alle, hits = int(summen["count"].sum()), int(summen["sum"].sum())
    rows = [
        (name, k, n, k / n, *wilson(k, n), _urteil(k, n, hits - k, alle - n))
        for name, k, n in ((str(i), int(r["sum"]), int(r["count"])) for i, r in summen.iterrows())
    ]
    tabelle = pd.DataFrame(rows, columns=SPALTEN)
    return tabelle.sort_values(["anteil", "von"], ascending=False, ignore_index=True)


def _urteil(k: int, n: int, rest_k: int, rest_n: int) -> str:
    if min(n, rest_n) < MINDESTENS:
        return ZU_WENIGE
    unten, oben = newcombe(k, n, rest_k, rest_n)
    if unten > 0:
        return MEHR
    return WENIGER if oben < 0 else WIE


def vorn(tabelle: pd.DataFrame) -> str:
    """The group of `anteil_je` with the highest share among those that are large enough."""
    genug = tabelle[tabelle["urteil"] != ZU_WENIGE]
    namen = (genug if len(genug) else tabelle)["gruppe"]
    return str(namen.iloc[0]) if len(namen) else OHNE_ANGABE


def auffaellig(tabelle: pd.DataFrame, was: str) -> str:
    """Sentences on a table of `anteil_je`: who has more than the others, who less, who knows."""
    bekannt = tabelle[tabelle["urteil"] != ZU_WENIGE]
    saetze = [_satz(row, was) for row in bekannt.itertuples() if row.urteil in (MEHR, WENIGER)]
    if not saetze:
        saetze = [f"Keine Gruppe hebt sich bei „{was}“ von den anderen ab."]
    zahl = anzahl(len(bekannt), "Vergleich", "Vergleiche")
    saetze.append(f"{zahl}; etwa jeder zwanzigste fiele auch ohne Unterschied auf.")
    return " ".join(saetze)


def _satz(row: object, was: str) -> str:
    k, n, urteil = row.treffer, row.von, row.urteil  # type: ignore[attr-defined]
    name = row.gruppe  # type: ignore[attr-defined]
    return f"{name}: {urteil} „{was}“ als bei den anderen ({prozent(k, n)}, {k} von {n})."


def je_monat(
    frame: pd.DataFrame, tag: str, treffer: pd.Series, bis: date, monate: int = 36
) -> pd.DataFrame:
    """Rows and hits of every full month up to `bis`: monat (2026-01), anzahl (hits), von (rows).

    Of the Strichliste strokes instead of rows. At most `monate` months, from the first with a row
    on; months without any have 0.
    """
    ende = pd.Period(bis, "M")
    letzter = ende if bis == ende.end_time.date() else ende - 1
    perioden = frame[tag].dt.to_period("M")
    if perioden.isna().all() or perioden.min() > letzter:
        return pd.DataFrame({"monat": [], "anzahl": [], "von": []}).astype(
            {"monat": "str", "anzahl": "int64", "von": "int64"}
        )
    erster = max(perioden.min(), letzter - monate + 1)
    reihe = pd.period_range(erster, letzter, freq="M")
    gewicht = frame["anzahl"] if "anzahl" in frame else pd.Series(1, index=frame.index)
    von = gewicht.groupby(perioden).sum().reindex(reihe, fill_value=0)
    hits = gewicht[treffer].groupby(perioden[treffer]).sum().reindex(reihe, fill_value=0)
    return pd.DataFrame(
        {"monat": reihe.strftime("%Y-%m"), "anzahl": hits.to_numpy(), "von": von.to_numpy()}
    )


def dauer_je(frame: pd.DataFrame, gruppe: str, stand: date) -> pd.DataFrame:
    """Days from Eingang to Klärung per group of Vorgänge: gruppe, anzahl, offen, median, p90.

    By Kaplan–Meier, as the reports do: open ones count as far as they have come on the day `stand`.
    Closed without a Klärung: left out. Below 10 NaN.
    """
    offen = frame["datum_der_klaerung"].isna() & frame["abschluss_am"].isna()
    ende = frame["datum_der_klaerung"].where(~offen, pd.Timestamp(stand))
    zeiten = pd.DataFrame({"tage": (ende - frame["eingang_am"]).dt.days, "geklaert": ~offen})
    zeiten = zeiten.assign(gruppe=frame[gruppe].fillna(OHNE_ANGABE)).dropna()
    zeiten = zeiten[zeiten["tage"] >= 0]
    rows = [(str(name), *_duration(teil)) for name, teil in zeiten.groupby("gruppe")]
    spalten = ["gruppe", "anzahl", "offen", "median", "p90"]
    tabelle = pd.DataFrame(rows, columns=spalten)
    return tabelle.sort_values("median", ascending=False, ignore_index=True)


def _duration(zeiten: pd.DataFrame) -> tuple[int, int, float, float]:
    anzahl, offen = len(zeiten), int((~zeiten["geklaert"]).sum())
    if anzahl < MINDESTENS:
        return anzahl, offen, float("nan"), float("nan")
    kurve = kurve_von(zeiten)
    return anzahl, offen, quantil(kurve, 0.5), quantil(kurve, 0.9)
