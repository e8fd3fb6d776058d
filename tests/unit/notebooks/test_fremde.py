"""A stranger recomputes the report from the CSV, the Grundlagen and the data dictionary alone.

The SQL here is the stranger's own: it reads nothing but the snapshot, and follows the words of the
Grundlagen. The report is the real notebook, run cell by cell.
"""

from pathlib import Path
from typing import Any

import pytest
from scipy.stats import binom, false_discovery_control, hypergeom

from tests.unit.notebooks.fremde import SPANNEN, TAGE, Csv, ask, read_report, write_house

JE_CODE = {
    "04-arten": "SELECT a, count(*) FROM neu GROUP BY 1",
    "05-eingangswege": "SELECT eingangsweg, count(*) FROM neu GROUP BY 1",
    "08-abgaben": "SELECT fall, count(*) FROM zu WHERE a IS NULL AND fall IS NOT NULL GROUP BY 1",
    "20-anliegenarten": "SELECT anliegenart, count(*) FROM anl GROUP BY 1",
    "06-eingangsstellen": "SELECT eingangsstelle, count(*) FROM neu GROUP BY 1",
    "21-kategorien": "SELECT kategorie, count(*) FROM anl GROUP BY 1",
    "22-oberklassen": "SELECT oberklasse, count(*) FROM anl GROUP BY 1",
    "30-ergebnisarten": "SELECT e, count(*) FROM zu WHERE a IN {W} GROUP BY 1",
    "32-abhilfe": "SELECT h, count(*) FROM zu WHERE a IN {B} GROUP BY 1",
    "53-petitionen-ergebnis": (
        "SELECT e, count(*) FROM zu WHERE a IN ('petition', 'eingabe') GROUP BY 1"
    ),
    "63-strichliste": (
        "SELECT thema, sum(anzahl) FROM strichliste WHERE tag BETWEEN :von AND :bis GROUP BY 1"
    ),
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
ANTEILE |= {
    ("61-besonderheiten", merkmal): f"SELECT sum({feld}), count({feld}) FROM neu"
    for merkmal, feld in (
        ("Folgereaktion auf einen früheren Vorgang", "ist_folgereaktion"),
        ("besondere Notlage", "ist_notlage"),
    )
}
# „Stellen außerhalb“, as far as these cases know them.
ANTEILE["61-besonderheiten", "zuerst bei einer Stelle außerhalb eingegangen"] = (
    "SELECT sum(eingangsstelle IN ('bmas', 'bezirk')), count(eingangsstelle) FROM neu"
)
_OHNE_TEAM = "einheit_id NOT IN (SELECT id FROM einheit WHERE art = 'team')"
LUECKEN = {
    "eingangsweg": "eingangsweg IS NULL",
    "eingangsstelle": "eingangsstelle IS NULL",
    "team": _OHNE_TEAM,
    "kundengruppe": "coalesce(kundengruppe, 'unbekannt') = 'unbekannt'",
    "rechtskreis": "rechtskreis IS NULL",
}
BESTAND = """
SELECT a, sum(eingang_am < :von AND coalesce(weg, '9') >= :von),
  sum(eingang_am BETWEEN :von AND :bis), sum(weg BETWEEN :von AND :bis),
  sum(eingang_am <= :bis AND coalesce(weg, '9') > :bis)
FROM lage WHERE a IS NOT NULL GROUP BY 1
"""


@pytest.fixture(scope="module")
def pfad(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_house(tmp_path_factory.mktemp("fremde") / "aufnahme.sqlite")


@pytest.fixture(scope="module")
def tabellen(pfad: Path) -> Csv:
    """Every CSV of the report for the Geschäftsführung."""
    return read_report("auswertung-gf", pfad)


@pytest.mark.parametrize("name", sorted(JE_CODE))
@pytest.mark.parametrize("vorsatz", ["", "vor_"])
def test_distributions(pfad: Path, tabellen: Csv, name: str, vorsatz: str) -> None:
    gezaehlt = {code or "unbekannt": n for code, n in ask(pfad, JE_CODE[name], vorsatz)}
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
    ((treffer, von),) = ask(pfad, ANTEILE[name, merkmal], vorsatz)
    zeile = tabellen[name][merkmal]
    assert (zeile[f"{vorsatz}anzahl"], zeile[f"{vorsatz}von"]) == (str(treffer), str(von))
    assert von > 5


@pytest.mark.parametrize("vorsatz", ["", "vor_"])
def test_gaps(pfad: Path, tabellen: Csv, vorsatz: str) -> None:
    sql = {feld: f"SELECT sum({fehlt}), count(*) FROM neu" for feld, fehlt in LUECKEN.items()}
    sql["anliegen"] = (
        "SELECT sum(id NOT IN (SELECT vorgang_id FROM anliegen)), count(*) FROM neu WHERE a IN {A}"
    )
    gedruckt = {
        feld: (int(zeile[f"{vorsatz}fehlt"]), int(zeile[f"{vorsatz}von"]))
        for feld, zeile in tabellen["64-luecken"].items()
    }
    assert gedruckt == {feld: ask(pfad, frage, vorsatz)[0] for feld, frage in sql.items()}


def test_months_and_spans(pfad: Path, tabellen: Csv) -> None:
    monate = dict(ask(pfad, "SELECT substr(eingang_am, 1, 7), count(*) FROM neu GROUP BY 1"))
    gedruckt = {m: int(zeile["anzahl"]) for m, zeile in tabellen["02-eingaenge-monat"].items()}
    assert gedruckt == monate
    assert len(monate) == 6
    spannen = tabellen["03-eingaenge-vergleich"]
    for name, vorsatz in (("bericht", ""), ("vor", "vor_"), ("vorjahr", "vorjahr_")):
        ((n,),) = ask(pfad, "SELECT count(*) FROM neu", vorsatz)
        zeile = spannen[name]
        assert (zeile["von"], zeile["bis"], int(zeile["anzahl"])) == (*SPANNEN[vorsatz], n)


@pytest.mark.parametrize("vorsatz", ["", "vor_"])
def test_units(pfad: Path, tabellen: Csv, vorsatz: str) -> None:
    """What lies in a Team or Bereich counts at the Bereich; the rest has no unit named."""
    rows = ask(pfad, "SELECT einheit_id, count(*) FROM neu GROUP BY 1", vorsatz)
    bereich = {2: "B1", 3: "B2", 4: "B1", 5: "B1", 6: "B2", 1: "unbekannt"}
    zeilen = tabellen["07-untereinheiten"]
    for code, zeile in zeilen.items():
        eigene = sum(n for nr, n in rows if bereich[nr] == code)
        alle = sum(n for nr, n in rows if nr != 1)
        assert int(zeile[f"{vorsatz}anzahl"]) == (alle if code == "gesamt" else eigene), code
    assert set(zeilen) == {"B1", "B2", "unbekannt", "gesamt"}


@pytest.mark.parametrize(
    ("datei", "vorsatz"), [("01-bestand", ""), ("01-bestand-vorperiode", "vor_")]
)
def test_the_stock(pfad: Path, tabellen: Csv, datei: str, vorsatz: str) -> None:
    je_art = {row[0]: row[1:] for row in ask(pfad, BESTAND, vorsatz)}
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
