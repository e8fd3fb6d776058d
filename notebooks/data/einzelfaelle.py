"""The single cases behind the figures, for who must count persons; no report shows them.

Frames have a number per thing that is counted as their index: a case has the same number in every
span, so that spans that overlap are known to count the same ones.
"""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass

import numpy as np
import pandas as pd

from notebooks.data.abfragen import EINHEITEN
from notebooks.data.abschnitte import Spanne
from notebooks.data.aufnahme import Aufnahme, connect
from notebooks.data.fakten import Geloeschte
from notebooks.data.lage import lay_out_spans
from notebooks.data.struktur import Einheit, read_struktur

JE_FALL = 8
"""A case and its Anliegen take so many numbers: 0 for the case, then one per Anliegen."""

_FALL = "SELECT * FROM lage ORDER BY id"
_ANLIEGEN = """
SELECT l.spanne, l.id, l.art, l.eingang_am, l.erfasst_am, l.personenschluessel,
       a.nr, a.anliegenart, a.oberklasse, a.kategorie
FROM lage l JOIN anliegen a ON a.vorgang_id = l.id ORDER BY l.id, a.nr
"""
_STRICHE = """
SELECT tag, thema, sum(anzahl) AS anzahl FROM strichliste_innen GROUP BY 1, 2 ORDER BY 1, 2
"""


@dataclass(frozen=True)
class Ausschnitt:
    """What there was to count in one span, as of its Stichtag.

    `faelle` and `anliegen` have a column `person`: who belongs together; a case without a key is
    its own person. `striche`: one row per stroke. `geloescht`: cases that only sums tell of, all of
    one person, because nobody knows any more.
    """

    spanne: Spanne
    faelle: pd.DataFrame
    anliegen: pd.DataFrame
    striche: pd.DataFrame
    einheiten: pd.DataFrame
    geloescht: pd.DataFrame


def read_einzelfaelle(aufnahme: Aufnahme, spannen: Sequence[Spanne]) -> list[Ausschnitt]:
    """The single cases of each span, from the snapshot that `aufnahme` was read from."""
    if aufnahme.pfad is None:
        raise ValueError("Diese Aufnahme weiß nicht, aus welcher Datei sie stammt.")
    namen = [(str(nr), spanne) for nr, spanne in enumerate(spannen)]
    with closing(connect(aufnahme.pfad)) as con:
        einheiten = [Einheit(*row) for row in con.execute(EINHEITEN)]
        wurzel, stichtag = int(aufnahme.meta["einheit_id"]), aufnahme.abschnitte.stichtag
        struktur = read_struktur(einheiten, wurzel, stichtag)
        lay_out_spans(con, struktur, namen, min(s.von for s in spannen))
        faelle, anliegen = _numbered(_read(con, _FALL)), _numbered(_read(con, _ANLIEGEN))
        striche = _strokes(_read(con, _STRICHE))
        alle = Geloeschte(con)
        ohne = _without_sums(aufnahme)
        geloescht = [_deleted(alle.of(s, gezaehlt=s not in ohne)) for s in spannen]
    return [
        Ausschnitt(spanne, faelle[faelle["spanne"] == name],
                   anliegen[anliegen["spanne"] == name], striche, aufnahme.einheiten, weg)
        for (name, spanne), weg in zip(namen, geloescht, strict=True)
    ]  # fmt: skip


def _read(con: sqlite3.Connection, text: str) -> pd.DataFrame:
    zeiger = con.execute(text)
    spalten = [spalte[0] for spalte in zeiger.description]
    frame = pd.DataFrame.from_records(zeiger.fetchall(), columns=spalten)
    texte = [s for s in spalten if frame[s].dtype == object]
    return frame.astype(dict.fromkeys(texte, "str"))


def _numbered(frame: pd.DataFrame) -> pd.DataFrame:
    nr = frame.get("nr", 0)
    frame = frame.set_axis((frame["id"] * JE_FALL + nr).to_numpy())
    eigene = "fall-" + frame["id"].astype("str")
    schluessel = frame["personenschluessel"].astype("str")
    return frame.assign(person=schluessel.where(schluessel.notna(), eigene))


def _without_sums(aufnahme: Aufnahme) -> tuple[Spanne, ...]:
    """Spans of this report to which its figures add no sums."""
    teile = aufnahme.abschnitte
    if teile.unfertig or aufnahme.zeitraum.art == "frei":
        return teile.bericht, teile.vor, teile.vorjahr
    return ()


def _deleted(frame: pd.DataFrame) -> pd.DataFrame:
    frame = frame.set_axis((frame["id"] * JE_FALL).to_numpy())
    return frame.assign(person="geloescht", erfasst_am="")


def _strokes(striche: pd.DataFrame) -> pd.DataFrame:
    """A row per stroke, numbered below 0: above there is room for cases that could have been."""
    einzeln = striche.loc[striche.index.repeat(striche["anzahl"].astype("int64"))]
    nummern = np.arange(-len(einzeln), 0)
    einzeln = einzeln.set_index(nummern)
    return einzeln.assign(person=[f"strich{nr}" for nr in nummern])
