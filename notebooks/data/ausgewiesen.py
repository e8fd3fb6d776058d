"""What was printed for readers outside before this report: the publication ledger, as it is now."""

import sqlite3
from dataclasses import dataclass

from notebooks.data.abschnitte import Spanne

_SQL = """
SELECT tabelle, zeile, spalte, von, bis, schluss, datenstand, wert FROM ausgewiesen
WHERE einheit_id = ? ORDER BY rowid
"""


@dataclass(frozen=True)
class Frueher:
    """A cell of an earlier report; `wert` is None where it was left out."""

    tabelle: str
    zeile: str
    spalte: str
    von: str
    bis: str
    schluss: str
    datenstand: str
    wert: int | None

    @property
    def spanne(self) -> Spanne:
        """The span it counted."""
        return Spanne(self.von, self.bis, 0, self.schluss)


def read_ausgewiesen(con: sqlite3.Connection, einheit_id: int) -> tuple[Frueher, ...]:
    """Every cell printed outside for this unit, oldest first."""
    return tuple(Frueher(*zeile) for zeile in con.execute(_SQL, (einheit_id,)))
