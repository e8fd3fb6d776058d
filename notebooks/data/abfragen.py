"""The SQL of the snapshot: every frame of a report, one pass over a table each.

Days are made coarse on the way out: a day becomes the start of the stretch it lies in (`grob`), so
that a million cases shrink to a few thousand rows with `anzahl`. Figures compare days with the
bounds of spans only, so they give the same on coarse and on exact days; a property test holds it.
"""

from collections.abc import Sequence

from models.rules.codes import KATEGORIEN

URALT = "0001-01-01"
KUNDENREAKTION = "art IS NOT NULL AND art <> 'hinweis'"


def grob(spalte: str, grenzen: Sequence[str], je_monat: bool = False) -> str:
    """SQL: the last of `grenzen` (ISO days, any order) not after `spalte`; NULL stays NULL.

    With `je_monat` the first of each month is a bound as well.
    """
    faelle = " ".join(f"WHEN {spalte} >= '{g}' THEN '{g}'" for g in sorted(grenzen, reverse=True))
    anfang = f"CASE {faelle} ELSE '{URALT}' END"
    if je_monat:
        anfang = f"max({anfang}, substr({spalte}, 1, 7) || '-01')"
    return f"CASE WHEN {spalte} IS NULL THEN NULL ELSE {anfang} END"


def zaehlung(spalten: Sequence[str], quelle: str, bedingung: str) -> str:
    """SQL that counts rows of `quelle` for each combination of `spalten`."""
    gruppen = ", ".join(str(nummer + 1) for nummer in range(len(spalten)))
    return (
        f"SELECT {', '.join(spalten)}, count(*) AS anzahl FROM {quelle} "
        f"WHERE {bedingung} GROUP BY {gruppen} ORDER BY {gruppen}"
    )


BESTAND = (
    "art",
    "{eingang} AS eingang_am",
    "{abschluss} AS abschluss_am",
    "wiedereroeffnet",
)
EINGAENGE = ("art", "eingangsweg", "{eingang_monat} AS eingang_am")
MERKMALE = (
    "art",
    "{eingang} AS eingang_am",
    "einheit_id",
    "eingangsstelle",
    "herkunft",
    "ist_folgereaktion",
    "ist_notlage",
    "anonym",
    "als_dab_bezeichnet",
)
ABSCHLUESSE = (
    "art",
    "{abschluss} AS abschluss_am",
    "ergebnisart",
    "abhilfe",
    "einvernehmlich_geklaert",
    "entschuldigung",
    "verzicht_liegt_vor",
    "selbst_betroffen",
    "leistungstraeger",
)
ANLIEGEN = (
    "v.art AS art",
    "{eingang} AS eingang_am",
    "a.anliegenart AS anliegenart",
    "a.oberklasse AS oberklasse",
    "a.kategorie AS kategorie",
)
_JE_TRAEGER = " ".join(
    f"WHEN '{code}' THEN '{kategorie.leistungstraeger}'" for code, kategorie in KATEGORIEN.items()
)
# A case belongs to the Träger of all its Anliegen of known Kategorie, else to both.
TRAEGER = """
CREATE TEMP TABLE traeger (vorgang_id INTEGER PRIMARY KEY, leistungstraeger TEXT NOT NULL)
"""
TRAEGER_JE_FALL = f"""
INSERT INTO traeger
SELECT vorgang_id, CASE WHEN min(t) = max(t) THEN min(t) ELSE 'beide' END
FROM (SELECT vorgang_id, CASE kategorie {_JE_TRAEGER} END AS t FROM anliegen
      WHERE vorgang_id IN (SELECT id FROM abgeschlossen WHERE ergebnisart IS NOT NULL))
WHERE t IS NOT NULL GROUP BY vorgang_id
"""
MIT_TRAEGER = "abgeschlossen LEFT JOIN traeger ON traeger.vorgang_id = id"
ABGABEN = ("abgabefall", "{abschluss} AS abgegeben_am")

