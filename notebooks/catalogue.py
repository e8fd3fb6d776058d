"""The reports that exist, and the periods they can be asked for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from models.rules.fehler import RuleViolation
from notebooks.data import Zeitraum, check_begun, parse_zeitraum, vorperiode
from notebooks.data.abschnitte import check_recorded

__all__ = [
    "BERICHTE",
    "Bericht",
    "Zeitraum",
    "bericht",
    "check_begun",
    "check_recorded",
    "parse_zeitraum",
    "vorperiode",
]

ORDNER = Path(__file__).parent
PARAMETER: Mapping[str, type] = {"snapshot": str, "zeitraum": str, "empfaenger": str}


@dataclass(frozen=True)
class Bericht:
    """One report: its notebook, who reads it how often, and which parameters it takes.

    `empfaenger`: recipient profiles it may be made for, the usual one first. `parameter`: name and
    type of every parameter of the notebook; nothing else is ever passed to it. `entscheidungen`:
    what its readers decide with it. `freigabe`: it leaves the house and is signed off before.
    `titel_je_art`: what it is called for a kind of period (halbjahr, …) where not `titel`.
    """

    name: str
    titel: str
    notebook: Path
    rhythmus: str
    leser: str
    empfaenger: tuple[str, ...]
    parameter: Mapping[str, type]
    entscheidungen: tuple[str, ...]
    freigabe: bool = False
    titel_je_art: Mapping[str, str] = field(default_factory=dict)

    def titel_fuer(self, zeitraum: Zeitraum) -> str:
        """What the report on this period is called: of a half-year it is no Jahresbericht."""
        return self.titel_je_art.get(zeitraum.art, self.titel)


BERICHTE: tuple[Bericht, ...] = (
    Bericht(
        name="auswertung-gf",
        titel="Auswertung für die Geschäftsführung",
        notebook=ORDNER / "auswertung_gf.ipynb",
        rhythmus="halbjährlich und jährlich",
        leser="Geschäftsführung",
        empfaenger=("gf", "qmb"),
        parameter=PARAMETER,
        entscheidungen=(
            "welche Maßnahmen begonnen, fortgeführt oder beendet werden",
            "wo Personal, Schulung oder Abläufe nachgesteuert werden",
            "was der Trägerversammlung berichtet wird",
        ),
    ),
    Bericht(
        name="traegerversammlung",
        titel="Informationsvorlage für die Trägerversammlung",
        notebook=ORDNER / "traegerversammlung.ipynb",
        rhythmus="halbjährlich und jährlich",
        leser="Trägerversammlung",
        empfaenger=("traegerversammlung",),
        parameter=PARAMETER,
        entscheidungen=(
            "nichts, denn die Trägerversammlung nimmt zur Kenntnis",
            "allenfalls, zu welchem Punkt sie weitere Auskunft wünscht",
        ),
        freigabe=True,
    ),
    Bericht(
        name="jahresbericht",
        titel="Jahresbericht",
        notebook=ORDNER / "jahresbericht.ipynb",
        rhythmus="jährlich, auf Wunsch halbjährlich",
        leser="Agentur für Arbeit; Bezirk zur Kenntnis",
        empfaenger=("agentur", "bezirk"),
        parameter=PARAMETER,
        entscheidungen=(
            "welche Schwerpunkte in Zielgespräch und Fachaufsicht aufgenommen werden",
            "wo ein Leistungsträger seine Leistungen und Vorgaben prüft",
            "ob die Abdeckung für einen Vergleich mit dem Vorjahr genügt",
        ),
        freigabe=True,
        titel_je_art={
            "halbjahr": "Halbjahresbericht",
            "quartal": "Quartalsbericht",
            "monat": "Monatsbericht",
            "frei": "Bericht",
        },
    ),
)


def bericht(name: str) -> Bericht:
    """The report of that name; RuleViolation that lists the existing ones."""
    for eintrag in BERICHTE:
        if eintrag.name == name:
            return eintrag
    namen = ", ".join(eintrag.name for eintrag in BERICHTE)
    raise RuleViolation(f"Den Bericht „{name}“ gibt es nicht; vorhanden sind: {namen}.", "bericht")
