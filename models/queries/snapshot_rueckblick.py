"""The tables of a snapshot as they were at an earlier moment, rewound by what the log tells.

What came in since is hidden, what was changed since reads as it did. Cases that are deleted by now
stay away: they count on in the anonymous sums, and `Befund` says how many they are.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import Field

from models.db.ueberlagerung import Ueberlagerung
from models.queries.rueckblick import Gemeldet, Rueckblick, anliegen_then, rewound, typed
from models.queries.snapshot_abfragen import PERSON
from models.queries.snapshot_massnahmen import BEGINN, decided_on
from models.queries.verlauf import ANFANG, BEACHTET, known_then
from models.rules.zeit import berlin_day
from models.tables import (
    Altwert,
    Anliegen,
    Base,
    Codewert,
    Einheit,
    Ereignis,
    Inhalt,
    Massnahme,
    Schritt,
    Strichliste,
    Vorgang,
    Vorgangsstand,
)

GELOESCHT = "vorgang_deleted"
_CHUNK = 500
_NAMEN = frozenset(field.name for field in PERSON)


@dataclass(frozen=True)
class Befund:
    """The tables of that moment, and how many cases are deleted since."""

    tabellen: list[Ueberlagerung]
    geloescht: int


def rewind(rueckblick: Rueckblick) -> Befund:
    """What to lay over the tables; as the system. Raises RuleViolation if the log falls short."""
    events = list(rueckblick.told_later(Vorgang))
    new = {event.objekt_id for event in events if event.name in ANFANG}
    gone = {event.objekt_id for event in events if event.name == GELOESCHT}
    changed = [event for event in events if event.objekt_id not in new | gone]
    tabellen = [
        _vorgaenge(rueckblick, changed, new),
        _personen(changed),
        _staende(rueckblick, changed),
        _anliegen(changed),
        _massnahmen(rueckblick),
        _schritte(rueckblick),
        _einheiten(rueckblick),
        _rows(rueckblick, Strichliste, "strich_counted"),
        _rows(rueckblick, Codewert, "code_added"),
    ]
    return Befund(tabellen, len(gone))


def _vorgaenge(rueckblick: Rueckblick, changed: Sequence[Gemeldet], new: set[int]) -> Ueberlagerung:
    before = rewound(rueckblick, Vorgang, changed)
    return _over(Vorgang, before, hidden=new)


def _personen(changed: Sequence[Gemeldet]) -> Ueberlagerung:
    """Who a case was about then: of the old values of a name or number, the first counts."""
    before: dict[int, dict[str, Any]] = defaultdict(dict)
    for row in _old_values([event.id for event in changed if _names_person(event)]):
        before[row.vorgang_id].setdefault(row.feld, row.alt or None)
    felder = (Inhalt.vorgang, *PERSON)
    return _over(Inhalt, before, felder=felder, key=Inhalt.vorgang)


def _names_person(event: Gemeldet) -> bool:
    return not _NAMEN.isdisjoint(event.daten.get("geschuetzt", ()))


def _old_values(ids: Sequence[int]) -> Iterator[Altwert]:
    for keys in _chunks(ids):
        told = Altwert.select().where(Altwert.ereignis_id << keys, Altwert.feld << sorted(_NAMEN))
        yield from told.order_by(Altwert.ereignis_id)


def _staende(rueckblick: Rueckblick, changed: Sequence[Gemeldet]) -> Ueberlagerung:
    touched = {event.objekt_id for event in changed if not BEACHTET.isdisjoint(event.werte)}
    rows: list[dict[str, Any]] = []
    told: set[int] = set()
    for ids in _chunks(sorted(touched)):
        for key, bekannt in known_then(ids, rueckblick.known).items():
            told.add(key)
            ends = [*(stand.ab for stand in bekannt.staende[1:]), None]
            for stand, bis, old in zip(bekannt.staende, ends, bekannt.rekonstruiert, strict=True):
                own = {"vorgang": key, "ab": stand.ab, "bis": bis, "rekonstruiert": old}
                rows.append(own | dict(stand.werte))
    felder = tuple(Vorgangsstand._meta.sorted_fields)
    return Ueberlagerung(Vorgangsstand, Vorgangsstand.vorgang, told, rows, felder)


def _anliegen(changed: Sequence[Gemeldet]) -> Ueberlagerung:
    then = anliegen_then(changed)
    rows = [
        typed(Anliegen, punkt) | {"vorgang": key}
        for key, punkte in then.items()
        for punkt in punkte
    ]
    felder = tuple(Anliegen._meta.sorted_fields)
    return Ueberlagerung(Anliegen, Anliegen.vorgang, then.keys(), rows, felder)


def _massnahmen(rueckblick: Rueckblick) -> Ueberlagerung:
    """A measure from before they had events came with a step, on the day of that."""
    events = list(rueckblick.told_later(Massnahme))
    new = {event.objekt_id for event in events if event.name == BEGINN}
    before = rewound(rueckblick, Massnahme, [e for e in events if e.objekt_id not in new])
    last = berlin_day(rueckblick.moment)
    later = {key for key, day in _days_of_steps().items() if day > last}
    return _over(Massnahme, before, hidden=new | later)


def _days_of_steps() -> dict[int, date]:
    told = Ereignis.select(Ereignis.objekt_id).where(
        Ereignis.tabelle == Massnahme._meta.table_name, Ereignis.name == BEGINN
    )
    rows = Massnahme.select().where(Massnahme.id.not_in(told))
    return decided_on(list(rows.order_by(Massnahme.vorgang, Massnahme.id)))


def _schritte(rueckblick: Rueckblick) -> Ueberlagerung:
    later = Schritt.select(Schritt.id).where(Schritt.getan_am > rueckblick.moment)
    hidden = {key for (key,) in later.tuples()}
    return _over(Schritt, {}, hidden=hidden)


def _einheiten(rueckblick: Rueckblick) -> Ueberlagerung:
    """A successor has no event of its own: it is told by the end of the unit before it."""
    events = list(rueckblick.told_later(Einheit))
    moved = [event for event in events if event.name == "einheit_reorganised"]
    own = [event for event in events if event.name in ("einheit_updated", "einheit_closed")]
    hidden = {event.objekt_id for event in events if event.name == "einheit_created"}
    hidden |= {key for event in moved for key in _successors(event)}
    before = rewound(rueckblick, Einheit, own)
    for event in moved:
        before.setdefault(event.objekt_id, {}).setdefault(
            "gueltig_bis", event.vorher.get("gueltig_bis")
        )
    return _over(Einheit, before, hidden=hidden)


def _successors(event: Gemeldet) -> Iterable[int]:
    if told := event.daten.get("nachfolger"):
        return [told]
    ab = date.fromisoformat(event.werte["gueltig_ab"])
    found = Einheit.select(Einheit.id).where(
        Einheit.vorgaenger == event.objekt_id, Einheit.gueltig_ab == ab
    )
    return [key for (key,) in found.tuples()]


def _rows(rueckblick: Rueckblick, tabelle: type[Base], begin: str) -> Ueberlagerung:
    """Rows that each begin with an event of their own: what was not told of yet is hidden."""
    events = list(rueckblick.told_later(tabelle))
    touched = {event.objekt_id for event in events}
    known = {event.objekt_id for event in rueckblick.told_before(tabelle, touched)}
    hidden = {e.objekt_id for e in events if e.name == begin and e.objekt_id not in known}
    before = rewound(rueckblick, tabelle, [e for e in events if e.objekt_id not in hidden])
    return _over(tabelle, before, hidden=hidden)


def _over(
    tabelle: type[Base],
    before: dict[int, dict[str, Any]],
    *,
    hidden: Iterable[int] = (),
    felder: tuple[Field, ...] = (),
    key: Any = None,
) -> Ueberlagerung:
    """Rows of today with what stood in them before; `hidden` ones are left out."""
    key = key or tabelle._meta.primary_key
    felder = felder or tuple(tabelle._meta.sorted_fields)
    changed = {number: werte for number, werte in before.items() if werte}
    rows: list[dict[str, Any]] = []
    for ids in _chunks(sorted(changed)):
        for row in tabelle.select(*felder).where(key << ids).dicts():
            rows.append(row | typed(tabelle, changed[row[key.name]]))
    weg = set(hidden) | {row[key.name] for row in rows}
    return Ueberlagerung(tabelle, key, weg, rows, felder)


def _chunks(ids: Sequence[int]) -> Iterable[Sequence[int]]:
    return (ids[start : start + _CHUNK] for start in range(0, len(ids), _CHUNK))
