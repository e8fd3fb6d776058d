"""Imports that may be there twice: the same person, Art and day of Eingang as an earlier case.

The person is compared by a pseudonym that is another one in every snapshot, and only counted.
"""

import sqlite3

import pandas as pd

from notebooks.data.abschnitte import Abschnitte, Spanne

MERKMAL = "importiert, mögliches Doppel"
_DOPPEL = """
SELECT coalesce(sum(nr > 1 AND personenschluessel IS NOT NULL), 0), count(*) FROM (
  SELECT herkunft, personenschluessel, row_number() OVER (
    PARTITION BY personenschluessel, art, eingang_am ORDER BY herkunft = 'import', id) AS nr
  FROM eingegangen
  WHERE art IS NOT NULL AND art <> 'hinweis' AND eingang_am BETWEEN ? AND ?
) WHERE herkunft = 'import'
"""


def read_doppel(con: sqlite3.Connection, teile: Abschnitte) -> pd.DataFrame:
    """One row: merkmal, anzahl (may be there twice) of `von` (imported), and the same before."""
    zahlen = [zahl for spanne in (teile.bericht, teile.vor) for zahl in _in(con, spanne)]
    spalten = ["merkmal", "anzahl", "von", "vor_anzahl", "vor_von"]
    return pd.DataFrame([(MERKMAL, *zahlen)], columns=spalten)


def _in(con: sqlite3.Connection, spanne: Spanne) -> tuple[int, int]:
    doppelt, importiert = con.execute(_DOPPEL, (spanne.von, spanne.bis)).fetchone()
    return int(doppelt), int(importiert)
