"""What a stranger has: a snapshot, the CSV files of a report made from it, and SQL of her own.

Her SQL follows the words of the Grundlagen and reads nothing but the snapshot.
"""

import json
import random
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from notebooks.blocks import MIME
from notebooks.catalogue import bericht as eintrag
from tests.unit.notebooks.aufnahme import schreibe_aufnahme

SPANNEN = {
    "": ("2026-01-01", "2026-06-30"),
    "vor_": ("2025-07-01", "2025-12-31"),
    "vorjahr_": ("2025-01-01", "2025-06-30"),
}
"""Before the name of its columns → first and last day."""
TAGE = {"": 181, "vor_": 184}
ARTEN = "beschwerde dienstaufsichtsbeschwerde petition eingabe lob anregung hinweis".split()
ALLE_BESCHWERDEN = (
    "('beschwerde','dienstaufsichtsbeschwerde','fachaufsichtsbeschwerde','petition','eingabe')"
)
BESCHWERDEN = "('beschwerde','dienstaufsichtsbeschwerde','fachaufsichtsbeschwerde')"
BEWERTET = "('beschwerde','fachaufsichtsbeschwerde')"
# As of the Stichtag of each span, which is its last day.
LAGE = """
WITH lage AS (SELECT v.*, s.art AS a, s.abgabefall AS fall, s.abschluss_am AS weg,
  s.ergebnisart AS e, s.abhilfe AS h, s.einvernehmlich_geklaert AS einig, s.frist_am AS frist,
  s.entschuldigung AS sorry, s.verzicht_liegt_vor AS verzicht, s.selbst_betroffen AS selbst,
  s.datum_der_klaerung AS klar, s.erste_antwort_am AS erste, s.antwort_versandt_am AS antwort,
  s.dankeschreiben_am AS dank, s.versandt_am AS versandt, s.zwischennachricht_am AS zwischen
  FROM vorgang v JOIN stand s ON s.vorgang_id = v.id
  WHERE s.ab <= :bis AND (s.bis IS NULL OR s.bis > :bis)),
neu AS (SELECT * FROM lage WHERE a IS NOT NULL AND a <> 'hinweis'
  AND eingang_am BETWEEN :von AND :bis),
zu AS (SELECT * FROM lage WHERE weg BETWEEN :von AND :bis),
anl AS (SELECT x.* FROM anliegen x JOIN neu ON neu.id = x.vorgang_id WHERE a IN {A})
"""
KATEGORIEN = (
    "unterlagen kosten-der-unterkunft bildung-und-teilhabe leistungshoehe vermittlung-foerderung "
    "diskriminierung umgangston-verhalten"
).split()
EINES = ("vermittlung-foerderung", "leistungsminderung", "kosten-der-unterkunft")
"""Kategorien that one Leistungsträger alone bears."""
Csv = dict[str, dict[str, dict[str, str]]]


def ask(pfad: Path, sql: str, vorsatz: str = "") -> list[tuple[Any, ...]]:
    """Rows of the stranger's own query, as of the end of one span."""
    return [tuple(row) for row in _rows(pfad, sql, vorsatz)]


def cases(pfad: Path, vorsatz: str = "") -> list[dict[str, Any]]:
    """Every case as it stood at the end of one span."""
    return [dict(row) for row in _rows(pfad, "SELECT * FROM lage", vorsatz)]


def _rows(pfad: Path, sql: str, vorsatz: str) -> list[sqlite3.Row]:
    von, bis = SPANNEN[vorsatz]
    text = (LAGE + sql).replace("{A}", ALLE_BESCHWERDEN)
    text = text.replace("{B}", BESCHWERDEN).replace("{W}", BEWERTET)
    with closing(sqlite3.connect(pfad)) as con:
        con.row_factory = sqlite3.Row
        return con.execute(text, {"von": von, "bis": bis}).fetchall()


def read_report(name: str, pfad: Path) -> Csv:
    """Run the real notebook cell by cell for the house: name of the CSV → code → column → cell."""
    bloecke: list[dict[str, Any]] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("notebooks.blocks.bericht.display", lambda d, raw: bloecke.append(d[MIME]))
        raum: dict[str, Any] = {}
        notebook = json.loads(eintrag(name).notebook.read_text(encoding="utf-8"))
        for zelle in notebook["cells"]:
            if zelle["cell_type"] == "code":
                exec("".join(zelle["source"]), raum)
                if "parameters" in zelle["metadata"].get("tags", ()):
                    raum |= {"snapshot": str(pfad), "zeitraum": "2026-H1", "empfaenger": "gf"}
    dateien = [datei for block in bloecke for datei in block.get("csv", ())]
    return {datei["datei"].removesuffix(".csv"): _je_code(datei["zeilen"]) for datei in dateien}


