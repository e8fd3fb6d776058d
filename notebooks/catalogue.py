"""The reports that exist, and the periods they can be asked for."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from models.rules.fehler import RuleViolation
from notebooks.data import Zeitraum, check_begun, parse_zeitraum, vorperiode
from notebooks.data.abschnitte import check_recorded
from notebooks.parameter import HAUS, Parameter, read_parameter

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


@dataclass(frozen=True)
class Bericht:
    """One report: its notebook, who reads it how often, and for whom.

    `empfaenger`: recipient profiles it may be made for, the usual one first. `entscheidungen`:
    what its readers decide with it. `freigabe`: it leaves the house and is signed off before.
    `titel_je_art`: what it is called for a kind of period (halbjahr, …) where not `titel`.
    """

    name: str
    titel: str
    notebook: Path
    rhythmus: str
    leser: str
    empfaenger: tuple[str, ...]
    entscheidungen: tuple[str, ...]
    freigabe: bool = False
    titel_je_art: Mapping[str, str] = field(default_factory=dict)

    @property
    def parameter(self) -> Mapping[str, type]:
        """Name and type of every parameter of the notebook; nothing else is ever passed to it."""
        return {p.name: p.typ for p in read_parameter(self.notebook)}

    @property
    def eigene(self) -> tuple[Parameter, ...]:
        """The parameters that are its own: who starts it may choose them."""
        return tuple(p for p in read_parameter(self.notebook) if p.name not in HAUS)

    def checked(self, werte: Mapping[str, Any]) -> dict[str, Any]:
        """Every own parameter with its value, the default where none is given.

        RuleViolation for a value or a name that the notebook does not take.
        """
        namen = {p.name for p in self.eigene}
        for name in werte:
            if name not in namen:
                moeglich = ", ".join(sorted(namen)) or "keinen"
                satz = (
                    f"Den Parameter „{name}“ gibt es bei „{self.name}“ nicht; möglich: {moeglich}."
                )
                raise RuleViolation(satz, "parameter")
        return {p.name: p.check(werte.get(p.name, p.vorgabe)) for p in self.eigene}

    def chosen(self, werte: Mapping[str, Any]) -> str:
        """What differs from the defaults, as one text; empty where nothing does."""
        voll = self.checked(werte)
        anders = {p.name: voll[p.name] for p in self.eigene if voll[p.name] != p.vorgabe}
        return json.dumps(anders, ensure_ascii=False, sort_keys=True) if anders else ""

    def read(self, texte: Mapping[str, str]) -> str:
        """The same from what a person wrote: name → text."""
        eigene = {p.name: p for p in self.eigene}
        return self.chosen(
            {name: eigene[name].read(text) if name in eigene else text
             for name, text in texte.items()}
        )  # fmt: skip

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
