"""The deadlines of a case: the order it falls under, the date that counts, what the head keeps."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from models.queries.fristplan import Fristplan
from models.rules.fehler import RuleViolation
from models.rules.fristen import Frist as Fristwert
from models.rules.regelwerk_format import Regelwerk
from models.tables import Frist, Vorgang


def choose_regelwerk(kopf: dict[str, Any], plan: Fristplan, before: Vorgang | None) -> None:
    """The order valid on the Eingang; a running case keeps its own (design.md promise 1)."""
    if before is None or before.eingang_am != kopf["eingang_am"]:
        regelwerk, kopf["vor_regelwerk"] = plan.choose(kopf["eingang_am"])
        kopf["regelwerk"] = regelwerk.id


def apply_deadlines(
    kopf: dict[str, Any], given: date | None, plan: Fristplan, before: Vorgang | None
) -> tuple[Fristwert, ...]:
    """Set the head's deadline fields and return the deadlines; `given` is a date somebody typed.

    Raises RuleViolation where a date of one's own has no reason (MH-57) or no rule.
    """
    typed = _typed_date(kopf, given, plan, before)
    imported = kopf["herkunft"] == "import"
    # A foreign system has dates where this Regelwerk has none; they stay, unexplained.
    foreign = typed if imported and not plan.takes_own_date(kopf) else None
    reasoned = bool(kopf["frist_begruendung"]) or imported
    fristen = plan.fristen(kopf, typed if reasoned and not foreign else None)
    leading = leading_frist(fristen)
    if typed and not reasoned and typed != _due(leading):
        satz = "Eine andere Frist als der Vorschlag braucht eine Begründung."
        raise RuleViolation(satz, "frist_begruendung", "MH-57")
    kopf.update(deadline_fields(fristen))
    if foreign:
        kopf.update(frist_am=foreign, frist_regel=None)
    kopf["frist_am"] = kopf["frist_am"] or typed
    return fristen


def leading_frist(fristen: Sequence[Fristwert]) -> Fristwert | None:
    """The deadline that counts for punctuality: the answer, else the Stellungnahme."""
    by_name = {frist.name: frist for frist in fristen}
    return by_name.get("antwort") or by_name.get("stellungnahme")


def deadline_fields(fristen: Sequence[Fristwert]) -> dict[str, Any]:
    """What the head keeps of a case's deadlines, for lists; „unverzüglich“ is no date."""
    by_name = {frist.name: frist for frist in fristen}
    leading = leading_frist(fristen)
    return {
        "eb_soll": _due(by_name.get("eingangsbestaetigung")),
        "frist_intern_petition": _due(by_name.get("stellungnahme")),
        "frist_regel": leading.regel if leading else None,
        "frist_am": None if leading and leading.unverzueglich else _due(leading),
    }


def _typed_date(
    kopf: dict[str, Any], given: date | None, plan: Fristplan, before: Vorgang | None
) -> date | None:
    """The date that somebody set, not the one that was proposed and left standing."""
    if before is None or given not in (None, before.frist_am):
        return given
    reasoned = kopf["frist_begruendung"] or kopf["herkunft"] == "import"
    antwort = Frist.get_or_none(Frist.vorgang == before.id, Frist.name == "antwort")
    return own_date(before, plan.regelwerk_of(kopf), antwort) if reasoned else None


def own_date(vorgang: Vorgang, regelwerk: Regelwerk, antwort: Frist | None) -> date | None:
    """The date set for this case alone, before it moved off a free day (MH-57), or taken over
    from another system without a rule; None where the Regelwerk's own date stands.

    `antwort`: the stored deadline of the answer.
    """
    if antwort is not None and antwort.regel in {rule.individuell for rule in regelwerk.frist}:
        return antwort.ende_rechnerisch
    return vorgang.frist_am if vorgang.frist_regel is None else None


def _due(frist: Fristwert | None) -> date | None:
    return frist.faellig_am if frist else None
