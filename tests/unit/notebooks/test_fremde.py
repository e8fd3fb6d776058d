"""A stranger recomputes the report from the CSV, the Grundlagen and the data dictionary alone.

The SQL here is the stranger's own: it reads nothing but the snapshot, and follows the words of the
Grundlagen. The report is the real notebook, run cell by cell.
"""

import json
import random
import sqlite3
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from scipy.stats import binom, false_discovery_control, hypergeom

from notebooks.blocks import MIME
from notebooks.catalogue import bericht as eintrag
from tests.unit.notebooks.aufnahme import schreibe_aufnahme

SPANNEN = {"": ("2026-01-01", "2026-06-30"), "vor_": ("2025-07-01", "2025-12-31")}
TAGE = {"": 181, "vor_": 184}
ARTEN = "beschwerde dienstaufsichtsbeschwerde petition eingabe lob anregung hinweis".split()
BESCHWERDEN = (
    "('beschwerde','dienstaufsichtsbeschwerde','fachaufsichtsbeschwerde','petition','eingabe')"
)
BEWERTET = "('beschwerde','fachaufsichtsbeschwerde','petition','eingabe')"
# As of the Stichtag of each span, which is its last day.
LAGE = """
WITH lage AS (SELECT v.*, s.art AS a, s.abgabefall AS fall, s.abschluss_am AS weg,
  s.ergebnisart AS e, s.abhilfe AS h, s.einvernehmlich_geklaert AS einig
  FROM vorgang v JOIN stand s ON s.vorgang_id = v.id
  WHERE s.ab <= :bis AND (s.bis IS NULL OR s.bis > :bis)),
neu AS (SELECT * FROM lage WHERE a IS NOT NULL AND a <> 'hinweis'
  AND eingang_am BETWEEN :von AND :bis),
zu AS (SELECT * FROM lage WHERE weg BETWEEN :von AND :bis),
anl AS (SELECT x.* FROM anliegen x JOIN neu ON neu.id = x.vorgang_id WHERE a IN {B})
"""
JE_CODE = {
    "04-arten": "SELECT a, count(*) FROM neu GROUP BY 1",
    "05-eingangswege": "SELECT eingangsweg, count(*) FROM neu GROUP BY 1",
    "08-abgaben": "SELECT fall, count(*) FROM zu WHERE a IS NULL AND fall IS NOT NULL GROUP BY 1",
    "20-anliegenarten": "SELECT anliegenart, count(*) FROM anl GROUP BY 1",
    "21-kategorien": "SELECT kategorie, count(*) FROM anl GROUP BY 1",
    "30-ergebnisarten": "SELECT e, count(*) FROM zu WHERE a IN {W} GROUP BY 1",
    "32-abhilfe": "SELECT h, count(*) FROM zu WHERE a IN {B} GROUP BY 1",
}
ANTEILE = {
    ("31-begruendet", "begründet von allen vier Ergebnisarten"): (
        "SELECT sum(e = 'begruendet'), count(e) FROM zu WHERE a IN {W}"
    ),
    ("31-begruendet", "begründet von begründet und unbegründet"): (
        "SELECT sum(e = 'begruendet'), count(*) FROM zu "
        "WHERE a IN {W} AND e IN ('begruendet', 'unbegruendet')"
    ),
    ("33-klaerung", "Abhilfe ganz oder teilweise"): (
        "SELECT sum(h IN ('ganz', 'teilweise')), count(h) FROM zu WHERE a IN {B}"
    ),
    ("33-klaerung", "einvernehmlich geklärt (Einigung)"): (
        "SELECT sum(einig), count(einig) FROM zu WHERE a IN {B}"
    ),
    ("61-besonderheiten", "anonym"): "SELECT sum(anonym), count(anonym) FROM neu",
    ("62-abdeckung", "davon importiert"): "SELECT sum(herkunft = 'import'), count(*) FROM neu",
}
BESTAND = """
SELECT a, sum(eingang_am < :von AND coalesce(weg, '9') >= :von),
  sum(eingang_am BETWEEN :von AND :bis), sum(weg BETWEEN :von AND :bis),
  sum(eingang_am <= :bis AND coalesce(weg, '9') > :bis)
FROM lage WHERE a IS NOT NULL GROUP BY 1
"""
Csv = dict[str, dict[str, dict[str, str]]]


