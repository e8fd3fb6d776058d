"""The signals of a whole report, decided together so that chance does not fill the list.

Of twenty comparisons one is a signal by chance alone. Benjamini–Hochberg keeps only as many that on
average at most one in twenty of those that are left is false. Source: Benjamini, Hochberg 1995.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from notebooks.data import Abschnitte
from notebooks.figures.signal import KEIN_SIGNAL, NIVEAU, OHNE_VERGLEICH, p_anteil, p_anzahl
from notebooks.figures.zaehlen import SUMME

Schluessel = tuple[str, tuple[int, ...]]


@dataclass(frozen=True)
class Bilanz:
    """How many different comparisons a report makes, how many of them were signals if judged
    alone, and how many stay."""

    vergleiche: int
    einzeln: int
    signale: int

    @property
    def zufall(self) -> float:
        """How many signals chance alone makes among the comparisons judged one by one."""
        return NIVEAU * self.vergleiche


@dataclass(frozen=True)
class Vergleich:
    """One row that is compared: what it is and its p-value."""

    reihe: int
    schluessel: Schluessel
    p: float


def decide(
    zahlen: Mapping[str, pd.DataFrame], teile: Abschnitte
) -> tuple[dict[str, pd.DataFrame], Bilanz]:
    """The same frames with the column `signal` as all comparisons together allow it.

    A comparison that stands in two tables (the Eingänge of an Art, the sum) counts once.
    """
    vergleiche = {name: list(_vergleiche(frame, teile)) for name, frame in zahlen.items()}
    p = {v.schluessel: v.p for eigene in vergleiche.values() for v in eigene}
    bleibt = benjamini_hochberg(list(p.values()))
    signale = {schluessel for schluessel, ja in zip(p, bleibt, strict=True) if ja}
    frames = {
        name: _withdraw(frame, [v.reihe for v in vergleiche[name] if v.schluessel not in signale])
        for name, frame in zahlen.items()
    }
    return frames, Bilanz(len(p), sum(wert <= NIVEAU for wert in p.values()), len(signale))


def benjamini_hochberg(p: Sequence[float], niveau: float = NIVEAU) -> list[bool]:
    """Which of these p-values stay: all up to the greatest with p ≤ rank/number × niveau."""
    sortiert = sorted(p)
    grenzen = [
        wert for rang, wert in enumerate(sortiert, 1) if wert <= rang / len(sortiert) * niveau
    ]
    return [bool(grenzen) and wert <= grenzen[-1] for wert in p]


def _withdraw(frame: pd.DataFrame, reihen: Sequence[int]) -> pd.DataFrame:
    if not reihen:
        return frame
    signal = [KEIN_SIGNAL if nr in set(reihen) else s for nr, s in enumerate(frame["signal"])]
    return frame.assign(signal=signal)


def _vergleiche(frame: pd.DataFrame, teile: Abschnitte) -> Iterator[Vergleich]:
    """What is compared follows from the columns: a share has an interval, a count has none."""
    if "signal" not in frame:
        return
    zeilen = frame.to_dict("records")
    for reihe, zeile in enumerate(zeilen):
        if zeile["signal"] in (OHNE_VERGLEICH, ""):
            continue
        name, zahlen = str(zeile[frame.columns[0]]), _zahlen(zeile, zeilen[0], teile)
        p = p_anteil(*zahlen) if "unten" in zeile else p_anzahl(*zahlen)
        if p is not None:
            yield Vergleich(reihe, (SUMME if name == "vor" else name, zahlen), p)


def _zahlen(
    zeile: Mapping[str, int], erste: Mapping[str, int], teile: Abschnitte
) -> tuple[int, int, int, int]:
    """The four numbers of the test: (hits, of, hits before, of) or (count, days, before, days)."""
    if "unten" in zeile:
        k, n, j, m = (zeile[s] for s in ("anzahl", "von", "vor_anzahl", "vor_von"))
        return int(k), int(n), int(j), int(m)
    if "spanne" in zeile:
        return int(erste["anzahl"]), int(erste["tage"]), int(zeile["anzahl"]), int(zeile["tage"])
    spalte = "neu" if "neu" in zeile else "anzahl"
    return int(zeile[spalte]), teile.bericht.tage, int(zeile[f"vor_{spalte}"]), teile.vor_tage
