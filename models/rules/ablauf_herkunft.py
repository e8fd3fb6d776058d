"""What was done in a case that came from elsewhere: told by the marks its steps would have left."""

from models.rules.ablauf import Getan, Plan, Zustand, can_come
from models.rules.ablauf_format import Schrittregel


def infer_steps(plan: Plan, zustand: Zustand) -> tuple[Getan, ...]:
    """Steps that a case without a record of steps must have behind it, in the Ablauf's order.

    A step counts when its mark stands, and so do the mandatory ones that come before it.
    """
    found: set[str] = set()
    for schritt in plan.schritte:
        if schritt.zeichen and zustand.steht(schritt.zeichen) and can_come(plan, zustand, schritt):
            _add(plan, zustand, schritt, found)
    return tuple(Getan(s.name) for s in plan.schritte if s.name in found)


def _add(plan: Plan, zustand: Zustand, schritt: Schrittregel, found: set[str]) -> None:
    if schritt.name in found or set(schritt.ohne) & found:
        return
    found.add(schritt.name)
    one_of = schritt.nach_eines if not found & set(schritt.nach_eines) else ()
    for name in (*schritt.nach, *one_of[:1]):
        earlier = plan.schritt(name)
        if earlier is not None and can_come(plan, zustand, earlier):
            _add(plan, zustand, earlier, found)
