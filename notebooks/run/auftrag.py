"""What is asked of a run, and what comes back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from notebooks.publish import PreparedRun


@dataclass(frozen=True)
class Grenzen:
    """What a run may use; `speicher_mb` holds for each of its two processes."""

    zeit_s: float = 900.0
    speicher_mb: int = 3000
    datei_mb: int = 512


@dataclass(frozen=True)
class Rueckblick:
    """A report that shows data of an earlier moment: when it was made (UTC), and how many cases
    were deleted in between."""

    erstellt: datetime
    geloescht: int


@dataclass(frozen=True)
class Auftrag:
    """One report to make from one snapshot.

    `lauf` becomes the folder's name, `token` tells attempts apart; both are plain identifiers.
    `parameter`: the notebook's own, where they are not the defaults.
    `nummer`: what people call the run. `snapshot_sha256`: hash of the snapshot's content, if its
    writer gave one. `kette`: when it was taken, and the end of the log at that moment.
    `rueckblick`: set where that moment was over when the run began.
    `schriftindex`: a folder that outlives the run, for the list of typefaces, which takes a second
    to make.
    """

    bericht: str
    zeitraum: str
    snapshot: Path
    reports_dir: Path
    lauf: str
    token: str
    empfaenger: str = "gf"
    parameter: Mapping[str, Any] = field(default_factory=dict)
    nummer: int | None = None
    schriftindex: Path | None = None
    snapshot_sha256: str | None = None
    kette: Mapping[str, Any] | None = None
    rueckblick: Rueckblick | None = None
    grenzen: Grenzen = field(default_factory=Grenzen)


@dataclass(frozen=True)
class Fortschritt:
    """Step `n` of `von` in what is called `schritt`."""

    schritt: str
    n: int = 0
    von: int = 0


@dataclass(frozen=True)
class Ergebnis:
    """A finished run, still hidden: `publish(prepared)` shows it. `manifest` is its lauf.json."""

    prepared: PreparedRun
    manifest: dict[str, Any]


class BerichtFehler(RuntimeError):
    """A run that came to nothing. `satz`: German, for people; `protokoll`: technical, for us."""

    def __init__(self, satz: str, protokoll: str = "") -> None:
        super().__init__(satz)
        self.satz = satz
        self.protokoll = protokoll
