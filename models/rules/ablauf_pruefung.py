"""What the tables of an Ablaufwerk must say about each other and about their Regelwerk."""

from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path

from models.rules.ablauf_fakten import is_fact, is_givable, known_values
from models.rules.ablauf_format import (
    EINGANG,
    EINGANGSWORTE,
    HEUTE,
    ICH,
    JETZT,
    LEER,
    ZAEHLT,
    Ablauf,
    Ablaufwerk,
    Schrittregel,
)
from models.rules.codes import CODES
from models.rules.regelwerk_format import Regelwerk
from models.rules.rollen import ROLLEN
from models.rules.tabelle import Fundfehler, Ort, raise_all

VERWEISE = ("nach", "nach_eines", "ohne", "setzt_zurueck", "andere_person_als")
"""Keys of a step that name other steps."""
ODER = " oder "
WECHSEL = ("art", "weg")
"""Fields that choose the Ablauf: a step that sets one leads into another Ablauf."""
_WORTE = (HEUTE, JETZT, ICH, LEER, ZAEHLT)

Fund = tuple[str, str | None, int | None, str | None]
"""A sentence, and where: table, its number, its key."""


def check_ablaufwerk(werk: Ablaufwerk, regelwerk: Regelwerk, path: Path) -> None:
    """Raise Fundfehler with every contradiction found in a file."""
    raise_all(
        [
            Fundfehler(satz, Ort(path.name, ((table, nr),) if table else (), key))
            for check in _CHECKS
            for satz, table, nr, key in check(werk, regelwerk)
        ]
    )


def _head(werk: Ablaufwerk, regelwerk: Regelwerk) -> Iterator[Fund]:
    if werk.id != regelwerk.id:
        yield f"„id“ muss die des Regelwerks sein, also „{regelwerk.id}“.", None, None, "id"
    if werk.wie and (werk.schritt or werk.ablauf):
        yield (
            "Mit „wie“ gelten die Schritte eines anderen Regelwerks, ohne eigene.",
            None,
            None,
            "wie",
        )


def _ladder(werk: Ablaufwerk, regelwerk: Regelwerk) -> Iterator[Fund]:
    for rolle in sorted(set(werk.ersatz.values()) - set(ROLLEN)):
        yield f"Die Rolle „{rolle}“ gibt es nicht.", "ersatz", None, None


def _names(werk: Ablaufwerk, regelwerk: Regelwerk) -> Iterator[Fund]:
    tables = {
        "schritt": [schritt.name for schritt in werk.schritt],
        "ablauf": [ablauf.name for ablauf in werk.ablauf],
        "erinnerung": [erinnerung.name for erinnerung in werk.erinnerung],
    }
    for table, names in tables.items():
        for nr, name in enumerate(names, start=1):
            if name in names[: nr - 1]:
                yield f"Den Namen „{name}“ gibt es schon.", table, nr, "name"


def _references(werk: Ablaufwerk, regelwerk: Regelwerk) -> Iterator[Fund]:
    known = {schritt.name for schritt in werk.schritt}
    for nr, schritt in enumerate(werk.schritt, start=1):
        for key in VERWEISE:
            for name in sorted(set(getattr(schritt, key)) - known):
                yield f"Den Schritt „{name}“ gibt es nicht.", "schritt", nr, key
    for nr, ablauf in enumerate(werk.ablauf, start=1):
        for name in sorted(set(ablauf.schritte) - known):
            yield f"Den Schritt „{name}“ gibt es nicht.", "ablauf", nr, "schritte"
    used = {name for ablauf in werk.ablauf for name in ablauf.schritte}
    for nr, schritt in enumerate(werk.schritt, start=1):
        if schritt.name not in used:
            yield f"Kein Ablauf hat den Schritt „{schritt.name}“.", "schritt", nr, "name"


def _fields(werk: Ablaufwerk, regelwerk: Regelwerk) -> Iterator[Fund]:
    for nr, schritt in enumerate(werk.schritt, start=1):
        asked = [(key, f) for key in ("pflicht", "felder") for f in getattr(schritt, key)]
        set_ones = [
            (key, f) for key in ("setzt", "setzt_falls_leer") for f in getattr(schritt, key)
        ]
        for key, feld in (*asked, *set_ones):
            if not is_givable(feld):
                yield f"Das Feld „{feld}“ gibt es nicht.", "schritt", nr, key
        for feld in schritt.steht:
            if not is_fact(feld):
                yield f"Das Feld „{feld}“ gibt es nicht.", "schritt", nr, "steht"
        for key in ("setzt", "setzt_falls_leer"):
            yield from (_wrong_code(f, w, nr, key) for f, w in _bad_codes(getattr(schritt, key)))


