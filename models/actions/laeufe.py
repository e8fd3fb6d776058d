"""Asking for a report: one row in the run ledger. Who works on it: models.actions.laufbetrieb."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from models.actions.ereignisse import Meldung, record_event
from models.db import acting_as, after_commit, writing
from models.queries.rueckblick import check_reach
from models.rules.fehler import RuleViolation
from models.rules.lauf import Laufstatus
from models.rules.rechte import SYSTEM, Akteur, may
from models.rules.rollen import Recht
from models.tables import Bericht, Einheit, Lauf

_on_request: list[Callable[[], None]] = []


@dataclass(frozen=True)
class Berichtsauftrag:
    """What is asked for: report, period (both days included), unit, recipient profile.

    `rueckblick`: a moment that is over, if the report is to know nothing that came after.
    `parameter`: the notebook's own that are not the defaults, as JSON.
    """

    name: str
    zeitraum: str
    von: date
    bis: date
    einheit_id: int
    empfaenger: str
    rueckblick: datetime | None = None
    parameter: str = ""


def when_requested(ring: Callable[[], None]) -> None:
    """Call `ring` after each committed request, so that a worker need not wait for its poll."""
    if ring not in _on_request:
        _on_request.append(ring)


def request_lauf(*, by: Akteur, now: datetime, bericht: Berichtsauftrag) -> Lauf:
    """Put a new run into the ledger; every request makes a new one.

    Raises RuleViolation where `by` may not start reports of this unit.
    """
    with writing(by=by):
        lauf = _create(by, now, bericht, {})
        ring_after_commit()
    return lauf


def ring_after_commit() -> None:
    """Call the worker once what was asked for is committed; inside an action."""
    for ring in _on_request:
        after_commit(ring)


def schedule_lauf(
    *, now: datetime, bericht: Berichtsauftrag, zeitplan: str, faellig_am: datetime
) -> bool:
    """The run of one occurrence of a schedule; False where the ledger holds it already."""
    with writing(by=SYSTEM):
        known = (Lauf.zeitplan == zeitplan) & (Lauf.faellig_am == faellig_am)
        if Lauf.select().where(known).exists():
            return False
        _create(SYSTEM, now, bericht, {"zeitplan": zeitplan, "faellig_am": faellig_am})
    return True


def begin_lauf(*, by: Akteur, now: datetime, bericht: Berichtsauftrag, lease_s: int) -> Lauf:
    """A new run that the caller works on itself: nobody else can take it in between."""
    return _create(by, now, bericht, ownership(now, lease_s) | {"versuch": 1, "begonnen_am": now})


def ownership(now: datetime, lease_s: int) -> dict[str, Any]:
    """What makes a run somebody's: a new token and a lease of so many seconds."""
    return {
        "status": Laufstatus.LAEUFT.value,
        "token": secrets.token_hex(16),
        "lease_bis": now + timedelta(seconds=lease_s),
        "schritt": "Beginnt",
        "anteil": 0.0,
    }


def _create(by: Akteur, now: datetime, auftrag: Berichtsauftrag, extra: dict[str, Any]) -> Lauf:
    _check(by, auftrag)
    _check_rueckblick(auftrag.rueckblick, now)
    with writing(by=by):
        with acting_as(SYSTEM):
            lauf = Lauf.create(
                bericht=_bericht_id(auftrag),
                einheit=auftrag.einheit_id,
                angelegt_am=now,
                gestartet_von=by.login,
                rueckblick=auftrag.rueckblick,
                **extra,
            )
        record_event(now=now, meldung=_requested(lauf.id, auftrag))
    return lauf


def _check(by: Akteur, auftrag: Berichtsauftrag) -> None:
    with acting_as(SYSTEM):
        known = Einheit.select().where(Einheit.id == auftrag.einheit_id).exists()
    if not known:
        raise RuleViolation("Diese Organisationseinheit gibt es nicht.", feld="einheit")
    verdict = may(by, Recht.BERICHT_STARTEN, auftrag)
    if not verdict:
        raise RuleViolation(verdict.reason, feld="einheit")
    if auftrag.bis < auftrag.von:
        raise RuleViolation("Der Zeitraum endet, bevor er beginnt.", feld="zeitraum")


def _check_rueckblick(moment: datetime | None, now: datetime) -> None:
    if moment is None:
        return
    if moment >= now:
        satz = (
            "Ein früherer Datenstand liegt vor dem heutigen Tag; ohne diese Angabe gilt der "
            "Datenstand von jetzt."
        )
        raise RuleViolation(satz, feld="datenstand")
    with acting_as(SYSTEM):
        check_reach(moment)


def _bericht_id(auftrag: Berichtsauftrag) -> int:
    """The report these runs are versions of; two requests at once share one row."""
    key = {
        Bericht.name: auftrag.name,
        Bericht.von: auftrag.von,
        Bericht.bis: auftrag.bis,
        Bericht.einheit: auftrag.einheit_id,
        Bericht.empfaenger: auftrag.empfaenger,
        Bericht.parameter: auftrag.parameter,
    }
    row = {**key, Bericht.zeitraum: auftrag.zeitraum}
    Bericht.insert(row).on_conflict_ignore().execute()
    return Bericht.get(*(field == value for field, value in key.items())).id


def _requested(lauf_id: int, auftrag: Berichtsauftrag) -> Meldung:
    what: dict[str, Any] = {
        "bericht": auftrag.name,
        "zeitraum": auftrag.zeitraum,
        "einheit": auftrag.einheit_id,
        "empfaenger": auftrag.empfaenger,
    }
    if auftrag.parameter:
        what["parameter"] = auftrag.parameter
    if auftrag.rueckblick:
        what["datenstand"] = auftrag.rueckblick.isoformat(timespec="seconds")
    return Meldung(name="lauf_requested", tabelle=Lauf, objekt_id=lauf_id, zusatz=what)