def _je_code(zeilen: list[list[str]]) -> dict[str, dict[str, str]]:
    kopf, *rest = zeilen
    return {zeile[0]: dict(zip(kopf, zeile, strict=True)) for zeile in rest}


def write_house(pfad: Path) -> Path:
    """A snapshot with 700 cases in which everything occurs that a report can count."""
    wahl, mehr = random.Random(9), random.Random(10)
    arten, klassen = ("sachanliegen", "verhalten"), ("ablauforganisation", "leistungsrecht", None)
    anliegen: list[tuple[Any, ...]] = [
        (nr, 1, wahl.choice(arten), wahl.choice(klassen), wahl.choice([*KATEGORIEN, None]))
        for nr in range(1, 700, 2)
    ]
    anliegen += [(nr, 2, None, None, mehr.choice(KATEGORIEN)) for nr in range(1, 700, 6)]
    einer = [nr for nr in range(2, 700, 2) if nr % 10]
    anliegen += [(nr, 1, arten[0], klassen[1], mehr.choice(EINES)) for nr in einer]
    tage = [date(2025, 7, 1) + timedelta(nr) for nr in range(0, 360, 9)]
    striche = [(4, t.isoformat(), mehr.choice(KATEGORIEN[:3]), mehr.randint(1, 3)) for t in tage]
    massnahmen = [_measure(mehr, nr) for nr in range(1, 700, 16)]
    return schreibe_aufnahme(
        pfad, _faelle(), anliegen=anliegen, strichliste=striche, massnahmen=massnahmen
    )


def _measure(wahl: random.Random, nr: int) -> tuple[Any, ...]:
    tag = date(2025, 7, 1) + timedelta(wahl.randrange(365))
    termin, geprueft = tag + timedelta(28), tag + timedelta(wahl.randrange(20, 120))
    if wahl.random() < 0.1:
        return nr, tag.isoformat(), 0, None, None
    ist = geprueft.isoformat() if geprueft < date(2026, 7, 15) and wahl.random() < 0.7 else None
    return nr, tag.isoformat(), 1, termin.isoformat(), ist


def _faelle() -> list[dict[str, Any]]:
    wahl, mehr = random.Random(8), random.Random(11)
    return [_answered(mehr, _case(wahl)) for _ in range(700)]


def _case(wahl: random.Random) -> dict[str, Any]:
    eingang = date(2025, 1, 1) + timedelta(wahl.randrange(545))
    weg = eingang + timedelta(wahl.randrange(90)) if wahl.random() < 0.8 else None
    weg = weg if weg and weg < date(2026, 7, 15) else None
    art = wahl.choice(ARTEN) if wahl.random() < 0.95 else None
    neu = int(eingang.year == 2026)  # no e-mail any more: a change that must be found
    bewertet = weg and art in ("beschwerde", "petition", "eingabe")
    return {
        "art": art,
        "abgabefall": None if art else wahl.choice(["anfrage", "widerspruch"]),
        "eingang_am": eingang.isoformat(),
        "abschluss_am": weg.isoformat() if weg else None,
        "eingangsweg": wahl.choice(["e-mail", "telefonisch", "persoenlich", None][neu:]),
        "ergebnisart": wahl.choice(["begruendet", "unbegruendet", "kein-krm", None])
        if bewertet
        else None,
        "abhilfe": wahl.choice(["ganz", "nein", None]) if weg else None,
        "einvernehmlich_geklaert": wahl.choice([0, 1, None]) if weg else None,
        "anonym": wahl.choice([0, 0, 1, None]),
        "herkunft": wahl.choice(["erfasst", "import"]),
    }


