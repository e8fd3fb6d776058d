"""Loading a Regelwerk: one authority's order, read from one dated TOML file."""

import tomllib
from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path

from models.rules.fehler import RuleViolation
from models.rules.regelwerk_format import Regelwerk
from models.rules.regelwerk_pruefung import check_regelwerk
from models.rules.tabelle import Ort, read_table

ORDNER = Path(__file__).parent / "regelwerke"


def read_regelwerk(path: Path) -> Regelwerk:
    """Read and check one file. Raises RuleViolation that names the file, the table and the key."""
    return parse_regelwerk(read_text(path), path)


def read_text(path: Path) -> str:
    """The text of a file. Raises RuleViolation where there is none or it is not UTF-8."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        satz = "Die Datei ist kein gültiges TOML (sie ist nicht in UTF-8 gespeichert)."
        raise RuleViolation(f"{path.name}: {satz}") from None
    except OSError:
        raise RuleViolation(f"Die Datei {path.name} lässt sich nicht lesen.") from None


def parse_regelwerk(text: str, path: Path) -> Regelwerk:
    """The Regelwerk in a file's text. Raises Fundfehler or RuleViolation."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RuleViolation(f"{path.name}: Die Datei ist kein gültiges TOML ({error}).") from None
    regelwerk = read_table(Regelwerk, data, Ort(path.name))
    check_regelwerk(regelwerk, path)
    return regelwerk


def regelwerk_ids() -> tuple[str, ...]:
    # <id>.ablauf.toml holds the steps of <id>
    found = (path.stem for path in ORDNER.glob("*.toml") if not path.stem.endswith(".ablauf"))
    return tuple(sorted(found))


@cache
def load_regelwerk(id: str) -> Regelwerk:
    """The Regelwerk of that id. Raises RuleViolation that names the existing ones."""
    if id not in regelwerk_ids():
        existing = ", ".join(regelwerk_ids())
        satz = f"Das Regelwerk „{id}“ gibt es nicht; vorhanden sind: {existing}."
        raise RuleViolation(satz, feld="regelwerk")
    return read_regelwerk(ORDNER / f"{id}.toml")


def find_regelwerk(name: str) -> Regelwerk:
    """A Regelwerk by its id or, where the name ends in .toml, from that file."""
    return read_regelwerk(Path(name)) if name.endswith(".toml") else load_regelwerk(name)


def load_succession(ids: str) -> tuple[Regelwerk, ...]:
    """The Regelwerke of a Dienststelle: those named (blanks between) and what they replaced.

    Ordered by Gültig-ab. Raises RuleViolation for one that does not exist.
    """
    found: dict[str, Regelwerk] = {}
    todo = ids.split()
    while todo:
        regelwerk = load_regelwerk(todo.pop(0))
        if regelwerk.id not in found:
            found[regelwerk.id] = regelwerk
            todo += [regelwerk.ersetzt] if regelwerk.ersetzt else []
    return tuple(sorted(found.values(), key=lambda regelwerk: regelwerk.gueltig_ab))


def regelwerk_on(ids: str, day: date) -> Regelwerk:
    """Of a Dienststelle's Regelwerke the one valid on a day, the first one before its start."""
    return select_regelwerk(load_succession(ids), day)[0]


def load_regelwerke() -> dict[str, Regelwerk]:
    """Every Regelwerk by id."""
    return {id: load_regelwerk(id) for id in regelwerk_ids()}


def select_regelwerk(regelwerke: Iterable[Regelwerk], eingang: date) -> tuple[Regelwerk, bool]:
    """Of a Dienststelle's Regelwerke the one valid on `eingang`, and whether it was stretched.

    An Eingang before the first one falls under that one; the second value then is True.
    Source: design.md promise 1. Raises ValueError without any Regelwerk.
    """
    ordered = sorted(regelwerke, key=lambda regelwerk: regelwerk.gueltig_ab)
    if not ordered:
        raise ValueError("Eine Dienststelle braucht mindestens ein Regelwerk.")
    valid = [regelwerk for regelwerk in ordered if regelwerk.gueltig_ab <= eingang]
    return (valid[-1], False) if valid else (ordered[0], True)
