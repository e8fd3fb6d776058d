"""The worker beside the web server: it lives and dies with it."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from admin.jobs.weckruf import Weckruf
from tests.integration.worker.conftest import ROOT, until

COMMAND = [sys.executable, "-m", "tests.integration.worker.begleitet"]
pytestmark = pytest.mark.datenbank("sqlite")


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    # A zombie whose parent was killed waits for init, and works no more.
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"


@pytest.fixture
def rest(umgebung: dict[str, str]) -> Path:
    """What a killed backup left beside the database."""
    path = Path(umgebung["KRM_VAR_DIR"]) / ".krm-abgebrochen"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"das halbe Haus")
    return path


@pytest.fixture
def serve(umgebung: dict[str, str]) -> Iterator["subprocess.Popen[str]"]:
    environ = {**os.environ, **umgebung}
    server = subprocess.Popen(
        [*COMMAND, "warten"], cwd=ROOT, env=environ, stdout=subprocess.PIPE, text=True
    )
    yield server
    with suppress(ProcessLookupError):
        server.kill()
    server.communicate()


def worker_of(server: "subprocess.Popen[str]") -> int:
    assert server.stdout is not None
    return int(server.stdout.readline())


def test_the_worker_hears_the_bell(
    serve: "subprocess.Popen[str]", umgebung: dict[str, str]
) -> None:
    pid = worker_of(serve)
    weckruf = Weckruf(Path(umgebung["KRM_VAR_DIR"]))
    weckruf.ring()
    until(lambda: weckruf._huey.pending_count() == 0)
    assert alive(pid)


def test_it_sweeps_at_its_start_what_a_killed_backup_left(
    rest: Path, serve: "subprocess.Popen[str]"
) -> None:
    pid = worker_of(serve)
    until(lambda: not rest.exists())
    assert alive(pid)


def test_it_ends_when_its_parent_is_killed(serve: "subprocess.Popen[str]") -> None:
    pid = worker_of(serve)
    serve.send_signal(signal.SIGKILL)
    until(lambda: not alive(pid))


def test_it_ends_when_its_parent_ends(umgebung: dict[str, str]) -> None:
    done = subprocess.run(
        COMMAND, cwd=ROOT, env={**os.environ, **umgebung}, capture_output=True, timeout=60
    )
    assert done.returncode == 0
    assert not alive(int(done.stdout))


def test_a_killed_worker_is_replaced(
    serve: "subprocess.Popen[str]", umgebung: dict[str, str]
) -> None:
    pid = worker_of(serve)
    os.kill(pid, signal.SIGKILL)
    until(lambda: not alive(pid))
    weckruf = Weckruf(Path(umgebung["KRM_VAR_DIR"]))
    weckruf.ring()
    until(lambda: weckruf._huey.pending_count() == 0)
