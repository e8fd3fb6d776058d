"""The concerns of a case: from what was typed to rows, without losing what was not shown."""

from collections.abc import Mapping, Sequence
from typing import Any

from models.rules.codes import KATEGORIEN
from models.tables import Anliegen, Vorgang

_FELDER = frozenset(Anliegen._meta.fields) - {"id", "vorgang", "anliegen_nr"}
# Follow the Kategorie, so a new Kategorie brings new ones.
_FOLGEND = ("oberklasse", "leistungstraeger")

Punkt = Mapping[str, Any]


def anliegen_rows(punkte: Sequence[Punkt], before: Vorgang | None) -> list[dict[str, Any]]:
    """Rows of the concerns that say something, numbered from 1 in the order typed.

    With `before`, a concern keeps the fields that are not among those typed. Raises ValueError
    for a field that a concern does not have.
    """
    stored = _stored(before)
    kept = [(place, punkt) for place, punkt in enumerate(punkte, start=1) if says_something(punkt)]
    return [
        _row(number, punkt, stored.get(place, {}))
        for number, (place, punkt) in enumerate(kept, start=1)
    ]


def says_something(punkt: Punkt) -> bool:
    """Whether anything was typed into a concern."""
    return any(value not in (None, "") for value in punkt.values())


def _stored(before: Vorgang | None) -> dict[int, dict[str, Any]]:
    if before is None:
        return {}
    rows = Anliegen.select().where(Anliegen.vorgang == before.id)
    return {row.anliegen_nr: {name: row.__data__.get(name) for name in _FELDER} for row in rows}


def _row(number: int, punkt: Punkt, stored: dict[str, Any]) -> dict[str, Any]:
    if unknown := set(punkt) - _FELDER:
        raise ValueError(f"Ein Anliegen kennt diese Felder nicht: {unknown}")
    row = dict.fromkeys(_FELDER) | stored | dict(punkt)
    if row["kategorie"] != stored.get("kategorie"):
        row |= {name: punkt.get(name) for name in _FOLGEND}
    kategorie = KATEGORIEN.get(row["kategorie"])
    if kategorie:
        row["leistungstraeger"] = kategorie.leistungstraeger
        row["oberklasse"] = row["oberklasse"] or kategorie.oberklasse
        row["anliegenart"] = row["anliegenart"] or kategorie.anliegenart
    return row | {"anliegen_nr": number}
