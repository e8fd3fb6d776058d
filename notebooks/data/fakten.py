"""Deleted cases: their sums join the frames of the Bestandsrechnung and of the Eingänge.

Only usual periods have sums, so a free range counts the cases that are still there and says so.
"""

import sqlite3
from collections.abc import Iterator
from typing import Any

import pandas as pd

from notebooks.data.abfragen import EIN_MONAT, URALT
from notebooks.data.abschnitte import Abschnitte, Spanne
from notebooks.data.zeitraum import Zeitraum

Frames = dict[str, pd.DataFrame]
Perioden = tuple[Zeitraum, Zeitraum]
_ZAHLEN = "uebernommen, neu, abgeschlossen, offen, wiedereroeffnet"
_SUMMEN = f"""
SELECT art, {", ".join(f"sum({name})" for name in _ZAHLEN.split(", "))}
FROM fakt JOIN ort USING (einheit_id) WHERE zeitraum = '{{zeitraum}}' AND monat = '' GROUP BY art
"""
# Months of the report's period and of the one before as of their ends, others as of their own.
_MONATE = f"""
SELECT art, monat || '-01', sum(neu) FROM fakt JOIN ort USING (einheit_id)
WHERE zeitraum IN ({{perioden}}) AND monat <> '' GROUP BY 1, 2
UNION ALL
SELECT art, zeitraum || '-01', sum(neu) FROM fakt JOIN ort USING (einheit_id)
WHERE {EIN_MONAT} AND monat = '' AND zeitraum || '-01' >= '{{ab}}' AND ({{eigene}}) GROUP BY 1, 2
"""


def add_fakten(
    con: sqlite3.Connection, frames: Frames, perioden: Perioden, teile: Abschnitte, ab: str
) -> int:
    """Add the sums to `bewegung`, `bewegung_vor` and `eingaenge`; how many cases of the period.

    `perioden`: the report's and the one before. Needs `ort` laid out; `ab`: the first day that
    `eingaenge` looks at.
    """
    if perioden[0].art == "frei" or teile.unfertig:
        return 0
    seiten = (("bewegung", teile.bericht), ("bewegung_vor", teile.vor))
    summen = [con.execute(_SUMMEN.format(zeitraum=p.text)).fetchall() for p in perioden]
    for (name, spanne), rows in zip(seiten, summen, strict=True):
        frames[name] = _with(frames[name], [m for row in rows for m in _movements(row, spanne)])
    frames["eingaenge"] = _with(frames["eingaenge"], _arrivals(con, perioden, teile, ab))
    return sum(row[1] + row[2] + row[5] for row in summen[0])


def _movements(summe: tuple[Any, ...], spanne: Spanne) -> Iterator[dict[str, Any]]:
    """Rows that count as these sums do: from where a case came, and whether it left in the span."""
    art, uebernommen, neu, left, _, wieder = summe
    for eingang, flag, n in ((URALT, 0, uebernommen), (spanne.von, 0, neu), (URALT, 1, wieder)):
        closed = min(left, n)
        left -= closed
        for abschluss, anzahl in ((spanne.von, closed), (None, n - closed)):
            if anzahl:
                yield {"art": art, "eingang_am": eingang, "abschluss_am": abschluss,
                       "wiedereroeffnet": flag, "anzahl": anzahl}  # fmt: skip


def _arrivals(
    con: sqlite3.Connection, perioden: Perioden, teile: Abschnitte, ab: str
) -> list[dict[str, Any]]:
    ganze = [z for z in perioden if z.art != "monat"]
    eigene = " AND ".join(
        f"zeitraum || '-01' NOT BETWEEN '{z.von.isoformat()}' AND '{z.bis.isoformat()}'"
        for z in ganze
    )
    sql = _MONATE.format(
        perioden=", ".join(f"'{z.text}'" for z in ganze) or "''", ab=ab, eigene=eigene or "1"
    )
    rows = con.execute(sql).fetchall()
    bis = teile.stichtag
    return [
        {"art": art, "eingangsweg": None, "eingang_am": tag, "anzahl": n}
        for art, tag, n in rows
        if n and tag <= bis
    ]


def _with(frame: pd.DataFrame, rows: list[dict[str, Any]]) -> pd.DataFrame:
    if not rows:
        return frame
    more = pd.DataFrame.from_records(rows, columns=list(frame.columns)).astype(frame.dtypes)
    return pd.concat([frame, more], ignore_index=True)
