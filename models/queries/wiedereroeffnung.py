"""What a reopening left in force: since when, why, and which fields tell of the time before it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from models.db import acting_as
from models.queries.schritte import Schrittzeile, steps_taken
from models.queries.zustand import plan_of
from models.rules.ablauf import Plan
from models.rules.ablauf_format import Schrittregel
from models.rules.puenktlichkeit import final_reply, first_reply, settled_on
from models.rules.rechte import SYSTEM
from models.rules.zeit import berlin_day
from models.tables import Schritt, Vermerk, Vorgang

__all__ = [
    "EROEFFNET",
    "Wiedereroeffnung",
    "load_wiedereroeffnungen",
    "mark_reopened",
    "reopened_of",
]

EROEFFNET = "wiedereroeffnet"
"""The step of every Ablauf that opens a closed case again (L2)."""
_DAMIT = {"ergebnisart": ("ergebnis_von", "ergebnis_am")}
_MASSE = {"frist_gehalten": first_reply, "abschliessend_gehalten": final_reply}


@dataclass(frozen=True)
class Wiedereroeffnung:
    """`grund` is None for who may not see the content. `frueher`: fields whose value stands from
    before and was not given again since, measures of punctuality too; they keep their value."""

    am: date
    wer: str | None
    grund: str | None
    frueher: frozenset[str] = frozenset()

    def has_settled(self, frist: str, kopf: Mapping[str, Any]) -> bool:
        """Whether only a day from before the reopening settles this deadline."""
        in_force = {name: value for name, value in kopf.items() if name not in self.frueher}
        return settled_on(frist, kopf) is not None and settled_on(frist, in_force) is None


def load_wiedereroeffnungen(vorgang: Vorgang) -> tuple[Wiedereroeffnung, ...]:
    """Every reopening of a case in view, oldest first; `frueher` is told by the newest only."""
    steps = steps_taken(vorgang)
    found = [step for step in steps if step.name == EROEFFNET]
    if not found:
        return ()
    notes = Vermerk.select().where(Vermerk.vorgang == vorgang.id, Vermerk.schritt == EROEFFNET)
    texts = {note.verfasst_am: note.text for note in notes}
    before = _fields_before(vorgang, steps)
    return tuple(
        Wiedereroeffnung(
            am=berlin_day(step.am),
            wer=step.wer,
            grund=texts.get(step.am),
            frueher=before if step is found[-1] else frozenset(),
        )
        for step in found
    )


def mark_reopened(vorgaenge: Iterable[Vorgang]) -> None:
    """Set `wieder_offen` on the rows of a list in view; one query, none where nobody asks."""
    rows = list(vorgaenge)
    heads = [(row, row.__data__) for row in rows]
    answered = {"abschluss_am", "frist_gehalten"}
    ids = [row.id for row, head in heads if answered <= head.keys()
           and head["abschluss_am"] is None and head["frist_gehalten"] is not None]  # fmt: skip
    found = reopened_of(ids)
    for row in rows:
        row.__dict__["wieder_offen"] = row.id in found


def reopened_of(ids: Sequence[int]) -> frozenset[int]:
    """Which of these cases, already in view, were opened again; one query, none for no case."""
    if not ids:
        return frozenset()
    with acting_as(SYSTEM):
        steps = Schritt.select(Schritt.vorgang).where(
            Schritt.vorgang << list(ids), Schritt.name == EROEFFNET, Schritt.gilt
        )
        return frozenset(vorgang_id for (vorgang_id,) in steps.tuples())


def _fields_before(vorgang: Vorgang, steps: Iterable[Schrittzeile]) -> frozenset[str]:
    plan = plan_of(vorgang.__data__)
    if plan is None:
        return frozenset()
    steps = list(steps)
    last = max(nr for nr, step in enumerate(steps) if step.name == EROEFFNET)
    counting = {step.name for step in steps if step.gilt} - {EROEFFNET}
    again = {step.name for step in steps[last:]}
    undone = {step.name for step in steps[:last] if not step.gilt} - counting - again
    fields = _written(plan, undone) - _written(plan, counting)
    return frozenset(fields | _measures(vorgang.__data__, fields))


def _measures(kopf: Mapping[str, Any], fields: Iterable[str]) -> set[str]:
    """Measures decided by a reply that is not in force any more."""
    in_force = {name: value for name, value in kopf.items() if name not in fields}
    return {name for name, reply in _MASSE.items() if reply(kopf) and not reply(in_force)}


def _written(plan: Plan, names: Iterable[str]) -> set[str]:
    """Fields that these steps ask for or set, with those that are set along with them."""
    steps = (plan.schritt(name) for name in names)
    given = {field for step in steps if step for field in _fields_of(step)}
    return given | {along for field in given for along in _DAMIT.get(field, ())}


def _fields_of(schritt: Schrittregel) -> Iterable[str]:
    return (*schritt.pflicht, *schritt.felder, *schritt.setzt, *schritt.setzt_falls_leer)
