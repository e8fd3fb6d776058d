"""What lies before somebody who signs, sends or closes: papers, and who prepared them when."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from models.queries.dokumente import dokumente_of
from models.queries.schritte import Schrittzeile, steps_taken
from models.queries.zustand import plan_of
from models.rules.ablauf import Plan
from models.rules.ablauf_format import Schrittregel
from models.tables import Dokument, Inhalt, Vorgang


@dataclass(frozen=True)
class Vorlage:
    """Kinds of paper (DOKUMENTARTEN), each with its newest document in view; the steps that
    prepared them, oldest first; `ablage`: where the papers lie outside of KRM."""

    papiere: Mapping[str, Dokument | None]
    schritte: Sequence[Schrittzeile]
    ablage: str | None


def load_vorlage(vorgang: Vorgang, schritt: Schrittregel) -> Vorlage | None:
    """The papers of a step and of those on record before it; None where it has none.

    The case and its content must be in view already.
    """
    plan = plan_of(vorgang.__data__)
    if plan is None:
        return None
    taken = {zeile.name: zeile for zeile in steps_taken(vorgang) if zeile.gilt}
    before = {s.name: s for s in _before(plan, schritt, set(taken))}
    arten = [s.unterlage for s in (schritt, *before.values()) if s.unterlage]
    if not arten:
        return None
    newest = {d.art: d for d in reversed(dokumente_of(vorgang.id))}
    inhalt = Inhalt.get_or_none(Inhalt.vorgang == vorgang.id)
    return Vorlage(
        {art: newest.get(art) for art in arten},
        [zeile for name, zeile in taken.items() if name in before],
        inhalt.ablage_verweis if inhalt else None,
    )


def _before(plan: Plan, schritt: Schrittregel, taken: set[str]) -> Iterator[Schrittregel]:
    """Steps on record that this one comes after, back to the nearest with a paper."""
    for name in (*schritt.nach, *schritt.nach_eines):
        earlier = plan.schritt(name)
        if earlier is None or name not in taken:
            continue
        yield earlier
        if not earlier.unterlage:
            yield from _before(plan, earlier, taken)
