"""A run gets ready while its snapshot is still being taken, and ends with a snapshot that fails."""

import os
import signal
import time
from dataclasses import replace
from pathlib import Path

import nbformat
import pytest

from notebooks.catalogue import BERICHTE
from notebooks.run import Auftrag, BerichtFehler, Grenzen, run_bericht
from notebooks.run.kern import first_with_data
from tests.unit.notebooks.aufnahme import schreibe_aufnahme
from tests.unit.notebooks.test_lauf import FAELLE, _nichts_bleibt, _prozesse_verschwinden


@pytest.fixture
def auftrag(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Auftrag:
    """An order whose snapshot nobody has taken yet; what it starts has this folder's name on it."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    pfad = tmp_path / "a.sqlite"
    return Auftrag("traegerversammlung", "2026-H1", pfad, tmp_path / "ausgabe", "1", "t",
                   empfaenger="traegerversammlung")  # fmt: skip


def _kernel(merkmal: Path) -> list[Path]:
    """The kernels that were started in this folder."""
    found = []
    for eintrag in Path("/proc").glob("[0-9]*"):
        try:
            befehl, umgebung = (
                (eintrag / "cmdline").read_bytes(),
                (eintrag / "environ").read_bytes(),
            )
        except OSError:
            continue
        if b"ipykernel_launcher" in befehl and str(merkmal).encode() in umgebung:
            found.append(eintrag)
    return found


def _wait_for_kernel(merkmal: Path) -> list[Path]:
    for _ in range(600):
        if found := _kernel(merkmal):
            return found
        time.sleep(0.1)
    return []


def test_the_kernel_runs_before_its_snapshot_is_there_and_then_reads_it(
    auftrag: Auftrag, tmp_path: Path
) -> None:
    def take() -> Auftrag:
        assert _wait_for_kernel(tmp_path), "nothing gets ready meanwhile"
        schreibe_aufnahme(auftrag.snapshot, FAELLE)
        return replace(auftrag, snapshot_sha256="ab" * 32)

    ergebnis = run_bericht(auftrag, freeze=take)
    assert ergebnis.manifest["snapshot_sha256"] == "ab" * 32
    assert "ab" * 32 in (ergebnis.prepared.path / "bericht.html").read_text("utf-8")


def test_a_snapshot_that_fails_ends_what_got_ready(auftrag: Auftrag, tmp_path: Path) -> None:
    def take() -> Auftrag:
        assert _wait_for_kernel(tmp_path)
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space left"):
        run_bericht(auftrag, freeze=take)
    _nichts_bleibt(auftrag)
    assert _prozesse_verschwinden(tmp_path)


def test_a_process_that_died_meanwhile_is_told_as_one(auftrag: Auftrag, tmp_path: Path) -> None:
    def take() -> Auftrag:
        for eintrag in _wait_for_kernel(tmp_path):
            status = (eintrag / "status").read_text()
            parent = next(z.split()[1] for z in status.splitlines() if z.startswith("PPid"))
            os.kill(int(parent), signal.SIGKILL)
        schreibe_aufnahme(auftrag.snapshot, FAELLE)
        return auftrag

    with pytest.raises(BerichtFehler, match="endete mitten in der Arbeit"):
        run_bericht(auftrag, freeze=take)
    _nichts_bleibt(auftrag)


def test_the_time_of_a_run_begins_with_its_snapshot(auftrag: Auftrag, tmp_path: Path) -> None:
    """What it waits for its snapshot is not its own time."""
    knapp = replace(auftrag, grenzen=Grenzen(zeit_s=0.01))

    def take() -> Auftrag:
        assert _wait_for_kernel(tmp_path), "the clock ran before the snapshot was there"
        schreibe_aufnahme(auftrag.snapshot, FAELLE)
        return knapp

    with pytest.raises(BerichtFehler, match="hat länger als"):
        run_bericht(knapp, freeze=take)


def test_every_report_of_ours_waits_behind_its_imports_only() -> None:
    for bericht in BERICHTE:
        notebook = nbformat.read(bericht.notebook, as_version=4)
        zellen = [zelle.source for zelle in notebook.cells if zelle.cell_type == "code"]
        erste = first_with_data(zellen)
        assert "import" in zellen[erste - 1]
        assert "data.load" in zellen[erste]


@pytest.mark.parametrize(
    ("zelle", "frei"),
    [
        ("x = 1", True),
        ("x: str = 'a'  # Pfad", True),
        ("import os\nfrom a import b", True),
        ("# nur ein Wort", True),
        ("x = open(snapshot)", False),
        ("data.load(snapshot)", False),
        ("import os; os.listdir()", False),
        ("das ist kein Python", False),
    ],
)
def test_only_imports_and_constants_run_without_the_snapshot(zelle: str, frei: bool) -> None:
    assert first_with_data([zelle, "ende()"]) == int(frei)


def test_a_notebook_that_reads_nothing_waits_before_its_last_cell() -> None:
    assert first_with_data(["x = 1", "import os"]) == 1
