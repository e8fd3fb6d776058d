"""Working on a run: taken with a token, kept by a heartbeat, finished once.

The row is the truth. A worker owns a run by its token until the lease ends; whoever takes an
expired run over writes a new token, so that a late worker finds nothing left to finish.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from peewee import Expression

from models.actions.besitz import lease_over
from models.actions.ereignisse import Meldung, record_event
from models.actions.laeufe import ownership
from models.actions.veroeffentlichung import state_after_run, submit_run
from models.db import acting_as, database, writing
from models.rules.lauf import MAX_VERSUCHE, Laufstatus
from models.rules.rechte import SYSTEM
from models.tables import Lauf

_TOLD = ("status", "ordner", "datenstand", "freigabe")  # what the log says of a run
AUFGEGEBEN = (
    f"Der Lauf wurde {MAX_VERSUCHE}-mal begonnen und brach jedes Mal ohne Meldung ab. Bitte die "
    "Administration fragen, ob dem Rechner der Speicher ausgeht, und den Bericht dann neu starten."
)


def claim_next(*, now: datetime, lease_s: int) -> Lauf | None:
    """Take the oldest run that waits or whose owner fell silent; None when there is none.

    A run begun MAX_VERSUCHE times is given up instead.
    """
    free = _claimable(now, timedelta(seconds=lease_s))
    _give_up_exhausted(now, free)
    while (lauf_id := _oldest(free)) is not None:
        claim = ownership(now, lease_s) | {"versuch": Lauf.versuch + 1, "begonnen_am": now}
        with writing(by=SYSTEM):
            hit = Lauf.update(claim).where(Lauf.id == lauf_id, free).execute()
        if hit:
            return _owned_by(claim["token"])
    return None


def heartbeat(*, token: str, now: datetime, lease_s: int) -> bool:
    """Prolong the lease; False when the run has another owner by now."""
    with writing(by=SYSTEM):
        return _update(token, {"lease_bis": now + timedelta(seconds=lease_s)})


def report_progress(*, token: str, schritt: str, anteil: float) -> bool:
    """Note the step (German) and the share done (0 to 1); False when another owns the run."""
    with writing(by=SYSTEM):
        return _update(token, {"schritt": schritt[:200], "anteil": min(max(anteil, 0.0), 1.0)})


def finish(
    *, token: str, ordner: str, datenstand: date, now: datetime, publish: Callable[[], None]
) -> bool:
    """Mark the run as finished and let `publish` move its folder to `ordner`, both or neither.

    What is for readers outside the house waits to be signed off then.

    False, without calling `publish`, when another owns the run. `publish` runs while the row is
    locked: who lost the run cannot move anything any more. Should the machine die between the
    move and the commit, the folder lies there without a finished run, and nobody trusts it.
    """
    done = {
        "status": Laufstatus.FERTIG.value,
        "schritt": "",
        "anteil": 1.0,
        "ordner": ordner,
        "datenstand": datenstand,
        "beendet_am": now,
        "token": None,
        "lease_bis": None,
    }
    with writing(by=SYSTEM):
        lauf = _owned_by(token)
        if lauf is None:
            return False
        done["freigabe"] = state_after_run(lauf).value
        if not _update(token, done):
            return False
        record_event(now=now, meldung=_meldung("lauf_published", lauf.id, done))
        submit_run(now=now, lauf=lauf)
        publish()
    return True


def fail(*, token: str, fehler: str, now: datetime) -> bool:
    """End the run with one German sentence for its reader; False when another owns it."""
    with writing(by=SYSTEM):
        lauf = _owned_by(token)
        return lauf is not None and _fail(lauf.id, fehler, now, Lauf.token == token)


def release(*, token: str) -> bool:
    """Put the run back, because its worker was asked to stop; this attempt does not count."""
    back = {
        "status": Laufstatus.WARTET.value,
        "schritt": "",
        "anteil": 0.0,
        "versuch": Lauf.versuch - 1,
        "token": None,
        "lease_bis": None,
    }
    with writing(by=SYSTEM):
        return _update(token, back)


def discard_leftover(*, lauf_id: int, token: str | None, remove: Callable[[], None]) -> bool:
    """Let `remove` delete what an attempt left on disk, unless it is published or still owned.

    `token`: the beginning of the attempt's token, None for the folder under the final name. Runs
    while the row is locked, so that nothing goes that its owner is just publishing. An owner who
    is late keeps its folders until somebody takes the run over.
    """
    with writing(by=SYSTEM):
        lauf = _locked(Lauf.id == lauf_id)
        if lauf is None or _is_in_use(lauf, token):
            return False
        remove()
    return True


def clear_way(*, token: str, remove: Callable[[], None]) -> bool:
    """Let the run's owner `remove` what an earlier attempt moved but never finished.

    False, without calling `remove`, when another owns the run: it may be published by now.
    """
    with writing(by=SYSTEM):
        owned = _locked(Lauf.token == token)
        if owned is None or owned.status != Laufstatus.LAEUFT:
            return False
        remove()
    return True


def _is_in_use(lauf: Lauf, token: str | None) -> bool:
    if token is None:
        return lauf.status in (Laufstatus.FERTIG, Laufstatus.LAEUFT)
    return lauf.status == Laufstatus.LAEUFT and lauf.token.startswith(token)


def _claimable(now: datetime, lease: timedelta) -> Expression:
    silent = (Lauf.status == Laufstatus.LAEUFT) & lease_over(Lauf.lease_bis, now, lease)
    return (Lauf.status == Laufstatus.WARTET) | silent


def _oldest(free: Expression) -> int | None:
    with acting_as(SYSTEM):
        query = Lauf.select(Lauf.id).where(free).order_by(Lauf.angelegt_am, Lauf.id)
        return query.limit(1).scalar()


def _give_up_exhausted(now: datetime, free: Expression) -> None:
    with acting_as(SYSTEM):
        exhausted = Lauf.select(Lauf.id).where(free, Lauf.versuch >= MAX_VERSUCHE)
        lauf_ids = [lauf_id for (lauf_id,) in exhausted.tuples()]
    for lauf_id in lauf_ids:
        with writing(by=SYSTEM):
            _fail(lauf_id, AUFGEGEBEN, now, free)


def _fail(lauf_id: int, fehler: str, now: datetime, still: Expression) -> bool:
    failed = {
        "status": Laufstatus.GESCHEITERT.value,
        "fehler": fehler,
        "beendet_am": now,
        "token": None,
        "lease_bis": None,
    }
    if not Lauf.update(failed).where(Lauf.id == lauf_id, still).execute():
        return False
    record_event(now=now, meldung=_meldung("lauf_failed", lauf_id, failed))
    return True


def _update(token: str, changes: dict[str, Any]) -> bool:
    mine = (Lauf.token == token) & (Lauf.status == Laufstatus.LAEUFT)
    return bool(Lauf.update(changes).where(mine).execute())


def _owned_by(token: str) -> Lauf | None:
    with acting_as(SYSTEM):
        return Lauf.get_or_none(Lauf.token == token, Lauf.status == Laufstatus.LAEUFT)


def _locked(which: Expression) -> Lauf | None:
    query = Lauf.select().where(which)
    # SQLite's write transaction is alone already; PostgreSQL's needs the row lock.
    if database.obj.for_update:
        query = query.for_update()
    return query.get_or_none()


def _meldung(name: str, lauf_id: int, neu: dict[str, Any]) -> Meldung:
    told = {key: value for key, value in neu.items() if key in _TOLD}
    return Meldung(name=name, tabelle=Lauf, objekt_id=lauf_id, neu=told)
