"""From a Regelwerk's tables to the Plan of one case: its Ablauf, each step cut to that Ablauf."""

from dataclasses import replace
from functools import cache
from typing import Any

from models.rules.ablauf import Plan
from models.rules.ablauf_datei import load_ablaufwerk
from models.rules.ablauf_format import Ablauf, Ablaufwerk, Schrittregel, eingangsgruppe
from models.rules.ablauf_pruefung import VERWEISE, covers
from models.rules.regelwerk import load_regelwerk
from models.rules.regelwerk_format import Regelwerk
from models.rules.rollen import ROLLEN
from models.rules.zustaendig import ERSATZ

EREIGNIS = "schritt_"
"""Every event of a step is called so, then the step's name."""


def build_plaene(regelwerk: Regelwerk, werk: Ablaufwerk) -> tuple[Plan, ...]:
    """The Plan of every Ablauf, in the order of the file."""
    steps = {schritt.name: schritt for schritt in werk.schritt}
    names = {rolle: regelwerk.rolle_bezeichnung(rolle) for rolle in ROLLEN}
    names["@verantwortlich"] = "wer für die Bearbeitung verantwortlich ist"
    ladder = {**ERSATZ, **werk.ersatz}
    return tuple(
        Plan(ablauf, tuple(_cut(steps[name], ablauf) for name in ablauf.schritte), names, ladder)
        for ablauf in werk.ablauf
    )


@cache
def load_plaene(regelwerk_id: str) -> tuple[Plan, ...]:
    """The Plans of a Regelwerk by its id; built once. Raises RuleViolation for an unknown id."""
    return build_plaene(load_regelwerk(regelwerk_id), load_ablaufwerk(regelwerk_id))


def choose_plan(
    plaene: tuple[Plan, ...], art: str | None, eingangsweg: str | None, weg: str | None
) -> Plan | None:
    """The first Plan that covers such a case; None for an Abgabefall or an unknown Art."""
    eingang = eingangsgruppe(eingangsweg)
    return next((plan for plan in plaene if covers(plan.ablauf, art, eingang, weg)), None)


def step_label(regelwerk_id: str, ereignis: str) -> str | None:
    """How the Verlauf tells of a step's event („schritt_zugeleitet“); None for other events."""
    if not ereignis.startswith(EREIGNIS):
        return None
    name = ereignis.removeprefix(EREIGNIS)
    found = (s.ereignis for s in load_ablaufwerk(regelwerk_id).schritt if s.name == name)
    return next(found, None)


def step_title(regelwerk_id: str, name: str | None) -> str | None:
    """What a step is called on its button; None for one that its Regelwerk does not have."""
    found = (s.bezeichnung for s in load_ablaufwerk(regelwerk_id).schritt if s.name == name)
    return next(found, None)


def _cut(schritt: Schrittregel, ablauf: Ablauf) -> Schrittregel:
    here = set(ablauf.schritte)
    kept: dict[str, Any] = {
        name: tuple(n for n in getattr(schritt, name) if n in here) for name in VERWEISE
    }
    return replace(schritt, **kept)
