"""Whose cases are whose: the structure of one day, with earlier units folded into their successors.

Figures of a period go by the structure of its Stichtag; comparisons with earlier periods go by the
same one, so that a reorganisation is never read as a change.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

EWIG = "9999-12-31"


@dataclass(frozen=True)
class Einheit:
    """A unit as the snapshot has it; days are ISO text, `bis` None while it lasts."""

    id: int
    kuerzel: str
    name: str
    art: str
    eltern_id: int | None
    ab: str
    bis: str | None
    vorgaenger_id: int | None
    erfassung_seit: str | None = None
    erfassung_geschaetzt: int | None = None


@dataclass(frozen=True)
class Struktur:
    """The tree below `wurzel_id` on one day.

    `ort`: every unit, ended ones included, whose cases belong into it → the unit of that day;
    `einheiten`: the units of that day, the root first; its parent is None.
    """

    wurzel_id: int
    ort: Mapping[int, int]
    einheiten: tuple[Einheit, ...]


def read_struktur(einheiten: Iterable[Einheit], wurzel_id: int, tag: str) -> Struktur:
    """The structure of `tag` below a unit, or of the nearest day on which that unit existed."""
    by_id = {einheit.id: einheit for einheit in einheiten}
    wurzel = by_id[wurzel_id]
    tag = min(max(tag, wurzel.ab), wurzel.bis or EWIG)
    ziele = {key: _fold(by_id, key, tag) for key in by_id}
    ort = {key: ziel for key, ziel in ziele.items() if _lies_below(by_id, ziele, ziel, wurzel_id)}
    innen = [by_id[key] for key in dict.fromkeys((wurzel_id, *sorted(set(ort.values()))))]
    return Struktur(wurzel_id, ort, tuple(innen))


def eltern_on(struktur: Struktur, einheit: Einheit) -> int | None:
    """The unit of that day above this one; None for the root."""
    if einheit.id == struktur.wurzel_id or einheit.eltern_id is None:
        return None
    return struktur.ort[einheit.eltern_id]


def nachfolgen(
    einheiten: Iterable[Einheit], struktur: Struktur, von: str, bis: str
) -> list[tuple[Einheit, Einheit]]:
    """Units of this structure that took over between two days, each behind its predecessor."""
    by_id = {einheit.id: einheit for einheit in einheiten}
    pairs = [
        (by_id[e.vorgaenger_id], e)
        for e in by_id.values()
        if e.vorgaenger_id in by_id and e.id in struktur.ort and von <= e.ab <= bis
    ]
    return sorted(pairs, key=lambda pair: (pair[1].ab, pair[1].id))


def _fold(by_id: Mapping[int, Einheit], key: int, tag: str) -> int:
    """The unit that this one has become by `tag`: its successors, as far as there are any."""
    seen = {key}
    while (by_id[key].bis or EWIG) < tag:
        following = [e for e in by_id.values() if e.vorgaenger_id == key and e.ab <= tag]
        if not following or following[0].id in seen:
            break
        key = min(following, key=lambda e: (e.ab, e.id)).id
        seen.add(key)
    return key


def _lies_below(
    by_id: Mapping[int, Einheit], ziele: Mapping[int, int], key: int, wurzel_id: int
) -> bool:
    seen: set[int] = set()
    current: int | None = key
    while current is not None and current not in seen:
        if current == wurzel_id:
            return True
        seen.add(current)
        oben = by_id[current].eltern_id
        current = ziele.get(oben) if oben is not None else None
    return False
