"""Where a case stands in its Ablauf, written into its head for lists and desks."""

from collections.abc import Iterable
from typing import Any

from models.queries.akteure import Baum
from models.queries.zustand import (
    befangene_rollen,
    betroffene_konten,
    collect_facts,
    plan_of,
    unit_facts,
    with_steps,
)
from models.rules.ablauf import Plan, Zustand, derive
from models.tables import Schritt, Vorgang

ABGELEITET = ("status", "naechster_schritt", "wartet_auf")


def stamp_ablauf(
    kopf: dict[str, Any],
    inhalt: dict[str, Any],
    baum: Baum,
    before: Vorgang | None,
    betroffene: Iterable[int | str],
) -> None:
    """Derive the head's columns from the steps on record; inside an action, with the full view.

    A closed case waits for nobody. An imported one keeps the status the other system gave it
    until a step is taken here.
    """
    kopf.update(naechster_schritt=None, wartet_auf=None)
    plan = plan_of(kopf)
    if plan is None or (kopf["abschluss_am"] and before is None):
        return
    rows = list(Schritt.select().where(Schritt.vorgang == before.id)) if before else []
    if kopf["abschluss_am"] and not rows:
        return
    konten = betroffene_konten(before.id) if before else _accounts(betroffene)
    facts = collect_facts(kopf, inhalt) | _units(kopf, baum)
    zustand = Zustand(fakten=facts, befangen=befangene_rollen(kopf, konten))
    stamp_derived(kopf, plan, with_steps(plan, zustand, rows), keep=not rows)


def stamp_derived(kopf: dict[str, Any], plan: Plan, zustand: Zustand, *, keep: bool) -> None:
    """Write what the state says into the head; `keep`: an imported status stays."""
    stand = derive(plan, zustand)
    kopf.update(naechster_schritt=stand.naechster_schritt, wartet_auf=stand.wartet_auf)
    if not (keep and kopf["herkunft"] == "import"):
        kopf["status"] = stand.status


def _accounts(betroffene: Iterable[int | str]) -> frozenset[int]:
    return frozenset(who for who in betroffene if isinstance(who, int))


def _units(kopf: dict[str, Any], baum: Baum) -> dict[str, Any]:
    return unit_facts(kopf, baum.by_id[kopf["einheit"]], baum.by_id[kopf["dienststelle"]])
