"""Reading one's own saved filters."""

import json
from dataclasses import dataclass, field

from models.db import sorted_german
from models.rules.kriterien import known_kriterien
from models.tables import Suchfilter


@dataclass(frozen=True)
class Gespeichert:
    """A saved filter; `kriterien` are ready for the list's state."""

    id: int
    name: str
    kriterien: dict[str, str] = field(repr=False)


def saved_filters(liste: str) -> list[Gespeichert]:
    """The actor's own filters of a list by name; criteria that no longer exist are left out."""
    rows = (
        Suchfilter.select()
        .where(Suchfilter.liste == liste)
        .order_by(sorted_german(Suchfilter.name), Suchfilter.id)
    )
    return [_saved(row) for row in rows]


def find_filter(filter_id: int) -> Gespeichert:
    """One own filter. Raises DoesNotExist for a foreign one."""
    return _saved(Suchfilter.get_by_id(filter_id))


def _saved(row: Suchfilter) -> Gespeichert:
    return Gespeichert(row.id, row.name, known_kriterien(row.liste, json.loads(row.kriterien)))
