"""Whose account a name in the column „betroffene_person“ is: never guessed, never passed over.

Who is named there must not see the case (D22). A log-in says so by itself. A name that may be
somebody's with an account is a fault until --zuordnung says whose it is, or nobody's.
"""

import csv
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher
from functools import cached_property
from pathlib import Path

from models.actions.vorgangsfelder import OhneKonto
from models.importer.verdorben import readable
from models.rules.fehler import RuleViolation
from models.rules.volltext import words
from models.tables import Konto

NIEMAND = "-"
_KOPF = ("name", "login")
_AEHNLICH = 0.85
_KURZ = 3  # letters of a name that are too few to tell people apart by
_OFFEN = "dieser Name kann zu einem Konto gehören; bitte mit --zuordnung sagen, zu welchem"
Benannt = tuple[int | str, ...]


class Personen:
    """The accounts of the house by what they may be called, and what somebody said of names."""

    def __init__(self, konten: Iterable[Konto], zuordnung: Path | None = None) -> None:
        self._konten = list(konten)
        # At once: inside a cell its faults would be taken for the cell's.
        self._said = read_zuordnung(zuordnung, self.logins) if zuordnung else {}
        self._known: dict[str, Benannt] = {}
        self.offen: dict[str, tuple[str, ...]] = {}

    def read(self, text: str) -> Benannt:
        """Account ids and names of a cell; ValueError where one of the names is in doubt."""
        parts = [part.strip() for part in text.split("|") if part.strip()]
        found = [one for part in parts for one in self._resolve(part)]
        if any(part in self.offen for part in parts):
            raise ValueError(_OFFEN)
        return tuple(dict.fromkeys(found))

    def _resolve(self, name: str) -> Benannt:
        if name not in self._known:
            self._known[name] = self._look_up(name)
        return self._known[name]

    def _look_up(self, name: str) -> Benannt:
        if (key := name.casefold()) in self.logins:
            return (self.logins[key],)
        if (said := self._said.get(_key(name))) is not None:
            return said or (OhneKonto(name),)
        if near := tuple(k.login for k in self._konten if _may_be(k, words(name))):
            self.offen[name] = near
        return (name,)

    @cached_property
    def logins(self) -> dict[str, int]:
        """Log-ins and e-mail addresses, in lower case, to ids."""
        return {text.casefold(): k.id for k in self._konten for text in (k.login, k.email) if text}


def read_zuordnung(path: Path, logins: Mapping[str, int]) -> dict[str, tuple[int, ...]]:
    """What the file says: name;login, several with |, „-“ for nobody with an account here.

    Raises RuleViolation that names the line.
    """
    found: dict[str, tuple[int, ...]] = {}
    for line, cells in enumerate(_lines(path), start=1):
        if tuple(cell.lower() for cell in cells) == _KOPF or not any(cells):
            continue
        if len(cells) != len(_KOPF) or not all(cells):
            raise _wrong(line, f"Erwartet wird name;login oder name;{NIEMAND}")
        name, said = cells
        wanted = [] if said == NIEMAND else [part.strip().casefold() for part in said.split("|")]
        if any(login not in logins for login in wanted):
            raise _wrong(line, "Diesen Anmeldenamen gibt es nicht")
        ids = tuple(logins[login] for login in wanted)
        if found.setdefault(_key(name), ids) != ids:
            raise _wrong(line, "Derselbe Name steht weiter oben mit anderem Konto")
    return found


def _lines(path: Path) -> list[list[str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return [[readable(cell) for cell in row] for row in csv.reader(file, delimiter=";")]
    except OSError:
        raise RuleViolation(f"Die Datei {path} (--zuordnung) ist nicht lesbar.") from None
    except (UnicodeDecodeError, csv.Error):
        satz = f"Die Datei {path} (--zuordnung) ist keine CSV-Datei in UTF-8 mit Semikolon."
        raise RuleViolation(satz) from None


def _wrong(line: int, satz: str) -> RuleViolation:
    return RuleViolation(f"Zeile {line} der Zuordnung: {satz}; nichts wurde übernommen.")


def _key(name: str) -> str:
    return " ".join(words(name))


def _may_be(konto: Konto, asked: list[str]) -> bool:
    """Whether the surname or the log-in is among these words, or one is a slip of it."""
    before, comma, _ = konto.name.partition(",")
    surname = before if comma else (konto.name.split() or [""])[-1]
    own = [word for word in (*words(surname), *words(konto.login)) if len(word) >= _KURZ]
    return any(_same(one, other) for one in own for other in asked)


def _same(one: str, other: str) -> bool:
    return one == other or (
        min(len(one), len(other)) > _KURZ and SequenceMatcher(None, one, other).ratio() >= _AEHNLICH
    )
