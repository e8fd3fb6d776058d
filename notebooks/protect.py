"""Who reads a report, and what may therefore stand in it.

Small cells are suppressed for external readers only; the Geschäftsführung sees every number, and
the report says so on its first page.
"""

from dataclasses import dataclass

from models.rules.fehler import RuleViolation
from notebooks.prose.grundlagen import DIENSTGEBRAUCH


@dataclass(frozen=True)
class Profil:
    """One kind of reader. `schwelle`: cells of fewer persons are suppressed; None: none are."""

    name: str
    bezeichnung: str
    schwelle: int | None
    vermerk: str
    hinweis: str


PROFILE: dict[str, Profil] = {
    profil.name: profil
    for profil in (
        Profil("gf", "Geschäftsführung", None, "Nur für den Dienstgebrauch", DIENSTGEBRAUCH),
    )
}


def profil(name: str) -> Profil:
    """The profile of that name; RuleViolation for one that does not exist."""
    if name not in PROFILE:
        erlaubt = ", ".join(PROFILE)
        satz = f"Den Empfängerkreis „{name}“ gibt es nicht; möglich sind: {erlaubt}."
        raise RuleViolation(satz, "empfaenger")
    return PROFILE[name]
