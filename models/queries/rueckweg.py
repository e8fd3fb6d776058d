"""A petition's plan backwards from the office's date, with what of it is done."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from models.db import acting_as
from models.queries.fristplan import Fristplan
from models.rules.rechte import SYSTEM
from models.rules.rueckwaertsplan import Termin
from models.rules.zeit import berlin_day
from models.tables import Schritt, Vorgang


@dataclass(frozen=True)
class Planzeile:
    """`erledigt_am` while the step counts; `erneut`: it was done, but a remark sent it back."""

    termin: Termin
    erledigt_am: date | None = None
    erneut: bool = False


def backward_plan_of(vorgang: Vorgang) -> tuple[Planzeile, ...]:
    """The steps of a case in view in their order; empty where no office has set a date."""
    if not (vorgang.weg and vorgang.frist_extern):
        return ()
    with acting_as(SYSTEM):
        plan = Fristplan(vorgang.dienststelle).backward_plan(vorgang.__data__)
        taken = list(Schritt.select().where(Schritt.vorgang == vorgang.id).order_by(Schritt.id))
    return tuple(_line(termin, taken) for termin in plan)


def _line(termin: Termin, taken: Iterable[Schritt]) -> Planzeile:
    own = [schritt for schritt in taken if schritt.name in termin.schritte]
    done = [berlin_day(schritt.getan_am) for schritt in own if schritt.gilt]
    return Planzeile(termin, done[-1] if done else None, erneut=bool(own) and not done)
