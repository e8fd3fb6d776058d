"""The engine of steps: what a case's Ablauf and what was done in it allow next, to whom, and why.

Nothing here knows an Art: every case is a Plan (steps as data) and a Zustand (steps done, facts).
Status, next step and who is waited for are derived from these two, never typed.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from models.rules.ablauf_format import Ablauf, Schrittregel
from models.rules.zustaendig import (
    ERSATZ,
    SCHLUSSZEICHNUNG,
    VERANTWORTLICH,
    Zustaendig,
    resolve,
)

ERFASST = "erfasst"
"""The status of a case in which no step was taken yet."""
ODER = " oder "


@dataclass(frozen=True)
class Plan:
    """The steps of one case in their order.

    `namen`: what the house calls its roles; `ersatz`: who steps in for whom (D22).
    """

    ablauf: Ablauf
    schritte: tuple[Schrittregel, ...]
    namen: Mapping[str, str] = field(default_factory=dict, repr=False)
    ersatz: Mapping[str, str] = field(default_factory=lambda: ERSATZ, repr=False)

    def schritt(self, name: str) -> Schrittregel | None:
        return next((schritt for schritt in self.schritte if schritt.name == name), None)


@dataclass(frozen=True)
class Getan:
    """A step that counts: by whose account (None: not known), in which round."""

    name: str
    person: int | None = None
    runde: int = 1


@dataclass(frozen=True)
class Zustand:
    """What is known of a case.

    `getan`: steps that count, oldest first. `runden`: how often each was taken, undone ones too.
    `fakten`: value by field; None, "" and nothing at all are not set. `unterlagen`: how many
    documents of each kind lie in the case. `befangen`: roles whose holder it is about.
    """

    getan: tuple[Getan, ...] = ()
    runden: Mapping[str, int] = field(default_factory=dict)
    fakten: Mapping[str, Any] = field(default_factory=dict)
    unterlagen: Mapping[str, int] = field(default_factory=dict)
    befangen: frozenset[str] = frozenset()

    @property
    def namen(self) -> frozenset[str]:
        return frozenset(schritt.name for schritt in self.getan)

    def steht(self, feld: str) -> bool:
        return self.fakten.get(feld) not in (None, "", frozenset())


@dataclass(frozen=True)
class Ableitung:
    """What lists show of a case: derived, stored only by actions."""

    status: str
    naechster_schritt: str | None = None
    wartet_auf: str | None = None


def derive(plan: Plan, zustand: Zustand) -> Ableitung:
    """Status, next step and the role that is waited for."""
    status = next((s.status for s in _done(plan, zustand) if s.status), ERFASST)
    schritt = next(next_steps(plan, zustand), None)
    if schritt is None:
        return Ableitung(status)
    rollen = whose_turn(plan, zustand, schritt).rollen
    return Ableitung(status, schritt.name, rollen[0] if rollen else None)


def next_steps(plan: Plan, zustand: Zustand) -> Iterator[Schrittregel]:
    """Mandatory steps whose turn has come, in the order of the Ablauf."""
    for schritt in plan.schritte:
        is_due = not schritt.optional and schritt.name not in zustand.namen
        if is_due and can_come(plan, zustand, schritt) and is_ready(plan, zustand, schritt):
            yield schritt


def is_closed(plan: Plan, zustand: Zustand) -> bool:
    """Whether a step that ends the case counts."""
    return any(schritt.abschluss for schritt in _done(plan, zustand))


def can_come(plan: Plan, zustand: Zustand, schritt: Schrittregel) -> bool:
    """Whether the step is not done yet (or again), not ruled out, and fits the facts."""
    if schritt.name in zustand.namen and not schritt.wiederholbar:
        return False
    if is_closed(plan, zustand) and not _reopens(plan, schritt):
        return False
    return _fits(zustand, schritt)


def is_ready(plan: Plan, zustand: Zustand, schritt: Schrittregel) -> bool:
    """Whether all is there that the step comes after: steps done and fields set."""
    return not missing_steps(plan, zustand, schritt)


def missing_steps(plan: Plan, zustand: Zustand, schritt: Schrittregel) -> list[list[Schrittregel]]:
    """What must be done first: groups of which one step each is enough."""
    groups = [[name] for name in schritt.nach if name not in zustand.namen]
    if schritt.nach_eines and not zustand.namen & set(schritt.nach_eines):
        groups.append(list(schritt.nach_eines))
    found = [[s for name in group if (s := plan.schritt(name))] for group in groups]
    # a step that does not fit the case holds nobody up
    coming = [[s for s in group if _fits(zustand, s)] for group in found]
    return [group for group in coming if group]


def whose_turn(plan: Plan, zustand: Zustand, schritt: Schrittregel) -> Zustaendig:
    """The roles of a step as this case fills them (D22).

    Where the superior already stands in for somebody, the one above her takes the step that asks
    for another person, so that four eyes stay four (D23).
    """
    turn = _resolved(plan, zustand, schritt)
    earlier = [plan.schritt(name) for name in schritt.andere_person_als]
    taken = {rolle for one in earlier if one for rolle in _stand_ins(plan, zustand, one, schritt)}
    above = tuple(
        plan.ersatz[rolle] for rolle in turn.rollen if rolle in taken and rolle in plan.ersatz
    )
    return Zustaendig(tuple(dict.fromkeys((*above, *turn.rollen))), turn.vorsitz)


def matches(wert: Any, erlaubt: str) -> bool:
    """Whether a fact is one of „a oder b“; also „ja“, „nein“, „gesetzt“, „leer“."""
    allowed = erlaubt.split(ODER)
    texts = wert if isinstance(wert, frozenset) else {_as_text(wert)}
    return any(text in allowed or (text != "leer" and "gesetzt" in allowed) for text in texts)


def _as_text(wert: Any) -> str:
    if wert is None or wert == "":
        return "leer"
    if isinstance(wert, bool):
        return "ja" if wert else "nein"
    return wert if isinstance(wert, str) else "gesetzt"


def _done(plan: Plan, zustand: Zustand) -> Iterator[Schrittregel]:
    """The steps that count, newest first; what another Ablauf had is passed over."""
    for getan in reversed(zustand.getan):
        schritt = plan.schritt(getan.name)
        if schritt is not None:
            yield schritt


def _reopens(plan: Plan, schritt: Schrittregel) -> bool:
    undone = (plan.schritt(name) for name in schritt.setzt_zurueck)
    return any(other is not None and other.abschluss for other in undone)


def _fits(zustand: Zustand, schritt: Schrittregel) -> bool:
    if zustand.namen & set(schritt.ohne):
        return False
    fakten = zustand.fakten
    return all(matches(fakten.get(f), erlaubt) for f, erlaubt in schritt.wenn.items()) and not any(
        matches(fakten.get(f), erlaubt) for f, erlaubt in schritt.wenn_nicht.items()
    )


def _resolved(plan: Plan, zustand: Zustand, schritt: Schrittregel) -> Zustaendig:
    return resolve(schritt.rollen, zustand.befangen, _dynamic(zustand), plan.ersatz)


def _dynamic(zustand: Zustand) -> dict[str, str | None]:
    return {
        SCHLUSSZEICHNUNG: zustand.fakten.get("schlusszeichnung"),
        VERANTWORTLICH: VERANTWORTLICH if zustand.steht("verantwortlich") else None,
    }


def _stand_ins(
    plan: Plan, zustand: Zustand, earlier: Schrittregel, schritt: Schrittregel
) -> set[str]:
    """Roles in which both steps fall to the same superior only because of D22."""
    if not zustand.befangen:
        return set()
    before, now = _resolved(plan, zustand, earlier), _resolved(plan, zustand, schritt)
    both = set(before.rollen) & set(now.rollen)
    dynamic = _dynamic(zustand)
    anyway = set(resolve(earlier.rollen, (), dynamic).rollen)
    return both - (anyway & set(resolve(schritt.rollen, (), dynamic).rollen))
