"""The kinds of readers: who is outside the house, and from how many persons on a cell is shown.

Inside the house (Geschäftsführung, QMB) every number stands, and the report says so on its first
page; outside, small cells are suppressed.
"""

from dataclasses import dataclass

from models.rules.fehler import RuleViolation
from notebooks.prose.formate import NACH_AUSSEN_AB
from notebooks.prose.grundlagen import DIENSTGEBRAUCH, OHNE_KLEINE_ZAHLEN


@dataclass(frozen=True)
class Profil:
    """One kind of reader.

    `schwelle`: cells of fewer persons are suppressed; `schwelle_heikel`: the same for
    Dienstaufsicht, Diskriminierung and Verhalten by team or Standort; None: nothing is.
    """

    name: str
    bezeichnung: str
    extern: bool
    schwelle: int | None
    schwelle_heikel: int | None
    vermerk: str
    hinweis: str

    @property
    def prozent_ab(self) -> int:
        """From how many cases on a share is told in percent; fewer say little and tell a lot."""
        return NACH_AUSSEN_AB if self.extern else 0


def _intern(name: str, bezeichnung: str) -> Profil:
    vermerk = "Nur zur internen Verwendung"
    return Profil(name, bezeichnung, False, None, None, vermerk, DIENSTGEBRAUCH)


def _extern(name: str, bezeichnung: str) -> Profil:
    return Profil(name, bezeichnung, True, 3, 5, "", OHNE_KLEINE_ZAHLEN)


PROFILE: dict[str, Profil] = {
    profil.name: profil
    for profil in (
        _intern("gf", "Geschäftsführung"),
        _intern("qmb", "Qualitätsmanagement"),
        _extern("traegerversammlung", "Trägerversammlung"),
        _extern("agentur", "Agentur für Arbeit"),
        _extern("bezirk", "Bezirk, über seine Steuerungsstelle"),
    )
}


def profil(name: str) -> Profil:
    """The profile of that name; RuleViolation for one that does not exist."""
    if name not in PROFILE:
        erlaubt = ", ".join(PROFILE)
        satz = f"Den Empfängerkreis „{name}“ gibt es nicht; möglich sind: {erlaubt}."
        raise RuleViolation(satz, "empfaenger")
    return PROFILE[name]
