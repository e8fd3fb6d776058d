"""A report on 100,000 cases: the whole way against a bare papermill run of the same notebook.

Whole way: `python -m admin bericht` with ledger, snapshot, limits, gates, HTML, PDF, validation,
tables and publishing. Bare: `papermill` with the same notebook on a snapshot of the same data.
Rounds are interleaved, so that whatever else the machine does hits both alike. Both run in the
environment of an operator (requirements.lock) where `make bench` has made one: what tests bring
along checks notebooks by more formats, which would slow down both.
"""

import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from models.db import close, connect
from models.queries.snapshot import Snapshot, write_snapshot

ROOT = Path(__file__).parents[2]
FAELLE = 100_000
RUNDEN = 5
ZIEL = 1.2
NOTEBOOK = ROOT / "notebooks" / "auswertung_gf.ipynb"
LAUFZEIT = ROOT / ".venv-laufzeit" / "bin" / "python"
PYTHON = str(LAUFZEIT) if LAUFZEIT.exists() else sys.executable


@dataclass
class Messung:
    """Seconds of wall clock and of processor time, round by round."""

    name: str
    befehl: list[str]
    wand: list[float] = field(default_factory=list)
    rechnen: list[float] = field(default_factory=list)

    def once(self, environ: dict[str, str]) -> None:
        """Run the command once; raises CalledProcessError when it fails."""
        wand, rechnen = time.perf_counter(), _cpu_s()
        subprocess.run(self.befehl, cwd=ROOT, env=environ, check=True, capture_output=True)
        self.wand.append(time.perf_counter() - wand)
        self.rechnen.append(_cpu_s() - rechnen)

    def __str__(self) -> str:
        runden = "  ".join(f"{seconds:6.2f}" for seconds in self.wand)
        median, cpu = statistics.median(self.wand), statistics.median(self.rechnen)
        return f"{self.name:<16} {runden}   Median {median:6.2f} s, Rechenzeit {cpu:6.2f} s"


def run() -> bool:
    """Prepare, measure, print; whether the ratio of the medians reaches its target."""
    with tempfile.TemporaryDirectory(prefix="krm-bench-") as name:
        folder = Path(name)
        environ = _environ(folder)
        snapshot = _prepare(environ, folder)
        bare, whole = _commands(folder)
        for messung in (bare, whole) * RUNDEN:
            messung.once(environ)
        schritte = _steps(environ)
    ratio = statistics.median(whole.wand) / statistics.median(bare.wand)
    print(f"Bericht über {FAELLE} Vorgänge, {RUNDEN} Runden im Wechsel (Sekunden), {_where()}")
    print("Momentaufnahme: " + _listed(snapshot.zeilen))
    print(f"{bare}\n{whole}")
    print("Ein Lauf nach Schritten: " + _listed(schritte))
    print(f"Verhältnis der Mediane: {ratio:.2f} (Ziel: höchstens {ZIEL})")
    return ratio <= ZIEL


def _listed(werte: Mapping[str, float]) -> str:
    return ", ".join(f"{name} {wert:n}" for name, wert in werte.items() if wert)


def _where() -> str:
    umgebung = "Laufzeitumgebung" if LAUFZEIT.exists() else "Umgebung der Tests"
    last = os.getloadavg()[2]
    return f"{umgebung}, {os.cpu_count()} Kerne, Last zuletzt {last:.1f}"


def _steps(environ: dict[str, str]) -> dict[str, float]:
    """Step → seconds of one more run; getting ready lies beside the snapshot."""
    befehl = [PYTHON, "-m", "tests.bench.schritte", _jahr()]
    out = subprocess.run(befehl, cwd=ROOT, env=environ, check=True, capture_output=True)
    schritte: dict[str, float] = json.loads(out.stdout)
    return schritte


def _jahr() -> str:
    return str(datetime.now(UTC).year - 1)


def _environ(folder: Path) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith("KRM_")}
    return kept | {
        "PYTHONPATH": str(ROOT),
        "KRM_VAR_DIR": str(folder),
        "KRM_REPORTS_DIR": str(folder / "berichte"),
    }


def _prepare(environ: dict[str, str], folder: Path) -> Snapshot:
    """A demonstration database, and one snapshot of it for the bare runs."""
    print(f"Lege {FAELLE} Vorgänge an …", flush=True)
    for command in (["migrate"], ["demo", "--faelle", str(FAELLE)]):
        subprocess.run(
            [PYTHON, "-m", "admin", *command],
            cwd=ROOT, env=environ, check=True, capture_output=True,
        )  # fmt: skip
    connect(f"sqlite:///{folder / 'krm.sqlite'}", create=True).connect()
    try:
        return write_snapshot(
            folder / "aufnahme.sqlite",
            einheit_id=1,
            stand=datetime.now(UTC).date(),
            pseudonym_key=b"bench",
            fassung="bench",
        )
    finally:
        close()


def _commands(folder: Path) -> tuple[Messung, Messung]:
    jahr = _jahr()
    snapshot = str(folder / "aufnahme.sqlite")
    parameter = ["-p", "snapshot", snapshot, "-r", "zeitraum", jahr, "-p", "empfaenger", "gf"]
    papermill = [PYTHON, "-m", "papermill", str(NOTEBOOK), str(folder / "nackt.ipynb")]
    bericht = [PYTHON, "-m", "admin", "bericht", "auswertung-gf", "--zeitraum", jahr]
    return (
        Messung("papermill", [*papermill, *parameter, "-k", "python3", "--no-progress-bar"]),
        Messung("ganzer Weg", bericht),
    )


def _cpu_s() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
