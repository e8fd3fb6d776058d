"""Which run it is, told in the head alone: two runs on the same data are the same report."""

import json
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from notebooks.publish import publish
from notebooks.run import run_bericht
from tests.unit.notebooks.aufnahme import WURZEL, schreibe_aufnahme
from tests.unit.notebooks.test_lauf import ANLIEGEN, ERLEDIGT, FAELLE, FALL, _auftrag


@pytest.fixture(scope="module")
def zwei_laeufe(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Two runs on one snapshot, three weeks apart."""
    ordner = tmp_path_factory.mktemp("zwei")
    monate = [f"{jahr}-{monat:02d}-10" for jahr in (2024, 2025) for monat in range(1, 13)]
    faelle = [{**FALL, **ERLEDIGT, "eingang_am": tag} for tag in monate for _ in range(7)]
    snapshot = schreibe_aufnahme(ordner / "a.sqlite", faelle + FAELLE, anliegen=ANLIEGEN)
    erster = _auftrag(ordner, snapshot, nummer=17, kette=_kette(4711, "2026-07-15T04:00:00+00:00"))
    zweiter = replace(erster, lauf="2", nummer=1018)
    zweiter = replace(zweiter, kette=_kette(98765, "2026-08-05T22:30:00+00:00"))
    return [publish(run_bericht(auftrag).prepared) for auftrag in (erster, zweiter)]


def _kette(laenge: int, zeit: str) -> dict[str, Any]:
    return {"laenge": laenge, "hash": f"{laenge:064x}", "anfang": None, "zeit": zeit}


def _ohne_kopf(lauf: Path, text: str) -> str:
    """The text without what only this run says of itself; it must have said it."""
    eintrag = json.loads((lauf / "lauf.json").read_text("utf-8"))
    nummer, kette = _zahl(eintrag["lauf"]), eintrag["kette"]
    protokoll = f"Eintrag {_zahl(kette['laenge'])}, Prüfsumme {kette['hash']}"
    stand = {17: "15.07.2026, 06:00 Uhr", 1018: "06.08.2026, 00:30 Uhr"}[eintrag["lauf"]]
    for eigenes in (protokoll, stand, f"Lauf {nummer} "):
        assert eigenes in text
        text = text.replace(eigenes, "#")
    return re.sub(rf"Lauf(: |</dt><dd>){re.escape(nummer)}", "#", text)


def _zahl(n: int) -> str:
    return f"{n:,}".replace(",", ".")


def _pdf_text(pdf: Path) -> str:
    gelesen = subprocess.run(["pdftotext", "-raw", pdf, "-"], capture_output=True, check=True)
    return " ".join(gelesen.stdout.decode().split())


def test_two_runs_on_one_snapshot_differ_in_their_head_alone(zwei_laeufe: list[Path]) -> None:
    for name in sorted(p.name for p in (zwei_laeufe[0] / "tabellen").iterdir()):
        tabellen = [(lauf / "tabellen" / name).read_bytes() for lauf in zwei_laeufe]
        assert tabellen[0] == tabellen[1], name
    for lies in (_lies_html, _lies_pdf):
        erster, zweiter = (_ohne_kopf(lauf, lies(lauf)) for lauf in zwei_laeufe)
        assert erster == zweiter


def _lies_html(lauf: Path) -> str:
    return (lauf / "bericht.html").read_text("utf-8")


def _lies_pdf(lauf: Path) -> str:
    return _pdf_text(lauf / "bericht.pdf")


def test_each_page_and_the_record_say_which_run_it_is(zwei_laeufe: list[Path]) -> None:
    lauf = zwei_laeufe[1]
    eintrag = json.loads((lauf / "lauf.json").read_text("utf-8"))
    assert (eintrag["lauf"], eintrag["datenstand_zeit"]) == (1018, "2026-08-06T00:30:00+02:00")
    text = _pdf_text(lauf / "bericht.pdf")
    seiten = int(re.findall(r"Seite \d+ von (\d+)", text)[0])
    assert text.count("Lauf 1.018 · Datenstand 06.08.2026, 00:30 Uhr · KRM") == seiten
    assert eintrag["snapshot_sha256"] in text
    html = (lauf / "bericht.html").read_text("utf-8")
    assert "Lauf 1.018 · Datenstand 06.08.2026, 00:30 Uhr · KRM" in html


def test_asking_for_a_run_loads_no_frames() -> None:
    probe = "import sys, admin.jobs.berichte\nprint({'pandas', 'matplotlib'} & set(sys.modules))"
    asked = subprocess.run([sys.executable, "-c", probe], capture_output=True, cwd=WURZEL)
    assert asked.stdout.decode().strip() == "set()", asked.stderr.decode()
