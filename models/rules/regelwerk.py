"""Loading a Regelwerk: one authority's order, read from one dated TOML file."""

import tomllib
from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path

from models.rules.fehler import RuleViolation
from models.rules.regelwerk_format import Regelwerk
from models.rules.regelwerk_pruefung import check_regelwerk
from models.rules.tabelle import read_table

ORDNER = Path(__file__).parent / "regelwerke"


def read_regelwerk(path: Path) -> Regelwerk:
    """Read and check one file. Raises RuleViolation that names the file and the key."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RuleViolation(f"{path.name}: Die Datei ist kein gültiges TOML ({error}).") from None
    regelwerk = read_table(Regelwerk, data, path.name)
    check_regelwerk(regelwerk, path)
    return regelwerk


def regelwerk_ids() -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in ORDNER.glob("*.toml")))


@cache
def load_regelwerk(id: str) -> Regelwerk:
    """The Regelwerk of that id. Raises RuleViolation that names the existing ones."""
    if id not in regelwerk_ids():
        existing = ", ".join(regelwerk_ids())
        satz = f"Das Regelwerk „{id}“ gibt es nicht; vorhanden sind: {existing}."
        raise RuleViolation(satz, feld="regelwerk")
    return read_regelwerk(ORDNER / f"{id}.toml")


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
