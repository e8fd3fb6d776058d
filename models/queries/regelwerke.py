"""The orders side by side (Art × Regelwerk), and what another order would change for open cases."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from models.queries.fristplan import Fristplan
from models.rules import regelwerk_worte as worte
from models.rules.ablauf_datei import load_ablaufwerk
from models.rules.codes import CODES, bezeichnung
from models.rules.fristen import Frist as Fristwert
from models.rules.regelwerk import load_regelwerke, regelwerk_ids
from models.rules.regelwerk_format import FRISTNAMEN, Regelwerk
from models.tables import Einheit, Vorgang


@dataclass(frozen=True)
class Zelle:
    """What one order says about one Art; `schritte`: name of the way, first and last step."""

    fristen: tuple[tuple[str, str], ...]
    zeichnung: str
    sofortsache: bool
    schritte: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Zeile:
    """One Art with a cell per order, None where the order does not have it."""

    art: str
    bezeichnung: str
    zellen: dict[str, Zelle | None]


@dataclass(frozen=True)
class Auswirkung:
    """Open cases under the older order, how many another one would move, and which deadlines."""

    offen: int
    geaendert: int
    fristen: tuple[tuple[str, int], ...]


def tabelle(regelwerke: Iterable[Regelwerk] | None = None) -> list[Zeile]:
    """Art × Regelwerk in words, as the page in the app prints it; reads no database."""
    orders = list(load_regelwerke().values() if regelwerke is None else regelwerke)
    return [
        Zeile(
            code.code,
            code.bezeichnung,
            {order.id: _cell(order, code.code) for order in orders},
        )
        for code in CODES["art"]
    ]


def count_changes(before: Regelwerk, after: Regelwerk) -> Auswirkung:
    """What `after` would change for the open cases under `before`; nothing is changed.

    Running cases keep their order; this tells what a new one means for the cases to come.
    """
    counts: Counter[str] = Counter()
    total = changed = 0
    plans: dict[int, Fristplan] = {}
    open_cases = Vorgang.select().where(
        Vorgang.regelwerk == before.id, Vorgang.abschluss_am.is_null()
    )
    houses = {e.id: e for e in Einheit.select().where(Einheit.art == "dienststelle")}
    for vorgang in open_cases.iterator():
        house = vorgang.dienststelle_id
        if house not in plans:
            plans[house] = Fristplan(houses[house])
        names = _moved(plans[house], vorgang, before, after)
        counts.update(names)
        total, changed = total + 1, changed + bool(names)
    named = tuple((label, counts[name]) for name, label in FRISTNAMEN.items() if counts[name])
    return Auswirkung(total, changed, named)


def _cell(order: Regelwerk, art: str) -> Zelle | None:
    if art not in order.arten:
        return None
    fristen = [
        (worte.frist_name(rule), worte.frist_words(rule))
        for rule in order.frist
        if art in rule.arten
    ]
    wege = [
        (f"Stellungnahme, {bezeichnung('weg', weg.name)}", worte.weg_words(weg))
        for weg in order.weg
        if art in weg.arten
    ]
    return Zelle(
        fristen=(*fristen, *wege),
        zeichnung=worte.zeichnung_words(order.zeichnung(art)),
        sofortsache=art in order.sofortsachen,
        schritte=_steps(order, art),
    )


def _steps(order: Regelwerk, art: str) -> tuple[tuple[str, str, str], ...]:
    werk = load_ablaufwerk(order.id) if order.id in regelwerk_ids() else None
    labels = {schritt.name: schritt.bezeichnung for schritt in (werk.schritt if werk else ())}
    return tuple(
        (ablauf.bezeichnung, labels[ablauf.schritte[0]], labels[ablauf.schritte[-1]])
        for ablauf in (werk.ablauf if werk else ())
        if art in ablauf.arten
    )


def _moved(plan: Fristplan, vorgang: Vorgang, before: Regelwerk, after: Regelwerk) -> set[str]:
    """Names of the deadlines that the two orders set to different days."""
    kopf = vorgang.__data__
    if kopf["art"] not in after.arten:
        return {frist.name for frist in plan.fristen(kopf, None, before)}
    old, new = (_days(plan.fristen(kopf, None, order)) for order in (before, after))
    return {name for name in old.keys() | new.keys() if old.get(name) != new.get(name)}


def _days(fristen: tuple[Fristwert, ...]) -> dict[str, object]:
    return {frist.name: (frist.faellig_am, frist.unverzueglich) for frist in fristen}
