"""How things stood: the cases of a report as of the Stichtag of each of its spans.

A figure of a past period counts what held on that period's last day, so that nothing that happens
later changes it. The cases are laid out once, in temporary tables beside the snapshot's own.
"""

import sqlite3
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from notebooks.data.abschnitte import Abschnitte, Spanne
from notebooks.data.struktur import Struktur

SPANNEN = ("bericht", "vor", "vorjahr")
DATIERT = (
    "art abgabefall frist_am frist_regel abschluss_am antwort_versandt_am datum_der_klaerung "
    "zwischennachricht_am dankeschreiben_am versandt_am frist_gehalten abschliessend_gehalten "
    "ergebnisart abhilfe einvernehmlich_geklaert entschuldigung verzicht_liegt_vor selbst_betroffen"
).split()
_BLEIBT = (
    "eingangsweg eingangsstelle standort rechtskreis kundengruppe personengruppe prioritaet anonym "
    "eingang_am erfasst_am herkunft ist_folgereaktion ist_notlage als_dab_bezeichnet regelwerk "
    "personenschluessel"
).split()
"""Facts about the Eingang: corrected, they were always so."""
HEUTE = {
    "stand": "stand",
    "fall": "JOIN vorgang v ON v.id = s.vorgang_id",
    "auch": "v.eingang_am >= '{seit}'",
    "bleibt": ", ".join(f"v.{spalte}" for spalte in _BLEIBT),
}
"""The cases as they are known now, without those that came in and were closed long ago."""
GEAENDERT = HEUTE | {
    "stand": "(SELECT * FROM stand WHERE vorgang_id IN (SELECT vorgang_id FROM geaendert))",
    "auch": "1",
}
"""All of those that were changed since a run was published."""
DAMALS = {"stand": "damals", "fall": "", "auch": "1", "bleibt": "s.eingang_am"}
"""The same as that run knew them."""

_LAGE = """
SELECT '{name}' AS spanne, s.vorgang_id AS id, o.ziel AS einheit_id, {bleibt}, {datiert},
       coalesce(z.abschluss_am IS NOT NULL AND (s.abschluss_am IS NULL
                OR s.abschluss_am >= '{von}'), 0) AS wiedereroeffnet
FROM {stand} s {fall} JOIN ort o ON o.einheit_id = s.einheit_id
LEFT JOIN {stand} z ON z.vorgang_id = s.vorgang_id AND z.ab <= '{davor}'
     AND (z.bis IS NULL OR z.bis > '{davor}')
WHERE s.ab <= '{stichtag}' AND (s.bis IS NULL OR s.bis > '{stichtag}')
  AND (s.abschluss_am IS NULL OR s.abschluss_am >= '{von}' OR {auch})
"""
# a case counts by the span its Eingang lies in; what came in before all of them, by the report's
_EINGEGANGEN = """
CREATE TEMP VIEW eingegangen AS SELECT * FROM lage WHERE spanne =
CASE WHEN eingang_am >= '{b.von}' THEN 'bericht'
     WHEN eingang_am BETWEEN '{v.von}' AND '{v.bis}' THEN 'vor'
     WHEN eingang_am BETWEEN '{j.von}' AND '{j.bis}' THEN 'vorjahr' ELSE 'bericht' END
"""
_ABGESCHLOSSEN = """
CREATE TEMP VIEW abgeschlossen AS SELECT * FROM lage
WHERE (spanne = 'bericht' AND abschluss_am BETWEEN '{b.von}' AND '{b.bis}')
   OR (spanne = 'vor' AND abschluss_am BETWEEN '{v.von}' AND '{v.bis}')
"""


def lay_out(con: sqlite3.Connection, struktur: Struktur, teile: Abschnitte, seit: str) -> None:
    """Make `lage` (a row per span and case), `lage_damals` and `lage_heute` (what was changed),
    `eingegangen`, `abgeschlossen`, `strichliste_innen`.

    `seit`: ISO day; cases that came in and were closed before it are left out.
    """
    lay_out_spans(con, struktur, [(name, getattr(teile, name)) for name in SPANNEN], seit)
    for name, quelle in (("lage_damals", DAMALS), ("lage_heute", GEAENDERT)):
        con.execute(f"CREATE TEMP TABLE {name} AS {_select('bericht', teile.bericht, quelle)}")
    spannen = {"b": teile.bericht, "v": teile.vor, "j": teile.vorjahr}
    con.execute(_EINGEGANGEN.format(**spannen))
    con.execute(_ABGESCHLOSSEN.format(**spannen))


def lay_out_spans(
    con: sqlite3.Connection, struktur: Struktur, spannen: Sequence[tuple[str, Spanne]], seit: str
) -> None:
    """Make `ort`, `lage` with a row per case and named span, and `strichliste_innen`."""
    heute = HEUTE | {"auch": HEUTE["auch"].format(seit=seit)}
    selects = [_select(name, spanne, heute) for name, spanne in spannen]
    con.execute("CREATE TEMP TABLE ort (einheit_id INTEGER PRIMARY KEY, ziel INTEGER NOT NULL)")
    con.executemany("INSERT INTO ort VALUES (?, ?)", sorted(struktur.ort.items()))
    con.execute("CREATE TEMP TABLE lage AS " + " UNION ALL ".join(selects))
    con.execute("CREATE INDEX temp.lage_fall ON lage (id, spanne)")
    con.execute(
        "CREATE TEMP VIEW strichliste_innen AS SELECT ziel AS einheit_id, tag, thema, anzahl "
        "FROM strichliste JOIN ort USING (einheit_id)"
    )


def _select(name: str, spanne: Spanne, quelle: Mapping[str, str]) -> str:
    davor = (date.fromisoformat(spanne.von) - timedelta(days=1)).isoformat()
    return _LAGE.format(
        name=name,
        von=spanne.von,
        davor=davor,
        stichtag=spanne.schluss,
        datiert=", ".join(f"s.{spalte}" for spalte in DATIERT),
        **quelle,
    )
