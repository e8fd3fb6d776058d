"""Deleted cases: their sums join the frames of the Bestandsrechnung and of the Eingänge.

Only usual periods have sums, so a free range counts the cases that are still there and says so.
"""

import sqlite3
from collections.abc import Iterator
from typing import Any

import pandas as pd

from notebooks.data.abfragen import EIN_MONAT, URALT
from notebooks.data.abschnitte import Abschnitte, Spanne
from notebooks.data.zeitraum import Zeitraum, usual_period

Frames = dict[str, pd.DataFrame]
Perioden = tuple[Zeitraum, Zeitraum, Zeitraum]
_ZAHLEN = "uebernommen, neu, abgeschlossen, offen, wiedereroeffnet"
_SUMMEN = f"""
SELECT art, {", ".join(f"sum({name})" for name in _ZAHLEN.split(", "))}
FROM fakt JOIN ort USING (einheit_id) WHERE zeitraum = '{{zeitraum}}' AND monat = '' GROUP BY art
"""
# Months of the report's three periods as of the ends of these, others as of their own.
_MONATE = f"""
SELECT art, monat || '-01', sum(neu) FROM fakt JOIN ort USING (einheit_id)
WHERE zeitraum IN ({{perioden}}) AND monat <> '' GROUP BY 1, 2
UNION ALL
SELECT art, zeitraum || '-01', sum(neu) FROM fakt JOIN ort USING (einheit_id)
WHERE {EIN_MONAT} AND monat = '' AND zeitraum || '-01' >= '{{ab}}' AND ({{eigene}}) GROUP BY 1, 2
"""


def add_fakten(
    con: sqlite3.Connection, frames: Frames, perioden: Perioden, teile: Abschnitte, ab: str
) -> tuple[int, int]:
    """Add the sums to `bewegung`, `bewegung_vor` and `eingaenge`.

    Returns how many deleted cases there are in the period and in the one before. `perioden`: the
    report's, the one before, that of the year before. Needs `ort` laid out; `ab`: the first day
    that `eingaenge` looks at.
    """
    if perioden[0].art == "frei" or teile.unfertig:
        return 0, 0
    seiten = (("bewegung", teile.bericht), ("bewegung_vor", teile.vor))
    summen = [con.execute(_SUMMEN.format(zeitraum=p.text)).fetchall() for p in perioden[:2]]
    for (name, spanne), rows in zip(seiten, summen, strict=True):
        frames[name] = _with(frames[name], [m for row in rows for m in _movements(row, spanne)])
    frames["eingaenge"] = _with(frames["eingaenge"], _arrivals(con, perioden, teile, ab))
    hier, vor = (sum(row[1] + row[2] + row[5] for row in rows) for rows in summen)
    return hier, vor


_EINZELN = """
SELECT art, monat, sum(neu), sum(uebernommen), sum(wiedereroeffnet), sum(abgeschlossen)
FROM fakt JOIN ort USING (einheit_id) WHERE zeitraum = ? GROUP BY art, monat ORDER BY art, monat
"""


class Geloeschte:
    """The deleted cases behind the sums, as far as sums tell them apart; nobody knows the persons.

    One that came in is the same case in every period that its month lies in. What was carried over
    is told apart by period only.
    """

    def __init__(self, con: sqlite3.Connection) -> None:
        self._con = con
        self._nummern: dict[tuple[Any, ...], int] = {}

    def of(self, spanne: Spanne, gezaehlt: bool) -> pd.DataFrame:
        """A row per deleted case of a usual period, with an `id` below 0; of others none.

        `gezaehlt`: whether sums are counted there at all.
        """
        zeitraum = usual_period(spanne.von, spanne.bis) if gezaehlt else None
        text = zeitraum.text if zeitraum and spanne.schluss == spanne.bis else ""
        zahlen: dict[str, dict[str, tuple[int, ...]]] = {}
        for art, monat, *werte in self._con.execute(_EINZELN, (text,)):
            zahlen.setdefault(art, {})[monat] = tuple(werte)
        rows = [row for art, je in zahlen.items() for row in self._cases(art, je, spanne, text)]
        frame = pd.DataFrame.from_records(rows, columns=list(_GELOESCHT))
        return frame.astype(_GELOESCHT)

    def _cases(
        self, art: str, je_monat: dict[str, tuple[int, ...]], spanne: Spanne, text: str
    ) -> Iterator[tuple[Any, ...]]:
        neu, uebernommen, wieder, left = je_monat.get("", (0, 0, 0, 0))
        monate = {m: werte[0] for m, werte in je_monat.items() if m} or {text: neu}
        kommen = [(uebernommen, 0, ("u", text), URALT)]
        kommen += [(n, 0, ("n", monat), f"{monat}-01") for monat, n in monate.items()]
        kommen += [(wieder, 1, ("w", text), URALT)]
        for anzahl, flag, woher, eingang in kommen:
            for nr in range(anzahl):
                key = (art, *woher, nr)
                nummer = -GELOESCHT_AB - self._nummern.setdefault(key, len(self._nummern))
                yield nummer, art, eingang, spanne.von if left > 0 else None, flag
                left -= 1


GELOESCHT_AB = 10**12
_GELOESCHT = {"id": "int64", "art": "str", "eingang_am": "str", "abschluss_am": "str",
              "wiedereroeffnet": "int64"}  # fmt: skip


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
