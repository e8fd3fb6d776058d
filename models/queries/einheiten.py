"""Reading the tree of Organisationseinheiten as it stood on a day."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from models.queries.akteure import Baum
from models.tables import Einheit

RANG = ("zentrale", "regionaldirektion", "dienststelle", "bereich", "team")
"""Arts of units from the top down; a unit lies below one of a lower rank."""


@dataclass(frozen=True)
class Zeile:
    """A unit in the outline of the tree; `tiefe` 0 is the root."""

    einheit: Einheit
    tiefe: int


def is_valid(einheit: Einheit, on: date) -> bool:
    """Whether the unit exists on this day."""
    ended = einheit.gueltig_bis is not None and einheit.gueltig_bis < on
    return einheit.gueltig_ab <= on and not ended


def valid_einheiten(on: date, baum: Baum | None = None) -> list[Einheit]:
    """Units that exist on this day, ordered by Kürzel; one query, none with `baum`."""
    baum = baum or Baum.load()
    found = (einheit for einheit in baum.by_id.values() if is_valid(einheit, on))
    return sorted(found, key=lambda einheit: einheit.kuerzel)


def find_einheit(kuerzel: str, on: date, baum: Baum | None = None) -> Einheit:
    """The unit with this Kürzel (any case) on this day.

    Raises LookupError that names the nearest Kürzel.
    """
    candidates = {einheit.kuerzel.casefold(): einheit for einheit in valid_einheiten(on, baum)}
    found = candidates.get(kuerzel.strip().casefold())
    if found is None:
        near = get_close_matches(kuerzel.casefold(), candidates, n=1, cutoff=0.5)
        hint = f"; gemeint ist vielleicht „{candidates[near[0]].kuerzel}“" if near else ""
        raise LookupError(f"Die Einheit „{kuerzel}“ gibt es am {on:%d.%m.%Y} nicht{hint}.")
    return found


def outline(on: date, baum: Baum | None = None) -> list[Zeile]:
    """The tree on this day from the top down, each unit before what lies below it."""
    einheiten = valid_einheiten(on, baum)
    present = {einheit.id for einheit in einheiten}
    tops = (e for e in einheiten if e.eltern_id not in present)
    return [zeile for top in tops for zeile in _descend(top, einheiten, 0)]


def _descend(einheit: Einheit, einheiten: Iterable[Einheit], tiefe: int) -> Iterator[Zeile]:
    yield Zeile(einheit, tiefe)
    for child in einheiten:
        if child.eltern_id == einheit.id:
            yield from _descend(child, einheiten, tiefe + 1)
