"""What has been corrected since a report was published: its cases as they were known, and are."""

import sqlite3
from dataclasses import dataclass

import pandas as pd

from notebooks.data.abschnitte import Abschnitte
from notebooks.data.lage import DATIERT

VERGLICHEN = ("einheit_id", *DATIERT, "wiedereroeffnet")
"""What is compared, each as `damals_…` and `heute_…`; only where the case is in sight there."""

_SEITEN = ", ".join(
    f"{alias}.{name} AS {seite}_{name}"
    for alias, seite in (("d", "damals"), ("h", "heute"))
    for name in VERGLICHEN
)
_FAELLE = f"""
SELECT g.geloescht AS geloescht, g.als_fakt AS als_fakt, b.eingang_am IS NOT NULL AS bekannt,
       d.id IS NOT NULL AS damals, h.id IS NOT NULL AS heute,
       b.eingang_am AS damals_eingang_am, v.eingang_am AS heute_eingang_am, {_SEITEN}
FROM geaendert g
LEFT JOIN (SELECT DISTINCT vorgang_id, eingang_am FROM damals) b ON b.vorgang_id = g.vorgang_id
LEFT JOIN vorgang v ON v.id = g.vorgang_id
LEFT JOIN lage_damals d ON d.id = g.vorgang_id
LEFT JOIN lage_heute h ON h.id = g.vorgang_id
WHERE d.id IS NOT NULL OR h.id IS NOT NULL ORDER BY g.vorgang_id
"""
_WIEDER_OFFEN = """
SELECT count(*) FROM lage l JOIN stand s ON s.vorgang_id = l.id AND s.bis IS NULL
WHERE l.spanne = 'bericht' AND l.art IS NOT NULL AND s.abschluss_am IS NULL
  AND l.abschluss_am BETWEEN '{von}' AND '{bis}'
"""
_REKONSTRUIERT = """
SELECT count(*), coalesce(sum(
           l.id IN (SELECT vorgang_id FROM stand WHERE rekonstruiert = 1)), 0)
FROM lage l WHERE l.spanne = 'bericht' AND l.art IS NOT NULL
"""


@dataclass(frozen=True)
class Berichtigt:
    """`lauf`, `zeit`: number and moment (ISO, UTC) of the run published before, if there is one.

    `faelle`: one row per case that was changed since. `gliederung`: how often the structure was.
    `wieder_offen`: cases closed in the period and open again now, which changes no figure of it.
    `rekonstruiert` of `gesamt` cases have a history from before `seit`, or from elsewhere.
    """

    lauf: int | None
    zeit: str
    gliederung: int
    faelle: pd.DataFrame
    wieder_offen: int
    rekonstruiert: int
    gesamt: int
    seit: str


def read_berichtigt(con: sqlite3.Connection, teile: Abschnitte, seit: str) -> Berichtigt:
    """Compare what was known with what is; `seit`: ISO day from which history was kept, or ""."""
    vorher = con.execute("SELECT lauf, datenstand_zeit, gliederung FROM veroeffentlicht").fetchone()
    lauf, zeit, gliederung = vorher or (None, "", 0)
    spanne = {"von": teile.bericht.von, "bis": teile.stichtag}
    (wieder_offen,) = con.execute(_WIEDER_OFFEN.format(**spanne)).fetchone()
    gesamt, rekonstruiert = con.execute(_REKONSTRUIERT).fetchone()
    faelle = _faelle(con)
    return Berichtigt(
        lauf, zeit, gliederung, faelle, wieder_offen, rekonstruiert, gesamt, seit
    )  # fmt: skip


def _faelle(con: sqlite3.Connection) -> pd.DataFrame:
    rows = con.execute(_FAELLE)
    names = [column[0] for column in rows.description]
    return pd.DataFrame.from_records(rows.fetchall(), columns=names).astype(object)
