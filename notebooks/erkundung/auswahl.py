"""Choosing rows by words: a table, a team, a value; what is misspelt is answered in a sentence."""

from collections.abc import Callable, Iterable
from difflib import get_close_matches

import pandas as pd

from models.rules.fehler import RuleViolation
from notebooks.data import Zeitraum
from notebooks.erkundung.daten import Daten

_JA_NEIN = {"ja": "1", "nein": "0"}


def zeilen(daten: Daten, tabelle: str, team: str = "") -> pd.DataFrame:
    """The rows of `anliegen`, `vorgaenge` or `strichliste`; of one team (name or Kürzel), or all.

    Raises RuleViolation for a table or a team that is not there.
    """
    tabellen: dict[str, Callable[[], pd.DataFrame]] = {
        "anliegen": daten.anliegen,
        "vorgaenge": daten.vorgaenge,
        "strichliste": daten.strichliste,
    }
    _require(tabelle, tabellen, "Die Tabelle")
    frame = tabellen[tabelle]()
    if not team:
        return frame
    einheiten = daten.einheiten()
    kuerzel = dict(zip(einheiten["kuerzel"].str.casefold(), einheiten["name"], strict=True))
    name = kuerzel.get(team.casefold(), team)
    _require(name, frame["team"].dropna().unique(), "Das Team")
    return frame[frame["team"] == name]


def treffer(frame: pd.DataFrame, spalte: str, wert: str) -> pd.Series:
    """Which rows have this value (code; ja or nein); without `spalte` every one.

    Raises RuleViolation for a column or a value that is not there.
    """
    if not spalte:
        return pd.Series(True, index=frame.index)
    _require(spalte, frame.columns, "Die Spalte")
    worte = frame[spalte].map(_text)
    gesucht = worte.dropna().unique()
    if not len(gesucht):
        raise RuleViolation(f"„{spalte}“ ist hier bei keinem Vorgang ausgefüllt.")
    suche = _JA_NEIN.get(wert, wert) if pd.api.types.is_numeric_dtype(frame[spalte]) else wert
    _require(suche, gesucht, f"Den Wert in „{spalte}“")
    return worte == suche


def im_zeitraum(frame: pd.DataFrame, zeit: Zeitraum, tag: str = "eingang_am") -> pd.DataFrame:
    """The rows whose day `tag` lies in the period. Raises RuleViolation when there is none."""
    found = frame[frame[tag].between(pd.Timestamp(zeit.von), pd.Timestamp(zeit.bis))]
    if found.empty:
        satz = f"Im Zeitraum {zeit.text} gibt es hier nichts. Bitte einen anderen Zeitraum wählen."
        raise RuleViolation(satz, "zeitraum")
    return found


def _text(wert: object) -> str | None:
    if pd.isna(wert):
        return None
    return str(int(wert)) if isinstance(wert, float) else str(wert)


def _require(wert: str, moeglich: Iterable[str], was: str) -> None:
    bekannt = [str(eins) for eins in moeglich]
    if wert in bekannt:
        return
    nah = get_close_matches(wert, bekannt, n=1, cutoff=0.6)
    rat = f"Meinen Sie „{nah[0]}“?" if nah else f"Es gibt: {', '.join(sorted(bekannt)[:12])}."
    raise RuleViolation(f"{was} „{wert}“ gibt es hier nicht. {rat}")
