"""Every notebook of the catalogue: parameters, short cells, allowed imports, clean outputs."""

import ast
from pathlib import Path

import nbformat
import pytest

from models.rules.fehler import RuleViolation
from notebooks.catalogue import BERICHTE, Bericht, bericht

ORDNER = Path(__file__).resolve().parents[3] / "notebooks"
ERLAUBT = ("notebooks", "models.queries", "pandas")
HOECHSTENS_ZEILEN = 5
je_bericht = pytest.mark.parametrize("eintrag", BERICHTE, ids=lambda e: e.name)


def _zellen(eintrag: Bericht) -> list[nbformat.NotebookNode]:
    notebook = nbformat.read(eintrag.notebook, as_version=4)
    nbformat.validate(notebook)
    return [zelle for zelle in notebook.cells if zelle.cell_type == "code"]


def _parameterzelle(eintrag: Bericht) -> nbformat.NotebookNode:
    zellen = [z for z in _zellen(eintrag) if "parameters" in z.metadata.get("tags", ())]
    assert len(zellen) == 1
    return zellen[0]


def test_every_notebook_is_in_the_catalogue() -> None:
    assert {e.notebook for e in BERICHTE} == set(ORDNER.glob("*.ipynb"))
    assert len({e.name for e in BERICHTE}) == len(BERICHTE)


@je_bericht
def test_parameters_are_typed_one_per_line_and_as_the_catalogue_says(eintrag: Bericht) -> None:
    quelle = _parameterzelle(eintrag).source
    # papermill drops a line with a second „=“, even in its comment, without a word.
    assert all(zeile.count("=") == 1 for zeile in quelle.splitlines())
    angaben = ast.parse(quelle).body
    assert all(isinstance(angabe, ast.AnnAssign) for angabe in angaben)
    typen = {ast.unparse(a.target): ast.unparse(a.annotation) for a in angaben}
    assert typen == {name: typ.__name__ for name, typ in eintrag.parameter.items()}


@je_bericht
def test_papermill_reads_the_same_parameters(eintrag: Bericht) -> None:
    import papermill

    gelesen = papermill.inspect_notebook(str(eintrag.notebook))
    assert {name: info["inferred_type_name"] for name, info in gelesen.items()} == {
        name: typ.__name__ for name, typ in eintrag.parameter.items()
    }


@je_bericht
def test_every_parameter_is_used_and_none_is_overwritten(eintrag: Bericht) -> None:
    parameter = _parameterzelle(eintrag)
    rest = [ast.parse(z.source) for z in _zellen(eintrag) if z.id != parameter.id]
    namen = [n for baum in rest for n in ast.walk(baum) if isinstance(n, ast.Name)]
    gelesen = {n.id for n in namen if isinstance(n.ctx, ast.Load)}
    gesetzt = {n.id for n in namen if isinstance(n.ctx, ast.Store)}
    assert set(eintrag.parameter) <= gelesen
    assert not set(eintrag.parameter) & gesetzt


@je_bericht
def test_cells_are_short_and_hold_no_outputs(eintrag: Bericht) -> None:
    for zelle in _zellen(eintrag):
        assert len(zelle.source.splitlines()) <= HOECHSTENS_ZEILEN, zelle.source
        assert zelle.outputs == []
        assert zelle.execution_count is None


@je_bericht
def test_a_notebook_imports_only_what_it_may(eintrag: Bericht) -> None:
    for zelle in _zellen(eintrag):
        for knoten in ast.walk(ast.parse(zelle.source)):
            for modul in _module(knoten):
                assert modul.startswith(ERLAUBT), modul


def _module(knoten: ast.AST) -> list[str]:
    if isinstance(knoten, ast.Import):
        return [alias.name for alias in knoten.names]
    if isinstance(knoten, ast.ImportFrom):
        return [knoten.module or ""]
    return []


@je_bericht
def test_a_notebook_computes_nothing_itself(eintrag: Bericht) -> None:
    verboten = (ast.BinOp, ast.For, ast.While, ast.FunctionDef, ast.Lambda, ast.ListComp)
    for zelle in _zellen(eintrag):
        for knoten in ast.walk(ast.parse(zelle.source)):
            assert not isinstance(knoten, verboten), zelle.source


@je_bericht
def test_the_last_cell_is_the_sentinel(eintrag: Bericht) -> None:
    assert _zellen(eintrag)[-1].source.splitlines()[-1] == "bericht.ende()"


def test_an_unknown_report_names_the_known_ones() -> None:
    with pytest.raises(RuleViolation, match="vorhanden sind: auswertung-gf"):
        bericht("auswertung-fg")


@pytest.mark.parametrize(
    "text",
    [
        '"; import os #',
        "x'\nimport os",
        "\\",
        '\\"',
        "a\u2028b",
        "\r\nx = 1",
        "{x} %s",
        "\x00",
        "ü",
    ],
)
def test_a_text_stays_a_text_in_the_cell_that_papermill_writes(text: str) -> None:
    from papermill.translators import papermill_translators

    python = papermill_translators.find_translator("python3", "python")
    (angabe,) = ast.parse(python.codify({"empfaenger": text})).body
    assert isinstance(angabe, ast.Assign)
    assert ast.literal_eval(angabe.value) == text
