"""What somebody may do in a case: the steps that can still come, each with the verdict and why."""

from dataclasses import dataclass

from models.rules.ablauf import (
    ODER,
    Plan,
    Zustand,
    can_come,
    is_closed,
    missing_steps,
    whose_turn,
)
from models.rules.ablauf_fakten import label_of
from models.rules.ablauf_format import Schrittregel
from models.rules.dateien import DOKUMENTARTEN
from models.rules.rechte import Verdict
from models.rules.zustaendig import VORSITZ, Person, find_role


@dataclass(frozen=True)
class Angebot:
    """A step that this case can still take, as one person sees it.

    `erlaubt`: may she take it now, and why not. `offen`: its turn has come, whoever may take it.
    `pflicht` and `felder`: fields to ask for with it; `zustaendig`: names of who may take it;
    `fuer`: account she would stand in for; `hinweis`: what she should know.
    """

    schritt: Schrittregel
    erlaubt: Verdict
    offen: bool
    zustaendig: str
    runde: int = 1
    pflicht: tuple[str, ...] = ()
    felder: tuple[str, ...] = ()
    fuer: int | None = None
    hinweis: str | None = None


def open_steps(plan: Plan, zustand: Zustand, person: Person) -> list[Angebot]:
    """Every step that can still come, in the order of the Ablauf, with the verdict for `person`."""
    return [
        _offer(plan, zustand, schritt, person)
        for schritt in plan.schritte
        if can_come(plan, zustand, schritt)
    ]


def why_gone(plan: Plan, zustand: Zustand, schritt: Schrittregel) -> str:
    """Why a step that `open_steps` leaves out cannot come (any more), in one German sentence."""
    if plan.schritt(schritt.name) is None:
        return "Der Ablauf dieses Vorgangs kennt diesen Schritt nicht."
    if schritt.name in zustand.namen:
        return "Der Schritt ist schon eingetragen."
    if is_closed(plan, zustand):
        return "Der Vorgang ist abgeschlossen."
    ruled_out = zustand.namen & set(schritt.ohne)
    done = next((s.bezeichnung for s in plan.schritte if s.name in ruled_out), None)
    if done:
        return f"Inzwischen ist „{done}“ eingetragen."
    return "Der Schritt passt nicht zu den Angaben dieses Vorgangs."


def _offer(plan: Plan, zustand: Zustand, schritt: Schrittregel, person: Person) -> Angebot:
    turn = whose_turn(plan, zustand, schritt)
    acting = find_role(person, turn.rollen, zustand.fakten.get("verantwortlich"))
    missing = missing_steps(plan, zustand, schritt)
    names = ODER.join(_role_name(plan, rolle) for rolle in turn.rollen)
    reason = _refusal(plan, zustand, schritt, person) if acting else f"Zuständig ist: {names}."
    if missing:
        reason = " ".join(_first_after(group) for group in missing)
    # What a step says anew each time cannot be left to what an earlier round said.
    asked = tuple(f for f in schritt.pflicht if schritt.wiederholbar or not zustand.steht(f))
    return Angebot(
        schritt=schritt,
        erlaubt=Verdict(not reason, reason or f"Zuständig ist: {names}."),
        offen=not missing,
        zustaendig=names,
        runde=zustand.runden.get(schritt.name, 0) + 1,
        pflicht=asked,
        felder=tuple(f for f in (*schritt.pflicht, *schritt.felder) if f not in asked),
        fuer=acting[1] if acting else None,
        hinweis=VORSITZ if turn.vorsitz else None,
    )


def _refusal(plan: Plan, zustand: Zustand, schritt: Schrittregel, person: Person) -> str:
    """Why somebody in the right role may not take the step whose turn has come; "" if she may."""
    for getan in zustand.getan:
        if getan.name in schritt.andere_person_als and getan.person == person.konto_id is not None:
            earlier = plan.schritt(getan.name)
            label = earlier.bezeichnung if earlier else getan.name
            return f"Vier Augen: „{label}“ war Ihr Schritt, hier entscheidet eine andere Person."
    open_fields = [feld for feld in schritt.steht if not zustand.steht(feld)]
    if open_fields:
        return f"Es fehlt: {', '.join(label_of(feld) for feld in open_fields)}."
    return _missing_document(zustand, schritt)


def _missing_document(zustand: Zustand, schritt: Schrittregel) -> str:
    if schritt.unterlage is None or zustand.steht("ablage_verweis"):
        return ""
    needed = zustand.runden.get(schritt.name, 0) + 1
    if zustand.unterlagen.get(schritt.unterlage, 0) >= needed:
        return ""
    label = DOKUMENTARTEN[schritt.unterlage]
    return f"Es fehlt in der Akte: {label}{f' (Fassung {needed})' if needed > 1 else ''}."


def _first_after(group: list[Schrittregel]) -> str:
    return f"Erst nach {ODER.join(f'„{schritt.bezeichnung}“' for schritt in group)}."


def _role_name(plan: Plan, rolle: str) -> str:
    return plan.namen.get(rolle, rolle)
