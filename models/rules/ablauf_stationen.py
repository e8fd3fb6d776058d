"""The way of a case as people picture it: states behind it, where it is, those to come."""

from collections.abc import Iterator
from dataclasses import dataclass

from models.rules.ablauf import ERFASST, Plan, Zustand, can_come, derive, is_closed
from models.rules.ablauf_format import Schrittregel

GETAN, JETZT, KOMMT = "getan", "jetzt", "kommt"


@dataclass(frozen=True)
class Station:
    """A state on the way; `lage` is one of GETAN, JETZT, KOMMT, `schritte` the steps on record
    that led there."""

    status: str
    lage: str
    schritte: tuple[str, ...] = ()


def stations(plan: Plan, zustand: Zustand) -> tuple[Station, ...]:
    """The states of this case in the order of its Ablauf.

    Only what was reached or still lies ahead: a state that the case went around is left out, and
    behind a closed case nothing is to come.
    """
    names = _names(plan, zustand)
    place = names.index(derive(plan, zustand).status)
    closed = is_closed(plan, zustand)
    return tuple(
        Station(name, _lage(nr, place, closed), _led_to(plan, zustand, name))
        for nr, name in enumerate(names)
        if nr <= place or not closed
    )


def _names(plan: Plan, zustand: Zustand) -> list[str]:
    """Each state once; one that ends the case stands last, also where it is not the last step."""
    on_the_way = [s for s in plan.schritte if s.status and _is_on_the_way(plan, zustand, s)]
    ends = {schritt.status for schritt in plan.schritte if schritt.abschluss}
    names = dict.fromkeys([ERFASST, *(str(schritt.status) for schritt in on_the_way)])
    return sorted(names, key=lambda name: name in ends)


def _is_on_the_way(plan: Plan, zustand: Zustand, schritt: Schrittregel) -> bool:
    if schritt.name in zustand.namen:
        return True
    return not schritt.optional and can_come(plan, zustand, schritt)


def _lage(nr: int, place: int, closed: bool) -> str:
    if nr < place or closed:
        return GETAN
    return JETZT if nr == place else KOMMT


def _led_to(plan: Plan, zustand: Zustand, status: str) -> tuple[str, ...]:
    return tuple(_done_with(plan, zustand, status))


def _done_with(plan: Plan, zustand: Zustand, status: str) -> Iterator[str]:
    for getan in zustand.getan:
        schritt = plan.schritt(getan.name)
        if schritt is not None and schritt.status == status:
            yield getan.name
