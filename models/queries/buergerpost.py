"""Notices to citizens as their cases show them, and which cases have one in doubt."""

from dataclasses import dataclass
from datetime import datetime

from models.db import acting_as
from models.rules.buergerpost import SCHLUESSEL, ids_of, key_of
from models.rules.lauf import NACHRICHTSTATUS, Nachrichtklasse, Nachrichtstatus
from models.rules.rechte import SYSTEM
from models.tables import Nachricht, Vorgang


@dataclass(frozen=True)
class Hinweisstand:
    """Where a notice stands, in words; `offen`: a person has to decide. No address."""

    status: str
    offen: bool
    gesendet_am: datetime | None
    fehler: str


def hinweise_of(vorgang_id: int, dokumente: list[int]) -> dict[int, Hinweisstand]:
    """The notice of each of these letters of a case whose content is in view."""
    keys = {key_of(vorgang_id, dokument_id): dokument_id for dokument_id in dokumente}
    if not keys:
        return {}
    with acting_as(SYSTEM):
        rows = list(Nachricht.select().where(Nachricht.schluessel << list(keys)))
    return {keys[row.schluessel]: _state(row) for row in rows}


def doubtful_vorgaenge() -> list[Vorgang]:
    """Cases in the actor's view whose notice is in doubt or was given up; for her desk."""
    with acting_as(SYSTEM):
        rows = Nachricht.select(Nachricht.schluessel).where(
            Nachricht.klasse == Nachrichtklasse.BUERGER.value,
            Nachricht.status << [state.value for state in _OFFEN],
            Nachricht.schluessel.startswith(f"{SCHLUESSEL}:"),
        )
        ids = sorted({ids_of(row.schluessel)[0] for row in rows})
    query = Vorgang.select(Vorgang.id, Vorgang.vorgangsnummer).where(Vorgang.id << ids)
    return list(query.order_by(Vorgang.id)) if ids else []


_OFFEN = (Nachrichtstatus.UNKLAR, Nachrichtstatus.GESCHEITERT)


def _state(row: Nachricht) -> Hinweisstand:
    status = Nachrichtstatus(row.status)
    return Hinweisstand(
        NACHRICHTSTATUS[status], status in _OFFEN, row.gesendet_am, row.fehler or ""
    )
