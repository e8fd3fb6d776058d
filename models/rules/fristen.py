"""Deadlines of a Vorgang, each with its way of counting, day by day.

Source: design.md section 4. The day of the event is not counted (§ 26 Abs. 1 SGB X, § 187 Abs. 1
BGB); an end of Kalendertage on a free day moves on (§ 26 Abs. 3 SGB X), a date set from outside
and a backward count never move to a later day (§ 26 Abs. 5 SGB X).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from models.rules import erklaerung
from models.rules.fehler import RuleViolation
from models.rules.fristanlass import Fristanlass, check_anlass, choose_weg
from models.rules.kalender import Kalender
from models.rules.regelwerk_format import Fristregel, Regelwerk, Weg

__all__ = ["Frist", "Fristanlass", "ampel_unverzueglich", "compute_fristen", "default_kalender"]

GELB_NACH = 1
ROT_NACH = 3


@dataclass(frozen=True)
class Frist:
    """One deadline. `ende_rechnerisch` is counted, `faellig_am` moved off free days.

    `start`: the event, or for a date set from outside that date. `vorlaeufig`: the clock has not
    started yet, this is the latest date. `unverzueglich`: a signal, never „nicht in Frist“.
    """

    name: str
    start: date
    ende_rechnerisch: date
    faellig_am: date
    regel: str
    quelle: str
    erklaerung: tuple[str, ...] = field(repr=False)
    vorlaeufig: bool = False
    unverzueglich: bool = False


def compute_fristen(regelwerk: Regelwerk, anlass: Fristanlass) -> tuple[Frist, ...]:
    """Every deadline of such a Vorgang, in the order of the Regelwerk; empty if it names none.

    Raises RuleViolation for an Art or way the Regelwerk does not know, for a Petition or Eingabe
    without way and date, for a missing Land and for days no calendar vouches for.
    """
    check_anlass(regelwerk, anlass)
    kalender = anlass.kalender or default_kalender(regelwerk)
    kalender.check_known(anlass.eingang)
    lauf = _Lauf(regelwerk, anlass, kalender)
    ways = [weg for weg in regelwerk.weg if anlass.art in weg.arten]
    if ways:
        return (*_fristen(lauf), _stellungnahme(lauf, *choose_weg(ways, anlass)))
    return tuple(_fristen(lauf))


def default_kalender(regelwerk: Regelwerk) -> Kalender:
    """The calendar of the Regelwerk's Land and Gemeinde without anything of a Dienststelle."""
    if regelwerk.land is None:
        raise RuleViolation(
            f"Das Regelwerk „{regelwerk.id}“ gilt in jedem Land; bitte das Land angeben.",
            feld="land",
        )
    return Kalender(regelwerk.land, regelwerk.gemeinde, regelwerk.feiertagsarten)


def ampel_unverzueglich(start: date, today: date, kalender: Kalender) -> str:
    """„gruen“, „gelb“ once one Arbeitstag has passed since `start`, „rot“ after three.

    A signal for the desk, no measure: „unverzüglich“ is never counted as late (design.md 4).
    """
    passed = kalender.count_arbeitstage(start, today - timedelta(days=1))
    if passed >= ROT_NACH:
        return "rot"
    return "gelb" if passed >= GELB_NACH else "gruen"


@dataclass(frozen=True)
class _Lauf:
    regelwerk: Regelwerk
    anlass: Fristanlass
    kalender: Kalender

    def quelle(self, stelle: str) -> str:
        return f"{self.regelwerk.papier}, {stelle}"


def _fristen(lauf: _Lauf) -> Iterator[Frist]:
    regelwerk, anlass = lauf.regelwerk, lauf.anlass
    on = regelwerk.schalter_vorgabe() if anlass.schalter is None else anlass.schalter
    eingangsbestaetigung: Frist | None = None
    rules = [rule for rule in regelwerk.frist if rule.covers(anlass.art, anlass.eingangsweg)]
    # the Eingangsbestätigung may start the clock of the others
    for rule in sorted(rules, key=lambda rule: rule.name != "eingangsbestaetigung"):
        if rule.schalter is not None and rule.schalter not in on:
            continue
        frist = _frist(lauf, rule, eingangsbestaetigung)
        if frist.name == "eingangsbestaetigung":
            eingangsbestaetigung = frist
        yield frist


