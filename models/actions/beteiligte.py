"""Whom a case may be given to: who works on it has a role for it there, and it is not about her."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from models.db import acting_as
from models.queries.akteure import load_akteur
from models.rules.fehler import RuleViolation
from models.rules.rechte import SYSTEM, Akteur
from models.rules.rollen import Recht
from models.tables import Konto

PERSONEN = ("zustaendige_tl", "mitlesend_bl", "verantwortlich")


def check_people(
    before: Mapping[str, Any], kopf: Mapping[str, Any], betroffene: Collection[Any], today: date
) -> None:
    """Raise RuleViolation where a person newly named in `kopf` may not work on the case (D22)."""
    for name in PERSONEN:
        konto_id = kopf.get(name)
        if konto_id is None or konto_id == before.get(name):
            continue
        if konto_id in betroffene:
            raise RuleViolation("Der Vorgang betrifft diese Person selbst.", name, "D22")
        if not _works_there(konto_id, kopf, today):
            raise RuleViolation("Diese Person hat für diesen Vorgang keine Rolle.", name)


def _works_there(konto_id: int, kopf: Mapping[str, Any], today: date) -> bool:
    with acting_as(SYSTEM):
        konto = Konto.get_or_none(Konto.id == konto_id, Konto.active)
    return konto is not None and _covers(load_akteur(konto, today), kopf)


def _covers(akteur: Akteur, kopf: Mapping[str, Any]) -> bool:
    return any(
        kopf["einheit"] in bindung.einheiten
        for bindung in akteur.bindungen
        if Recht.VORGANG_BEARBEITEN in bindung.rechte
        and any(kopf["art"] in sicht.arten for sicht in bindung.sichten)
    )
