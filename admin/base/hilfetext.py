"""The help as data: what each screen is for, from admin/hilfe/*.toml; the handbook is the same.

Nothing here says who may do what: a sentence names its right, and the rights table decides.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from models.rules.recht import Recht
from models.rules.rollen import ROLLEN
from models.rules.tabelle import Ort, key, read_table

ORDNER = Path(__file__).parents[1] / "hilfe"
T = TypeVar("T")


@dataclass(frozen=True)
class Tun:
    """Something to do on a screen; without `recht` anybody may."""

    satz: str = key(str)
    recht: str | None = key(str, default=None, allowed=tuple(Recht))


@dataclass(frozen=True)
class Stolperstein:
    """A usual mistake or message, and what to do."""

    was: str = key(str)
    rat: str = key(str)


@dataclass(frozen=True)
class Hilfeseite:
    """The help of some endpoints: `endpoint`, or `endpoint/argument` for one kind of it."""

    name: str = key(str)
    titel: str = key(str)
    fuer: tuple[str, ...] = key(list)
    wozu: str = key(str)
    regeln: tuple[str, ...] = key(list, default=())
    tun: tuple[Tun, ...] = key(list, table=Tun)
    fehler: tuple[Stolperstein, ...] = key(list, table=Stolperstein)

    @property
    def anfang(self) -> str:
        """Its first sentence, for lists."""
        return re.split(r"(?<=[.?]) ", self.wozu)[0]


@dataclass(frozen=True)
class Kapitel:
    titel: str = key(str)
    seite: tuple[Hilfeseite, ...] = key(list, table=Hilfeseite)


@dataclass(frozen=True)
class Punkt:
    was: str = key(str)
    wie: str = key(str)


@dataclass(frozen=True)
class Abschnitt:
    """The first ten minutes of some roles."""

    rollen: tuple[str, ...] = key(list, allowed=ROLLEN)
    titel: str = key(str)
    einleitung: str = key(str)
    regeln: tuple[str, ...] = key(list, default=())
    punkt: tuple[Punkt, ...] = key(list, table=Punkt)


@dataclass(frozen=True)
class ErsterTag:
    titel: str = key(str)
    wozu: str = key(str)
    regeln: tuple[str, ...] = key(list)
    abschnitt: tuple[Abschnitt, ...] = key(list, table=Abschnitt)


@dataclass(frozen=True)
class Wort:
    name: str = key(str)
    satz: str = key(str)


@dataclass(frozen=True)
class Glossar:
    wort: tuple[Wort, ...] = key(list, table=Wort)


@dataclass(frozen=True)
class Regel:
    """A rule in our words and where it stands. `regelwerk`: its id; None: it holds everywhere."""

    id: str
    satz: str
    quelle: str
    haus: str
    regelwerk: str | None


@cache
def kapitel() -> tuple[Kapitel, ...]:
    """Every chapter in its order. Raises RuleViolation that names file and key."""
    return tuple(_load(Kapitel, path.name) for path in sorted(ORDNER.glob("[0-9]*.toml")))


def seiten() -> dict[str, Hilfeseite]:
    """Every page of the help by its name."""
    return {seite.name: seite for teil in kapitel() for seite in teil.seite}


@cache
def erster_tag() -> ErsterTag:
    """What each role needs on its first day."""
    return _load(ErsterTag, "erster_tag.toml")


@cache
def glossar() -> tuple[Wort, ...]:
    """The words of the trade, in the order of the dictionary."""
    return tuple(sorted(_load(Glossar, "glossar.toml").wort, key=lambda w: w.name.casefold()))


@cache
def schrittsaetze() -> dict[str, str]:
    """What each step means, by its name."""
    return {name: str(satz) for name, satz in _data("schritte.toml").items()}


@cache
def regeln() -> dict[str, Regel]:
    """Every rule that has a sentence, by id."""
    data = _data("regeln.toml")
    return {
        id: _rule(id, entry, data["quelle"][_prefix(id)]) for id, entry in data["regel"].items()
    }


def rules_of(ids: Iterable[str]) -> list[Regel]:
    """The rules of these ids. Raises KeyError for one without a sentence."""
    return [regeln()[id] for id in ids]


def page_for(endpoint: str | None, arguments: Mapping[str, Any] | None = None) -> Hilfeseite | None:
    """The help of a screen: of this kind of it where there is one, else of its endpoint."""
    known = _by_key()
    special = (f"{endpoint}/{value}" for value in (arguments or {}).values())
    return next((known[name] for name in special if name in known), known.get(endpoint or ""))


@cache
def _by_key() -> dict[str, Hilfeseite]:
    return {name: seite for seite in seiten().values() for name in seite.fuer}


def _rule(id: str, entry: dict[str, str], quelle: dict[str, str]) -> Regel:
    stelle = entry["stelle"]
    if stelle[0].isdigit():
        stelle = f"Abschnitt {stelle}"
    words = f"{quelle['papier']}, {stelle}" if "papier" in quelle else stelle
    return Regel(id, entry["satz"], words, quelle.get("haus", ""), quelle.get("regelwerk"))


def _prefix(id: str) -> str:
    found = re.match(r"[A-Z]+", id)
    return found[0] if found else ""


def _load(cls: type[T], name: str) -> T:
    return read_table(cls, _data(name), Ort(name))


def _data(name: str) -> dict[str, Any]:
    return tomllib.loads((ORDNER / name).read_text("utf-8"))
