"""A house whose complaints can be explored, and the folder of who does."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

from admin.config import Config, load_config, provide_keys
from admin.jobs.erkundung import Wunsch, folder_of, take_momentaufnahme
from admin.jobs.labor import Labor
from admin.jobs.notizbuecher import furnish
from models.db import acting_as
from models.queries.erkundung import explored_unit
from models.rules.rechte import SYSTEM
from notebooks.data import parse_zeitraum
from tests.haus import HEUTE, JETZT, Haus

Take = Callable[..., Path]


@pytest.fixture
def config(migrierte_url: str, tmp_path: Path) -> Config:
    """Settings of the test, with keys."""
    settings = {"KRM_DATABASE_URL": migrierte_url, "KRM_VAR_DIR": str(tmp_path / "var")}
    return provide_keys(load_config(settings))


@pytest.fixture
def faelle(haus: Haus) -> Haus:
    """Two months of complaints in both teams, one DAB, one in the other Dienststelle."""
    for nummer in range(36):
        haus.record(
            "501" if nummer % 3 else "502",
            eingang_am=date(2026, 5, 1) + timedelta(days=nummer),
            anliegen=({"kategorie": "bearbeitungsdauer" if nummer % 2 else "unterlagen"},),
        )
    haus.record("501", art="dienstaufsichtsbeschwerde", eingang_am=date(2026, 5, 4))
    haus.record("701", by="zoe")
    return haus


@pytest.fixture
def take(faelle: Haus, config: Config) -> Take:
    """take("dora", zeitraum="2026-H1", einheit="501"): the snapshot she gets."""

    def take(login: str, zeitraum: str = "", einheit: str | None = None) -> Path:
        by = faelle.akteur(login)
        with acting_as(SYSTEM):
            unit = explored_unit(by, einheit, HEUTE)
        wunsch = Wunsch(unit, parse_zeitraum(zeitraum) if zeitraum else None)
        return take_momentaufnahme(by=by, now=JETZT, wunsch=wunsch, config=config)

    return take


@pytest.fixture
def ordner(take: Take, faelle: Haus, config: Config) -> Path:
    """Dora's folder with a snapshot of the half-year and the notebooks."""
    take("dora", "2026-H1")
    folder = folder_of(faelle.akteur("dora"), config)
    assert furnish(folder, JETZT) == []
    return folder


def run_notebook(path: Path, cwd: Path, *own: str, **environ: str) -> Any:
    """The notebook with its outputs, run in a kernel that starts in `cwd`, with own cells added.

    An error does not end it: `error_of` tells.
    """
    notebook = nbformat.read(path, as_version=4)
    notebook.cells += [nbformat.v4.new_code_cell(cell) for cell in own]
    client = NotebookClient(notebook, timeout=180, allow_errors=True,
                            resources={"metadata": {"path": str(cwd)}})  # fmt: skip
    arbeit = path.parent / ".kernel"
    arbeit.mkdir(exist_ok=True)
    kept = Labor(path.parents[1], arbeit).umgebung()
    for name in ("PYTHONPATH", "KRM_ERKUNDUNG"):  # any Jupyter, not only ours
        kept.pop(name)
    client.execute(env=kept | environ)
    return notebook


def texts(notebook: Any) -> str:
    """Everything below the cells, as text."""
    found = []
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            found.append(output.get("text", ""))
            found += list(output.get("data", {}).values())
            assert output.output_type != "error", output
    return "\n".join(str(text) for text in found)


def error_of(notebook: Any) -> str:
    """What stands below the first cell that could not run."""
    errors = [o for c in notebook.cells for o in c.get("outputs", ()) if o.output_type == "error"]
    return "\n".join(errors[0].traceback)
