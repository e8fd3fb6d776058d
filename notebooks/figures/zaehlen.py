"""Counting in frames that hold `anzahl`: by span, by code, with the previous period beside."""

from collections.abc import Sequence

import pandas as pd

from notebooks.data import Abschnitte, Spanne
from notebooks.figures.intervalle import wilson
from notebooks.figures.signal import OHNE_VERGLEICH, signal_anteil, signal_anzahl

SUMME = "gesamt"
UNBEKANNT = "unbekannt"
BESCHWERDEN = ("beschwerde", "dienstaufsichtsbeschwerde", "fachaufsichtsbeschwerde")
"""What is judged together by result, deadline and duration."""
PETITIONEN = ("petition", "eingabe")
"""Recorded and evaluated apart (BS-16, MH-62): in none of those figures of Beschwerden."""
BESCHWERDEARTEN = (*BESCHWERDEN, *PETITIONEN)
"""All Arten of complaint: what came in and what it was about."""
# Ergebnisart is set by the TL and has no place in DAB, Lob, Anregung and Hinweis (MH-68, D7).
BEWERTETE_ARTEN = ("beschwerde", "fachaufsichtsbeschwerde")
KEINE_KUNDENREAKTION = "hinweis"


def in_spanne(frame: pd.DataFrame, datum: str, spanne: Spanne) -> pd.DataFrame:
    """Rows whose day `datum` lies in the span, both ends included."""
    return frame[(frame[datum] >= spanne.von) & (frame[datum] <= spanne.bis)]


def nur_arten(frame: pd.DataFrame, arten: Sequence[str]) -> pd.DataFrame:
    """Rows of the given Arten."""
    return frame[frame["art"].isin(arten)]


def kundenreaktionen(frame: pd.DataFrame) -> pd.DataFrame:
    """All but Hinweise von Beschäftigten, which come from inside the house."""
    return frame[frame["art"] != KEINE_KUNDENREAKTION]


def ohne_hinweis(arten: Sequence[str]) -> tuple[str, ...]:
    """The Arten that are Kundenreaktionen."""
    return tuple(art for art in arten if art != KEINE_KUNDENREAKTION)


def summe(frame: pd.DataFrame) -> int:
    """How many the rows stand for."""
    return int(frame["anzahl"].sum()) if "anzahl" in frame else len(frame)


def anzahl_nach(frame: pd.DataFrame, feld: str) -> dict[str, int]:
    """Count by code of `feld`; missing values under `unbekannt`."""
    werte = frame[feld].astype("str").fillna(UNBEKANNT)
    gewicht = frame["anzahl"] if "anzahl" in frame else pd.Series(1, index=frame.index)
    return {str(code): int(n) for code, n in gewicht.groupby(werte).sum().items()}


def verteilung(
    frame: pd.DataFrame, feld: str, datum: str, codes: Sequence[str], teile: Abschnitte
) -> pd.DataFrame:
    """How many per code in both spans: code, anzahl, von, vor_anzahl, vor_von, signal.

    Every code of the list has a row, also with 0, and codes outside the list follow. `von` is the
    sum over known codes, which the row `gesamt` shows; a last row `unbekannt` (outside the
    denominator) appears when anything is unknown; it gets no signal, for more gaps in the records
    are no more Eingänge. `signal` compares counts per day.
    """
    jetzt = anzahl_nach(in_spanne(frame, datum, teile.bericht), feld)
    vorher = anzahl_nach(in_spanne(frame, datum, teile.vor), feld)
    unbekannt = (jetzt.pop(UNBEKANNT, 0), vorher.pop(UNBEKANNT, 0))
    alle = [*codes, *sorted((jetzt.keys() | vorher.keys()) - set(codes))]
    zeilen = [(code, jetzt.get(code, 0), vorher.get(code, 0)) for code in alle if code != UNBEKANNT]
    zeilen.append((SUMME, sum(jetzt.values()), sum(vorher.values())))
    if any(unbekannt):
        zeilen.append((UNBEKANNT, *unbekannt))
    return _mit_signal(zeilen, teile)


def belegte(verteilung: pd.DataFrame) -> pd.DataFrame:
    """A Verteilung without codes that occur in neither span; gesamt and unbekannt stay."""
    summen = verteilung["code"].isin([SUMME, UNBEKANNT])
    benutzt = (verteilung["anzahl"] > 0) | (verteilung["vor_anzahl"] > 0)
    return verteilung[benutzt | summen].reset_index(drop=True)


def _mit_signal(zeilen: Sequence[tuple[str, int, int]], teile: Abschnitte) -> pd.DataFrame:
    """Turn (code, count, count before) into the frame of a Verteilung."""
    von, vor_von = next((z[1], z[2]) for z in zeilen if z[0] == SUMME)
    return pd.DataFrame(
        [(code, n, von, m, vor_von, _signal(code, n, m, teile)) for code, n, m in zeilen],
        columns=["code", "anzahl", "von", "vor_anzahl", "vor_von", "signal"],
    )


def _signal(code: str, anzahl: int, vor_anzahl: int, teile: Abschnitte) -> str:
    if code == UNBEKANNT:
        return OHNE_VERGLEICH
    return signal_anzahl(anzahl, teile.bericht.tage, vor_anzahl, teile.vor_tage)


def anteile(zeilen: Sequence[tuple[str, int, int, int, int]]) -> pd.DataFrame:
    """Shares with Wilson interval and previous period, from rows (merkmal, k, n, vor_k, vor_n).

    Columns: merkmal, anzahl, von, unten, oben, vor_anzahl, vor_von, signal.
    """
    fertig = [
        (name, k, n, *wilson(k, n), vor_k, vor_n, signal_anteil(k, n, vor_k, vor_n))
        for name, k, n, vor_k, vor_n in zeilen
    ]
    spalten = ["merkmal", "anzahl", "von", "unten", "oben", "vor_anzahl", "vor_von", "signal"]
    return pd.DataFrame(fertig, columns=spalten)


def anteil_ja(
    frame: pd.DataFrame, feld: str, datum: str, teile: Abschnitte, ja: Sequence[object] = (1,)
) -> tuple[int, int, int, int]:
    """(k, n, vor_k, vor_n): rows with a value out of `ja` among the rows with a known value."""
    ergebnis: list[int] = []
    for spanne in (teile.bericht, teile.vor):
        bekannt = in_spanne(frame, datum, spanne)
        bekannt = bekannt[bekannt[feld].notna()]
        ergebnis += [summe(bekannt[bekannt[feld].isin(list(ja))]), summe(bekannt)]
    k, n, vor_k, vor_n = ergebnis
    return k, n, vor_k, vor_n
