"""Calls for help without a case, for those who have to answer them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from models.db import acting_as
from models.rules.rechte import SYSTEM, Akteur
from models.rules.zustaendig import AMT
from models.tables import Ereignis

ZEIGEN = timedelta(days=14)
_HOECHSTENS = 50
_ROLLEN = frozenset((*AMT["gf"], "vz_gf", "krm_beauftragte"))


@dataclass(frozen=True)
class Ruf:
    """When, from which unit and of what kind; never by whom."""

    am: datetime
    einheit_id: int
    anlass: str


def recent_calls(akteur: Akteur, now: datetime) -> Sequence[Ruf]:
    """Of the last 14 days, for GF and front office of the unit; empty for everybody else."""
    units = {
        unit
        for bindung in akteur.bindungen
        if bindung.rolle in _ROLLEN
        for unit in bindung.einheiten
    }
    if not units:
        return ()
    with acting_as(SYSTEM):
        rows = Ereignis.select().where(
            Ereignis.name == "gefahr_reported",
            Ereignis.objekt_id << sorted(units),
            Ereignis.zeitpunkt >= now - ZEIGEN,
        )
        newest = list(rows.order_by(Ereignis.id.desc()).limit(_HOECHSTENS))
    return [Ruf(r.zeitpunkt, r.objekt_id, json.loads(r.daten).get("anlass", "")) for r in newest]
