"""What the keys of a Regelwerk must say about each other; each check is one German sentence."""

from collections.abc import Callable, Iterator
from itertools import combinations
from pathlib import Path

from models.rules.fehler import RuleViolation
from models.rules.regelwerk_format import Fristregel, Regelwerk


def check_regelwerk(regelwerk: Regelwerk, path: Path) -> None:
    """Raise RuleViolation with the first contradiction found in a file."""
    if regelwerk.id != path.stem:
        raise RuleViolation(f"{path.name}: „id“ muss wie die Datei heißen, also „{path.stem}“.")
    for check in _CHECKS:
        for satz in check(regelwerk):
            raise RuleViolation(f"{path.name}: {satz}")


def _durations(regelwerk: Regelwerk) -> Iterator[str]:
    for nr, frist in enumerate(regelwerk.frist, start=1):
        given = [frist.kalendertage, frist.wochen, frist.arbeitstage, frist.unverzueglich or None]
        if sum(value is not None for value in given) != 1:
            yield (
                f"[[frist]] Nr. {nr} braucht genau eins von „kalendertage“, „wochen“, "
                "„arbeitstage“ und „unverzueglich“."
            )
        if any(value == 0 for value in given[:3]):
            yield f"[[frist]] Nr. {nr}: Eine Dauer von 0 gibt es nicht („unverzueglich“ heißt das)."


def _switches(regelwerk: Regelwerk) -> Iterator[str]:
    known = {schalter.name for schalter in regelwerk.schalter}
    if len(known) != len(regelwerk.schalter):
        yield "Zwei [[schalter]] heißen gleich."
    for nr, frist in enumerate(regelwerk.frist, start=1):
        if frist.schalter is not None and frist.schalter not in known:
            yield f"[[frist]] Nr. {nr}: Den Schalter „{frist.schalter}“ gibt es nicht."


def _arten(regelwerk: Regelwerk) -> Iterator[str]:
    tables = {
        "frist": [entry.arten for entry in regelwerk.frist],
        "weg": [entry.arten for entry in regelwerk.weg],
        "schlusszeichnung": [entry.arten for entry in regelwerk.schlusszeichnung],
    }
    for table, entries in tables.items():
        for nr, arten in enumerate(entries, start=1):
            for art in sorted(set(arten) - set(regelwerk.arten)):
                yield f"[[{table}]] Nr. {nr} nennt „{art}“, das unter „arten“ fehlt."
    for art in sorted(set(regelwerk.sofortsachen) - set(regelwerk.arten)):
        yield f"„sofortsachen“ nennt „{art}“, das unter „arten“ fehlt."


def _ambiguous_fristen(regelwerk: Regelwerk) -> Iterator[str]:
    for (one, first), (two, second) in combinations(enumerate(regelwerk.frist, start=1), 2):
        if _overlap(first, second):
            yield f"[[frist]] Nr. {one} und Nr. {two} regeln „{first.name}“ für denselben Fall."


def _overlap(first: Fristregel, second: Fristregel) -> bool:
    ways = set(first.eingangswege), set(second.eingangswege)
    return (
        first.name == second.name
        and bool(set(first.arten) & set(second.arten))
        and (not all(ways) or bool(ways[0] & ways[1]))
    )


def _clock(regelwerk: Regelwerk) -> Iterator[str]:
    confirmed = {
        art
        for frist in regelwerk.frist
        if frist.name == "eingangsbestaetigung" and not frist.eingangswege and not frist.schalter
        for art in frist.arten
    }
    for nr, frist in enumerate(regelwerk.frist, start=1):
        if frist.ab != "eingangsbestaetigung":
            continue
        for art in sorted(set(frist.arten) - confirmed):
            yield (
                f"[[frist]] Nr. {nr} läuft ab der Eingangsbestätigung, "
                f"für „{art}“ gibt es aber nicht immer eine."
            )


def _ways(regelwerk: Regelwerk) -> Iterator[str]:
    for first, second in combinations(regelwerk.weg, 2):
        if first.name == second.name and set(first.arten) & set(second.arten):
            yield f"Den Weg „{first.name}“ regeln zwei [[weg]] für dieselbe Art."


def _signatures(regelwerk: Regelwerk) -> Iterator[str]:
    for art in regelwerk.arten:
        count = sum(art in zeichnung.arten for zeichnung in regelwerk.schlusszeichnung)
        if count != 1:
            yield f"Die Art „{art}“ braucht genau eine [[schlusszeichnung]], hat aber {count}."
    for nr, zeichnung in enumerate(regelwerk.schlusszeichnung, start=1):
        if zeichnung.vorgabe not in zeichnung.stufen:
            yield f"[[schlusszeichnung]] Nr. {nr}: „vorgabe“ muss eine der „stufen“ sein."


_CHECKS: tuple[Callable[[Regelwerk], Iterator[str]], ...] = (
    _durations,
    _switches,
    _arten,
    _ambiguous_fristen,
    _clock,
    _ways,
    _signatures,
)
