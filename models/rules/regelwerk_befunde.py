"""Everything wrong with a Regelwerk file, with its line, for the person who writes it."""

import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

from models.rules.ablauf import Plan
from models.rules.ablauf_datei import ENDUNG, read_ablaufwerk
from models.rules.ablauf_erkundung import explore
from models.rules.ablauf_format import Ablaufwerk
from models.rules.ablauf_plan import build_plaene
from models.rules.fehler import RuleViolation
from models.rules.fundstelle import find_line
from models.rules.regelwerk import load_regelwerk, parse_regelwerk, read_text, regelwerk_ids
from models.rules.regelwerk_format import Regelwerk
from models.rules.tabelle import Fundfehler, Ort

T = TypeVar("T")
_MEISTENS = 300_000
"""States of an Ablauf that are walked before somebody has waited too long; ours have 52,112."""

# What Python's reader says, and what a clerk understands.
_TOML = {
    "Expected '=' after a key in a key/value pair": "Nach dem Schlüssel fehlt das Zeichen „=“.",
    "Invalid value": (
        "Der Wert ist keiner: Text steht in Anführungszeichen, ein Datum so: 2026-05-22."
    ),
    "Invalid date or datetime": "Diesen Tag gibt es im Kalender nicht.",
    "Unclosed inline table": (
        "Eine Tabelle in geschweiften Klammern endet nicht; es fehlt „}“ oder ein Komma davor."
    ),
    "Unescaped": "Im Text steht ein „\\“; schreiben Sie es doppelt.",
    "Unclosed array": "Eine Liste wird nicht geschlossen; es fehlt „]“ oder ein Komma davor.",
    "Unterminated string": "Ein Text wird nicht geschlossen; es fehlt ein Anführungszeichen.",
    "Illegal character": "Ein Text endet vor dem Zeilenende nicht; es fehlt ein Anführungszeichen.",
    "Cannot overwrite a value": "Derselbe Schlüssel steht zweimal.",
    "Cannot declare": "Dieselbe Tabelle steht zweimal.",
    "Invalid statement": "Diese Zeile ist weder Schlüssel noch Tabelle noch Kommentar (#).",
    "Expected newline or end of document": "Nach dem Wert steht noch etwas; Kommentare beginnen "
    "mit „#“.",
    "Invalid initial character for a key part": "Hier wird ein Schlüssel erwartet.",
}


@dataclass(frozen=True)
class Befund:
    """One thing wrong: the file, its line (the first is 1), one German sentence."""

    datei: str
    zeile: int
    satz: str


def check_file(path: Path) -> tuple[Regelwerk | None, list[Befund]]:
    """The Regelwerk in a file, None if it is not valid, and everything wrong, by line.

    The file of its steps beside it is checked, too; `path` may also be that file.
    Raises RuleViolation where the file cannot be read at all.
    """
    if path.name.endswith(ENDUNG):
        path = path.with_name(path.name.removesuffix(ENDUNG) + ".toml")
    regelwerk, found = _check(path, lambda text: parse_regelwerk(text, path))
    if regelwerk is None:
        return None, found
    text = read_text(path)
    found = [
        Befund(path.name, find_line(text, ort), satz) for ort, satz in _check_predecessor(regelwerk)
    ]
    steps = path.with_name(f"{path.stem}{ENDUNG}")
    if steps.exists():
        werk, faults = _check(steps, lambda _: read_ablaufwerk(steps, regelwerk))
        found += faults or _walk(steps, regelwerk, werk or Ablaufwerk(id=regelwerk.id))
    return (None if found else regelwerk), found


def _walk(path: Path, regelwerk: Regelwerk, werk: Ablaufwerk) -> list[Befund]:
    """What only walking every Ablauf tells: steps nobody ever takes, ways that never end."""
    text = read_text(path)
    found = [
        Befund(path.name, find_line(text, ort), satz)
        for nr, plan in enumerate(build_plaene(regelwerk, werk), start=1)
        for ort, satz in _walk_one(Ort(path.name), nr, plan, [s.name for s in werk.schritt])
    ]
    return sorted(found, key=lambda befund: befund.zeile)


def _walk_one(here: Ort, nr: int, plan: Plan, steps: list[str]) -> Iterator[tuple[Ort, str]]:
    ablauf, at_ablauf = f"Ablauf „{plan.ablauf.bezeichnung}“", here.inside("ablauf", nr)
    try:
        found = explore(plan, _MEISTENS)
    except OverflowError:
        satz = "hat zu viele mögliche Stände; bitte mit „nach“ eine Reihenfolge festlegen."
        yield at_ablauf.at("schritte"), f"{ablauf} {satz}"
        return
    titles = {schritt.name: schritt.bezeichnung for schritt in plan.schritte}
    for name in sorted(found.nie):
        place = here.inside("schritt", steps.index(name) + 1).at("name")
        yield place, f"{ablauf}: Den Schritt „{titles[name]}“ kann nie jemand tun."
    for done in found.sackgassen[-1:]:  # the furthest tells most
        names = ", ".join(f"„{titles[name]}“" for name in titles if name in done)
        what = f"nach {names}" if names else "von Anfang an"
        yield at_ablauf.at("schritte"), f"{ablauf}: {what} führt kein Weg mehr zum Abschluss."


def _check(path: Path, parse: Callable[[str], T]) -> tuple[T | None, list[Befund]]:
    text = read_text(path)
    try:
        tomllib.loads(text)
        return parse(text), []
    except tomllib.TOMLDecodeError as error:
        return None, [_syntax(path, error, text)]
    except Fundfehler as fehler:
        found = (_befund(path, text, fault) for fault in fehler.alle)
        return None, sorted(found, key=lambda befund: befund.zeile)


def _befund(path: Path, text: str, fehler: Fundfehler) -> Befund:
    tables = str(fehler.ort).partition(", ")[2]
    where = f"{tables}: " if tables else ""
    return Befund(path.name, find_line(text, fehler.ort), f"{where}{fehler.kern}")


def _syntax(path: Path, error: tomllib.TOMLDecodeError, text: str) -> Befund:
    said = str(error)
    place = re.search(r"at line (\d+)", said)
    zeile = int(place[1]) if place else len(text.splitlines()) or 1
    known = (satz for start, satz in _TOML.items() if said.startswith(start))
    return Befund(path.name, zeile, next(known, "Hier ist die Datei kein gültiges TOML."))


def _check_predecessor(regelwerk: Regelwerk) -> list[tuple[Ort, str]]:
    """A replaced order must exist and be older."""
    if regelwerk.ersetzt is None:
        return []
    here = Ort(f"{regelwerk.id}.toml")
    try:
        older = load_regelwerk(regelwerk.ersetzt)
    except RuleViolation:
        names = ", ".join(regelwerk_ids())
        satz = f"Das ersetzte Regelwerk „{regelwerk.ersetzt}“ gibt es nicht; vorhanden: {names}."
        return [(here.at("ersetzt"), satz)]
    if older.gueltig_ab < regelwerk.gueltig_ab:
        return []
    first = older.gueltig_ab + timedelta(days=1)
    satz = f"Es ersetzt „{older.id}“, gilt also frühestens ab {first:%d.%m.%Y}."
    return [(here.at("gueltig_ab"), satz)]
