"""The short form for readers outside the house: cards, what stands out, coverage in a few words."""

from collections.abc import Hashable, Mapping, Sequence

import pandas as pd

from notebooks.figures.signal import KEIN_SIGNAL, OHNE_VERGLEICH
from notebooks.figures.zaehlen import SUMME
from notebooks.prose.aussen import gesamt_of
from notebooks.prose.formate import (
    NBSP,
    VERDECKT,
    aufzaehlung,
    auslassbar,
    fehlt,
    prozent,
    zahl,
)

STILL = ("", KEIN_SIGNAL, OHNE_VERGLEICH)
NICHT_GEZEIGT = "nicht ausgewiesen"
OHNE_SIGNAL = (
    "Keine der verglichenen Zahlen unterscheidet sich von der Zeit davor mehr, als der Zufall "
    "erklärt."
)
URSACHEN = "Ein Signal sagt, dass sich etwas geändert hat, nicht warum."


def kennzahlen(
    bestand: pd.DataFrame, termine: pd.DataFrame, begruendet: pd.DataFrame
) -> list[tuple[str, str, str]]:
    """(name, number, what it is of): Eingänge, abgeschlossen, offen, in time, begründet."""
    alle = gesamt_of(bestand, "art")
    return [
        ("Eingänge", _oder_punkt(alle["neu"]), _davor(alle)),
        ("offen am Ende", _oder_punkt(alle["offen"]), f"zu Beginn {_oder_punkt(alle.iloc[1])}"),
        ("fristgerecht", *_anteil(termine.iloc[1], "abschließend", "nichts fällig")),
        ("begründet", *_anteil(begruendet.iloc[0], "bewerteten", "nichts bewertet")),
    ]


def _davor(alle: "pd.Series[float]") -> str:
    if alle["signal"] == OHNE_VERGLEICH:
        return "Vorperiode nicht vergleichbar"
    return _vorperiode(alle)


def _vorperiode(alle: "pd.Series[float]") -> str:
    if str(alle["signal"]) == OHNE_VERGLEICH:
        return "Vorperiode nicht vergleichbar"
    return f"Vorperiode {_oder_punkt(alle['vor_neu'])}"


def _oder_punkt(wert: float) -> str:
    return VERDECKT if fehlt(wert) else zahl(wert)


def _anteil(zeile: "pd.Series[float]", was: str, leer: str) -> tuple[str, str]:
    treffer, gesamt = zeile["anzahl"], zeile["von"]
    if fehlt(treffer) or fehlt(gesamt):
        return VERDECKT, NICHT_GEZEIGT
    if not gesamt:
        return "–", leer
    anteil = VERDECKT if fehlt(zeile.get("unten", 0)) else prozent(treffer, gesamt)
    return anteil, f"{zahl(treffer)} von {zahl(gesamt)} {was}"


def beide(*frames: pd.DataFrame) -> pd.DataFrame:
    """Frames of shares one below the other: merkmal, signal."""
    return pd.concat([frame[["merkmal", "signal"]] for frame in frames], ignore_index=True)


Gruppe = tuple[str, pd.DataFrame, Mapping[str, str]]


def auffaelligkeiten(*gruppen: Gruppe) -> list[str]:
    """One sentence per group (what, frame with `signal`, names by code) that holds a signal.

    A comparison that stands in two groups is told in the first.
    """
    saetze, gesagt = [], set[tuple[str, ...]]()
    for was, frame, namen in gruppen:
        if "spanne" in frame:
            saetze += _vorjahr(was, frame)
            continue
        teile = []
        for zeile in frame[~frame["signal"].fillna("").isin(STILL)].to_dict("records"):
            vergleich = _vergleich(zeile, str(frame.columns[0]))
            if vergleich not in gesagt:
                teile.append(f"{_in_zeichen(vergleich[0], namen)} {zeile['signal']}")
            gesagt.add(vergleich)
        if teile:
            saetze.append(f"{was}, Signal gegenüber der Vorperiode: {aufzaehlung(teile)}.")
    return saetze


def _vergleich(zeile: Mapping[Hashable, object], spalte: str) -> tuple[str, ...]:
    """What is compared with what: code, word, and the two counts."""
    zahlen = (zeile.get(n) for n in ("neu", "anzahl", "vor_neu", "vor_anzahl"))
    return (str(zeile[spalte]), str(zeile["signal"]), *(str(z) for z in zahlen if z is not None))


def _vorjahr(was: str, spannen: pd.DataFrame) -> list[str]:
    """The comparison with the year before; the one with the Vorperiode stands in other tables."""
    wort = spannen.set_index("spanne")["signal"].get("vorjahr", "")
    return [] if wort in STILL else [f"{was}, Signal gegenüber dem Vorjahreszeitraum: {wort}."]


def bewertung(saetze: Sequence[str]) -> list[str]:
    """What stands out, with the reservation that belongs to it; or that nothing does."""
    return [*saetze, URSACHEN] if saetze else [OHNE_SIGNAL]


def _in_zeichen(code: str, namen: Mapping[str, str]) -> str:
    return "insgesamt" if code == SUMME else f"„{namen.get(code, code)}“"


@auslassbar
def abdeckung_kurz(zeilen: pd.DataFrame) -> str:
    """The coverage in a few words, for the foot of every table; empty when it may not be shown."""
    je = zeilen.set_index("merkmal")
    erfasst, striche = je.loc["erfasst"], je.loc["vor Ort erledigt (Strichliste)", "anzahl"]
    if striche == 0:
        return f"{zahl(erfasst['anzahl'])} erfasst, Strichliste liegt nicht vor"
    anteil = prozent(erfasst["anzahl"], erfasst["von"]).replace(NBSP, " ")
    return f"{zahl(erfasst['anzahl'])} von {zahl(erfasst['von'])} erfasst ({anteil})"
