"""Cases from another system: one CSV file, all or nothing."""

from models.importer.beschreibung import Beschreibung, describe_columns
from models.importer.fehler import Fehler
from models.importer.lauf import Auftrag, import_csv
from models.importer.pruefung import HOECHSTENS_FEHLER, Ergebnis

__all__ = [
    "HOECHSTENS_FEHLER",
    "Auftrag",
    "Beschreibung",
    "Ergebnis",
    "Fehler",
    "describe_columns",
    "import_csv",
]
