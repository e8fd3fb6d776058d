"""The Strichliste: reactions settled on the spot, counted per unit, day, topic (MH-39, MH-40)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from peewee import EXCLUDED

from models.actions.ereignisse import Meldung, record_event, record_events
from models.actions.erlaubnis import at, require
from models.db import acting_as, writing
from models.rules.fehler import RuleViolation
from models.rules.rechte import SYSTEM, Akteur
from models.rules.rollen import Recht
from models.rules.zeit import berlin_day
from models.tables import Codewert, Strichliste

HOECHSTENS = 999
"""More strokes for one topic on one day are a typing error."""
_CHUNK = 500


@dataclass(frozen=True)
class Strich:
    """So many reactions on one topic (a Kategorie) that a unit settled on one day."""

    einheit_id: int
    tag: date
    thema: str
    anzahl: int = 1


def count_strich(*, by: Akteur, now: datetime, strich: Strich) -> Strichliste:
    """Add `strich.anzahl` (below zero takes back) to the count of unit, day and topic."""
    require(by, Recht.STRICHLISTE_FUEHREN, at(strich.einheit_id))
    with writing(by=by):
        _check(strich, berlin_day(now))
        (row,) = _add([strich])
        name = "strich_withdrawn" if strich.anzahl < 0 else "strich_counted"
        record_event(now=now, meldung=_counted(row, name))
    return row


def count_many(*, by: Akteur, now: datetime, striche: Iterable[Strich]) -> int:
    """Count many in one transaction, an event for each count; returns how many counts changed."""
    found = list(striche)
    for einheit_id in {strich.einheit_id for strich in found}:
        require(by, Recht.STRICHLISTE_FUEHREN, at(einheit_id))
    with writing(by=by):
        rows = _add(found)
        if rows:
            record_events(now=now, meldungen=[_counted(row) for row in rows])
    return len(rows)


def correct_strich(
    *, by: Akteur, now: datetime, strich_id: int, version: int, anzahl: int
) -> Strichliste:
    """Set a count to what it should have been. Raises StaleVersion, RuleViolation."""
    with writing(by=by):
        row = Strichliste.get_by_id(strich_id)
        require(by, Recht.STRICHLISTE_FUEHREN, row)
        _check_count(anzahl)
        alt, neu = {"anzahl": row.anzahl}, {"anzahl": anzahl}
        row.save_version(version, neu)
        record_event(now=now, meldung=_changed("strich_corrected", row, neu=neu, alt=alt))
    return row


def _add(striche: Iterable[Strich]) -> list[Strichliste]:
    """One statement for many, so that two who count at once both count; ordered by unit and day."""
    sums: dict[tuple[int, date, str], int] = {}
    for strich in striche:
        key = (strich.einheit_id, strich.tag, strich.thema)
        sums[key] = sums.get(key, 0) + strich.anzahl
    counts = [(*key, anzahl) for key, anzahl in sorted(sums.items())]
    rows: list[Strichliste] = []
    for start in range(0, len(counts), _CHUNK):
        rows += _upsert(counts[start : start + _CHUNK])
    for row in rows:
        _check_count(row.anzahl)
    return sorted(rows, key=lambda row: (row.einheit_id, row.tag, row.thema))


def _upsert(counts: list[tuple[int, date, str, int]]) -> Iterable[Strichliste]:
    fields = [Strichliste.einheit, Strichliste.tag, Strichliste.thema]
    return (
        Strichliste.insert_many(counts, [*fields, Strichliste.anzahl])
        .on_conflict(
            conflict_target=fields,
            update={
                Strichliste.anzahl: Strichliste.anzahl + EXCLUDED.anzahl,
                Strichliste.version: Strichliste.version + 1,
            },
        )
        .returning(Strichliste)
        .execute()
    )


def _check(strich: Strich, today: date) -> None:
    if strich.tag > today:
        raise RuleViolation("Der Tag liegt in der Zukunft.", feld="tag")
    with acting_as(SYSTEM):
        known = Codewert.select().where(Codewert.feld == "kategorie", Codewert.code == strich.thema)
        # PostgreSQL does not even compare with a NUL.
        if not strich.thema.isprintable() or not known.exists():
            raise RuleViolation("Dieses Thema steht nicht in der Liste der Kategorien.", "thema")


def _check_count(anzahl: int) -> None:
    if not 0 <= anzahl <= HOECHSTENS:
        satz = f"Möglich sind 0 bis {HOECHSTENS} Striche je Thema und Tag."
        raise RuleViolation(satz, feld="anzahl", regel="MH-39")


def _counted(row: Strichliste, name: str = "strich_counted") -> Meldung:
    neu = {"einheit": row.einheit_id, "tag": row.tag, "thema": row.thema, "anzahl": row.anzahl}
    return _changed(name, row, neu=neu)


def _changed(name: str, row: Strichliste, **values: Any) -> Meldung:
    return Meldung(name=name, tabelle=Strichliste, objekt_id=row.id, **values)
