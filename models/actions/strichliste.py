"""The Strichliste: reactions settled on the spot, counted per unit, day, topic (MH-39, MH-40)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

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
        row = _add(strich)
        record_event(now=now, meldung=_counted(row, strich))
    return row


def count_many(*, by: Akteur, now: datetime, striche: Iterable[Strich]) -> int:
    """Count many in one transaction with the same events; returns how many rows were touched."""
    with writing(by=by):
        meldungen = []
        for strich in striche:
            require(by, Recht.STRICHLISTE_FUEHREN, at(strich.einheit_id))
            meldungen.append(_counted(_add(strich), strich))
        if meldungen:
            record_events(now=now, meldungen=meldungen)
    return len(meldungen)


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


def _add(strich: Strich) -> Strichliste:
    """One statement, so that two who count at once both count."""
    query = Strichliste.insert(
        einheit=strich.einheit_id, tag=strich.tag, thema=strich.thema, anzahl=strich.anzahl
    ).on_conflict(
        conflict_target=(Strichliste.einheit, Strichliste.tag, Strichliste.thema),
        update={
            Strichliste.anzahl: Strichliste.anzahl + strich.anzahl,
            Strichliste.version: Strichliste.version + 1,
        },
    )
    query.execute()
    with acting_as(SYSTEM):
        row = Strichliste.get(
            Strichliste.einheit == strich.einheit_id,
            Strichliste.tag == strich.tag,
            Strichliste.thema == strich.thema,
        )
    _check_count(row.anzahl)
    return row


def _check(strich: Strich, today: date) -> None:
    if strich.tag > today:
        raise RuleViolation("Der Tag liegt in der Zukunft.", feld="tag")
    with acting_as(SYSTEM):
        known = Codewert.select().where(Codewert.feld == "kategorie", Codewert.code == strich.thema)
        if not known.exists():
            raise RuleViolation("Dieses Thema steht nicht in der Liste der Kategorien.", "thema")


def _check_count(anzahl: int) -> None:
    if not 0 <= anzahl <= HOECHSTENS:
        satz = f"Möglich sind 0 bis {HOECHSTENS} Striche je Thema und Tag."
        raise RuleViolation(satz, feld="anzahl", regel="MH-39")


def _counted(row: Strichliste, strich: Strich) -> Meldung:
    neu = {"einheit": strich.einheit_id, "tag": strich.tag, "thema": strich.thema}
    return _changed("strich_counted", row, neu={**neu, "anzahl": row.anzahl})


def _changed(name: str, row: Strichliste, **values: dict[str, Any]) -> Meldung:
    return Meldung(name=name, tabelle=Strichliste, objekt_id=row.id, **values)
