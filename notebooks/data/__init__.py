"""The only door to the snapshot: what a report may read, as typed frames."""

from notebooks.data.aufnahme import Aufnahme, load
from notebooks.data.zeitraum import Abschnitte, Spanne, Zeitraum, parse_zeitraum, vorperiode

__all__ = [
    "Abschnitte",
    "Aufnahme",
    "Spanne",
    "Zeitraum",
    "load",
    "parse_zeitraum",
    "vorperiode",
]
