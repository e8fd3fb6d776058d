"""Workers of the tests: real processes that make a small report in steps of their own."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from admin.config import Config, load_config, provide_keys
from models.actions.laeufe import Berichtsauftrag, request_lauf
from models.db import acting_as
from models.rules.rechte import SYSTEM
from models.tables import Lauf
from tests.haus import Haus

ROOT = Path(__file__).parents[3]
PATIENCE_S = 30

Worker = subprocess.Popen[bytes]
Start = Callable[..., Worker]


@pytest.fixture
def umgebung(migrierte_url: str, tmp_path: Path) -> dict[str, str]:
    """The environment of the workers: the test's database and folders."""
    return {
        "KRM_DATABASE_URL": migrierte_url,
        "KRM_VAR_DIR": str(tmp_path / "var"),
        "KRM_REPORTS_DIR": str(tmp_path / "reports"),
    }


@pytest.fixture
def config(umgebung: dict[str, str]) -> Config:
    return provide_keys(load_config(umgebung))


@pytest.fixture
def start(umgebung: dict[str, str], tmp_path: Path) -> Iterator[Start]:
    """start(probe, lease_s): a worker whose reports `tests.integration.worker.probe` makes."""
    running: list[Worker] = []

    def start(probe: str = "quick", lease_s: int = 120) -> Worker:
        command = [sys.executable, "-m", "tests.integration.worker.probe", probe, str(lease_s)]
        environ = {**os.environ, **umgebung, "PROBE_ORDNER": str(tmp_path)}
        with protocol(tmp_path).open("ab") as log:
            worker = subprocess.Popen(command, cwd=ROOT, env=environ, stderr=log)
        running.append(worker)
        return worker

    yield start
    for worker in running:
        with suppress(ProcessLookupError):
            worker.send_signal(signal.SIGCONT)
        worker.kill()
        worker.wait()


@pytest.fixture
def request_bericht(haus: Haus) -> Callable[[], int]:
    """request_bericht(): a new run of the report on 2025; returns its number."""

    def request() -> int:
        jahr = (date(2025, 1, 1), date(2025, 12, 31))
        auftrag = Berichtsauftrag("auswertung-gf", "2025", *jahr, haus.einheiten["JC"].id, "gf")
        return int(request_lauf(by=SYSTEM, now=datetime.now(UTC), bericht=auftrag).id)

    return request


def stored(lauf_id: int) -> Lauf:
    """The run as it stands in the ledger now."""
    with acting_as(SYSTEM):
        return Lauf.get_by_id(lauf_id)


def protocol(tmp_path: Path) -> Path:
    """What the workers of this test wrote to standard error."""
    return tmp_path / "worker.log"


def until(condition: Callable[[], Any], worker: Worker | None = None) -> Any:
    """Wait for a condition; fails after PATIENCE_S or when the worker ended before."""
    deadline = time.monotonic() + PATIENCE_S
    while not (met := condition()):
        assert worker is None or worker.poll() is None, "der worker endete"
        assert time.monotonic() < deadline, "zu lange gewartet"
        time.sleep(0.05)
    return met


def tree(folder: Path) -> list[str]:
    """Every file below a folder, relative."""
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())
