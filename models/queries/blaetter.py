"""Open cases whose Verfahrensdokumentation has to be filed and is not yet (MH-41, MH-57)."""

from datetime import datetime, timedelta

from peewee import fn

from models.db import acting_as
from models.rules.ablauf_datei import load_ablaufwerk
from models.rules.rechte import SYSTEM
from models.rules.regelwerk import regelwerk_ids
from models.tables import Dokument, Schritt, Vorgang

BLATT = "verfahrensdokumentation"
_NACHHOLEN = timedelta(days=30)
"""A step longer ago belongs to the time before KRM filed sheets, or comes from elsewhere."""


def missing_blaetter(now: datetime, limit: int = 20) -> list[int]:
    """Ids of such cases, the newest step first; one query per Regelwerk that asks for a sheet."""
    found: dict[int, datetime] = {}
    for id in regelwerk_ids():
        if steps := _steps(id):
            found |= _missing(id, steps, now)
    return sorted(found, key=lambda vorgang_id: found[vorgang_id], reverse=True)[:limit]


def is_due(vorgang: Vorgang) -> bool:
    """Whether a step of this case asked for its sheet and none is filed."""
    steps = _steps(vorgang.regelwerk)
    with acting_as(SYSTEM):
        taken = Schritt.select().where(
            Schritt.vorgang == vorgang.id, Schritt.name << steps, Schritt.gilt
        )
        return bool(steps) and taken.exists() and not has_blatt(vorgang.id)


def has_blatt(vorgang_id: int) -> bool:
    """Whether a sheet is filed; for who sees everything."""
    filed = Dokument.select().where(Dokument.vorgang == vorgang_id, Dokument.art == BLATT)
    return bool(filed.exists())


def _steps(regelwerk: str) -> list[str]:
    """Names of the steps that ask for a sheet."""
    return [schritt.name for schritt in load_ablaufwerk(regelwerk).schritt if schritt.blatt]


def _missing(regelwerk: str, steps: list[str], now: datetime) -> dict[int, datetime]:
    with acting_as(SYSTEM):
        filed = Dokument.select(Dokument.id).where(
            Dokument.vorgang == Vorgang.id, Dokument.art == BLATT
        )
        rows = (
            Schritt.select(Schritt.vorgang, fn.MAX(Schritt.getan_am))
            .join_from(Schritt, Vorgang, on=(Schritt.vorgang == Vorgang.id))
            .where(
                Vorgang.abschluss_am.is_null(),
                Vorgang.regelwerk == regelwerk,
                Schritt.name << steps,
                Schritt.gilt,
                Schritt.getan_am > now - _NACHHOLEN,
                ~fn.EXISTS(filed),
            )
            .group_by(Schritt.vorgang)
        )
        return dict(rows.tuples())
