"""Deadlines of a Vorgang, each with its way of counting, day by day.

Source: design.md section 4. The day of the event is not counted (§ 26 Abs. 1 SGB X, § 187 Abs. 1
BGB); an end of Kalendertage on a free day moves on (§ 26 Abs. 3 SGB X), a date set from outside
and a backward count never move to a later day (§ 26 Abs. 5 SGB X).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from models.rules import erklaerung
from models.rules.codes import bezeichnung
from models.rules.fehler import RuleViolation
from models.rules.kalender import Kalender
from models.rules.regelwerk_format import Fristregel, Regelwerk, Weg

GELB_NACH = 1
ROT_NACH = 3


@dataclass(frozen=True)
class Fristanlass:
    """What is known about a Vorgang when its deadlines are computed.

    `eb_versandt`: day the Eingangsbestätigung went out. `weg` and `frist_extern`: way of a
    Petition or Eingabe and the date its office set. `individuell`: the date of the
    Verfahrensdokumentation. `schalter`: names of switches that are on; None: as the Regelwerk
    proposes. `kalender`: None: the plain one of the Regelwerk's Land.
    """

    art: str
    eingang: date
    eingangsweg: str = "schriftlich"
    kalender: Kalender | None = None
    eb_versandt: date | None = None
    weg: str | None = None
    frist_extern: date | None = None
    individuell: date | None = None
    schalter: frozenset[str] | None = None


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
    _check(regelwerk, anlass)
    kalender = anlass.kalender or default_kalender(regelwerk)
    kalender.check_known(anlass.eingang)
    lauf = _Lauf(regelwerk, anlass, kalender)
    ways = [weg for weg in regelwerk.weg if anlass.art in weg.arten]
    if ways:
        return (*_fristen(lauf), _stellungnahme(lauf, *_chosen(ways, anlass)))
    return tuple(_fristen(lauf))


def default_kalender(regelwerk: Regelwerk) -> Kalender:
    """The calendar of the Regelwerk's Land without anything of a Dienststelle."""
    if regelwerk.land is None:
        raise RuleViolation(
            f"Das Regelwerk „{regelwerk.id}“ gilt in jedem Land; bitte das Land angeben.",
            feld="land",
        )
    return Kalender(regelwerk.land)


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


def _check(regelwerk: Regelwerk, anlass: Fristanlass) -> None:
    if anlass.art not in regelwerk.arten:
        raise RuleViolation(
            f"Das Regelwerk „{regelwerk.id}“ kennt die Art „{anlass.art}“ nicht; "
            f"möglich sind {', '.join(regelwerk.arten)}.",
            feld="art",
        )
    if anlass.eb_versandt is not None and anlass.eb_versandt < anlass.eingang:
        raise RuleViolation(
            "Die Eingangsbestätigung kann nicht vor dem Eingang versandt worden sein.", feld="eb_am"
        )
    if anlass.individuell is not None:
        _check_individual(regelwerk, anlass, anlass.individuell)
    if anlass.frist_extern is None and anlass.weg is None:
        return
    if not any(anlass.art in weg.arten for weg in regelwerk.weg):
        label = bezeichnung("art", anlass.art)
        raise RuleViolation(
            f"Eine extern gesetzte Frist und ein Weg passen nicht zur Art „{label}“, "
            "nur zu Petition und Eingabe.",
            feld="frist_extern",
        )


def _check_individual(regelwerk: Regelwerk, anlass: Fristanlass, termin: date) -> None:
    rules = [rule for rule in regelwerk.frist if rule.covers(anlass.art, anlass.eingangsweg)]
    if not any(rule.individuell for rule in rules):
        raise RuleViolation(
            f"Das Regelwerk „{regelwerk.id}“ kennt hier kein eigenes Datum je Vorgang.",
            feld="frist_am",
        )
    if termin < anlass.eingang:
        raise RuleViolation("Die Frist kann nicht vor dem Eingang liegen.", feld="frist_am")


def _chosen(ways: list[Weg], anlass: Fristanlass) -> tuple[Weg, date]:
    names = ", ".join(weg.name for weg in ways)
    label = bezeichnung("art", anlass.art)
    if anlass.weg is None or anlass.frist_extern is None:
        missing = {
            f"den Weg ({names})": anlass.weg,
            "das Datum, das die Stelle gesetzt hat,": anlass.frist_extern,
        }
        parts = " und ".join(text for text, value in missing.items() if value is None)
        raise RuleViolation(
            f"Die Art „{label}“ hat keine eigene Frist; bitte {parts} angeben.",
            feld="weg" if anlass.weg is None else "frist_extern",
        )
    for weg in ways:
        if weg.name == anlass.weg:
            return weg, anlass.frist_extern
    raise RuleViolation(
        f"Den Weg „{anlass.weg}“ gibt es hier für die Art „{label}“ nicht; möglich sind {names}.",
        feld="weg",
    )


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