FRISTEN = """
SELECT art, eingang_am, abschluss_am, frist_am, datum_der_klaerung
FROM eingegangen WHERE art IS NOT NULL AND {in_spannen} ORDER BY id
"""
# A deadline is judged in the period in which it ran out, as of that period's own Stichtag.
FAELLIGE = """
SELECT art, frist_am, abschluss_am, frist_gehalten, abschliessend_gehalten
FROM lage WHERE art IS NOT NULL AND ({in_spannen}) ORDER BY spanne, id
"""
# Overdue can be what its order does not call answered yet (models.rules.puenktlichkeit).
OFFENE = """
SELECT art, frist_am, zwischennachricht_am, ist_notlage
FROM lage
WHERE spanne = 'bericht' AND art IS NOT NULL AND abschluss_am IS NULL
  AND frist_am IS NOT NULL AND {beantwortet} IS NULL ORDER BY id
"""
# A case counts once by its Eingang and once by its Abschluss, each as of its own span's Stichtag.
DISKRIMINIERUNG = """
SELECT art, eingang_am, NULL AS abschluss_am, ergebnisart FROM eingegangen
WHERE art IS NOT NULL
  AND id IN (SELECT vorgang_id FROM anliegen WHERE kategorie = 'diskriminierung')
UNION ALL
SELECT art, NULL, abschluss_am, ergebnisart FROM abgeschlossen
WHERE art IS NOT NULL
  AND id IN (SELECT vorgang_id FROM anliegen WHERE kategorie = 'diskriminierung')
"""
# A measure counts where its case lies on the Stichtag, from the day on which it was decided.
MASSNAHMEN = """
SELECT m.festgelegt_am, m.erforderlich, m.termin, m.wirkung_geprueft_am
FROM massnahme m JOIN stand s ON s.vorgang_id = m.vorgang_id
JOIN ort o ON o.einheit_id = s.einheit_id
WHERE s.ab <= '{stichtag}' AND (s.bis IS NULL OR s.bis > '{stichtag}')
  AND m.festgelegt_am <= '{stichtag}'
ORDER BY m.festgelegt_am, m.termin, m.wirkung_geprueft_am
"""
STRICHLISTE = """
SELECT thema, {tag} AS tag, sum(anzahl) AS anzahl FROM strichliste_innen GROUP BY 1, 2 ORDER BY 1, 2
"""
# A month is told as of its own last day, so that no later report counts it differently; every day
# of a month is before its 31st, the text „2026-02-31“ included.
EIN_MONAT = "zeitraum LIKE '____-__' AND zeitraum NOT LIKE '%H%' AND zeitraum NOT LIKE '%Q%'"
MONATE = f"""
SELECT monat, sum(anzahl) AS anzahl FROM (
SELECT substr(v.eingang_am, 1, 7) AS monat, count(*) AS anzahl
FROM vorgang v JOIN stand s ON s.vorgang_id = v.id JOIN ort o ON o.einheit_id = s.einheit_id
WHERE v.eingang_am <= '{{stichtag}}' AND s.art <> 'hinweis'
  AND s.ab <= substr(v.eingang_am, 1, 7) || '-31'
  AND (s.bis IS NULL OR s.bis > substr(v.eingang_am, 1, 7) || '-31')
GROUP BY 1
UNION ALL
SELECT zeitraum, neu FROM fakt JOIN ort USING (einheit_id)
WHERE {EIN_MONAT} AND monat = '' AND art <> 'hinweis' AND neu > 0
  AND zeitraum <= substr('{{stichtag}}', 1, 7)
) GROUP BY 1 ORDER BY 1
"""
OHNE_ANLIEGEN = """
SELECT {eingang} AS eingang_am, count(*) AS anzahl FROM eingegangen
WHERE art IN {arten} AND {in_spannen} AND id NOT IN (SELECT vorgang_id FROM anliegen)
GROUP BY 1 ORDER BY 1
"""
EINHEITEN = """
SELECT id, kuerzel, name, art, eltern_id, gueltig_ab, gueltig_bis, vorgaenger_id,
       erfassung_seit, erfassung_geschaetzt
FROM einheit ORDER BY id
"""
CODES = "SELECT feld, code, bezeichnung, gueltig_ab, gueltig_bis FROM code ORDER BY rowid"
META = "SELECT schluessel, wert FROM meta"

# Fields whose gaps the report counts, and for which Arten they are expected at all.
ALLE = ""
BESCHWERDEN = (
    "('beschwerde','dienstaufsichtsbeschwerde','fachaufsichtsbeschwerde','petition','eingabe')"
)
LUECKEN = (
    ("eingangsweg", "eingangsweg IS NULL", ALLE),
    ("eingangsstelle", "eingangsstelle IS NULL", ALLE),
    ("team", "einheit_id NOT IN (SELECT id FROM einheit WHERE art = 'team')", ALLE),
    ("kundengruppe", "kundengruppe IS NULL OR kundengruppe = 'unbekannt'", ALLE),
    ("rechtskreis", "rechtskreis IS NULL", ALLE),
    ("anliegen", "id NOT IN (SELECT vorgang_id FROM anliegen)", f"art IN {BESCHWERDEN}"),
)


def beantwortet(erste_genuegt: Sequence[str]) -> str:
    """SQL: the measure that leads, where `erste_genuegt` are the orders of the first reply."""
    ids = ", ".join(f"'{name}'" for name in erste_genuegt) or "NULL"
    return f"CASE WHEN regelwerk IN ({ids}) THEN frist_gehalten ELSE abschliessend_gehalten END"


def luecken() -> str:
    """SQL: for each field of LUECKEN how many Vorgänge of a span lack it, of how many."""
    teile = []
    for feld, fehlt, gilt in LUECKEN:
        gilt = gilt or "1"
        teile.append(f"coalesce(sum(({gilt}) AND ({fehlt})), 0) AS fehlt_{feld}")
        teile.append(f"coalesce(sum({gilt}), 0) AS von_{feld}")
    bedingung = f"{KUNDENREAKTION} AND eingang_am BETWEEN ? AND ?"
    return f"SELECT {', '.join(teile)} FROM eingegangen WHERE {bedingung}"
