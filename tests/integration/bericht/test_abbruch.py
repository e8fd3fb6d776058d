"""The real notebook under a worker that is killed in the middle of it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from admin.config import Config
from models.actions.laeufe import Berichtsauftrag, request_lauf
from models.db import acting_as, writing
from models.rules.rechte import SYSTEM
from models.tables import Lauf
from tests.haus import Haus
from tests.integration.bericht.conftest import ROOT

PATIENCE_S = 120
pytestmark = pytest.mark.datenbank("sqlite")


@contextmanager
def worker(umgebung: dict[str, str]) -> Iterator["subprocess.Popen[bytes]"]:
    process = subprocess.Popen(
        [sys.executable, "-m", "admin", "worker"],
        cwd=ROOT,
        env={**os.environ, **umgebung},
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def stored() -> Lauf:
    with acting_as(SYSTEM):
        return Lauf.get()


def wait_for(step: str, status: str = "laeuft") -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not (stored().status == status and step in stored().schritt):
        assert time.monotonic() < deadline, stored().__data__
        time.sleep(0.05)


def processes_of(folder: Path) -> list[int]:
    """Processes whose command line or environment names this folder."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            told = (process / "cmdline").read_bytes() + (process / "environ").read_bytes()
            state = (process / "stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            continue
        if str(folder).encode() in told and state != "Z":
            found.append(int(process.name))
    return found


def test_a_worker_killed_in_the_notebook_leaves_one_report_in_the_end(
    faelle: Haus, umgebung: dict[str, str], config: Config, tmp_path: Path
) -> None:
    jahr = (date(2026, 1, 1), date(2026, 12, 31))
    einheit = faelle.einheiten["JC"].id
    auftrag = Berichtsauftrag("auswertung-gf", "2026", *jahr, einheit, "gf")
    request_lauf(by=SYSTEM, now=datetime.now(UTC), bericht=auftrag)
    with worker(umgebung) as victim:
        wait_for("Rechnen")
        victim.send_signal(signal.SIGKILL)
        victim.wait()
    hidden = list(config.reports_dir.glob("*/*/.*"))
    assert len(hidden) == 1, "the attempt was at work"
    with writing(by=SYSTEM):  # instead of waiting for the lease
        Lauf.update(lease_bis=datetime.now(UTC) - timedelta(seconds=1)).execute()
    with worker(umgebung):
        wait_for("", "fertig")
        deadline = time.monotonic() + PATIENCE_S
        while list(config.reports_dir.glob("*/*/.*")) and time.monotonic() < deadline:
            time.sleep(0.2)
    (report,) = (config.reports_dir / "auswertung-gf" / "2026").iterdir()
    assert (stored().versuch, stored().ordner) == (2, f"auswertung-gf/2026/{report.name}")
    assert {"bericht.html", "bericht.pdf", "lauf.json", "tabellen"} == {
        path.name for path in report.iterdir()
    }
    assert processes_of(tmp_path) == [], "no process of the killed attempt lives on"
