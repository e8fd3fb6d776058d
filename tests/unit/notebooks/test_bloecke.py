"""Blocks: foreign text stays text, tables say what they are, CSV opens safely."""

import csv
from pathlib import Path
from typing import Any

import html5lib
import pandas as pd
import pytest

from models.rules.fehler import RuleViolation
from notebooks import figures
from notebooks.blocks import spalten
from notebooks.blocks.dateien import csv_dateien, csv_kopf, csv_werte
from notebooks.blocks.html import als_html
from notebooks.blocks.nummern import KAPITEL, NUMMERN
from notebooks.blocks.tabellen import TABELLEN
from notebooks.charts.balken import anteilsbalken, balken
from notebooks.charts.dauerkurve import dauerkurve
from notebooks.charts.monatskarte import monatskarte
from notebooks.protect import profil
from notebooks.publish.tabellen import entschaerft, write_tabellen
from tests.unit.notebooks.test_golden import Fall

BOESE = "<script>alert(1)</script>\"'&#x $a$ _b_ `c` =1+1"


def _baum(html: str) -> Any:
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    return parser.parseFragment(html)


def _tabelle(**mehr: Any) -> dict[str, Any]:
    kopf = [
        {"titel": "Art", "zahl": False, "breite": 0},
        {"titel": "Anzahl", "zahl": True, "breite": 1},
    ]
    block = {"typ": "tabelle", "nr": 1, "id": "tabelle-1", "titel": "T", "spalten": kopf}
    block |= {
        "zeilen": [["Lob", "3"], ["gesamt", "3"]],
        "summen": [1],
        "fuss": "Einheit: Vorgänge.",
    }
    return block | mehr


@pytest.mark.parametrize(
    "block",
    [
        {"typ": "ueberschrift", "ebene": 1, "nummer": "1", "id": "a", "text": BOESE},
        {"typ": "text", "absaetze": [BOESE]},
        {"typ": "liste", "punkte": [BOESE]},
        {"typ": "hinweis", "text": BOESE},
        {"typ": "kennzahlen", "karten": [{"titel": BOESE, "wert": BOESE, "zusatz": BOESE}]},
        {"typ": "definitionen", "paare": [[BOESE, BOESE]]},
        _tabelle(titel=BOESE, fuss=BOESE, zeilen=[[BOESE, BOESE]]),
        {
            "typ": "abbildung",
            "nr": 1,
            "id": "b",
            "titel": BOESE,
            "alt": BOESE,
            "svg": "<svg/>",
            "fuss": BOESE,
        },
    ],
    ids=lambda b: b["typ"],
)
def test_foreign_text_stays_text(block: dict[str, Any]) -> None:
    baum = _baum(als_html(block))
    assert baum.findall(".//script") == []
    alles = "".join(baum.itertext()) + "".join(e.get("alt", "") for e in baum.iter())
    assert BOESE in alles


def test_a_table_has_caption_and_scopes_and_a_heavy_sum() -> None:
    baum = _baum(als_html(_tabelle()))
    assert "".join(baum.find(".//caption").itertext()) == "Tabelle 1 T"
    assert [th.get("scope") for th in baum.iter("th")] == ["col", "col", "row", "row"]
    assert [td.get("class") for td in baum.iter("td")] == ["num", "num"]
    assert [tr.get("class") for tr in baum.iter("tr")] == [None, None, "summe"]


def test_nobody_reads_checks_and_the_end() -> None:
    assert als_html({"typ": "ende"}) == ""
    assert als_html({"typ": "pruefungen", "pruefungen": []}) == ""


@pytest.mark.parametrize("name", sorted(TABELLEN))
def test_every_table_names_unit_and_basis(name: str) -> None:
    spec = TABELLEN[name]
    assert spec.einheit in ("Vorgänge", "Anliegen", "Reaktionen", "Maßnahmen", "Einheiten")
    assert spec.basis


def test_every_table_has_its_own_number_for_good() -> None:
    """The promised files 01-bestand.csv and 02-eingaenge-monat.csv keep their names, too."""
    assert sorted(NUMMERN) == sorted(TABELLEN)
    assert len(set(NUMMERN.values())) == len(NUMMERN)
    enden = [erste for _, erste, _ in KAPITEL[1:]] + [100]
    for (kapitel, erste, namen), ende in zip(KAPITEL, enden, strict=True):
        assert erste + len(namen) <= ende, f"Das Kapitel „{kapitel}“ ist voll."
    bekannt = {"bestand": 1, "eingaenge-monat": 2, "abgaben": 8, "kategorien": 21}
    bekannt |= {"ergebnisarten": 30, "termintreue": 40, "luecken": 64}
    assert bekannt.items() <= NUMMERN.items()


def test_a_share_in_the_csv_stands_beside_its_two_numbers() -> None:
    frame = figures.verteilung(
        pd.DataFrame({"eingangsweg": ["e-mail"], "eingang_am": ["2026-01-01"], "anzahl": [3]}),
        "eingangsweg",
        "eingang_am",
        ("e-mail", "telefonisch"),
        Fall({}).teile,
    )
    zeilen = frame.to_dict("records")
    (datei,) = csv_dateien("05-x", TABELLEN["eingangswege"], list(frame["code"]), zeilen)
    assert datei["datei"] == "05-x.csv"
    assert datei["zeilen"][0] == [
        "eingangsweg",
        "anzahl",
        "von",
        "anzahl_prozent",
        "vor_anzahl",
        "vor_von",
        "vor_anzahl_prozent",
        "unterschied",
        "unterschied_prozent",
        "signal",
    ]
    werte = ["e-mail", "3", "3", "100,0", "0", "0", "", "3", "", "kein Signal"]
    assert datei["zeilen"][1] == werte


