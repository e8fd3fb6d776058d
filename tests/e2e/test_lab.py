"""JupyterLab as Dora opens it: the address from the command, all cells run, pictures below them."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from admin.jobs.gehege import landlock_version
from tests.e2e.conftest import Server

if TYPE_CHECKING:
    from playwright.sync_api import Page

ROOT = Path(__file__).parents[2]
pytestmark = [pytest.mark.e2e, pytest.mark.datenbank("sqlite")]


@pytest.fixture
def adresse(filled: Server, migrierte_url: str, tmp_path: Path) -> Iterator[str]:
    """What `lab --als dora` prints; the command ends with the test."""
    command = [sys.executable, "-m", "admin", "lab", "--als", "dora", "--ohne-browser"]
    settings = {"KRM_DATABASE_URL": migrierte_url, "KRM_VAR_DIR": str(tmp_path / "var")}
    with subprocess.Popen(
        command, cwd=ROOT, env={**os.environ, **settings}, stdout=subprocess.PIPE, text=True
    ) as lab:
        assert lab.stdout is not None
        yield lab.stdout.readline().strip()
        lab.send_signal(signal.SIGTERM)
        assert lab.wait(timeout=60) == 0


def _run_all(page: "Page", adresse: str) -> None:
    page.set_default_timeout(120_000)
    page.goto(adresse.replace("/lab?", "/lab/tree/trend.ipynb?"))
    page.locator(".jp-Notebook .jp-CodeCell").first.wait_for()
    page.get_by_text("| Leerlauf").wait_for()  # else JupyterLab asks which kernel
    page.get_by_role("menuitem", name="Ausführen").first.click()
    page.locator(".lm-Menu-itemLabel", has_text=re.compile("^Alle Zellen ausführen")).first.click()


def test_dora_opens_jupyterlab_and_every_cell_runs(page: "Page", adresse: str) -> None:
    _run_all(page, adresse)
    page.get_by_text("Momentaufnahme vom").first.wait_for()
    page.locator(".jp-OutputArea-output figure svg").first.wait_for()
    page.locator(".jp-OutputArea-output table.dataframe").last.wait_for()
    assert page.locator(".jp-OutputArea-output[data-mime-type$=stderr]").count() == 0


@pytest.mark.skipif(not landlock_version(), reason="Dieser Rechner hat kein Landlock.")
def test_a_cell_of_her_own_does_not_reach_the_keys(
    page: "Page", adresse: str, tmp_path: Path
) -> None:
    key = tmp_path / "var" / "pseudonym_key"
    assert key.is_file()
    notebook = next(tmp_path.glob("var/erkundung/dora/notizbuecher")) / "trend.ipynb"
    text = notebook.read_text("utf-8")
    notebook.write_text(text.replace('"karte"\n', f'"open({str(key)!r}).read()"\n'), "utf-8")
    _run_all(page, adresse)
    page.get_by_text("PermissionError").first.wait_for()
    assert key.read_text("utf-8").strip() not in page.content()
