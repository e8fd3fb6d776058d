"""A whole run as the worker starts it: what comes out, and that nothing is left when it fails."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import html5lib
import nbformat
import page as pdf_pruefer
import pytest

from models.rules.fehler import RuleViolation
from notebooks import catalogue
from notebooks.data import schrift
from notebooks.publish import publish
from notebooks.run import Auftrag, BerichtFehler, Ergebnis, Fortschritt, Grenzen, run_bericht
from tests.unit.notebooks.aufnahme import WURZEL, schreibe_aufnahme
from tests.unit.notebooks.test_bloecke import BOESE

FALL: dict[str, Any] = {
    "eingang_am": "2026-03-02",
    "frist_regel": "BL-04",
    "frist_am": "2026-03-16",
}
ERLEDIGT: dict[str, Any] = {
    "antwort_versandt_am": "2026-03-12",
    "datum_der_klaerung": "2026-03-12",
    "abschluss_am": "2026-03-13",
    "ergebnisart": "begruendet",
    "abhilfe": "ganz",
}
FAELLE: list[dict[str, Any]] = [
    {**FALL, **ERLEDIGT},
    {**FALL, "eingang_am": "2026-01-20", "frist_am": "2026-02-03"},
    {"art": "lob", "eingang_am": "2026-05-04", "eingangsweg": "telefonisch"},
    {"art": "dienstaufsichtsbeschwerde", "eingang_am": "2025-11-03", "als_dab_bezeichnet": 1},
    {"art": "hinweis", "eingang_am": "2026-02-02"},
    {"art": None, "abgabefall": "widerspruch", "eingang_am": "2026-02-02"},
]
ANLIEGEN = [(1, 1, "sachanliegen", "ablauforganisation", "bearbeitungsdauer"), (1, 2, "verhalten")]


def _auftrag(ordner: Path, snapshot: Path, **mehr: Any) -> Auftrag:
    return Auftrag("auswertung-gf", "2026-H1", snapshot, ordner / "ausgabe", "1", "t", **mehr)


@pytest.fixture(scope="module")
def lauf(tmp_path_factory: pytest.TempPathFactory) -> tuple[Ergebnis, Path, list[Fortschritt]]:
    """One run with hostile labels, published; with all that it said on its way."""
    ordner = tmp_path_factory.mktemp("lauf")
    meta = {"einheit_name": f"Jobcenter {BOESE}", "fassung": BOESE}
    codes = [("eingangsweg", "brieftaube", f"=Taube {BOESE} #panic() $x$", None, None)]
    boese = [{**FALL, "eingangsweg": "brieftaube", "eingangsstelle": "=cmd|' /C calc'!A0"}]
    snapshot = schreibe_aufnahme(
        ordner / "a.sqlite", FAELLE + boese, anliegen=ANLIEGEN, meta=meta, codes=codes
    )
    schritte: list[Fortschritt] = []
    ergebnis = run_bericht(_auftrag(ordner, snapshot), schritte.append)
    return ergebnis, publish(ergebnis.prepared), schritte


def test_a_run_writes_html_pdf_tables_and_its_own_record(
    lauf: tuple[Ergebnis, Path, list[Fortschritt]],
) -> None:
    _, ordner, _ = lauf
    assert {p.name for p in ordner.iterdir()} == {
        "bericht.html",
        "bericht.pdf",
        "tabellen",
        "lauf.json",
    }
    tabellen = sorted(p.name for p in (ordner / "tabellen").iterdir())
    assert tabellen[0:5] == [
        "01-bestand-vergleich.csv",
        "01-bestand-vorperiode.csv",
        "01-bestand.csv",
        "02-eingaenge-monat.csv",
        "03-eingaenge-vergleich.csv",
    ]
    assert all(re.fullmatch(r"\d{2}-[a-z-]+\.csv", name) for name in tabellen)


def test_the_promised_tables_are_exact(lauf: tuple[Ergebnis, Path, list[Fortschritt]]) -> None:
    _, ordner, _ = lauf
    bestand = (ordner / "tabellen" / "01-bestand.csv").read_text("utf-8-sig").split()
    assert bestand == [
        "art;uebernommen;neu;abgeschlossen;offen",
        "beschwerde;0;3;1;2",
        "dienstaufsichtsbeschwerde;1;0;0;1",
        "fachaufsichtsbeschwerde;0;0;0;0",
        "petition;0;0;0;0",
        "eingabe;0;0;0;0",
        "lob;0;1;0;1",
        "anregung;0;0;0;0",
        "hinweis;0;1;0;1",
        "gesamt;1;4;1;4",
    ]
    monate = (ordner / "tabellen" / "02-eingaenge-monat.csv").read_text("utf-8-sig").split()
    erwartet = ["2026-01;1", "2026-02;0", "2026-03;2", "2026-04;0", "2026-05;1", "2026-06;0"]
    assert monate == ["monat;anzahl", *erwartet]


def test_the_record_names_everything_it_was_made_from(
    lauf: tuple[Ergebnis, Path, list[Fortschritt]],
) -> None:
    ergebnis, ordner, _ = lauf
    eintrag = json.loads((ordner / "lauf.json").read_text("utf-8"))
    assert eintrag == ergebnis.manifest
    erwartet = {"bericht": "auswertung-gf", "zeitraum": "2026-H1", "von": "2026-01-01"}
    erwartet |= {"bis": "2026-06-30", "einheit": "JC", "empfaenger": "gf"}
    erwartet |= {"datenstand": "2026-07-15", "codes_fassung": "1", "regelwerk": "ba-2015"}
    assert erwartet.items() <= eintrag.items()
    assert all(gate["ok"] for gate in eintrag["gates"])
    assert {"pdf_ua1", "pdf_a2a", "vollstaendig", "bestand_schliesst"} <= {
        gate["name"] for gate in eintrag["gates"]
    }
    assert len(eintrag["snapshot_sha256"]) == 64
    assert {d["name"] for d in eintrag["dateien"]} >= {"bericht.pdf", "tabellen/01-bestand.csv"}
    assert eintrag["dauer_s"] > 0
    assert eintrag["speicher_mb"]["kernel"] > 0


def test_the_html_stands_alone_and_hostile_text_stays_text(
    lauf: tuple[Ergebnis, Path, list[Fortschritt]],
) -> None:
    html = (lauf[1] / "bericht.html").read_text("utf-8")
    assert '<html lang="de">' in html
    assert "<script" not in html
    assert not re.search(r'(src|href)="(?!#|data:)', html)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "#panic() $x$" in html


def test_the_pdf_keeps_both_standards_and_calls_nothing_foreign(
    lauf: tuple[Ergebnis, Path, list[Fortschritt]],
) -> None:
    pdf = lauf[1] / "bericht.pdf"
    for norm in ("ua1", "2a"):
        assert pdf_pruefer.validate_pdf(str(pdf), profile=norm).is_compliant
    text = subprocess.run(["pdftotext", pdf, "-"], capture_output=True, check=True).stdout.decode()
    assert "<script>alert(1)</script>" in text
    assert "#panic() $x$" in text


@pytest.mark.parametrize("breite", [1366, 320])
def test_the_html_is_accessible_on_a_desk_and_on_a_phone(
    lauf: tuple[Ergebnis, Path, list[Fortschritt]],
    page: Any,
    axe: Callable[[Any], None],
    breite: int,
) -> None:
    page.set_viewport_size({"width": breite, "height": 900})
    page.goto((lauf[1] / "bericht.html").as_uri())
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") == breite


def test_progress_goes_from_cell_to_cell_to_the_end(
    lauf: tuple[Ergebnis, Path, list[Fortschritt]],
) -> None:
    schritte = lauf[2]
    rechnen = [s for s in schritte if s.schritt == "Rechnen"]
    assert [s.n for s in rechnen] == list(range(1, rechnen[-1].von + 1))
    assert schritte[-1].schritt == "PDF prüfen"


def test_formulas_of_foreign_codes_are_defused_in_the_csv(
    lauf: tuple[Ergebnis, Path, list[Fortschritt]],
) -> None:
    stellen = next((lauf[1] / "tabellen").glob("*-eingangsstellen.csv")).read_text("utf-8-sig")
    assert "\n'=cmd|" in stellen.replace('"', "")


def _inhalt(auftrag: Auftrag) -> dict[str, bytes]:
    """Everything a run publishes but its record, which holds how long it took."""
    ziel = publish(run_bericht(auftrag).prepared)
    dateien = [p for p in ziel.rglob("*") if p.is_file() and p.name != "lauf.json"]
    return {p.relative_to(ziel).as_posix(): p.read_bytes() for p in dateien}


@pytest.mark.parametrize(
    ("faelle", "zeitraum"),
    [([], "2026"), ([FALL], "2026-03-02..2026-03-02")],
    ids=["leer", "ein Fall an einem Tag"],
)
def test_tiny_and_empty_periods_give_a_small_report(
    tmp_path: Path, faelle: list[dict[str, Any]], zeitraum: str
) -> None:
    snapshot = schreibe_aufnahme(tmp_path / "a.sqlite", faelle)
    inhalt = _inhalt(replace(_auftrag(tmp_path, snapshot), zeitraum=zeitraum))
    assert {"bericht.html", "bericht.pdf", "tabellen/01-bestand.csv"} <= inhalt.keys()


def test_two_runs_of_one_order_are_the_same_byte_for_byte(tmp_path: Path) -> None:
    snapshot = schreibe_aufnahme(tmp_path / "a.sqlite", FAELLE, anliegen=ANLIEGEN)
    erster, zweiter = (
        _inhalt(replace(_auftrag(tmp_path, snapshot), lauf=lauf)) for lauf in ("1", "2")
    )
    assert erster == zweiter


@pytest.fixture
def mit_zellen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Auftrag]:
    """An order for a report whose notebook has these cells after its parameters."""

    def baue(*zellen: str, **mehr: Any) -> Auftrag:
        parameter = 'snapshot: str = ""\nzeitraum: str = ""\nempfaenger: str = ""'
        notebook = nbformat.v4.new_notebook(
            cells=[nbformat.v4.new_code_cell(text) for text in (parameter, *zellen)]
        )
        notebook.cells[0].metadata["tags"] = ["parameters"]
        pfad = tmp_path / "probe.ipynb"
        nbformat.write(notebook, pfad)
        probe = replace(catalogue.BERICHTE[0], notebook=pfad)
        monkeypatch.setattr(catalogue, "BERICHTE", (probe,))
        return _auftrag(tmp_path, schreibe_aufnahme(tmp_path / "a.sqlite"), **mehr)

    return baue


def _nichts_bleibt(auftrag: Auftrag) -> None:
    assert not [p for p in auftrag.reports_dir.rglob("*") if p.is_file()]
    assert not list(auftrag.reports_dir.glob("*/*/*"))


@pytest.mark.parametrize(
    ("zelle", "satz"),
    [
        ("import os; os.kill(os.getpid(), 9)", "KRM_LAUF_SPEICHER_MB"),
        ("import os; os.abort()", "Meist reicht der Speicher nicht"),
        ("bytearray(10**14)", "Der Speicher reicht für diesen Bericht nicht (Grenze "),
        ("raise OSError(28, 'No space left on device')", "Der Datenträger ist voll."),
        ("import sys; sys.exit(0)", "nicht bis zum Ende gelaufen"),
        ("1 / 0", "Fehler ZeroDivisionError in Zelle 3"),
        ("print('geheim')", "nicht bis zum Ende gelaufen"),
        (
            "from models.rules.fehler import RuleViolation\nraise RuleViolation('So nicht.')",
            "So nicht.",
        ),
    ],
    ids="tot abbruch speicher platte aus fehler ausgabe regel".split(),
)
def test_a_broken_run_says_why_and_leaves_nothing(
    mit_zellen: Callable[..., Auftrag], zelle: str, satz: str
) -> None:
    auftrag = mit_zellen(zelle)
    with pytest.raises(BerichtFehler) as fehler:
        run_bericht(auftrag)
    assert satz in fehler.value.satz
    assert "geheim" not in fehler.value.satz
    _nichts_bleibt(auftrag)


def test_a_red_figure_stops_the_publication(mit_zellen: Callable[..., Auftrag]) -> None:
    auftrag = mit_zellen(
        "from notebooks import data\nfrom notebooks.blocks.bericht import Bericht",
        "b = Bericht(data.load(snapshot, zeitraum), empfaenger)\nb.titel('T')",
        "from notebooks.figures import Pruefung\nb.pruefungen([Pruefung('x', False, 'Es hakt.')])",
        "b.ende()",
    )
    with pytest.raises(BerichtFehler, match=r"nicht veröffentlicht\. Es hakt\."):
        run_bericht(auftrag)
    _nichts_bleibt(auftrag)


def test_a_runaway_is_ended_with_its_kernel(mit_zellen: Callable[..., Auftrag]) -> None:
    auftrag = mit_zellen(
        "import signal\nsignal.pthread_sigmask(signal.SIG_BLOCK, range(1, 32))\nwhile True: pass",
        grenzen=Grenzen(zeit_s=6),
    )
    with pytest.raises(BerichtFehler, match="länger als 6 Sekunden"):
        run_bericht(auftrag)
    _nichts_bleibt(auftrag)
    assert _prozesse_verschwinden(auftrag.snapshot.parent)


def test_a_run_may_not_take_all_memory(mit_zellen: Callable[..., Auftrag]) -> None:
    auftrag = mit_zellen("x = bytearray(3 * 1024**3)", grenzen=Grenzen(speicher_mb=2000))
    with pytest.raises(BerichtFehler, match=r"Speicher reicht .* \(Grenze 2000 MB\)"):
        run_bericht(auftrag)
    _nichts_bleibt(auftrag)


def test_a_run_sees_no_setting_of_ours(
    mit_zellen: Callable[..., Auftrag], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KRM_SECRET_KEY", "geheim")
    monkeypatch.setenv("KRM_DATABASE_URL", "sqlite:///geheim")
    auftrag = mit_zellen(
        "import os\nfrom models.rules.fehler import RuleViolation",
        "raise RuleViolation(' '.join(sorted(os.environ)) + ' ' + os.getcwd())",
    )
    with pytest.raises(BerichtFehler) as fehler:
        run_bericht(auftrag)
    assert "KRM_" not in fehler.value.satz
    assert "PYTHONPATH" in fehler.value.satz
    assert str(WURZEL) not in fehler.value.satz.rpartition(" ")[2]


def _prozesse_verschwinden(merkmal: Path) -> bool:
    """Whether no process has this folder in its command line or open orders, within 5 seconds."""
    for _ in range(50):
        if not _prozesse(merkmal):
            return True
        time.sleep(0.1)
    return False


def _prozesse(merkmal: Path) -> list[str]:
    gefunden = []
    for eintrag in Path("/proc").glob("[0-9]*"):
        try:
            befehl = (eintrag / "cmdline").read_bytes().decode()
            umgebung = (eintrag / "environ").read_bytes().decode()
        except (OSError, UnicodeDecodeError):
            continue
        if str(merkmal) in befehl + umgebung and eintrag.name != str(os.getpid()):
            gefunden.append(befehl)
    return gefunden


def test_killing_the_worker_ends_everything_it_started(tmp_path: Path) -> None:
    snapshot = schreibe_aufnahme(tmp_path / "a.sqlite", FAELLE)
    programm = (
        "import sys; from pathlib import Path; from notebooks.run import *\n"
        "def sag(f):\n    print(f.schritt, f.n, flush=True)\n"
        f"run_bericht(Auftrag('auswertung-gf', '2026-H1', Path({str(snapshot)!r}), "
        f"Path({str(tmp_path / 'ausgabe')!r}), '1', 't'), sag)"
    )
    umgebung = {**os.environ, "PYTHONPATH": str(WURZEL), "TMPDIR": str(tmp_path)}
    arbeiter = subprocess.Popen(
        [sys.executable, "-c", programm], stdout=subprocess.PIPE, env=umgebung, text=True
    )
    assert arbeiter.stdout is not None
    with arbeiter.stdout as zeilen:
        while "Rechnen 3" not in zeilen.readline():
            assert arbeiter.poll() is None
        arbeiter.send_signal(signal.SIGKILL)
    arbeiter.wait()
    assert _prozesse_verschwinden(tmp_path)
    sichtbar = [p.name for p in (tmp_path / "ausgabe").glob("*/*/*")]
    assert all(name.startswith(".") for name in sichtbar)


def test_wrong_orders_are_refused_before_anything_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    snapshot = schreibe_aufnahme(tmp_path / "a.sqlite")
    gut = _auftrag(tmp_path, snapshot)
    for falsch, satz in (
        (replace(gut, bericht="x"), "gibt es nicht"),
        (replace(gut, zeitraum="immer"), "nicht lesbar"),
        (replace(gut, empfaenger="presse"), "nur für diesen Empfängerkreis"),
        (replace(gut, snapshot=tmp_path / "fehlt.sqlite"), "Momentaufnahme"),
    ):
        with pytest.raises(RuleViolation, match=satz):
            run_bericht(falsch)
    monkeypatch.setattr(schrift, "ORDNER", tmp_path)
    with pytest.raises(RuleViolation, match="fonts-open-sans"):
        run_bericht(gut)
    assert not gut.reports_dir.exists()


def test_nbconvert_makes_the_same_html_of_the_template(tmp_path: Path) -> None:
    from nbconvert.exporters.html import HTMLExporter

    from notebooks.blocks import MIME
    from notebooks.blocks.html import als_html
    from notebooks.publish.html import VORLAGEN, load_template, write_html

    titel = {"typ": "titel", "titel": "T", "einheit": BOESE, "zeitraum": "Z", "vermerk": "V"}
    bloecke = [titel | {"fassung": "1", "angaben": []}, {"typ": "text", "absaetze": [BOESE]}]
    ausgaben = [
        nbformat.v4.new_output("display_data", {MIME: b, "text/html": als_html(b)}) for b in bloecke
    ]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("x", outputs=ausgaben)])
    write_html(notebook, tmp_path / "a.html", load_template())
    exporter = HTMLExporter(template_name="bericht", extra_template_basedirs=[str(VORLAGEN)])
    von_nbconvert, _ = exporter.from_notebook_node(notebook)
    eigenes = (tmp_path / "a.html").read_text("utf-8")
    assert _woerter(eigenes) == _woerter(von_nbconvert)


def _woerter(html: str) -> list[str]:
    """Tags and words of a page, however it was written down."""
    baum = html5lib.parse(html, namespaceHTMLElements=False)
    return [wort for e in baum.iter() for wort in (str(e.tag), *(e.text or "").split())]
