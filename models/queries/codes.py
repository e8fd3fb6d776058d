"""Reading code lists: what the Dienststelle keeps in the database, aliases from codes.csv."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from models.rules.codes import CODES, normalise
from models.rules.fehler import RuleViolation
from models.tables import Codewert

# An import asks for the same few words over and over.
_folded = lru_cache(4096)(normalise)


class Codelisten:
    """All lists in memory, read once per request or import."""

    def __init__(self, rows: Iterable[Codewert]) -> None:
        self._rows: dict[str, list[Codewert]] = defaultdict(list)
        for row in rows:
            self._rows[row.feld].append(row)
        self._spellings = {feld: _spellings(feld, rows) for feld, rows in self._rows.items()}

    @classmethod
    def load(cls) -> "Codelisten":
        """Read every list; one query."""
        return cls(Codewert.select().order_by(Codewert.position, Codewert.id))

    def has(self, feld: str) -> bool:
        """Whether this field has a list at all."""
        return feld in self._rows

    def knows(self, feld: str, text: str) -> bool:
        """Whether the list has this code, label or alias, valid or not."""
        return _folded(text) in self._spellings.get(feld, {})

    def choices(self, feld: str, on: date) -> list[tuple[str, str]]:
        """(code, label) of the values valid on this day, in the order of the list."""
        return [(row.code, row.bezeichnung) for row in self._rows[feld] if _valid(row, on)]

    def resolve(self, feld: str, text: str, on: date) -> str:
        """Code for a code, label or alias in any case, valid on this day.

        Raises RuleViolation that names the allowed values.
        """
        code = self._spellings.get(feld, {}).get(_folded(text))
        if code is None:
            raise self._unknown(feld, text, on)
        if not any(row.code == code and _valid(row, on) for row in self._rows[feld]):
            raise RuleViolation(f"„{text}“ gilt am {on:%d.%m.%Y} nicht.", feld=feld)
        return code

    def label(self, feld: str, code: str, on: date) -> str:
        """The label a code had on this day; where there is none, the code itself."""
        rows = [row for row in self._rows[feld] if row.code == code]
        valid = [row for row in rows if _valid(row, on)] or rows
        return valid[-1].bezeichnung if valid else code

    def _unknown(self, feld: str, text: str, on: date) -> RuleViolation:
        allowed = ", ".join(code for code, _ in self.choices(feld, on))
        return RuleViolation(f"„{text}“ gibt es nicht; erlaubt sind: {allowed}.", feld=feld)


def _spellings(feld: str, rows: list[Codewert]) -> dict[str, str]:
    """Every accepted spelling, normalised, to its code; codes win over labels and aliases."""
    found = {normalise(row.code): row.code for row in rows}
    for row in rows:
        found.setdefault(normalise(row.bezeichnung), row.code)
    for code in CODES.get(feld, ()):
        for alias in code.aliase:
            if normalise(code.code) in found:
                found.setdefault(normalise(alias), code.code)
    return found


def _valid(row: Codewert, on: date) -> bool:
    return row.gueltig_ab <= on and (row.gueltig_bis is None or row.gueltig_bis >= on)
