"""What has changed since a run was published: the record of those cases as that run knew it.

The log tells both: which cases something happened to since, and what was known of them before. So
a correction is explained to the last case, and what is gone by now is told, too.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import Expression

from models.db import acting_as
from models.queries.akteure import Baum
from models.queries.snapshot_datei import PRAGMAS, Snapshot, insert
from models.queries.snapshot_schema import DAMALS
from models.queries.verlauf import ANFANG, Bekannt, known_then
from models.rules.rechte import SYSTEM
from models.rules.verlauf import Stand
from models.tables import Einheit, Einspielung, Ereignis, Lauf, Vorgang

GELOESCHT = "vorgang_deleted"
_GEZEIGT = "vorgaenge_imported"
_GLIEDERUNG = ("eltern", "gueltig_ab", "gueltig_bis", "vorgaenger")
_FELDER = tuple(spalte.name for spalte in DAMALS[5:])
_CHUNK = 500


@dataclass(frozen=True)
class Zeitspanne:
    """Events between two snapshots; `frueher` and `spaeter`: imports shown after the first, second.

    An import counts from the moment it was shown, however early its events were written.
    """

    von: int
    bis: int
    frueher: tuple[int, ...]
    spaeter: tuple[int, ...]

    @property
    def known_before(self) -> Expression:
        """Events that the first snapshot knew."""
        return (Ereignis.id <= self.von) & self._not_of(self.frueher)

    @property
    def between(self) -> Expression:
        """Events that the second one knew, too."""
        new = (Ereignis.id > self.von) & (Ereignis.id <= self.bis) & self._not_of(self.spaeter)
        shown = tuple(key for key in self.frueher if key not in self.spaeter)
        return new | (Ereignis.stapel << shown) if shown else new

    @staticmethod
    def _not_of(imports: tuple[int, ...]) -> Any:
        return Ereignis.stapel.is_null() | Ereignis.stapel.not_in(imports or (0,))


def write_vergleich(snapshot: Snapshot, vorher: Lauf, einheit_id: int) -> None:
    """Write into a snapshot what of its cases has changed since the run `vorher`; as the system."""
    with acting_as(SYSTEM), closing(sqlite3.connect(snapshot.path)) as ziel, ziel:
        for pragma in PRAGMAS:
            ziel.execute(f"PRAGMA {pragma}")
        seit = _span(vorher.bis_ereignis, snapshot.moment.ereignis)
        zeit = vorher.datenstand_zeit.isoformat(timespec="seconds")
        insert(ziel, "veroeffentlicht", [(vorher.id, zeit, _changes_of_structure(seit))])
        inside = frozenset(Baum.load().below(einheit_id))
        for ids in _chunks(_changed(seit, vorher.bericht.bis)):
            _copy(ziel, ids, seit, inside)


def _span(von: int, bis: int) -> Zeitspanne:
    def shown_after(ereignis: int) -> tuple[int, ...]:
        late = (Ereignis.name == _GEZEIGT) & (Ereignis.id > ereignis)
        shown = Ereignis.select(Ereignis.objekt_id).where(late)
        unfinished = Einspielung.select(Einspielung.id).where(Einspielung.fertig_am.is_null())
        return tuple(key for query in (shown, unfinished) for (key,) in query.tuples())

    return Zeitspanne(von, bis, shown_after(von), shown_after(bis))


def _changes_of_structure(seit: Zeitspanne) -> int:
    about = Ereignis.tabelle == Einheit._meta.table_name
    rows = Ereignis.select(Ereignis.daten).where(about, seit.between)
    told = (json.loads(daten).get("werte", {}) for (daten,) in rows.tuples())
    return sum(not set(_GLIEDERUNG).isdisjoint(values) for values in told)


def _changed(seit: Zeitspanne, bis: date) -> list[int]:
    """Cases that something happened to and that may count in a period until `bis`."""
    about = (Ereignis.tabelle == Vorgang._meta.table_name) & seit.between
    found = {key for (key,) in Ereignis.select(Ereignis.objekt_id).where(about).tuples()}
    later = Vorgang.select(Vorgang.id).where(Vorgang.eingang_am > bis)
    moved = about & Ereignis.name.not_in(ANFANG) & Ereignis.daten.contains('"eingang_am"')
    candidates = {key for (key,) in Ereignis.select(Ereignis.objekt_id).where(moved).tuples()}
    return sorted(found - ({key for (key,) in later.tuples()} - candidates))


def _copy(
    ziel: sqlite3.Connection, ids: Sequence[int], seit: Zeitspanne, inside: frozenset[int]
) -> None:
    known = known_then(ids, seit.known_before)
    gone = {key: fakt in inside for key, fakt in _deleted(ids, seit).items()}
    here = _in_snapshot(ziel, ids)
    seen = [key for key in ids if key in here or _lay_in(known.get(key), inside)]
    changed = [(key, int(key in gone), int(gone.get(key, False))) for key in seen]
    insert(ziel, "geaendert", changed)
    rows = (row for key in seen if key in known for row in _rows(key, known[key]))
    insert(ziel, "damals", list(rows))


def _deleted(ids: Sequence[int], seit: Zeitspanne) -> dict[int, int | None]:
    """Cases that are gone, and the unit for which they count on as anonymous sums."""
    about = (Ereignis.tabelle == Vorgang._meta.table_name) & (Ereignis.objekt_id << list(ids))
    rows = Ereignis.select(Ereignis.objekt_id, Ereignis.daten).where(
        about, Ereignis.name == GELOESCHT, seit.between
    )
    return {key: json.loads(daten).get("als_fakt") for key, daten in rows.tuples()}


def _in_snapshot(ziel: sqlite3.Connection, ids: Sequence[int]) -> set[int]:
    marks = ", ".join("?" * len(ids))
    return {key for (key,) in ziel.execute(f"SELECT id FROM vorgang WHERE id IN ({marks})", ids)}


def _lay_in(bekannt: Bekannt | None, inside: frozenset[int]) -> bool:
    """Whether the case ever lay in one of these units."""
    places = ("einheit", "fachbereich", "dienststelle")
    staende = bekannt.staende if bekannt else ()
    return any(stand.werte[place] in inside for stand in staende for place in places)


def _rows(vorgang_id: int, bekannt: Bekannt) -> Iterator[tuple[Any, ...]]:
    ends = [*(stand.ab for stand in bekannt.staende[1:]), None]
    eingang = _plain(bekannt.eingang_am)
    for stand, bis in zip(bekannt.staende, ends, strict=True):
        values = (_plain(stand.werte[name]) for name in _FELDER)
        yield (vorgang_id, eingang, stand.ab.isoformat(), _plain(bis), _place(stand), *values)


def _place(stand: Stand) -> Any:
    """The unit of a case: without a team it lies with its Bereich, where that is known."""
    werte = stand.werte
    team_less = werte["einheit"] == werte["dienststelle"] and werte["fachbereich"] is not None
    return werte["fachbereich" if team_less else "einheit"]


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return int(value) if isinstance(value, bool) else value


def _chunks(ids: Sequence[int]) -> Iterable[Sequence[int]]:
    return (ids[start : start + _CHUNK] for start in range(0, len(ids), _CHUNK))
