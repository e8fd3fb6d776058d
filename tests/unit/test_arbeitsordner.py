"""Temporary folders of killed processes go at the next run; those of living ones stay."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from notebooks.data.arbeitsordner import LAUF, SATZ, sweep_workspaces, workspace

WURZEL = Path(__file__).parents[2]
HALTEN = """
import sys
from notebooks.data.arbeitsordner import workspace
with workspace(sys.argv[1]) as folder:
    print(folder, flush=True)
    sys.stdin.read()
"""


@pytest.fixture(autouse=True)
def tmpdir_of_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize("prefix", [LAUF, SATZ])
def test_the_folder_of_a_killed_process_goes_and_not_before(prefix: str) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HALTEN, prefix],
        cwd=WURZEL,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        folder = Path(process.stdout.readline().strip())
        assert sweep_workspaces() == 0
        assert folder.is_dir()
        process.send_signal(signal.SIGKILL)
    assert folder.is_dir()
    with workspace(prefix) as own:
        assert not folder.exists()
        assert own.is_dir()
    assert not own.exists()


def test_what_is_not_ours_stays(tmpdir_of_ours: Path) -> None:
    elsewhere = tmpdir_of_ours / "anderswo"
    elsewhere.mkdir()
    (tmpdir_of_ours / f"{LAUF}verweis").symlink_to(elsewhere)
    fresh = tmpdir_of_ours / f"{LAUF}neu"
    fresh.mkdir()
    old = tmpdir_of_ours / f"{LAUF}alt"
    old.mkdir()
    os.utime(old, (time.time() - 7200,) * 2)
    assert sweep_workspaces() == 1
    assert elsewhere.is_dir()
    assert fresh.is_dir()
    assert not old.exists()
