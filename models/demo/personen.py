"""Invented citizens: the same few hundred come again, most of them once."""

from dataclasses import dataclass
from random import Random

from models.demo import texte

_ERINNERT = 400  # so many of the last ones may come again
_NUMMERNBLOCK = "030 23125"  # a block of numbers that nobody is ever given


@dataclass(frozen=True)
class Person:
    """Somebody with a name, numbers and a way to be reached."""

    name: str
    vorname: str
    kundennummer: str
    bg_nummer: str
    kontakt: str


class Buergerschaft:
    """Draws who writes: somebody new, or one of the last again."""

    def __init__(self, rng: Random, known: int = 0) -> None:
        """`known`: so many numbers are somebody else's."""
        self._rng = rng
        self._recent: list[Person] = []
        self._count = known

    def someone(self) -> Person:
        """Somebody new."""
        self._count += 1
        rng, number = self._rng, self._count
        name, vorname = rng.choice(texte.NACHNAMEN), rng.choice(texte.VORNAMEN)
        person = Person(
            name=name,
            vorname=vorname,
            kundennummer=f"999D{number:06d}",
            bg_nummer=f"99999//{number:07d}",
            kontakt=self._contact(name, vorname, number),
        )
        self._recent = [*self._recent[-_ERINNERT:], person]
        return person

    def again(self) -> Person:
        """Somebody who wrote before, if anybody did."""
        return self._rng.choice(self._recent) if self._recent else self.someone()

    def _contact(self, name: str, vorname: str, number: int) -> str:
        if self._rng.random() < 0.5:
            local = f"{vorname}.{name}{number}".lower().replace("ä", "ae").replace("ü", "ue")
            return f"{local.replace('ö', 'oe').replace('ß', 'ss')}@example.org"
        street = self._rng.choice(("Erlenweg", "Am Werder", "Ulmenring", "Schleusenstraße"))
        phone = f"{_NUMMERNBLOCK} {self._rng.randint(0, 999):03d}"
        return f"{street} {self._rng.randint(1, 90)}, Ulmenwerder; {phone}"