def _answered(wahl: random.Random, fall: dict[str, Any]) -> dict[str, Any]:
    """The same case with deadline, answers, and what else is known of it."""
    eingang = date.fromisoformat(fall["eingang_am"])
    if fall["art"] == "dienstaufsichtsbeschwerde" and wahl.random() < 0.4:
        fall["art"] = "fachaufsichtsbeschwerde"
        fall["ergebnisart"] = wahl.choice(["begruendet", None]) if fall["abschluss_am"] else None
    neben = wahl.random() < 0.9 or fall["art"] is None
    frist = eingang + timedelta(wahl.choice([14, 28]))
    erste = eingang + timedelta(wahl.randrange(1, 30))
    zwischen = eingang + timedelta(12)
    fall |= {
        "frist_am": frist.isoformat() if neben else None,
        "erste_antwort_am": _past(erste) if wahl.random() < 0.3 else None,
        "zwischennachricht_am": _past(zwischen) if wahl.random() < 0.3 else None,
        "regelwerk": wahl.choice(["bernkastel-wittlich-2012", "marzahn-hellersdorf-2022"]),
        "eingangsstelle": wahl.choice(["team", "gf", "bezirk", "bmas", "sonstige", None]),
        "als_dab_bezeichnet": int(wahl.random() < 0.2),
        "ist_folgereaktion": wahl.choice([0, 0, 1]),
        "ist_notlage": int(wahl.random() < 0.1),
        "rechtskreis": wahl.choice(["sgb2", None]),
        "kundengruppe": wahl.choice(["arbeitnehmer", "unbekannt", None]),
        "einheit_id": wahl.choice([4, 5, 6, 2, 1]),
    }
    return fall | (_closed(wahl, fall, eingang) if fall["abschluss_am"] else {})


def _closed(wahl: random.Random, fall: dict[str, Any], eingang: date) -> dict[str, Any]:
    weg = date.fromisoformat(fall["abschluss_am"])
    geklaert = max(weg - timedelta(wahl.choice([0, 0, 3])), eingang)
    if wahl.random() < 0.03:
        geklaert = eingang - timedelta(2)  # a slip of the pen: the duration is unknown
    tag = geklaert.isoformat() if wahl.random() < 0.9 else None
    brief = {"lob": "dankeschreiben_am", "petition": "versandt_am", "eingabe": "versandt_am"}
    feld = brief.get(fall["art"], "antwort_versandt_am")
    versandt = max(geklaert - timedelta(wahl.choice([0, 2])), eingang) if tag else weg
    return {
        "datum_der_klaerung": tag,
        feld: versandt.isoformat() if wahl.random() < 0.6 else None,
        "entschuldigung": wahl.choice([0, 1, None]),
        "verzicht_liegt_vor": wahl.choice([0, 0, 1]),
        "selbst_betroffen": wahl.choice([0, 0, 0, 1, None]),
    }


def _past(tag: date) -> str | None:
    return tag.isoformat() if tag < date(2026, 7, 15) else None


Fall = Mapping[str, Any]
BESCHWERDEARTEN = ("beschwerde", "dienstaufsichtsbeschwerde", "fachaufsichtsbeschwerde")
PETITIONEN = ("petition", "eingabe")
JEDE_BESCHWERDE = (*BESCHWERDEARTEN, *PETITIONEN)
BEIDE = pytest.mark.parametrize("vorsatz", ["", "vor_"])


def within(faelle: Iterable[Fall], feld: str, vorsatz: str, arten: tuple[str, ...]) -> list[Fall]:
    """Of these Arten, with that day in the span of `vorsatz`."""
    von, bis = SPANNEN[vorsatz]
    return [f for f in faelle if f["a"] in arten and f[feld] and von <= f[feld] <= bis]


def came_in(faelle: Iterable[Fall], vorsatz: str) -> list[Fall]:
    """Kundenreaktionen that came in."""
    alle = (*JEDE_BESCHWERDE, "lob", "anregung")
    return within(faelle, "eingang_am", vorsatz, alle)


def numbers(zeile: Mapping[str, str], *spalten: str) -> tuple[int, ...]:
    """These cells of a row."""
    return tuple(int(zeile[spalte]) for spalte in spalten)


@pytest.fixture(scope="module")
def pfad(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_house(tmp_path_factory.mktemp("fremde") / "aufnahme.sqlite")


@pytest.fixture(scope="module")
def tabellen(pfad: Path) -> Csv:
    """Every CSV of the two long reports; a table has the same number in both."""
    return read_report("jahresbericht", pfad) | read_report("auswertung-gf", pfad)
