"""Since when the Dienststellen of a report record: what the house says, else what the data show."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from peewee import SQL, fn

from models.db import acting_as
from models.queries.akteure import Baum
from models.rules.erfassung import continuous_since
from models.rules.rechte import SYSTEM
from models.tables import Einheit, Vorgang

_KEINE_REAKTION = "hinweis"


@dataclass(frozen=True)
class Erfassung:
    """A Dienststelle's first day of recording; `geschaetzt`: proposed from the data."""

    seit: date
    geschaetzt: bool


def load_erfassung(baum: Baum, einheit_id: int) -> dict[int, Erfassung]:
    """By Dienststelle of a unit, and of what lies below it; those without cases have none."""
    above = baum.of_art(einheit_id, "dienststelle")
    below = (baum.by_id[key] for key in baum.below(einheit_id))
    houses = [above] if above else [unit for unit in below if unit.art == "dienststelle"]
    told = {h.id: Erfassung(h.erfassung_seit, False) for h in houses if h.erfassung_seit}
    return told | proposed_erfassung({house.id for house in houses} - told.keys())


def first_recorded(einheit_id: int) -> str | None:
    """ISO day from which the first Dienststelle of a unit's reports records; None without cases."""
    with acting_as(SYSTEM):
        found = load_erfassung(Baum.load(), einheit_id)
    return min((one.seit.isoformat() for one in found.values()), default=None)


def proposed_erfassung(dienststellen: Collection[int]) -> dict[int, Erfassung]:
    """What the cases of these Dienststellen show; one query."""
    months = _months(dienststellen) if dienststellen else {}
    found = {house: continuous_since(counts) for house, counts in months.items()}
    return {
        house: Erfassung(date.fromisoformat(f"{month}-01"), True)
        for house, month in found.items()
        if month
    }


def propose_for(einheit: Einheit) -> date | None:
    """The day to propose for one Dienststelle; None without cases."""
    found = proposed_erfassung([einheit.id]).get(einheit.id)
    return found.seit if found else None


def _months(dienststellen: Collection[int]) -> Mapping[int, Mapping[str, int]]:
    """Kundenreaktionen by Dienststelle and month of Eingang."""
    month = fn.SUBSTR(Vorgang.eingang_am.cast("TEXT"), 1, 7)
    with acting_as(SYSTEM):
        rows = (
            Vorgang.select(Vorgang.dienststelle, month, fn.COUNT(Vorgang.id))
            .where(Vorgang.dienststelle << sorted(dienststellen), Vorgang.art != _KEINE_REAKTION)
            .group_by(Vorgang.dienststelle, SQL("2"))  # PostgreSQL takes no parameter for the same
        )
        counts: dict[int, dict[str, int]] = {}
        for house, name, count in rows.tuples():
            counts.setdefault(house, {})[name] = count
    return counts
