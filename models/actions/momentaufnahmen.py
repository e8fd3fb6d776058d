"""Taking a snapshot for exploring: asked for by right, written down before anybody can read it."""

from datetime import datetime
from typing import Any

from models.actions.ereignisse import Meldung, record_event
from models.actions.erlaubnis import at
from models.db import writing
from models.queries.erkundung import may_explore
from models.queries.snapshot import Ausschnitt, Snapshot
from models.rules.fehler import RuleViolation
from models.rules.rechte import Akteur
from models.tables import Einheit


def require_exploring(by: Akteur, einheit_id: int) -> None:
    """Raise RuleViolation with the reason unless `by` may read or start reports of this unit."""
    verdict = may_explore(by, at(einheit_id))
    if not verdict:
        raise RuleViolation(verdict.reason, feld="einheit")


def note_momentaufnahme(
    *, by: Akteur, now: datetime, ausschnitt: Ausschnitt, snapshot: Snapshot
) -> None:
    """One event: who took which rows of which unit along, told by their number and hash."""
    einheit_id = ausschnitt.einheit_id
    require_exploring(by, einheit_id)
    zusatz: dict[str, Any] = {
        "sha256": snapshot.sha256,
        "vorgaenge": snapshot.zeilen["vorgang"],
        "zeitraum": ausschnitt.zeitraum,
    }
    meldung = Meldung("momentaufnahme_written", Einheit, einheit_id, zusatz=zusatz)
    with writing(by=by):
        record_event(now=now, meldung=meldung)
