"""Faults of an import: each with line and column, and gathered by kind, so that they can be read.

Ten thousand rows with the same wrong code are one thing to mend; it is told once, with its rows.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

_WERTE = 5  # different wrong values that a line shows
_STELLEN = 12  # rows or runs of rows that a line shows
_ARTEN = 200  # kinds that are told apart; more are counted


@dataclass(frozen=True)
class Fehler:
    """One fault: line (the header is line 1), column where one is to blame, a German sentence.

    `wert`: the wrong value as it may be shown, told before the sentence; empty where it may not.
    """

    zeile: int
    spalte: str | None
    kern: str
    wert: str = ""

    @property
    def satz(self) -> str:
        return f"{self.wert}: {self.kern}" if self.wert else self.kern

    def __str__(self) -> str:
        where = f"Zeile {self.zeile}" + (f", Spalte {self.spalte}" if self.spalte else "")
        return f"{where}: {self.satz}"


@dataclass
class Fehlerart:
    """One kind of fault: its sentence once, the values and the rows it befell."""

    spalte: str | None
    kern: str
    anzahl: int = 0
    werte: dict[str, None] = field(default_factory=dict)
    laeufe: list[list[int]] = field(default_factory=list)

    def add(self, fehler: Fehler) -> None:
        """Count a fault; its row joins the run of rows before it."""
        self.anzahl += 1
        if fehler.wert and len(self.werte) <= _WERTE:
            self.werte[fehler.wert] = None
        if self.laeufe and self.laeufe[-1][1] in (fehler.zeile - 1, fehler.zeile):
            self.laeufe[-1][1] = fehler.zeile
        elif len(self.laeufe) <= _STELLEN:
            self.laeufe.append([fehler.zeile, fehler.zeile])

    def __str__(self) -> str:
        column = f", Spalte {self.spalte}" if self.spalte else ""
        shown = list(self.werte)[:_WERTE] + (["…"] if len(self.werte) > _WERTE else [])
        return f"{self._rows()}{column}: {', '.join(shown)}{': ' if shown else ''}{self.kern}"

    def _rows(self) -> str:
        runs = [f"{a}" if a == b else f"{a}–{b}" for a, b in self.laeufe[:_STELLEN]]
        told = ", ".join(runs)
        if len(self.laeufe) > _STELLEN:
            told += f" … ({self.anzahl} Zeilen)"
        return f"Zeile {told}" if self.anzahl == 1 else f"Zeilen {told}"


class Sammlung:
    """Kinds of faults in the order in which they were met."""

    def __init__(self) -> None:
        self._arten: dict[tuple[str | None, str], Fehlerart] = {}
        self.weitere = 0

    def add(self, fehler: Fehler) -> None:
        key = (fehler.spalte, fehler.kern)
        if key not in self._arten and len(self._arten) >= _ARTEN:
            self.weitere += 1
            return
        self._arten.setdefault(key, Fehlerart(*key)).add(fehler)

    def __iter__(self) -> Iterator[Fehlerart]:
        return iter(self._arten.values())
