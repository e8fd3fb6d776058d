"""What differs between two texts: paragraphs first, then words inside those that changed.

The longest common subsequence, by a table; so the work is known beforehand and has an end. What
the bound leaves no room for is shown as struck out and new.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

GLEICH, NEU, ENTFALLEN, GEAENDERT = "gleich", "neu", "entfallen", "geaendert"
HOECHSTENS_ZELLEN = 1_000_000
"""Cells of all tables of one comparison: about a second."""
_AEHNLICH = 0.4
_UMSCHAU = 5
"""So many paragraphs ahead one like it is looked for."""
_Teil = tuple[str, str]


@dataclass(frozen=True)
class Absatz:
    """A paragraph: `art` of GLEICH, NEU, ENTFALLEN, GEAENDERT; `teile`: pairs of art and text."""

    art: str
    teile: tuple[_Teil, ...]


@dataclass
class _Vorrat:
    zellen: int = HOECHSTENS_ZELLEN

    def takes(self, cells: int) -> bool:
        """Whether there is room for a table of so many cells."""
        if cells > self.zellen:
            return False
        self.zellen -= cells
        return True


def compare_texts(alt: Sequence[str], neu: Sequence[str]) -> tuple[Absatz, ...]:
    """The paragraphs of both, in order, each said once where it is the same."""
    vorrat = _Vorrat()
    return tuple(
        absatz for old, new in _gaps(alt, neu, vorrat) for absatz in _compare_gap(old, new, vorrat)
    )


def _compare_gap(old: Sequence[str], new: Sequence[str], vorrat: _Vorrat) -> Iterator[Absatz]:
    """Paragraphs between two that are the same; like ones are compared by word."""
    if tuple(old) == tuple(new):
        yield from (Absatz(GLEICH, ((GLEICH, text),)) for text in old)
        return
    rest = list(new)
    for text in old:
        place = next(
            (nr for nr, other in enumerate(rest[:_UMSCHAU]) if _is_like(text, other)), None
        )
        if place is None:
            yield Absatz(ENTFALLEN, ((ENTFALLEN, text),))
            continue
        yield from (Absatz(NEU, ((NEU, other),)) for other in rest[:place])
        yield Absatz(GEAENDERT, tuple(_words(text, rest[place], vorrat)))
        rest = rest[place + 1 :]
    yield from (Absatz(NEU, ((NEU, other),)) for other in rest)


def _words(alt: str, neu: str, vorrat: _Vorrat) -> Iterator[_Teil]:
    for old, new in _gaps(alt.split(), neu.split(), vorrat):
        if tuple(old) == tuple(new):
            yield GLEICH, " ".join(old)
            continue
        if old:
            yield ENTFALLEN, " ".join(old)
        if new:
            yield NEU, " ".join(new)


def _gaps(
    alt: Sequence[str], neu: Sequence[str], vorrat: _Vorrat
) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    """Cut both into stretches that are the same and stretches that differ."""
    start = _common(alt, neu)
    end = _common(alt[start:][::-1], neu[start:][::-1])
    last_old, last_new = len(alt) - end, len(neu) - end
    if start:
        yield alt[:start], neu[:start]
    yield from _middle(alt[start:last_old], neu[start:last_new], vorrat)
    if end:
        yield alt[last_old:], neu[last_new:]


def _middle(
    alt: Sequence[str], neu: Sequence[str], vorrat: _Vorrat
) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    if not alt and not neu:
        return
    if not alt or not neu or not vorrat.takes(len(alt) * len(neu)):
        yield alt, neu
        return
    i = j = 0
    for old, new, length in _matches(alt, neu):
        if i < old or j < new:
            yield alt[i:old], neu[j:new]
        yield alt[old : old + length], neu[new : new + length]
        i, j = old + length, new + length
    if i < len(alt) or j < len(neu):
        yield alt[i:], neu[j:]


def _matches(alt: Sequence[str], neu: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """Runs that are common to both: where they begin and how long they are."""
    table = _table(alt, neu)
    i = j = 0
    while i < len(alt) and j < len(neu):
        if alt[i] == neu[j]:
            length = _common(alt[i:], neu[j:])
            yield i, j, length
            i, j = i + length, j + length
        elif table[i + 1][j] >= table[i][j + 1]:
            i += 1
        else:
            j += 1


def _table(alt: Sequence[str], neu: Sequence[str]) -> list[list[int]]:
    """How many are common to what follows each pair of places."""
    table = [[0] * (len(neu) + 1) for _ in range(len(alt) + 1)]
    for i in range(len(alt) - 1, -1, -1):
        row, below, old = table[i], table[i + 1], alt[i]
        for j in range(len(neu) - 1, -1, -1):
            row[j] = below[j + 1] + 1 if old == neu[j] else max(below[j], row[j + 1])
    return table


def _common(alt: Sequence[str], neu: Sequence[str]) -> int:
    """How many are the same from the beginning."""
    count = 0
    for old, new in zip(alt, neu, strict=False):
        if old != new:
            break
        count += 1
    return count


def _is_like(alt: str, neu: str) -> bool:
    old, new = set(alt.split()), set(neu.split())
    return len(old & new) >= _AEHNLICH * max(len(old), len(new))
