"""Writing what changes in a case, in one place: its rows, its deadlines, the event."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from models.actions.ereignisse import Meldung, record_event
from models.actions.gefahrmeldung import notify_danger
from models.actions.volltext import index_vorgaenge
from models.actions.vorgangsfelder import Zeilen, head_of, inhalt_of
from models.actions.vorgangsschrift import (
    anliegen_changes,
    anliegen_of,
    replace_anliegen,
    write_fristen,
)
from models.db import acting_as
from models.rules.fehler import RuleViolation
from models.rules.rechte import SYSTEM
from models.tables import Inhalt, Vorgang

Check = Callable[[Vorgang, list[str]], None]


@dataclass(frozen=True)
class Aenderung:
    """New rows of a case read at `version`, and how the log calls the change.

    `check` refuses field names that are not the writer's. `always`: tell it even where no field
    differs. `vertretung_fuer`: log-in of who was stood in for, where the writer says it herself.
    """

    rows: Zeilen
    version: int
    name: str
    check: Check | None = None
    always: bool = False
    vertretung_fuer: str | None = None
    zusatz: dict[str, Any] = field(default_factory=dict)


def write_change(*, now: datetime, vorgang: Vorgang, aenderung: Aenderung) -> bool:
    """Write what differs and its event, in the name of the actor in force; False if nothing did.

    Raises StaleVersion, LeftScope, what `check` raises, and RuleViolation for content that the
    writer may not see.
    """
    rows = aenderung.rows
    inhalt = Inhalt.get_or_none(Inhalt.vorgang == vorgang.id)
    kopf = _changes(head_of(vorgang), rows.kopf)
    text = _changed_content(vorgang, inhalt, rows)
    anliegen = anliegen_changes(vorgang, rows.anliegen) if inhalt and rows.anliegen else []
    changed = {**kopf, **text}
    if not changed and not anliegen and not aenderung.always:
        return False
    if aenderung.check:
        aenderung.check(vorgang, [*changed])
    told = {"anliegen": anliegen, "anliegen_vorher": anliegen_of(vorgang)} if anliegen else {}
    before = {name: (head_of(vorgang) | inhalt_of(inhalt)).get(name) for name in changed}
    vorgang.save_version(aenderung.version, kopf)  # first of all: the slower writer ends here
    if anliegen:
        replace_anliegen(vorgang, rows.anliegen)
    _write(vorgang, rows, text)
    record_event(now=now, meldung=_told(vorgang, aenderung, changed, before, told))
    notify_danger(now=now, vorgang=vorgang, texte=text)
    return True


def _write(vorgang: Vorgang, rows: Zeilen, text: dict[str, Any]) -> None:
    if text:
        Inhalt.update(text).where(Inhalt.vorgang == vorgang.id).execute()
    with acting_as(SYSTEM):
        write_fristen([(vorgang.id, rows)], replace=True)
    index_vorgaenge([vorgang.id])


def _told(
    vorgang: Vorgang,
    aenderung: Aenderung,
    changed: dict[str, Any],
    before: dict[str, Any],
    told: dict[str, Any],
) -> Meldung:
    return Meldung(
        name=aenderung.name,
        tabelle=Vorgang,
        objekt_id=vorgang.id,
        neu=changed,
        alt=before,
        vorgang=vorgang,
        zusatz={**told, **aenderung.zusatz},
        vertretung_fuer=aenderung.vertretung_fuer,
    )


def _changed_content(vorgang: Vorgang, inhalt: Inhalt | None, rows: Zeilen) -> dict[str, Any]:
    if inhalt is not None:
        return _changes(inhalt_of(inhalt), rows.inhalt)
    with acting_as(SYSTEM):
        hidden = Inhalt.get_or_none(Inhalt.vorgang == vorgang.id)
    if hidden is not None and _changes(inhalt_of(hidden), rows.inhalt):
        raise RuleViolation("Den Inhalt dieses Vorgangs dürfen Sie nicht ändern.")
    return {}


def _changes(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in after.items() if before.get(name) != value}