def _facts(werk: Ablaufwerk, regelwerk: Regelwerk) -> Iterator[Fund]:
    switches = {schalter.name for schalter in regelwerk.schalter}
    for nr, schritt in enumerate(werk.schritt, start=1):
        for key in ("wenn", "wenn_nicht"):
            for feld, words in getattr(schritt, key).items():
                if not is_fact(feld):
                    yield f"Nach „{feld}“ lässt sich nicht fragen.", "schritt", nr, key
                    continue
                allowed = switches if feld == "schalter" else known_values(feld) or frozenset()
                for word in words.split(ODER):
                    if word not in allowed:
                        yield f"„{feld}“ kennt „{word}“ nicht.", "schritt", nr, key


def _ways_back(werk: Ablaufwerk, regelwerk: Regelwerk) -> Iterator[Fund]:
    for nr, schritt in enumerate(werk.schritt, start=1):
        if schritt.setzt_zurueck and not schritt.optional:
            satz = "Ein Schritt, der andere zurücksetzt, muss „optional“ sein."
            yield satz, "schritt", nr, "optional"


def _cycles(werk: Ablaufwerk, regelwerk: Regelwerk) -> Iterator[Fund]:
    steps = {schritt.name: schritt for schritt in werk.schritt}
    for nr, ablauf in enumerate(werk.ablauf, start=1):
        here = [steps[name] for name in ablauf.schritte if name in steps]
        waiting = {s.name: {*s.nach, *s.nach_eines} & set(ablauf.schritte) for s in here}
        while free := [name for name, before in waiting.items() if not before & set(waiting)]:
            for name in free:
                del waiting[name]
        if waiting:
            names = ", ".join(f"„{name}“" for name in waiting)
            yield f"Diese Schritte warten aufeinander: {names}.", "ablauf", nr, "schritte"


def _ends(werk: Ablaufwerk, regelwerk: Regelwerk) -> Iterator[Fund]:
    steps = {schritt.name: schritt for schritt in werk.schritt}
    for nr, ablauf in enumerate(werk.ablauf, start=1):
        here = [steps[name] for name in ablauf.schritte if name in steps]
        if not any((s.abschluss or leads_elsewhere(s)) and not s.optional for s in here):
            yield "Kein Schritt schließt diesen Ablauf ab.", "ablauf", nr, "schritte"


def _coverage(werk: Ablaufwerk, regelwerk: Regelwerk) -> Iterator[Fund]:
    if werk.wie:
        return
    for nr, ablauf in enumerate(werk.ablauf, start=1):
        for art in sorted(set(ablauf.arten) - set(regelwerk.arten)):
            yield f"Die Art „{art}“ hat das Regelwerk nicht.", "ablauf", nr, "arten"
    for art in regelwerk.arten:
        yield from ((satz, None, None, None) for satz in _uncovered(werk, regelwerk, art))


def _uncovered(werk: Ablaufwerk, regelwerk: Regelwerk, art: str) -> Iterator[str]:
    """Sentences on the cases of an Art that no Ablauf is for; one where none is at all."""
    ways: list[str | None] = [None, *(w.name for w in regelwerk.weg if art in w.arten)]
    missing = [
        (eingang, weg)
        for eingang, weg in product(EINGANG, ways)
        if not any(covers(ablauf, art, eingang, weg) for ablauf in werk.ablauf)
    ]
    if len(missing) == len(EINGANG) * len(ways):
        yield f"Für die Art „{art}“ gibt es keinen Ablauf."
        return
    for eingang, weg in missing:
        wie = f" auf dem Weg „{weg}“" if weg else ""
        yield f"Für die Art „{art}“, {EINGANGSWORTE[eingang]} eingegangen{wie}, fehlt ein Ablauf."


def covers(ablauf: Ablauf, art: str | None, eingang: str, weg: str | None) -> bool:
    """Whether an Ablauf is for such a case; `eingang` is a group of EINGANG."""
    return (
        art in ablauf.arten
        and ablauf.eingang in (None, eingang)
        and (not ablauf.wege or weg in ablauf.wege)
    )


def leads_elsewhere(schritt: Schrittregel) -> bool:
    """Whether the step chooses another Ablauf for the case."""
    return bool(set(WECHSEL) & {*schritt.pflicht, *schritt.setzt})


def _bad_codes(setzt: dict[str, str]) -> Iterator[tuple[str, str]]:
    for feld, wort in setzt.items():
        codes = {code.code for code in CODES.get(feld, ())}
        role = wort.removeprefix("@") in ROLLEN if wort.startswith("@") else False
        if codes and wort not in codes | set(_WORTE) and not role:
            yield feld, wort


def _wrong_code(feld: str, wort: str, nr: int, key: str) -> Fund:
    return f"„{feld}“ kennt „{wort}“ nicht.", "schritt", nr, key


_CHECKS: tuple[Callable[[Ablaufwerk, Regelwerk], Iterator[Fund]], ...] = (
    _head,
    _ladder,
    _names,
    _references,
    _fields,
    _facts,
    _ways_back,
    _cycles,
    _ends,
    _coverage,
)
