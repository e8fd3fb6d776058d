"""Where cases stand today: the named choices that lists offer and the desk counts."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from peewee import Case, Expression

from models.rules.puenktlichkeit import first_reply_suffices
from models.rules.rollen import DAB
from models.tables import Vorgang

WOCHE = timedelta(days=7)


@dataclass(frozen=True)
class Lage:
    """A choice of cases. `term` gives its WHERE term on a day; `dringend` is said in red."""

    name: str
    label: str
    term: Callable[[date], Expression]
    dringend: bool = False


def _open(today: date) -> Expression:
    return Vorgang.abschluss_am.is_null()


def unanswered() -> Expression:
    """Not answered yet, as the case's order counts (models.rules.puenktlichkeit)."""
    first = first_reply_suffices()
    measure = Case(
        None, [(Vorgang.regelwerk << first, Vorgang.frist_gehalten)], Vorgang.abschliessend_gehalten
    )
    return measure.is_null()


def _unanswered(today: date) -> Expression:
    return _open(today) & unanswered()


def _overdue(today: date) -> Expression:
    return _unanswered(today) & (Vorgang.frist_am < today)


def _due_today(today: date) -> Expression:
    return _unanswered(today) & (Vorgang.frist_am == today)


def _due_soon(today: date) -> Expression:
    soon = (Vorgang.frist_am > today) & (Vorgang.frist_am <= today + WOCHE)
    return _unanswered(today) & soon


def _not_forwarded(today: date) -> Expression:
    return _open(today) & Vorgang.zugeleitet_am.is_null() & (Vorgang.art != DAB)


def _urgent(today: date) -> Expression:
    # answered, it is no longer a matter of hours: it waits for whoever has to close it
    # what brings somebody into need or danger means acting at once, too (MV-08)
    return _unanswered(today) & (Vorgang.prioritaet << ("sofort", "erheblich"))


def _closed(today: date) -> Expression:
    return Vorgang.abschluss_am.is_null(False)


LAGEN: tuple[Lage, ...] = (
    Lage("ueberfaellig", "Überfällig", _overdue, dringend=True),
    Lage("heute", "Heute fällig", _due_today, dringend=True),
    Lage("woche", "In 7 Tagen fällig", _due_soon),
    Lage("sofort", "Sofort handeln", _urgent),
    Lage("zuzuleiten", "Noch nicht zugeleitet", _not_forwarded),
    Lage("offen", "Alle offenen", _open),
    Lage("beendet", "Beendet", _closed),
)
