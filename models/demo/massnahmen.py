"""Measures over the years of the demonstration: most were checked, some are open, one is late.

Sources: MH-26, BKW-46 (a measure has an owner and a date, and its effect is checked).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from models.actions.massnahmen import Vorhaben, confirm_wirkung, record_massnahme
from models.db import acting_as
from models.demo import texte
from models.demo.besetzung import Besetzung
from models.demo.zugang import previous_workday
from models.rules.rechte import SYSTEM
from models.rules.zeit import BERLIN
from models.tables import Inhalt, Massnahme, Vorgang

Bis = Callable[[datetime], None]


@dataclass(frozen=True)
class Plan:
    """Decided so many days ago, due so many days after, its effect checked so many days ago."""

    tage: int
    frist: int
    geprueft: int | None = None


PLAENE = (
    Plan(660, 42, 600),
    Plan(575, 28, 540),
    Plan(520, 56, 445),
    Plan(462, 42, 410),
    Plan(415, 28, 380),
    Plan(371, 56, 298),
    Plan(325, 42, 270),
    Plan(288, 28, 255),
    Plan(247, 56, 180),
    Plan(204, 42, 133),
    Plan(170, 84),
    Plan(128, 42, 74),
    Plan(92, 49, 26),
    Plan(64, 98),
    Plan(44, 63),
)
"""None is decided in the weeks that are played: there measures come with their step."""


class Massnahmen:
    """Takes the plans into the past of one house, ahead of whatever comes next."""

    def __init__(self, besetzung: Besetzung, heute: date, before: Bis) -> None:
        self._besetzung, self._before = besetzung, before
        decided = [(_moment(heute, plan.tage), nr, False) for nr, plan in enumerate(PLAENE)]
        checked = [
            (_moment(heute, plan.geprueft), nr, True)
            for nr, plan in enumerate(PLAENE)
            if plan.geprueft is not None
        ]
        self._rest = sorted(decided + checked)
        self._ids: dict[int, int] = {}

    def until(self, moment: datetime) -> None:
        """Whatever is planned by then, and everything else that was before it."""
        while self._rest and self._rest[0][0] <= moment:
            now, nr, is_check = self._rest.pop(0)
            self._before(now)
            (self._check if is_check else self._decide)(nr, now)
        self._before(moment)

    def _decide(self, nr: int, now: datetime) -> None:
        vorgang = _latest(now.date())
        if vorgang is None:
            return
        with acting_as(SYSTEM):
            told = Inhalt.get(Inhalt.vorgang == vorgang.id).massnahme
        vorhaben = Vorhaben(
            text=told or texte.MASSNAHME[nr % len(texte.MASSNAHME)],
            verantwortlich=vorgang.ergebnis_von_id,
            termin=now.date() + timedelta(days=PLAENE[nr].frist),
        )
        leader = self._besetzung.akteur(vorgang.ergebnis_von_id, now)
        row = record_massnahme(by=leader, now=now, vorgang_id=vorgang.id, vorhaben=vorhaben)
        self._ids[nr] = row.id

    def _check(self, nr: int, now: datetime) -> None:
        if nr not in self._ids:
            return
        with acting_as(SYSTEM):
            row = Massnahme.get_by_id(self._ids[nr])
        leader = self._besetzung.akteur(row.verantwortlich_id, now)
        confirm_wirkung(
            by=leader, now=now, massnahme_id=row.id, version=row.version, geprueft_am=now.date()
        )


def _latest(day: date) -> Vorgang | None:
    """The complaint found justified last, by a leader whom it does not mean."""
    decided = Massnahme.select(Massnahme.vorgang)
    with acting_as(SYSTEM):
        found: Vorgang | None = (
            Vorgang.select()
            .where(
                Vorgang.ergebnisart == "begruendet",
                Vorgang.ergebnis_am <= day,
                Vorgang.ergebnis_von.is_null(False),
                Vorgang.befangenheit.is_null(),
                Vorgang.id.not_in(decided),
            )
            .order_by(Vorgang.ergebnis_am.desc(), Vorgang.id)
            .first()
        )
    return found


def _moment(heute: date, tage: int) -> datetime:
    day = previous_workday(heute - timedelta(days=tage))
    return datetime.combine(day, time(14, 20), BERLIN).astimezone(UTC)
