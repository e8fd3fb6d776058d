"""From the day a Stellungnahme is due back to the days of its steps."""

from dataclasses import dataclass
from datetime import date

from models.rules.kalender import Kalender, format_day
from models.rules.regelwerk_format import Etappe, Regelwerk


@dataclass(frozen=True)
class Termin:
    """A step and the last day for it. `knapp`: that day lies before the Eingang.

    `rolle` is None for an office outside; `erklaerung` says how the day was counted; `schritte`:
    the steps of the Ablauf that do it.
    """

    bezeichnung: str
    rolle: str | None
    bis: date
    knapp: bool
    regel: str
    erklaerung: str
    schritte: tuple[str, ...] = ()


def plan_backwards(
    regelwerk: Regelwerk, weg: str, faellig: date, *, kalender: Kalender, eingang: date
) -> tuple[Termin, ...]:
    """The steps of this way in their order, each with its last day; empty without a plan.

    Counted in Arbeitstage before `faellig`, so that no step ends on a free day (§ 26 Abs. 5
    SGB X: backwards never means later).
    """
    return tuple(
        _termin(etappe, faellig, kalender, eingang)
        for etappe in regelwerk.rueckwaertsplan
        if weg in etappe.wege
    )


def _termin(etappe: Etappe, faellig: date, kalender: Kalender, eingang: date) -> Termin:
    bis = kalender.subtract_arbeitstage(faellig, etappe.arbeitstage_vorher)
    number = etappe.arbeitstage_vorher
    days = "1 Arbeitstag" if number == 1 else f"{number} Arbeitstage"
    return Termin(
        bezeichnung=etappe.bezeichnung,
        rolle=etappe.rolle,
        bis=bis,
        knapp=bis < eingang,
        regel=etappe.regel,
        erklaerung=f"{days} vor {format_day(faellig)}: {format_day(bis)} (Regel {etappe.regel}).",
        schritte=etappe.schritte,
    )
