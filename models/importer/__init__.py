"""Cases from another system: one CSV file, all or nothing."""

from models.importer.lauf import Auftrag, import_csv
from models.importer.pruefung import HOECHSTENS_FEHLER, Ergebnis
from models.importer.zeilen import Fehler

__all__ = ["HOECHSTENS_FEHLER", "Auftrag", "Ergebnis", "Fehler", "import_csv"]
