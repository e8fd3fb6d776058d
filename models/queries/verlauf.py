"""The dated record of cases as the log tells it: as of now, and as it was known at some moment."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from models.rules.verlauf import FELDER, Stand, begin, go_on, kept_rows
from models.rules.zeit import berlin_day
from models.tables import Ereignis, Vorgang

UEBERNOMMEN = "vorgang_imported"
ANFANG = frozenset({"vorgang_recorded", UEBERNOMMEN})
"""Events with which a case begins; their values are the whole head."""
BEACHTET = frozenset({*FELDER, "eingang_am"})
"""Fields whose changes the record follows."""
_GELESEN = BEACHTET | {"ergebnis_am"}
"""With those that only say from which day a value holds."""


@dataclass(frozen=True)
class Bekannt:
    """What is known of a case: the day of its Eingang, and what held of it from which day."""

    eingang_am: Any
    staende: list[Stand]
    rekonstruiert: list[bool]
    """Of each of `staende`: whether it was worked out when the case was taken over."""


def replay(ids: Sequence[int]) -> dict[int, list[Stand]]:
    """The record of these cases as the events tell it, completed by the head of today."""
    heads = {row["id"]: row for row in Vorgang.select().where(Vorgang.id << ids).dicts()}
    told: dict[int, list[Stand]] = {}
    for vorgang_id, events in groupby(_events(ids), key=lambda event: event.objekt_id):
        if vorgang_id in heads:
            told[vorgang_id] = _walk(list(events), heads[vorgang_id]).staende
    for vorgang_id, kopf in heads.items():
        told[vorgang_id] = _completed(told.get(vorgang_id), kopf)
    return told


def known_then(ids: Sequence[int], term: Any) -> dict[int, Bekannt]:
    """The record of these cases out of the events that fulfil `term`; without those it has none of.

    Cases that are gone by now are told, too: the log outlives them.
    """
    told = {}
    for vorgang_id, events in groupby(_events(ids, term), key=lambda event: event.objekt_id):
        rest = list(events)
        if rest[0].name in ANFANG:
            told[vorgang_id] = _walk(rest, {})
    return told


def _walk(events: list[Ereignis], kopf: Mapping[str, Any]) -> Bekannt:
    rows: list[Stand] = []
    old: list[bool] = []
    so_far: dict[str, Any] = {"eingang_am": kopf.get("eingang_am")}
    for event in events:
        changes = _values(event)
        so_far |= changes
        if event.name in ANFANG or not rows:
            rows = begin({**dict.fromkeys(FELDER), **so_far, **changes})
            old = [event.name == UEBERNOMMEN] * len(rows)
        else:
            after = go_on(rows, changes, so_far, berlin_day(event.zeitpunkt))
            kept = kept_rows(rows, after)
            rows, old = after, old[:kept] + [False] * (len(after) - kept)
    return Bekannt(so_far["eingang_am"], rows, old)


def _completed(rows: list[Stand] | None, kopf: Mapping[str, Any]) -> list[Stand]:
    if not rows:
        return begin(kopf)
    missing = {name: kopf[name] for name in FELDER if kopf[name] != rows[-1].werte[name]}
    return go_on(rows, missing, kopf, rows[-1].ab) if missing else rows


def _values(event: Ereignis) -> dict[str, Any]:
    """What an event says that fields were set to, as the tables hold it."""
    values = json.loads(event.daten).get("werte", {})
    return {name: _typed(name, value) for name, value in values.items() if name in _GELESEN}


def _typed(name: str, value: Any) -> Any:
    return Vorgang._meta.fields[name].python_value(value) if value is not None else None


def _events(ids: Sequence[int], *terms: Any) -> Iterable[Ereignis]:
    about = (Ereignis.tabelle == Vorgang._meta.table_name) & (Ereignis.objekt_id << list(ids))
    return Ereignis.select().where(about, *terms).order_by(Ereignis.objekt_id, Ereignis.id)
