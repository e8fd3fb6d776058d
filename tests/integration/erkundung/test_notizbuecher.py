"""The notebooks in a person's folder: they run at once, from anywhere, and stay hers."""

import json
import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from admin.jobs.notizbuecher import VORLAGEN, furnish
from models.rules.fehler import RuleViolation
from notebooks.catalogue import BERICHTE
from notebooks.erkundung import oeffne, treffer, zeilen
from tests.haus import JETZT
from tests.integration.erkundung.conftest import error_of, run_notebook, texts

pytestmark = pytest.mark.datenbank("sqlite")
ALLE = ["erkundung.ipynb", "trend.ipynb", *(bericht.notebook.name for bericht in BERICHTE)]


@pytest.mark.parametrize("name", ALLE)
def test_every_notebook_runs_from_any_folder_with_own_cells(
    ordner: Path, name: str, tmp_path: Path
) -> None:
    """By any Jupyter: without our environment, as it lies in her folder or elsewhere."""
    elsewhere = tmp_path / "ganz woanders" / "Ordner mit Umlaut ä"
    elsewhere.mkdir(parents=True)
    moved = Path(shutil.move(ordner / "notizbuecher" / name, ordner / "notizbuecher" / "x.ipynb"))
    own = "from notebooks import erkundung\nprint(len(erkundung.oeffne().vorgaenge()), 'Vorgänge')"
    assert "36 Vorgänge" in texts(run_notebook(moved, elsewhere, own))


@pytest.mark.regel("MH-22", "MH-23", "BKW-45")
def test_the_worked_questions_are_answered_with_a_picture(ordner: Path) -> None:
    path = ordner / "notizbuecher" / "erkundung.ipynb"
    said = texts(run_notebook(path, path.parent))
    stand = "Momentaufnahme vom 15.07.2026: Jobcenter Lindenau, was dora sehen darf."
    assert stand in said
    assert "2026-H1: 18 von 36 Anliegen betreffen „Bearbeitungsdauer“." in said
    assert "Anteile je Gruppe, zusammen 50,0 Prozent." in said
    assert said.count("<figure") == 4


@pytest.mark.parametrize("name", ["trend.ipynb", "auswertung_gf.ipynb"])
def test_without_a_snapshot_one_german_sentence_says_so(ordner: Path, name: str) -> None:
    for path in ordner.glob("*.sqlite"):
        path.unlink()
    path = ordner / "notizbuecher" / name
    said = error_of(run_notebook(path, path.parent))
    assert said.startswith("Es gibt hier noch keine Momentaufnahme. Bitte einmal „python -m admin")
    assert "Traceback" not in said
    assert "\n" not in said.strip()


@pytest.mark.parametrize("inhalt", [b"", b"x" * 4096])
def test_a_file_that_is_none_is_named(ordner: Path, inhalt: bytes) -> None:
    (path,) = ordner.glob("*.sqlite")
    path.unlink()
    path.write_bytes(inhalt)
    with pytest.raises(RuleViolation, match=r"JC-2026-H1.sqlite“ ist keine Momentaufnahme von KRM"):
        oeffne(str(path))


def test_another_layout_is_told_and_not_read(ordner: Path) -> None:
    (path,) = ordner.glob("*.sqlite")
    path.chmod(0o600)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE meta SET wert = '1' WHERE schluessel = 'schema'")
        connection.commit()
    with pytest.raises(RuleViolation, match="stammt aus einer anderen Fassung von KRM"):
        oeffne(str(path))


def test_what_is_misspelt_is_answered_with_the_nearest(ordner: Path) -> None:
    daten = oeffne(str(*ordner.glob("*.sqlite")))
    rows = zeilen(daten, "anliegen")
    with pytest.raises(RuleViolation, match="„bearbeitungsdaur“.*Meinen Sie „bearbeitungsdauer“"):
        treffer(rows, "kategorie", "bearbeitungsdaur")
    with pytest.raises(RuleViolation, match="Die Tabelle „anliegn“ .* Meinen Sie „anliegen“"):
        zeilen(daten, "anliegn")
    with pytest.raises(RuleViolation, match="Das Team „999“ gibt es hier nicht. Es gibt: Team 501"):
        zeilen(daten, "anliegen", "999")
    assert set(zeilen(daten, "vorgaenge", "501")["team"]) == {"Team 501"}
    with pytest.raises(RuleViolation, match="„anonym“ ist hier bei keinem Vorgang ausgefüllt"):
        treffer(zeilen(daten, "vorgaenge"), "anonym", "nein")
    assert not treffer(rows.assign(anonym=[1.0] * 36), "anonym", "ja").eq(False).any()


def test_the_notebooks_begin_with_what_the_snapshot_is_about(ordner: Path) -> None:
    text = (ordner / "notizbuecher" / "auswertung_gf.ipynb").read_text("utf-8")
    assert 'zeitraum: str = \\"2026-H1\\"' in text


def test_what_she_changed_stays_hers_and_the_new_one_lies_beside(ordner: Path) -> None:
    path = ordner / "notizbuecher" / "trend.ipynb"
    notebook = json.loads(path.read_text("utf-8"))
    notebook["cells"][-1]["source"] = ["karte.tail(3)"]
    path.write_text(json.dumps(notebook), "utf-8")
    assert furnish(ordner, JETZT) == []  # nothing new of ours: hers stays where it is
    assert "karte.tail(3)" in path.read_text("utf-8")
    _forget_ours(ordner, "trend.ipynb")
    (satz,) = furnish(ordner, JETZT)
    assert satz.startswith("Ihr „trend.ipynb“ haben Sie geändert; es heißt jetzt „trend bis 2026")
    aside = path.with_name("trend bis 2026-07-15.ipynb")
    assert "karte.tail(3)" in aside.read_text("utf-8")
    assert "karte.tail(3)" not in path.read_text("utf-8")


def test_running_it_is_no_change(ordner: Path) -> None:
    path = ordner / "notizbuecher" / "trend.ipynb"
    notebook = json.loads(path.read_text("utf-8"))
    notebook["cells"][-1]["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "x"}]
    path.write_text(json.dumps(notebook), "utf-8")
    _forget_ours(ordner, "trend.ipynb")
    assert furnish(ordner, JETZT) == []
    assert sorted(p.name for p in path.parent.glob("trend*")) == ["trend.ipynb"]


def _forget_ours(ordner: Path, name: str) -> None:
    """As if the program had brought another version of the notebook."""
    path = ordner / "notizbuecher" / ".vorlagen.json"
    gemerkt = json.loads(path.read_text("utf-8"))
    gemerkt[name]["fassung"] = "eine ältere"
    path.write_text(json.dumps(gemerkt), "utf-8")


@pytest.mark.parametrize("path", sorted(VORLAGEN.glob("*.ipynb")), ids=lambda path: path.name)
def test_our_notebooks_hold_no_outputs_and_one_cell_of_parameters(path: Path) -> None:
    cells = json.loads(path.read_text("utf-8"))["cells"]
    code = [cell for cell in cells if cell["cell_type"] == "code"]
    assert [cell for cell in code if cell["outputs"] or cell["execution_count"]] == []
    assert [c for c in code if len(c["source"]) > 7] == []
    (parameters,) = [c for c in code if "parameters" in c["metadata"].get("tags", ())]
    assert all(line.count("=") == 1 for line in parameters["source"])
    assert os.linesep not in parameters["source"][0].rstrip()
