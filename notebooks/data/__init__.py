"""The only door to the snapshot: what a report may read, as typed frames.

Only `load` needs pandas, so that parsing a period stays quick for the command line.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from notebooks.data.abschnitte import Abschnitte, Spanne
from notebooks.data.zeitraum import Zeitraum, check_begun, parse_zeitraum, vorperiode

if TYPE_CHECKING:
    from notebooks.data.aufnahme import Aufnahme

__all__ = [
    "Abschnitte",
    "Spanne",
    "Zeitraum",
    "check_begun",
    "load",
    "parse_zeitraum",
    "vorperiode",
]


def load(path: str | Path, zeitraum: str | Zeitraum) -> "Aufnahme":
    """Read everything the report on `zeitraum` needs from the snapshot at `path`.

    Without `path` from the newest one of the person who explores. Raises RuleViolation for a period
    or a snapshot that cannot be read, and for a period that has not begun or was never recorded.
    """
    from notebooks.data.aufnahme import read_aufnahme
    from notebooks.data.momentaufnahme import find_snapshot

    return read_aufnahme(find_snapshot(path), zeitraum)
