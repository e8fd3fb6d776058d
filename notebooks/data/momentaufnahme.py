"""Finding the snapshot to read: the one that was named, else the newest of whoever explores."""

import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import date
from pathlib import Path

from models.rules.fehler import RuleViolation

ORT = "KRM_ERKUNDUNG"
"""The variable that names the folder of the person who explores; `python -m admin lab` sets it."""
_MUSTER = "????-??-??-??????-*.sqlite"
FEHLT = (
    "Es gibt hier noch keine Momentaufnahme. Bitte einmal „python -m admin momentaufnahme --als "
    "IHR-ANMELDENAME“ ausführen und dann alle Zellen noch einmal."
)


def snapshots(folder: Path) -> list[Path]:
    """The snapshots in a folder for exploring, oldest first."""
    return sorted(folder.glob(_MUSTER))


def find_snapshot(path: str | Path = "") -> Path:
    """The snapshot at `path`; without one the newest of this person.

    Raises RuleViolation with one sentence that says what is missing and what to do.
    """
    if path:
        return _checked(Path(path))
    for folder in _places():
        if found := snapshots(folder):
            return _checked(found[-1])
    raise RuleViolation(FEHLT, "snapshot")


def _places() -> Iterator[Path]:
    """The person's folder, else where the notebook lies and everything above it."""
    if named := os.environ.get(ORT):
        yield Path(named)
        return
    here = Path.cwd()
    yield from (here, *here.parents)


def _checked(path: Path) -> Path:
    if not path.is_file():
        raise RuleViolation(
            f"Die Momentaufnahme „{path}“ gibt es nicht. Bitte den Pfad prüfen; ohne Angabe gilt "
            "die neueste.",
            "snapshot",
        )
    try:
        read_meta(path)
    except sqlite3.Error:
        raise RuleViolation(
            f"Die Datei „{path}“ ist keine Momentaufnahme von KRM.", "snapshot"
        ) from None
    return path


def zeitraum_of(meta: Mapping[str, str]) -> str:
    """What a snapshot is about; without a word of it the last half-year that is over."""
    if "zeitraum" in meta:
        return meta["zeitraum"]
    heute = date.fromisoformat(meta["datenstand"])
    return f"{heute.year}-H1" if heute.month > 6 else f"{heute.year - 1}-H2"


def read_meta(path: Path) -> dict[str, str]:
    """What a snapshot says of itself."""
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as con:
        return dict(con.execute("SELECT schluessel, wert FROM meta"))


def fits(path: Path) -> bool:
    """Whether this version of KRM reads it: after an update it may be of another layout."""
    from notebooks.data.aufnahme import SCHEMA  # reads with pandas, which takes its time

    return read_meta(path).get("schema") == SCHEMA
