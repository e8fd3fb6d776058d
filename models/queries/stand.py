"""Where a case stands, for its page: who has it, what comes next, which way it went so far."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from models.db import acting_as
from models.queries.zustaendige import Blick, role_holders
from models.queries.zustand import Fall, load_fall
from models.rules.ablauf import ERFASST, next_steps, whose_turn
from models.rules.ablauf_angebot import Angebot, open_steps
from models.rules.ablauf_stationen import stations
from models.rules.rechte import SYSTEM, Akteur
from models.rules.zeit import berlin_day
from models.rules.zustaendig import VERANTWORTLICH, person_in
from models.tables import Konto, Schritt, Vorgang

EINHEITSROLLEN: dict[str, str] = {"tl": "team", "bl": "bereich", "bearbeitung": "team"}
"""Roles that people name together with the unit: „Teamleitung 501“."""


@dataclass(frozen=True)
class Liegt:
    """With whom an open case lies.

    `schritt` is what she has to do, `rolle` her office in words, `einheit_art` the kind of unit
    it belongs to (None: the house), `personen` the names of who holds it, deputies included,
    `konten` their ids.
    """

    schritt: str
    rolle: str
    einheit_art: str | None
    personen: tuple[str, ...]
    konten: frozenset[int]


@dataclass(frozen=True)
class Wegmarke:
    """A state on the way of a case; `lage` as in ablauf_stationen, `am` the day it was reached."""

    status: str
    lage: str
    am: date | None


@dataclass(frozen=True)
class Stand:
    """`angebote` as in queries.schritte; `liegt` None where nobody is waited for; `weg` empty
    where the case has no steps (an Abgabefall); `schrittnamen`: every step of its Ablauf."""

    angebote: tuple[Angebot, ...] = ()
    liegt: Liegt | None = None
    weg: tuple[Wegmarke, ...] = ()
    schrittnamen: frozenset[str] = frozenset()


def load_stand(vorgang: Vorgang, akteur: Akteur, today: date) -> Stand:
    """How a case in view stands; everything about its steps in one reading."""
    fall = load_fall(vorgang)
    if fall is None:
        return Stand()
    person = person_in(akteur, vorgang.einheit_id, fall.betroffene)
    return Stand(
        angebote=tuple(open_steps(fall.plan, fall.zustand, person)),
        liegt=_liegt(vorgang, fall, today),
        weg=tuple(_way(vorgang, fall)),
        schrittnamen=frozenset(schritt.name for schritt in fall.plan.schritte),
    )


def _liegt(vorgang: Vorgang, fall: Fall, today: date) -> Liegt | None:
    schritt = next(next_steps(fall.plan, fall.zustand), None)
    if schritt is None or vorgang.abschluss_am is not None:
        return None
    rollen = whose_turn(fall.plan, fall.zustand, schritt).rollen
    if not rollen:
        return None
    rolle = rollen[0]
    blick = Blick(
        vorgang, today, fall.zustand.befangen, fall.betroffene, ersatz=fall.plan.ersatz
    )  # fmt: skip
    name = "Bearbeitung" if rolle == VERANTWORTLICH else fall.plan.namen.get(rolle, rolle)
    people = list(blick.people([rolle]))
    return Liegt(
        schritt=schritt.bezeichnung,
        rolle=name,
        einheit_art=EINHEITSROLLEN.get(rolle),
        personen=_names(people, _deputies(rolle, vorgang, today)),
        konten=frozenset(konto.id for konto in people),
    )


def _names(people: Iterable[Konto], deputies: frozenset[int]) -> tuple[str, ...]:
    """First who holds the office, then who stands in and says so."""
    ordered = sorted(people, key=lambda konto: konto.id in deputies)
    return tuple(
        f"{konto.name} (in Vertretung)" if konto.id in deputies else konto.name for konto in ordered
    )


def _deputies(rolle: str, vorgang: Vorgang, today: date) -> frozenset[int]:
    """Accounts that hold this role here only for somebody else."""
    holders = role_holders(rolle, vorgang.einheit_id, today)
    own = {holder.konto.id for holder in holders if holder.vertritt is None}
    return frozenset(holder.konto.id for holder in holders) - own


def _way(vorgang: Vorgang, fall: Fall) -> Iterable[Wegmarke]:
    days = _days(vorgang)
    for station in stations(fall.plan, fall.zustand):
        marks = (_mark(vorgang, fall, name) for name in station.schritte)
        own = [days.get(name) or mark for name, mark in zip(station.schritte, marks, strict=True)]
        first = berlin_day(vorgang.erfasst_am) if station.status == ERFASST else None
        yield Wegmarke(station.status, station.lage, next(filter(None, reversed(own)), first))


def _days(vorgang: Vorgang) -> dict[str, date]:
    """The day of each step that counts. Those inferred at the first step here have none."""
    with acting_as(SYSTEM):
        rows = Schritt.select().where(Schritt.vorgang == vorgang.id, Schritt.gilt)
        return {
            row.name: berlin_day(row.getan_am)
            for row in rows.order_by(Schritt.id)
            if row.getan_von_id is not None
        }


def _mark(vorgang: Vorgang, fall: Fall, name: str) -> date | None:
    """The day that the step left in the head: of cases from elsewhere there is nothing else."""
    schritt = fall.plan.schritt(name)
    value = vorgang.__data__.get(schritt.zeichen) if schritt and schritt.zeichen else None
    if isinstance(value, datetime):
        return berlin_day(value)
    return value if isinstance(value, date) else None
