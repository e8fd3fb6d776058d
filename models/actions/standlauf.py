"""Where open cases stand, told anew when something beside them changes: roles, switches of a house.

Whose turn it is depends on who the case is about and which roles she holds (D22); which steps there
are depends on switches. What lists keep of that in the head must follow.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from models.actions.ablaufstand import ABGELEITET, stamp_derived
from models.actions.ereignisse import Meldung, record_events
from models.db import acting_as
from models.queries.zustand import load_fall
from models.rules.ablauf_datei import load_ablaufwerk
from models.rules.rechte import SYSTEM
from models.tables import Betroffen, Schritt, Vorgang

STAND = "stand"
"""The `art` of a Nachlauf."""


def restamp_about(*, now: datetime, konto_id: int) -> int:
    """Tell anew where the open cases about this account stand; inside an action.

    Returns how many changed, with an event each.
    """
    with acting_as(SYSTEM):
        about = Betroffen.select(Betroffen.vorgang).where(Betroffen.konto == konto_id)
        found = list(_open().where(Vorgang.id << [row.vorgang_id for row in about]))
    return _restamp(now, found)


def stamp_cases(dienststelle_id: int, vorgaenge: list[Vorgang]) -> list[Meldung]:
    """Tell anew where these cases stand whose steps ask for switches; a slice of a Nachlauf."""
    asking = [vorgang for vorgang in vorgaenge if _asks_for_switches(vorgang.regelwerk)]
    return [meldung for vorgang in asking for meldung in _stamped(vorgang)]


def _open() -> Any:
    return Vorgang.select().where(Vorgang.abschluss_am.is_null()).order_by(Vorgang.id)


def _asks_for_switches(regelwerk: str) -> bool:
    steps = load_ablaufwerk(regelwerk).schritt
    return any("schalter" in schritt.wenn or "schalter" in schritt.wenn_nicht for schritt in steps)


def _restamp(now: datetime, vorgaenge: Iterable[Vorgang]) -> int:
    with acting_as(SYSTEM):
        meldungen = [meldung for vorgang in vorgaenge for meldung in _stamped(vorgang)]
    if meldungen:
        record_events(now=now, meldungen=meldungen)
    return len(meldungen)


def _stamped(vorgang: Vorgang) -> Iterable[Meldung]:
    fall = load_fall(vorgang)
    if fall is None:
        return
    kopf = dict(vorgang.__data__)
    has_steps = Schritt.select().where(Schritt.vorgang == vorgang.id).exists()
    stamp_derived(kopf, fall.plan, fall.zustand, keep=not has_steps)
    neu = {name: kopf[name] for name in ABGELEITET if kopf[name] != vorgang.__data__[name]}
    if not neu:
        return
    alt = {name: vorgang.__data__[name] for name in neu}
    vorgang.save_version(vorgang.version, neu)
    yield Meldung("stand_recomputed", Vorgang, vorgang.id, neu, alt, vorgang)