@pytest.mark.parametrize("name", sorted(TABELLEN))
def test_everything_printed_is_in_a_csv(name: str) -> None:
    """Every figure behind a printed column is the column of a CSV of that table."""
    spec = TABELLEN[name]
    zeile: dict[str, Any] = {feld: 1 for spalte in spec.spalten for feld in spalte.felder}
    zeile |= {s.felder[0]: "2026-01-01" for s in spec.spalten if s.art == spalten.TAG}
    texte = {s.felder[0] for s in spec.spalten if s.art in (spalten.TEXT, spalten.SIGNAL)}
    zeile |= dict.fromkeys(texte, "x")
    zeile = {"von": 1} | zeile | {feld: 1 for _, mehr in spec.csv for feld in mehr}
    dateien = csv_dateien("01-x", spec, ["a"], [zeile])
    kopf = {name for datei in dateien for name in datei["zeilen"][0]}
    for spalte in spec.spalten:
        assert set(csv_kopf(spalte)) <= kopf
    gezaehlt = {f for s in spec.spalten if s.art != spalten.VERAENDERUNG for f in s.felder}
    assert {f for f in gezaehlt if f not in kopf and f"{f}_prozent" not in kopf} == set()


@pytest.mark.parametrize(
    ("jetzt", "vorher", "signal", "gedruckt", "csv"),
    [
        (2293, 2746, "weniger", "−453 (−16,5\u00a0%)", ["-453", "-16,5"]),
        (231, 225, "kein Signal", "+6 (+2,7\u00a0%)", ["6", "2,7"]),
        (3, 0, "kein Signal", "+3", ["3", ""]),
        (4, 4, "kein Signal", "0", ["0", "0,0"]),
        (5, 0, "kein Vergleich", "–", ["", ""]),
        (0, 0, "kein Vergleich", "–", ["", ""]),
    ],
)
def test_a_difference_stands_with_its_percentage(
    jetzt: int, vorher: int, signal: str, gedruckt: str, csv: list[str]
) -> None:
    zeile = {"anzahl": jetzt, "vor_anzahl": vorher, "signal": signal}
    assert spalten.gedruckt(spalten.UM, zeile) == gedruckt
    assert csv_werte(spalten.UM, zeile) == csv


def test_missing_days_are_empty_in_the_csv_and_a_dash_on_paper() -> None:
    tage = spalten.Spalte("Tage", spalten.TAGE, ("median",))
    assert csv_werte(tage, {"median": float("nan")}) == [""]
    assert spalten.gedruckt(tage, {"median": float("nan")}) == "–"
    assert spalten.gedruckt(tage, {"median": 14.0}) == "14"


@pytest.mark.parametrize(
    ("zelle", "sicher"),
    [
        ("=1+1", "'=1+1"),
        ("+49 30", "'+49 30"),
        ("@summe", "'@summe"),
        ("-x", "'-x"),
        ("-5", "-5"),
        ("34,8", "34,8"),
        ("beschwerde", "beschwerde"),
    ],
)
def test_a_spreadsheet_runs_nothing(zelle: str, sicher: str) -> None:
    assert entschaerft(zelle) == sicher


def test_csv_files_have_bom_semicolon_and_quotes(tmp_path: Path) -> None:
    zeilen = [["art", "anzahl"], ['a;"b', "1"]]
    block = {"typ": "tabelle", "csv": [{"datei": "01-a.csv", "zeilen": zeilen}]}
    write_tabellen([block, {"typ": "text"}], tmp_path / "tabellen")
    roh = (tmp_path / "tabellen" / "01-a.csv").read_bytes()
    assert roh.startswith(b"\xef\xbb\xbfart;anzahl\r\n")
    assert list(csv.reader(roh.decode("utf-8-sig").splitlines(), delimiter=";")) == zeilen


def test_charts_with_nothing_to_show_are_not_drawn() -> None:
    leer = pd.DataFrame(
        {"code": ["a", "gesamt"], "anzahl": 0, "von": 0, "vor_anzahl": 0, "vor_von": 0}
    )
    assert balken(leer, ["A"], "T", "Vorgänge") is None
    assert anteilsbalken(leer, ["A"], "T") is None
    kurve = pd.DataFrame({"tag": [0], "anteil_geklaert": [0.0]})
    assert dauerkurve({"bericht": kurve, "vor": kurve}) is None
    monate = figures.monatskarte(pd.DataFrame({"monat": ["2026-01"], "anzahl": [1]}))
    assert monatskarte(monate, Fall({}).teile) is None


def test_a_bar_chart_says_what_it_shows_and_draws_hostile_names() -> None:
    frame = pd.DataFrame(
        {"code": ["a", "b", "gesamt"], "anzahl": [3, 1, 4], "von": 4, "vor_anzahl": [0, 2, 2]}
    )
    bild = balken(frame, ["$x^{", "</svg><script>"], "Wege", "Vorgänge")
    assert bild is not None
    assert "<script" not in bild.svg
    assert "$x^{ 3 (75,0\u00a0%), Vorperiode 0" in bild.alt
    assert bild == balken(frame, ["$x^{", "</svg><script>"], "Wege", "Vorgänge")


def test_the_geschaeftsfuehrung_sees_every_number_and_others_are_refused() -> None:
    assert profil("gf").schwelle is None
    assert profil("gf").vermerk == "Nur zur internen Verwendung"
    with pytest.raises(RuleViolation, match="möglich sind: gf"):
        profil("presse")