def _frist(lauf: _Lauf, rule: Fristregel, eingangsbestaetigung: Frist | None) -> Frist:
    if rule.individuell is not None and lauf.anlass.individuell is not None:
        return _individual(lauf, rule, rule.individuell, lauf.anlass.individuell)
    start, vorlaeufig = _start(lauf.anlass, rule, eingangsbestaetigung)
    ende = _end(rule, start, lauf.kalender)
    moves = not (rule.arbeitstage or rule.unverzueglich)
    faellig = lauf.kalender.next_werktag(ende) if moves else ende
    return Frist(
        name=rule.name,
        start=start,
        ende_rechnerisch=ende,
        faellig_am=faellig,
        regel=rule.regel,
        quelle=lauf.quelle(rule.stelle),
        erklaerung=(
            *erklaerung.explain_validity(lauf.regelwerk, lauf.anlass.eingang),
            *erklaerung.explain_start(rule.ab, start, vorlaeufig),
            *erklaerung.explain_count(rule, start, ende, lauf.kalender),
            *erklaerung.explain_forward(ende, faellig, lauf.kalender),
            *erklaerung.explain_content(rule),
            *erklaerung.explain_source(rule.regel, lauf.quelle(rule.stelle)),
        ),
        vorlaeufig=vorlaeufig,
        unverzueglich=rule.unverzueglich,
    )


def _start(
    anlass: Fristanlass, rule: Fristregel, eingangsbestaetigung: Frist | None
) -> tuple[date, bool]:
    """The day the clock starts, and whether it is only the latest possible one (BS-23)."""
    if rule.ab == "eingang":
        return anlass.eingang, False
    if anlass.eb_versandt is not None:
        return anlass.eb_versandt, False
    if eingangsbestaetigung is None:
        # a checked Regelwerk has an Eingangsbestätigung wherever a clock starts with it
        raise RuleViolation("Ohne Eingangsbestätigung beginnt diese Frist nicht.", feld="eb_am")
    return eingangsbestaetigung.faellig_am, True


def _end(rule: Fristregel, start: date, kalender: Kalender) -> date:
    if rule.unverzueglich:
        return kalender.add_arbeitstage(start, 1)
    if rule.arbeitstage is not None:
        return kalender.add_arbeitstage(start, rule.arbeitstage)
    return start + timedelta(days=rule.kalendertage or 0, weeks=rule.wochen or 0)


def _individual(lauf: _Lauf, rule: Fristregel, regel: str, termin: date) -> Frist:
    """The date of the Verfahrensdokumentation; a date, so it never moves to a later day."""
    faellig = lauf.kalender.previous_arbeitstag(termin)
    quelle = lauf.quelle(rule.stelle)
    return Frist(
        name=rule.name,
        start=lauf.anlass.eingang,
        ende_rechnerisch=termin,
        faellig_am=faellig,
        regel=regel,
        quelle=quelle,
        erklaerung=(
            *erklaerung.explain_validity(lauf.regelwerk, lauf.anlass.eingang),
            *erklaerung.explain_individual(lauf.anlass.eingang, termin),
            *erklaerung.explain_backward(termin, faellig, lauf.kalender),
            *erklaerung.explain_source(regel, quelle),
        ),
    )


def _stellungnahme(lauf: _Lauf, weg: Weg, termin: date) -> Frist:
    lauf.kalender.check_known(termin)
    ende = termin - timedelta(days=weg.tage_vorher)
    faellig = lauf.kalender.previous_arbeitstag(ende)
    quelle = lauf.quelle(weg.stelle)
    return Frist(
        name="stellungnahme",
        start=termin,
        ende_rechnerisch=ende,
        faellig_am=faellig,
        regel=weg.regel,
        quelle=quelle,
        erklaerung=(
            *erklaerung.explain_validity(lauf.regelwerk, lauf.anlass.eingang),
            *erklaerung.explain_weg(weg, termin, ende),
            *erklaerung.explain_backward(ende, faellig, lauf.kalender),
            *erklaerung.explain_source(weg.regel, quelle),
        ),
    )
