"""Whole runs of the reports that leave the house: hostile text, an empty period, narrow screens."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from models.rules import codes
from notebooks.prose.jahresbericht import KRITERIEN
from notebooks.publish import publish
from notebooks.run import Auftrag, run_bericht
from tests.unit.notebooks.aufnahme import schreibe_aufnahme
from tests.unit.notebooks.test_bloecke import BOESE
from tests.unit.notebooks.test_lauf import ANLIEGEN, FAELLE, FALL

META = {
    "einheit_name": f"Jobcenter {BOESE}",
    "fassung": BOESE,
    "regelwerk": "marzahn-hellersdorf-2022",
}
CODES = [
    ("eingangsweg", "brieftaube", f"=Taube {BOESE} #panic() $x$", None, None),
    ("kategorie", "boese", f"{BOESE} #panic() $x^{{", None, None),
]
BOESER_FALL = {**FALL, "eingangsweg": "brieftaube", "eingangsstelle": "=cmd|' /C calc'!A0"}
LAEUFE = [
    ("traegerversammlung", "2026-H1", "traegerversammlung"),
    ("jahresbericht", "2026", "agentur"),
]


@pytest.fixture(scope="module", params=LAEUFE, ids=lambda lauf: "-".join(lauf))
def ausgabe(request: Any, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str, Path]:
    """One published run on a snapshot full of hostile labels, with its name and readers."""
    name, zeitraum, kreis = request.param
    ordner = tmp_path_factory.mktemp("hinaus")
    faelle = FAELLE * 3 + [BOESER_FALL] * 6
    anliegen = [(nr, 1, "sachanliegen", "ablauforganisation", "boese") for nr in range(19, 25)]
    snapshot = schreibe_aufnahme(
        ordner / "a.sqlite", faelle, anliegen=[*ANLIEGEN, *anliegen], meta=META, codes=CODES
    )
    auftrag = Auftrag(name, zeitraum, snapshot, ordner / "ausgabe", "1", "t", empfaenger=kreis)
    return name, kreis, publish(run_bericht(auftrag).prepared)


def _pdf_text(ordner: Path) -> str:
    befehl = ["pdftotext", "-layout", ordner / "bericht.pdf", "-"]
    return subprocess.run(befehl, capture_output=True, check=True).stdout.decode()


def test_every_gate_is_green_and_hostile_text_stays_text(ausgabe: tuple[str, str, Path]) -> None:
    _, _, ordner = ausgabe
    gates = json.loads((ordner / "lauf.json").read_text("utf-8"))["gates"]
    assert {"pdf_ua1", "pdf_a2a", "alternativtexte", "bestand_schliesst"} <= {
        gate["name"] for gate in gates if gate["ok"]
    }
    assert all(gate["ok"] for gate in gates)
    html = (ordner / "bericht.html").read_text("utf-8")
    assert "<script" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


def test_the_first_page_says_what_is_decided_by_whom_it_is_made_and_for_whom(
    ausgabe: tuple[str, str, Path],
) -> None:
    name, kreis, ordner = ausgabe
    seite = _pdf_text(ordner).partition("\f")[0]
    assert "Entschieden wird damit:" in seite
    assert "Qualitätsmanagement (QMB)" in seite
    wer = {"agentur": "Agentur für Arbeit Berlin Mitte"}
    assert wer.get(kreis, "Trägerversammlung") in seite
    assert ("nimmt zur Kenntnis" in seite) == (name == "traegerversammlung")


def test_the_short_form_is_one_page_and_bookmarks_lead_to_every_chapter(
    ausgabe: tuple[str, str, Path],
) -> None:
    name, _, ordner = ausgabe
    with pikepdf.open(ordner / "bericht.pdf") as pdf, pdf.open_outline() as lesezeichen:
        titel = [eintrag.title for eintrag in lesezeichen.root]
    assert any("Kurzfassung" in t for t in titel)
    assert any("Grundlagen" in t for t in titel)
    zweites = {"traegerversammlung": "2 Anlass", "jahresbericht": "2 Umfang und Abdeckung"}[name]
    seiten = [" ".join(seite.split()) for seite in _pdf_text(ordner).split("\f")[2:]]
    *_, kurz = [seite for seite in seiten if "1 Kurzfassung" in seite]  # the contents come first
    assert "offen am Ende" in kurz
    assert zweites in kurz, "the short form ends on the page on which it begins"


@pytest.mark.regel("BS-10")
def test_the_vorlage_asks_for_no_decision(ausgabe: tuple[str, str, Path]) -> None:
    name, _, ordner = ausgabe
    text = " ".join(_pdf_text(ordner).split())
    if name == "traegerversammlung":
        assert "Die Trägerversammlung nimmt die Auswertung zur Kenntnis." in text
        assert "beschließt" not in text
        assert len(_pdf_text(ordner).split("\f")) - 1 <= 7
    else:
        assert "Sehr geehrte Damen und Herren" in text


@pytest.mark.regel("MH-78")
def test_the_jahresbericht_names_the_criteria_of_the_ba_and_every_ergebnisart(
    ausgabe: tuple[str, str, Path],
) -> None:
    name, _, ordner = ausgabe
    text = " ".join(_pdf_text(ordner).split())
    if name == "jahresbericht":
        for begriff, _ in KRITERIEN:
            assert f"{begriff}:" in text
        for wert in codes.CODES["ergebnisart"]:
            assert wert.bezeichnung in text


@pytest.mark.parametrize("breite", [1366, 390])
def test_it_can_be_read_on_a_desk_and_on_a_phone(
    ausgabe: tuple[str, str, Path], page: Any, axe: Callable[[Any], None], breite: int
) -> None:
    page.set_viewport_size({"width": breite, "height": 900})
    page.goto((ausgabe[2] / "bericht.html").as_uri())
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") == breite
    sichtbar = page.locator(".wischen").first.is_visible()
    assert sichtbar == (breite == 390)
    gebrochen = page.evaluate(
        "[...document.querySelectorAll('thead th')].filter("
        "th => th.scrollWidth > th.clientWidth + 1).map(th => th.textContent)"
    )
    assert gebrochen == []


@pytest.mark.parametrize(("name", "zeitraum", "kreis"), LAEUFE)
def test_an_empty_period_gives_a_report_that_says_so(
    tmp_path: Path, name: str, zeitraum: str, kreis: str
) -> None:
    snapshot = schreibe_aufnahme(tmp_path / "a.sqlite")
    auftrag = Auftrag(name, zeitraum, snapshot, tmp_path / "ausgabe", "1", "t", empfaenger=kreis)
    text = " ".join(_pdf_text(publish(run_bericht(auftrag).prepared)).split())
    assert "ging keine Kundenreaktion ein" in text
    assert "Petitionen und Eingaben gab es im Berichtszeitraum nicht." in text
