"""What the keys of a Regelwerk must say about each other; each check is one German sentence."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from models.rules.feiertage import GEMEINDEN
from models.rules.regelwerk_format import Fristregel, Regelwerk
from models.rules.tabelle import Fundfehler, Ort, raise_all


@dataclass(frozen=True)
class Widerspruch:
    """One sentence, and where: the table and its number, the key; none: the head of the file."""

    satz: str
    tabelle: str | None = None
    nr: int | None = None
    schluessel: str | None = None

    def ort(self, datei: str) -> Ort:
        pfad = ((self.tabelle, self.nr),) if self.tabelle else ()
        return Ort(datei, pfad, self.schluessel)


def check_regelwerk(regelwerk: Regelwerk, path: Path) -> None:
    """Raise Fundfehler with every contradiction found in a file."""
    fehler = []
    if regelwerk.id != path.stem:
        satz = f"„id“ muss wie die Datei heißen, also „{path.stem}“."
        fehler.append(Fundfehler(satz, Ort(path.name, schluessel="id")))
    for check in _CHECKS:
        fehler += [Fundfehler(w.satz, w.ort(path.name)) for w in check(regelwerk)]
    raise_all(fehler)


def _place(regelwerk: Regelwerk) -> Iterator[Widerspruch]:
    gemeinde = regelwerk.gemeinde
    if gemeinde is not None and GEMEINDEN[gemeinde] != regelwerk.land:
        satz = f"Die Gemeinde „{gemeinde}“ liegt im Land „{GEMEINDEN[gemeinde]}“."
        yield Widerspruch(satz, schluessel="gemeinde")


def _successor(regelwerk: Regelwerk) -> Iterator[Widerspruch]:
    if regelwerk.ersetzt == regelwerk.id:
        yield Widerspruch("Ein Regelwerk ersetzt nicht sich selbst.", schluessel="ersetzt")


def _durations(regelwerk: Regelwerk) -> Iterator[Widerspruch]:
    for nr, frist in enumerate(regelwerk.frist, start=1):
        given = [frist.kalendertage, frist.wochen, frist.arbeitstage, frist.unverzueglich or None]
        if sum(value is not None for value in given) != 1:
            satz = (
                "Nötig ist genau eins von „kalendertage“, „wochen“, „arbeitstage“ "
                "und „unverzueglich“."
            )
            yield Widerspruch(satz, "frist", nr)
        if any(value == 0 for value in given[:3]):
            satz = "Eine Dauer von 0 gibt es nicht („unverzueglich“ heißt das)."
            yield Widerspruch(satz, "frist", nr)


def _switches(regelwerk: Regelwerk) -> Iterator[Widerspruch]:
    known = {schalter.name for schalter in regelwerk.schalter}
    if len(known) != len(regelwerk.schalter):
        yield Widerspruch("Zwei [[schalter]] heißen gleich.", "schalter", 1)
    for nr, frist in enumerate(regelwerk.frist, start=1):
        if frist.schalter is not None and frist.schalter not in known:
            satz = f"Den Schalter „{frist.schalter}“ gibt es nicht."
            yield Widerspruch(satz, "frist", nr, "schalter")


def _arten(regelwerk: Regelwerk) -> Iterator[Widerspruch]:
    tables = {
        "frist": [entry.arten for entry in regelwerk.frist],
        "weg": [entry.arten for entry in regelwerk.weg],
        "schlusszeichnung": [entry.arten for entry in regelwerk.schlusszeichnung],
    }
    for table, entries in tables.items():
        for nr, arten in enumerate(entries, start=1):
            for art in sorted(set(arten) - set(regelwerk.arten)):
                satz = f"Genannt ist „{art}“, das unter „arten“ fehlt."
                yield Widerspruch(satz, table, nr, "arten")
    for art in sorted(set(regelwerk.sofortsachen) - set(regelwerk.arten)):
        satz = f"„sofortsachen“ nennt „{art}“, das unter „arten“ fehlt."
        yield Widerspruch(satz, schluessel="sofortsachen")


def _ambiguous_fristen(regelwerk: Regelwerk) -> Iterator[Widerspruch]:
    for (one, first), (two, second) in combinations(enumerate(regelwerk.frist, start=1), 2):
        if _overlap(first, second):
            satz = f"[[frist]] Nr. {one} und Nr. {two} regeln „{first.name}“ für denselben Fall."
            yield Widerspruch(satz, "frist", two)


def _overlap(first: Fristregel, second: Fristregel) -> bool:
    ways = set(first.eingangswege), set(second.eingangswege)
    return (
        first.name == second.name
        and bool(set(first.arten) & set(second.arten))
        and (not all(ways) or bool(ways[0] & ways[1]))
    )


def _clock(regelwerk: Regelwerk) -> Iterator[Widerspruch]:
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
            satz = (
                "Diese Frist läuft ab der Eingangsbestätigung, "
                f"für „{art}“ gibt es aber nicht immer eine."
            )
            yield Widerspruch(satz, "frist", nr, "ab")


def _ways(regelwerk: Regelwerk) -> Iterator[Widerspruch]:
    for (_, first), (nr, second) in combinations(enumerate(regelwerk.weg, start=1), 2):
        if first.name == second.name and set(first.arten) & set(second.arten):
            satz = f"Den Weg „{first.name}“ regeln zwei [[weg]] für dieselbe Art."
            yield Widerspruch(satz, "weg", nr, "name")


def _signatures(regelwerk: Regelwerk) -> Iterator[Widerspruch]:
    for art in regelwerk.arten:
        count = sum(art in zeichnung.arten for zeichnung in regelwerk.schlusszeichnung)
        if count != 1:
            satz = f"Die Art „{art}“ braucht genau eine [[schlusszeichnung]], hat aber {count}."
            yield Widerspruch(satz, schluessel="arten")
    for nr, zeichnung in enumerate(regelwerk.schlusszeichnung, start=1):
        if zeichnung.vorgabe not in zeichnung.stufen:
            satz = "„vorgabe“ muss eine der „stufen“ sein."
            yield Widerspruch(satz, "schlusszeichnung", nr, "vorgabe")


def _backward_plan(regelwerk: Regelwerk) -> Iterator[Widerspruch]:
    ways = {weg.name for weg in regelwerk.weg}
    for nr, plan in enumerate(regelwerk.rueckwaertsplan, start=1):
        for weg in sorted(set(plan.wege) - ways):
            satz = f"Den Weg „{weg}“ gibt es nicht."
            yield Widerspruch(satz, "rueckwaertsplan", nr, "wege")
    for (_, first), (nr, second) in combinations(enumerate(regelwerk.rueckwaertsplan, start=1), 2):
        shared = set(first.wege) & set(second.wege)
        if shared and second.arbeitstage_vorher > first.arbeitstage_vorher:
            satz = (
                "Der Rückwärtsplan nennt die Schritte in ihrer Reihenfolge; dieser läge aber vor "
                f"„{first.bezeichnung}“."
            )
            yield Widerspruch(satz, "rueckwaertsplan", nr, "arbeitstage_vorher")


_CHECKS: tuple[Callable[[Regelwerk], Iterator[Widerspruch]], ...] = (
    _place,
    _successor,
    _durations,
    _switches,
    _arten,
    _ambiguous_fristen,
    _clock,
    _ways,
    _signatures,
    _backward_plan,
)
