"""What the log tells of an earlier moment: which events it knew, and what they say of a row."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from peewee import Expression, fn

from models.queries.verlauf import ANFANG
from models.rules.fehler import RuleViolation
from models.rules.kette import ANFANG as LEER
from models.rules.kette import Kettenende
from models.rules.zeit import berlin_day
from models.tables import Anliegen, Base, Ereignis, Vorgang

Werte = dict[str, Any]
_GEZEIGT = "vorgaenge_imported"
_CHUNK = 500


@dataclass(frozen=True)
class Gemeldet:
    """An event about one row, with what it says."""

    id: int
    name: str
    objekt_id: int
    zeitpunkt: datetime
    daten: Mapping[str, Any]

    @property
    def werte(self) -> Werte:
        """The new values of classes C and D."""
        return dict(self.daten.get("werte", {}))

    @property
    def vorher(self) -> Werte:
        """The values before, as far as the event tells them."""
        return dict(self.daten.get("vorher", {}))


@dataclass(frozen=True)
class Rueckblick:
    """The log as it stood at `moment` (UTC); as the system.

    `gezeigt`: imports that were in view by then. An import counts from the moment it was shown.
    """

    moment: datetime
    gezeigt: tuple[int, ...]

    @classmethod
    def at(cls, moment: datetime) -> "Rueckblick":
        """Look back. Raises RuleViolation for a moment to come or before the first event."""
        own = Ereignis.select().where(Ereignis.stapel.is_null())
        first = own.order_by(Ereignis.zeitpunkt).first()
        if first is None or moment < first.zeitpunkt:
            since = f" Möglich ist er ab dem {_deutsch(first.zeitpunkt)}." if first else ""
            raise RuleViolation(
                f"So weit reicht das Protokoll für einen früheren Datenstand nicht zurück.{since}",
                "datenstand",
            )
        shown = Ereignis.select(Ereignis.objekt_id).where(
            Ereignis.name == _GEZEIGT, Ereignis.zeitpunkt <= moment
        )
        return cls(moment, tuple(key for (key,) in shown.tuples()))

    @property
    def known(self) -> Expression:
        """Events that were known by then."""
        own = Ereignis.stapel.is_null() & (Ereignis.zeitpunkt <= self.moment)
        return own | (Ereignis.stapel << (self.gezeigt or (0,)))

    @property
    def later(self) -> Expression:
        """Events that came after."""
        own = Ereignis.stapel.is_null() & (Ereignis.zeitpunkt > self.moment)
        return own | (Ereignis.stapel.is_null(False) & Ereignis.stapel.not_in(self.gezeigt or (0,)))

    def told_later(self, tabelle: type[Base]) -> Iterator[Gemeldet]:
        """What came after about rows of this table, oldest first."""
        return self._read(tabelle, self.later)

    def told_before(self, tabelle: type[Base], ids: Iterable[int]) -> Iterator[Gemeldet]:
        """What was known about these rows, oldest first."""
        keys = sorted(ids)
        for start in range(0, len(keys), _CHUNK):
            about = Ereignis.objekt_id << keys[start : start + _CHUNK]
            yield from self._read(tabelle, self.known & about)

    def end(self) -> tuple[Kettenende, int]:
        """The end of the chain at that moment, and the newest event that was known."""
        own = Ereignis.stapel.is_null()
        then = Ereignis.select().where(own, Ereignis.zeitpunkt <= self.moment)
        newest = then.order_by(Ereignis.id.desc()).first()
        first = Ereignis.select(Ereignis.hash).where(own).order_by(Ereignis.id).limit(1).scalar()
        laenge = Ereignis.select().where(own, Ereignis.id <= newest.id).count()
        known = Ereignis.select(fn.MAX(Ereignis.id)).where(self.known).scalar()
        return Kettenende(laenge, newest.hash or LEER, first), known

    @staticmethod
    def _read(tabelle: type[Base], term: Expression) -> Iterator[Gemeldet]:
        about = Ereignis.tabelle == tabelle._meta.table_name
        for row in Ereignis.select().where(about, term).order_by(Ereignis.id):
            yield Gemeldet(row.id, row.name, row.objekt_id, row.zeitpunkt, json.loads(row.daten))


def rewound(
    rueckblick: Rueckblick, tabelle: type[Base], events: Iterable[Gemeldet]
) -> dict[int, Werte]:
    """Row → what its fields said then, for every field that these later events name.

    What stood there is told by the first of them; where it does not say, by the last before.
    """
    before: dict[int, Werte] = defaultdict(dict)
    untold: dict[int, set[str]] = defaultdict(set)
    for event in events:
        values, told = before[event.objekt_id], event.vorher
        for name in event.werte:
            if name not in values and name not in untold[event.objekt_id]:
                if name in told:
                    values[name] = told[name]
                else:
                    untold[event.objekt_id].add(name)
    _complete(rueckblick, tabelle, before, {k: names for k, names in untold.items() if names})
    return before


def _complete(
    rueckblick: Rueckblick,
    tabelle: type[Base],
    before: dict[int, Werte],
    untold: Mapping[int, set[str]],
) -> None:
    for key, names in untold.items():
        before[key] |= dict.fromkeys(names)
    for event in rueckblick.told_before(tabelle, untold):
        names = untold[event.objekt_id]
        before[event.objekt_id] |= {n: v for n, v in event.werte.items() if n in names}


def typed(tabelle: type[Base], werte: Mapping[str, Any]) -> Werte:
    """The values of an event as the table holds them."""
    fields = tabelle._meta.fields
    return {
        name: None if value is None else fields[name].python_value(value)
        for name, value in werte.items()
        if name in fields
    }


def anliegen_then(events: Sequence[Gemeldet]) -> dict[int, list[Werte]]:
    """Case → its concerns before these later events of cases, where they were changed.

    Raises RuleViolation with the first possible day where an older event does not tell them.
    """
    found: dict[int, list[Werte]] = {}
    too_old: list[datetime] = []
    for event in events:
        names = event.daten.get("anliegen")
        if event.name in ANFANG or event.objekt_id in found or not isinstance(names, list):
            continue
        if "anliegen_vorher" in event.daten or "anliegen_1_neu" in names:
            found[event.objekt_id] = event.daten.get("anliegen_vorher", [])
        elif any(_matters(name) for name in names):
            too_old.append(event.zeitpunkt)
    if too_old:
        raise RuleViolation(
            "Für diesen Datenstand reicht das Protokoll nicht aus: Damals hielt es noch nicht "
            "fest, wie Beschwerdepunkte vor einer Änderung lauteten. Möglich ist ein früherer "
            f"Datenstand ab dem {_deutsch(max(too_old))}.",
            "datenstand",
        )
    return found


def _matters(name: str) -> bool:
    """Whether a changed part of a concern is one that reports read."""
    field = Anliegen._meta.fields.get(name.split("_", 2)[2])
    return field is None or getattr(field, "schutz", "") in ("C", "D")


def _deutsch(moment: datetime) -> str:
    day: date = berlin_day(moment)
    return f"{day:%d.%m.%Y}"


def check_reach(moment: datetime) -> None:
    """Raise RuleViolation unless the log tells enough for the data of that moment; as the system.

    Says since when it does.
    """
    anliegen_then(list(Rueckblick.at(moment).told_later(Vorgang)))
