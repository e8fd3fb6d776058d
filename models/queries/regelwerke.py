"""The orders side by side (Art × Regelwerk), where each applies, what another one would change."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from models.queries.einheiten import valid_einheiten
from models.queries.fristplan import Fristplan
from models.rules import regelwerk_worte as worte
from models.rules.ablauf_datei import load_ablaufwerk
from models.rules.codes import CODES, bezeichnung
from models.rules.fehler import RuleViolation
from models.rules.fristen import Frist as Fristwert
from models.rules.regelwerk import (
    load_regelwerke,
    load_succession,
    regelwerk_ids,
    select_regelwerk,
)
from models.rules.regelwerk_format import FRISTNAMEN, Regelwerk
from models.tables import Einheit, Vorgang


@dataclass(frozen=True)
class Zelle:
    """What one order says about one Art.

    `fristen`: name, words, source of each deadline; `zeichnung` with its rule id beside;
    `schritte`: name of the Ablauf, how it is called, first and last step.
    """

    fristen: tuple[tuple[str, str, str], ...]
    zeichnung: str
    zeichnung_regel: str
    sofortsache: bool
    schritte: tuple[tuple[str, str, str, str], ...]


@dataclass(frozen=True)
class Zeile:
    """One Art with a cell per order, None where the order does not have it."""

    art: str
    bezeichnung: str
    zellen: dict[str, Zelle | None]


@dataclass(frozen=True)
class Geltung:
    """An order of a Dienststelle: for an Eingang from `ab` on, to `bis` inclusive (None: open).

    The first one holds for an earlier Eingang, too. `heute`: the one for today's.
    """

    regelwerk: Regelwerk
    ab: date
    bis: date | None
    heute: bool


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


def geltungen(dienststelle: Einheit, today: date) -> list[Geltung]:
    """A Dienststelle's orders by their days; empty where none is set."""
    orders = load_succession(dienststelle.regelwerk or "")
    if not orders:
        return []
    current, _ = select_regelwerk(orders, today)
    ends = [order.gueltig_ab - timedelta(days=1) for order in orders[1:]]
    return [
        Geltung(order, order.gueltig_ab, end, order is current)
        for order, end in zip(orders, [*ends, None], strict=True)
    ]


def houses(today: date) -> list[tuple[Einheit, list[Geltung]]]:
    """Every Dienststelle of today with its orders, by Kürzel; one query."""
    return [(e, geltungen(e, today)) for e in valid_einheiten(today) if e.art == "dienststelle"]


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
        (
            worte.frist_name(rule),
            worte.frist_words(rule, order.schalter),
            f"{rule.regel}, {rule.stelle}",
        )
        for rule in order.frist
        if art in rule.arten
    ]
    wege = [
        (
            f"Stellungnahme, {bezeichnung('weg', weg.name)}",
            worte.weg_words(weg),
            f"{weg.regel}, {weg.stelle}",
        )
        for weg in order.weg
        if art in weg.arten
    ]
    zeichnung = order.zeichnung(art)
    return Zelle(
        fristen=(*fristen, *wege),
        zeichnung=worte.zeichnung_words(zeichnung),
        zeichnung_regel=zeichnung.regel,
        sofortsache=art in order.sofortsachen,
        schritte=_steps(order, art),
    )


def _steps(order: Regelwerk, art: str) -> tuple[tuple[str, str, str, str], ...]:
    werk = load_ablaufwerk(order.id) if order.id in regelwerk_ids() else None
    labels = {schritt.name: schritt.bezeichnung for schritt in (werk.schritt if werk else ())}
    return tuple(
        (ablauf.name, ablauf.bezeichnung, labels[ablauf.schritte[0]], labels[ablauf.schritte[-1]])
        for ablauf in (werk.ablauf if werk else ())
        if art in ablauf.arten
    )


def _moved(plan: Fristplan, vorgang: Vorgang, before: Regelwerk, after: Regelwerk) -> set[str]:
    """Names of the deadlines that the two orders set to different days."""
    kopf = vorgang.__data__
    if kopf["art"] not in after.arten:
        return {frist.name for frist in plan.fristen(kopf, None, before)}
    old, new = _days(plan.fristen(kopf, None, before)), _days_after(plan, kopf, after)
    return {name for name in old.keys() | new.keys() if old.get(name) != new.get(name)}


def _days_after(plan: Fristplan, kopf: Mapping[str, Any], after: Regelwerk) -> dict[str, object]:
    """None where the other order refuses such a case: it lacks the way of a petition."""
    try:
        return _days(plan.fristen(kopf, None, after))
    except RuleViolation:
        return {}


def _days(fristen: tuple[Fristwert, ...]) -> dict[str, object]:
    return {frist.name: (frist.faellig_am, frist.unverzueglich) for frist in fristen}
