"""The folder of a run: hidden while it is made, visible at once by a single rename."""

import os
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

ZELLEN = "zellen.json"
"""Of a report for readers outside: every number it tells, and the gaps."""
KENNUNG = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")


@dataclass(frozen=True)
class PreparedRun:
    """A run in the making: `path` is hidden, `target` is where `publish` puts it."""

    path: Path
    target: Path


def prepare(reports_dir: Path, bericht: str, zeitraum: str, lauf: str, token: str) -> PreparedRun:
    """Make `<reports_dir>/<bericht>/<zeitraum>/.<lauf>.<token>/`, empty.

    The token tells two attempts at one run apart. Raises ValueError for names that are no plain
    identifiers, FileExistsError where the run is published already.
    """
    for name in (bericht, zeitraum, lauf, token):
        if not KENNUNG.fullmatch(name):
            raise ValueError(f"kein zulässiger Ordnername: {name!r}")
    oben = reports_dir / bericht / zeitraum
    oben.mkdir(parents=True, exist_ok=True)
    lage = PreparedRun(oben / f".{lauf}.{token}", oben / lauf)
    if lage.target.exists():
        raise FileExistsError(f"Der Lauf {lauf} ist bereits veröffentlicht.")
    lage.path.mkdir(mode=0o750)
    return lage


def publish(prepared: PreparedRun, target: Path | None = None) -> Path:
    """Write everything to disk, then rename the hidden folder to its visible name, atomically.

    The caller marks the run in its ledger right after; either both are there or none is read.
    Raises FileExistsError where the run is published already.
    """
    ziel = target or prepared.target
    if ziel.exists():
        raise FileExistsError(f"Der Lauf {ziel.name} ist bereits veröffentlicht.")
    for pfad in sorted(prepared.path.rglob("*")):
        _sync(pfad)
    _sync(prepared.path)
    os.replace(prepared.path, ziel)
    _sync(ziel.parent)
    return ziel


def _sync(pfad: Path) -> None:
    griff = os.open(pfad, os.O_RDONLY)
    try:
        os.fsync(griff)
    finally:
        os.close(griff)


def discard(prepared: PreparedRun) -> None:
    """Remove the hidden folder of a run that failed."""
    shutil.rmtree(prepared.path, ignore_errors=True)


def discard_stale(reports_dir: Path, lauf: str) -> int:
    """Remove hidden folders that killed attempts at `lauf` left; gives how many there were."""
    reste = [p for p in reports_dir.glob(f"*/*/.{lauf}.*") if p.is_dir()]
    for rest in reste:
        shutil.rmtree(rest, ignore_errors=True)
    return len(reste)
