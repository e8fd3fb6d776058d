"""The only door to the snapshot: what a report may read, as typed frames.

Only `load` needs pandas, so that parsing a period stays quick for the command line.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from notebooks.data.zeitraum import Abschnitte, Spanne, Zeitraum, parse_zeitraum, vorperiode

if TYPE_CHECKING:
    from notebooks.data.aufnahme import Aufnahme

__all__ = ["Abschnitte", "Spanne", "Zeitraum", "load", "parse_zeitraum", "vorperiode"]


def load(path: str | Path, zeitraum: str | Zeitraum) -> "Aufnahme":
    """Read everything the report on `zeitraum` needs from the snapshot at `path`.

    Raises RuleViolation for a period that cannot be read.
    """
    from notebooks.data.aufnahme import read_aufnahme

    return read_aufnahme(path, zeitraum)
