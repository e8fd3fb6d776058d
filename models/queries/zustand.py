"""What the engine of steps needs to know of a case, read with the full view."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from peewee import fn

from models.db import acting_as
from models.queries.zustaendige import roles_over
from models.rules.ablauf import Getan, Plan, Zustand
from models.rules.ablauf_format import eingangsgruppe
from models.rules.ablauf_herkunft import infer_steps
from models.rules.ablauf_plan import choose_plan, load_plaene
from models.rules.rechte import SYSTEM
from models.rules.regelwerk import load_regelwerk
from models.rules.vorgang import says
from models.tables import (
    Anliegen,
    Betroffen,
    Dokument,
    Einheit,
    Inhalt,
    Massnahme,
    Schritt,
    Vorgang,
)

JA_NEIN_TEXTE = ("risiko_notlage", "drohpotenzial", "verzicht_schriftlich")
"""Texts of „ja/nein + Grund“; a no counts as not set."""


@dataclass(frozen=True)
class Fall:
    """One case as the engine sees it; `betroffene`: accounts it is about."""

    plan: Plan
    zustand: Zustand
    betroffene: frozenset[int] = frozenset()


def load_fall(vorgang: Vorgang) -> Fall | None:
    """Plan and state of a case; None for an Abgabefall or an Art without steps."""
    with acting_as(SYSTEM):
        plan = plan_of(vorgang.__data__)
        if plan is None:
            return None
        betroffene = betroffene_konten(vorgang.id)
        zustand = Zustand(
            fakten=_facts_of(vorgang),
            unterlagen=_documents(vorgang.id),
            befangen=befangene_rollen(vorgang.__data__, betroffene),
        )
        rows = list(Schritt.select().where(Schritt.vorgang == vorgang.id).order_by(Schritt.id))
    return Fall(plan, with_steps(plan, zustand, rows), betroffene)


def plan_of(kopf: Mapping[str, Any]) -> Plan | None:
    """The Plan of a case by its head."""
    if not kopf.get("art") or not kopf.get("regelwerk"):
        return None
    plaene = load_plaene(kopf["regelwerk"])
    return choose_plan(plaene, kopf["art"], kopf["eingangsweg"], kopf.get("weg"))


def with_steps(plan: Plan, zustand: Zustand, rows: Iterable[Schritt]) -> Zustand:
    """The state with the steps on record; without any, with those that its marks tell of."""
    rows = list(rows)
    if not rows:
        return replace(zustand, getan=infer_steps(plan, zustand))
    runden: dict[str, int] = {}
    for row in rows:
        runden[row.name] = max(row.runde, runden.get(row.name, 0))
    getan = tuple(Getan(row.name, row.getan_von_id, row.runde) for row in rows if row.gilt)
    return replace(zustand, getan=getan, runden=runden)


def collect_facts(kopf: Mapping[str, Any], inhalt: Mapping[str, Any]) -> dict[str, Any]:
    """Facts that stand in the head and the content; the caller adds what other rows tell."""
    regelwerk = load_regelwerk(kopf["regelwerk"])
    facts = {**inhalt, **kopf, "eingang": eingangsgruppe(kopf["eingangsweg"])}
    for name in JA_NEIN_TEXTE:
        facts[name] = says(inhalt.get(name)) or None
    if kopf["art"] in regelwerk.arten:
        facts["schlusszeichnung"] = (
            kopf["schlusszeichnung"] or regelwerk.zeichnung(kopf["art"]).vorgabe
        )
    return facts


def unit_facts(kopf: Mapping[str, Any], einheit: Einheit, dienststelle: Einheit) -> dict[str, Any]:
    """Facts that the units tell: whether a Team is known, which switches are on."""
    schalter = load_regelwerk(kopf["regelwerk"]).schalter_an(dienststelle.schalter)
    return {"team": einheit.art == "team" or None, "schalter": schalter}


def betroffene_konten(vorgang_id: int) -> frozenset[int]:
    """Accounts that a case is about."""
    with acting_as(SYSTEM):
        rows = Betroffen.select(Betroffen.konto).where(Betroffen.vorgang == vorgang_id)
        return frozenset(row.konto_id for row in rows if row.konto_id is not None)


def befangene_rollen(kopf: Mapping[str, Any], betroffene: Iterable[int]) -> frozenset[str]:
    """Roles over this unit whose holder the case is about (D22), by the roles held since Eingang.

    The TL's own word (`befangenheit`) counts like her account's name.
    """
    own = frozenset({"tl"}) if kopf.get("befangenheit") else frozenset()
    konten = list(betroffene)
    if not konten:
        return own
    held = roles_over(konten, _id(kopf["einheit"]), kopf["eingang_am"])
    responsible = {"@verantwortlich"} if _id(kopf.get("verantwortlich")) in konten else set()
    return own | held | responsible


def _facts_of(vorgang: Vorgang) -> dict[str, Any]:
    inhalt = Inhalt.get_or_none(Inhalt.vorgang == vorgang.id)
    kopf = vorgang.__data__
    ids = [kopf["einheit"], kopf["dienststelle"]]
    units = {einheit.id: einheit for einheit in Einheit.select().where(Einheit.id << ids)}
    facts = collect_facts(kopf, inhalt.__data__ if inhalt else {})
    facts |= unit_facts(kopf, units[kopf["einheit"]], units[kopf["dienststelle"]])
    answers = [a.anliegen_antwort for a in Anliegen.select().where(Anliegen.vorgang == vorgang.id)]
    facts["anliegen_antwort"] = (bool(answers) and all(answers)) or None
    if Massnahme.select().where(Massnahme.vorgang == vorgang.id).exists():
        facts["massnahme"] = True
    return facts


def _documents(vorgang_id: int) -> dict[str, int]:
    query = Dokument.select(Dokument.art, fn.COUNT(Dokument.id)).where(
        Dokument.vorgang == vorgang_id
    )
    return dict(query.group_by(Dokument.art).tuples())


def _id(value: Any) -> Any:
    return getattr(value, "id", value)
