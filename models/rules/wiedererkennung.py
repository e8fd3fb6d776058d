"""Whether two cases may come from the same person: compared while recording, kept nowhere.

Shown to who records so that she can ask („Bezug zu früherem Vorgang“, MH-46); never a label on a
person, never a number of cases per person on a screen or in a report.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from models.rules.volltext import Frage, phone_numbers, squeeze, words

_ZEICHEN_EINER_NUMMER = 5
_EMAIL = re.compile(r"[^@\s<>,;]{1,64}@[^@\s<>,;]{1,190}")

# (what is the same, as people read it), the surest first
GRUENDE: dict[str, str] = {
    "kundennummer": "gleiche Kundennummer",
    "bg_nummer": "gleiche BG-Nummer",
    "email": "gleiche E-Mail-Adresse",
    "telefon": "gleiche Telefonnummer",
    "name": "gleicher Name",
}


@dataclass(frozen=True, repr=False)
class Merkmale:
    """By what a person is known, folded; each is a set of values, empty where unknown."""

    werte: Mapping[str, frozenset[str]]

    def shared(self, other: "Merkmale") -> str | None:
        """The surest thing that both have; None where they share nothing."""
        return next((was for was in GRUENDE if self.werte[was] & other.werte[was]), None)

    def questions(self) -> list[Frage]:
        """What to look up in the full-text index, the surest first."""
        values = (value for was in GRUENDE for value in sorted(self.werte[was]))
        return [Frage(tuple(value.split()), beginn=False) for value in values]


def merkmale(personendaten: Mapping[str, str | None]) -> Merkmale:
    """By what a person is known: `name`, `vorname`, `kundennummer`, `bg_nummer`, `kontakt`.

    A name counts only whole: half of the town is called Müller.
    """
    kontakt = personendaten.get("kontakt")
    name = words(personendaten.get("name") or "")
    vorname = words(personendaten.get("vorname") or "")
    return Merkmale(
        {
            "kundennummer": _number(personendaten.get("kundennummer")),
            "bg_nummer": _number(personendaten.get("bg_nummer")),
            "email": frozenset(" ".join(words(found)) for found in _EMAIL.findall(kontakt or "")),
            "telefon": frozenset(phone_numbers(kontakt)),
            "name": frozenset([" ".join([*name, *vorname])] if name and vorname else []),
        }
    )


def _number(text: str | None) -> frozenset[str]:
    number = squeeze(text)
    return frozenset([number] if len(number) >= _ZEICHEN_EINER_NUMMER else [])