def _faelle() -> list[dict[str, Any]]:
    wahl = random.Random(8)
    faelle = []
    for _ in range(700):
        eingang = date(2025, 1, 1) + timedelta(wahl.randrange(545))
        weg = eingang + timedelta(wahl.randrange(90)) if wahl.random() < 0.8 else None
        weg = weg if weg and weg < date(2026, 7, 15) else None
        art = wahl.choice(ARTEN) if wahl.random() < 0.95 else None
        neu = int(eingang.year == 2026)  # no e-mail any more: a change that must be found
        bewertet = weg and art in ("beschwerde", "petition", "eingabe")
        faelle.append(
            {
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
        )
    return faelle


@pytest.fixture(scope="module")
def pfad(tmp_path_factory: pytest.TempPathFactory) -> Path:
    wahl = random.Random(9)
    arten, kategorien = ("sachanliegen", "verhalten"), ("unterlagen", "diskriminierung", None)
    anliegen = [
        (nr, 1, wahl.choice(arten), None, wahl.choice(kategorien)) for nr in range(1, 700, 2)
    ]
    ordner = tmp_path_factory.mktemp("fremde")
    return schreibe_aufnahme(ordner / "aufnahme.sqlite", _faelle(), anliegen=anliegen)


@pytest.fixture(scope="module")
def tabellen(pfad: Path) -> Csv:
    """Every CSV of the report by its name: code → column → cell."""
    bloecke: list[dict[str, Any]] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("notebooks.blocks.bericht.display", lambda d, raw: bloecke.append(d[MIME]))
        raum: dict[str, Any] = {}
        notebook = json.loads(eintrag("auswertung-gf").notebook.read_text(encoding="utf-8"))
        for zelle in notebook["cells"]:
            if zelle["cell_type"] == "code":
                exec("".join(zelle["source"]), raum)
                if "parameters" in zelle["metadata"].get("tags", ()):
                    raum |= {"snapshot": str(pfad), "zeitraum": "2026-H1"}
    dateien = [datei for block in bloecke for datei in block.get("csv", ())]
    return {datei["datei"].removesuffix(".csv"): _je_code(datei["zeilen"]) for datei in dateien}


def _je_code(zeilen: list[list[str]]) -> dict[str, dict[str, str]]:
    kopf, *rest = zeilen
    return {zeile[0]: dict(zip(kopf, zeile, strict=True)) for zeile in rest}


def _frage(pfad: Path, sql: str, vorsatz: str) -> list[tuple[Any, ...]]:
    von, bis = SPANNEN[vorsatz]
    text = (LAGE + sql).replace("{B}", BESCHWERDEN).replace("{W}", BEWERTET)
    with closing(sqlite3.connect(pfad)) as con:
        return con.execute(text, {"von": von, "bis": bis}).fetchall()


@pytest.mark.parametrize("name", sorted(JE_CODE))
@pytest.mark.parametrize("vorsatz", ["", "vor_"])
def test_distributions(pfad: Path, tabellen: Csv, name: str, vorsatz: str) -> None:
    gezaehlt = {code or "unbekannt": n for code, n in _frage(pfad, JE_CODE[name], vorsatz)}
    bekannt = sum(n for code, n in gezaehlt.items() if code != "unbekannt")
    assert bekannt > 5
    for code, zeile in tabellen[name].items():
        n = bekannt if code == "gesamt" else gezaehlt.pop(code, 0)
        assert zeile[f"{vorsatz}anzahl"] == str(n), (name, code)
        assert zeile[f"{vorsatz}von"] == str(bekannt)
        if code != "unbekannt":
            assert _prozent(zeile[f"{vorsatz}anzahl_prozent"]) == pytest.approx(
                100 * n / bekannt, abs=0.0501
            )
    assert gezaehlt == {}


def _prozent(text: str) -> float:
    return float(text.replace(",", "."))


@pytest.mark.parametrize(("name", "merkmal"), sorted(ANTEILE))
@pytest.mark.parametrize("vorsatz", ["", "vor_"])
def test_shares(pfad: Path, tabellen: Csv, name: str, merkmal: str, vorsatz: str) -> None:
    ((treffer, von),) = _frage(pfad, ANTEILE[name, merkmal], vorsatz)
    zeile = tabellen[name][merkmal]
    assert (zeile[f"{vorsatz}anzahl"], zeile[f"{vorsatz}von"]) == (str(treffer), str(von))
    assert von > 5


@pytest.mark.parametrize(
    ("datei", "vorsatz"), [("01-bestand", ""), ("01-bestand-vorperiode", "vor_")]
)
def test_the_stock(pfad: Path, tabellen: Csv, datei: str, vorsatz: str) -> None:
    je_art = {row[0]: row[1:] for row in _frage(pfad, BESTAND, vorsatz)}
    je_art["gesamt"] = tuple(
        map(sum, zip(*(zahlen for art, zahlen in je_art.items() if art != "hinweis"), strict=True))
    )
    for art, zeile in tabellen[datei].items():
        spalten = ("uebernommen", "neu", "abgeschlossen", "offen")
        assert tuple(int(zeile[s]) for s in spalten) == je_art.get(art, (0, 0, 0, 0)), art


def test_every_signal_follows_from_the_printed_numbers(tabellen: Csv) -> None:
    """Exact tests over all different comparisons of the CSV files, then Benjamini–Hochberg."""
    p: dict[tuple[Any, ...], float] = {}
    urteile: list[tuple[tuple[Any, ...], str]] = []
    for name, zeilen in tabellen.items():
        for code, zeile in zeilen.items():
            if zeile.get("signal", "kein Vergleich") != "kein Vergleich":
                schluessel, wert = _verglichen(name, code, zeile, zeilen)
                p[schluessel] = wert
                urteile.append((schluessel, zeile["signal"]))
    assert len(p) > 40
    angepasst = dict(zip(p, false_discovery_control(list(p.values())), strict=True))
    for schluessel, wort in urteile:
        assert (wort != "kein Signal") == (angepasst[schluessel] <= 0.05), (schluessel, wort)
    assert {wort for _, wort in urteile} - {"kein Signal"}


def _verglichen(
    name: str, code: str, zeile: dict[str, str], zeilen: dict[str, dict[str, str]]
) -> tuple[tuple[Any, ...], float]:
    if "unten_prozent" in zeile:
        k, n, j, m = (int(zeile[s]) for s in ("anzahl", "von", "vor_anzahl", "vor_von"))
        return (code, k, n, j, m), _doppelt(hypergeom(n + m, k + j, n), k)
    if "tage" in zeile:
        n, t = int(zeilen["bericht"]["anzahl"]), int(zeilen["bericht"]["tage"])
        m, u = int(zeile["anzahl"]), int(zeile["tage"])
    else:
        feld = "neu" if name.startswith("01-") else "anzahl"
        n, m, t, u = int(zeile[feld]), int(zeile[f"vor_{feld}"]), TAGE[""], TAGE["vor_"]
    gleich = "gesamt" if code == "vor" else code
    return (gleich, n, t, m, u), _doppelt(binom(n + m, t / (t + u)), n)


def _doppelt(verteilung: Any, n: int) -> float:
    return min(1.0, 2 * min(float(verteilung.cdf(n)), float(verteilung.sf(n - 1))))
