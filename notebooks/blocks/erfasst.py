"""Where nobody looked, nothing is said: earlier spans from before the recording began."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from notebooks.data import Abschnitte
from notebooks.figures.signal import OHNE_VERGLEICH
from notebooks.prose.formate import NICHT_ERFASST

_VOR = "vor_"


def nur_erfasstes(
    zahlen: Mapping[str, pd.DataFrame], teile: Abschnitte
) -> Mapping[str, pd.DataFrame]:
    """The same frames; without a recorded Vorperiode nothing of it is counted or compared."""
    if teile.vor_erfasst:
        return zahlen
    return {name: _ohne_vorperiode(frame) for name, frame in zahlen.items()}


def mit_vorperiode(
    ohne: Mapping[str, pd.DataFrame], zahlen: Mapping[str, pd.DataFrame]
) -> dict[str, pd.DataFrame]:
    """The frames of `ohne` with the earlier figures of `zahlen`, as who guards them counts them."""
    return {
        name: frame.assign(**{s: zahlen[name][s] for s in frame.columns if s.startswith(_VOR)})
        for name, frame in ohne.items()
    }


def als_nicht_erfasst(zeilen: Sequence[Mapping[str, Any]], teile: Abschnitte) -> list[Any]:
    """The rows of a table for print and CSV: figures of unrecorded spans say so."""
    return [{feld: _wert(feld, zeile, teile) for feld in zeile} for zeile in zeilen]


def _ohne_vorperiode(frame: pd.DataFrame) -> pd.DataFrame:
    leer: dict[str, Any] = {feld: 0 for feld in frame.columns if feld.startswith(_VOR)}
    if "signal" in frame and "spanne" not in frame:  # spans are judged one by one
        leer["signal"] = OHNE_VERGLEICH
    return frame.assign(**leer) if leer else frame


def _wert(feld: str, zeile: Mapping[str, Any], teile: Abschnitte) -> Any:
    erfasst = {"vor": teile.vor_erfasst, "vorjahr": teile.vorjahr_erfasst}
    von_frueher = feld.startswith(_VOR) and not teile.vor_erfasst
    spanne = feld == "anzahl" and not erfasst.get(zeile.get("spanne", ""), True)
    return NICHT_ERFASST if von_frueher or spanne else zeile[feld]
