"""Keeping the dated record of cases: written where events are, and worked out from them again."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Protocol

from models.db import acting_as, writing
from models.queries.verlauf import ANFANG, BEACHTET, replay
from models.rules.rechte import SYSTEM
from models.rules.verlauf import FELDER, Stand, begin, go_on, kept_rows
from models.rules.zeit import berlin_day
from models.tables import Base, Vorgang, Vorgangsstand

_CHUNK = 500


class Meldung(Protocol):
    """What happened to a row, as models.actions.ereignisse tells it."""

    @property
    def name(self) -> str: ...
    @property
    def tabelle(self) -> type[Base]: ...
    @property
    def objekt_id(self) -> int: ...
    @property
    def neu(self) -> dict[str, Any]: ...
    @property
    def vorgang(self) -> Vorgang | None: ...
    @property
    def zeitpunkt(self) -> datetime | None: ...


def trace(meldungen: Sequence[Meldung], now: datetime) -> None:
    """Carry what these events tell of cases into the record; inside their transaction.

    Must run as the system. `now`: when the events without a moment of their own happened.
    """
    about = [m for m in meldungen if m.tabelle is Vorgang and not BEACHTET.isdisjoint(m.neu)]
    begun = [m for m in about if m.name in ANFANG]
    _store({m.objekt_id: begin(m.neu) for m in begun}, {m.objekt_id for m in begun if _is_old(m)})
    for meldung in about:
        if meldung.name not in ANFANG:
            _continue(meldung, berlin_day(meldung.zeitpunkt or now))


def rebuild_verlauf() -> int:
    """Work out the record of every case from the log, marked as reconstructed; returns how many.

    Where the log falls short of what the case says today, the rest holds from its own days.
    """
    with writing(by=SYSTEM), acting_as(SYSTEM):
        Vorgangsstand.delete().execute()
        count = 0
        for ids in _batches():
            rows = {key: rows for key, rows in replay(ids).items() if rows}
            _store(rows, rows.keys())
            count += len(rows)
    return count


def stored_verlauf(vorgang_id: int) -> list[Stand]:
    """The record of a case as it is kept, oldest row first."""
    rows = Vorgangsstand.select().where(Vorgangsstand.vorgang == vorgang_id)
    return [_stand(row) for row in rows.order_by(Vorgangsstand.ab).dicts()]


def _batches() -> Iterator[list[int]]:
    last = 0
    while True:
        found = Vorgang.select(Vorgang.id).where(Vorgang.id > last).order_by(Vorgang.id)
        ids = [key for (key,) in found.limit(_CHUNK).tuples()]
        if not ids:
            return
        yield ids
        last = ids[-1]


def _continue(meldung: Meldung, today: date) -> None:
    before = stored_verlauf(meldung.objekt_id)
    kopf = {**(meldung.vorgang.__data__ if meldung.vorgang else {}), **meldung.neu}
    after = go_on(before, meldung.neu, kopf, today)
    if after != before:
        _replace(meldung.objekt_id, before, after)


def _replace(vorgang_id: int, before: list[Stand], after: list[Stand]) -> None:
    """Write only what differs: nearly always one new row, and the end of the one before."""
    first = kept_rows(before, after)
    Vorgangsstand.delete().where(
        Vorgangsstand.vorgang == vorgang_id, Vorgangsstand.ab >= before[first].ab
    ).execute()
    _insert(list(_rows(vorgang_id, after, first)))


def _store(cases: Mapping[int, list[Stand]], reconstructed: Iterable[int]) -> None:
    old = set(reconstructed)
    rows = [
        row | {"rekonstruiert": vorgang_id in old}
        for vorgang_id, staende in cases.items()
        for row in _rows(vorgang_id, staende, 0)
    ]
    _insert(rows)


def _insert(rows: list[dict[str, Any]]) -> None:
    for start in range(0, len(rows), _CHUNK):
        Vorgangsstand.insert_many(rows[start : start + _CHUNK]).execute()


def _rows(vorgang_id: int, staende: list[Stand], first: int) -> Iterator[dict[str, Any]]:
    ends = [*(stand.ab for stand in staende[1:]), None]
    for stand, bis in list(zip(staende, ends, strict=True))[first:]:
        yield {"vorgang": vorgang_id, "ab": stand.ab, "bis": bis, **stand.werte}


def _stand(row: dict[str, Any]) -> Stand:
    return Stand(row["ab"], {name: row[name] for name in FELDER})


def _is_old(meldung: Meldung) -> bool:
    return meldung.neu.get("herkunft") == "import"
