"""The few big numbers on the first page, each with what it is of."""

import pandas as pd

from notebooks.figures.signal import OHNE_VERGLEICH
from notebooks.figures.zaehlen import SUMME
from notebooks.prose.formate import prozent, zahl


def kennzahlen(
    bestand: pd.DataFrame, termine: pd.DataFrame, begruendet: pd.DataFrame
) -> list[tuple[str, str, str]]:
    """(name, number, what it is of): Eingänge, open, in time, begründet."""
    alle = bestand.set_index("art").loc[SUMME]
    frist, eng = _anteil(termine.iloc[1]), _anteil(begruendet.iloc[0])
    return [
        ("Eingänge", zahl(int(alle.neu)), vorperiode(alle)),
        ("offen am Ende", zahl(int(alle.offen)), f"zu Beginn {zahl(int(alle.uebernommen))}"),
        ("fristgerecht", frist[0], f"{frist[1]} abschließend" if frist[1] else "nichts fällig"),
        ("begründet", eng[0], f"{eng[1]} bewerteten" if eng[1] else "nichts bewertet"),
    ]


def vorperiode(alle: "pd.Series[float]") -> str:
    """How many came in before; nothing to say where nobody recorded."""
    if alle.signal == OHNE_VERGLEICH:
        return "Vorperiode nicht vergleichbar"
    return f"Vorperiode {zahl(int(alle.vor_neu))}"


def _anteil(zeile: pd.Series) -> tuple[str, str]:
    treffer, von = int(zeile["anzahl"]), int(zeile["von"])
    return prozent(treffer, von), f"{zahl(treffer)} von {zahl(von)}" if von else ""
