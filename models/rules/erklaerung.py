"""How a deadline was counted, in German sentences for the person who has to answer for it."""

from collections.abc import Iterator
from datetime import date, timedelta

from models.rules.kalender import Kalender, days_between, format_day
from models.rules.regelwerk_format import Fristregel, Regelwerk, Weg

_EREIGNIS = {
    "eingang": "Eingang",
    "eingangsbestaetigung": "Versand der Eingangsbestätigung",
}
_EIN_TAG = timedelta(days=1)


def explain_validity(regelwerk: Regelwerk, eingang: date) -> Iterator[str]:
    if eingang < regelwerk.gueltig_ab:
        yield (
            f"Das Regelwerk gilt ab {format_day(regelwerk.gueltig_ab)}; der frühere Eingang wird "
            "nach ihm behandelt."
        )


def explain_start(ab: str, start: date, vorlaeufig: bool) -> Iterator[str]:
    if vorlaeufig:
        yield (
            "Vorläufig: Die Eingangsbestätigung ist noch nicht als versandt vermerkt; "
            "das Ergebnis ist der späteste mögliche Termin."
        )
    event = f"Spätester {_EREIGNIS[ab]}" if vorlaeufig else _EREIGNIS[ab]
    yield (
        f"{event} am {format_day(start)}; dieser Tag zählt nicht mit "
        "(§ 26 Abs. 1 SGB X, § 187 Abs. 1 BGB)."
    )


def explain_count(rule: Fristregel, start: date, ende: date, kalender: Kalender) -> Iterator[str]:
    """Name every day counted or skipped; Kalendertage run through and are named once."""
    if rule.unverzueglich:
        yield "Unverzüglich: ohne schuldhaftes Zögern, hier gezeigt als ein Arbeitstag."
    if rule.arbeitstage is None and not rule.unverzueglich:
        yield _explain_running(rule, start, ende)
        return
    number = 0
    for day in days_between(start, ende):
        reason = kalender.why_no_arbeitstag(day)
        if reason is None:
            number += 1
            yield f"{format_day(day)}: {number}. Arbeitstag."
        else:
            yield f"{format_day(day)}: zählt nicht, {reason}."


def _explain_running(rule: Fristregel, start: date, ende: date) -> str:
    if rule.wochen is not None:
        length = "eine Woche" if rule.wochen == 1 else f"{rule.wochen} Wochen"
        return f"Frist: {length}; sie endet am gleichen Wochentag, {format_day(ende)}."
    return (
        f"Frist: {rule.kalendertage} Kalendertage; sie laufen auch über freie Tage: "
        f"1. Tag {format_day(start + _EIN_TAG)}, {rule.kalendertage}. Tag {format_day(ende)}."
    )


def explain_forward(ende: date, faellig: date, kalender: Kalender) -> Iterator[str]:
    """Each free day skipped after the counted end (§ 26 Abs. 3 SGB X)."""
    day = ende
    while day < faellig:
        yield f"{format_day(day)}: übersprungen, {kalender.why_no_werktag(day)}."
        day += _EIN_TAG
    if faellig > ende:
        yield "Das Ende rückt auf den nächsten Werktag (entsprechend § 26 Abs. 3 SGB X)."
    yield _explain_due(ende, faellig)


def explain_backward(ende: date, faellig: date, kalender: Kalender) -> Iterator[str]:
    """Each free day skipped before the counted end (§ 26 Abs. 5 SGB X)."""
    day = ende
    while day > faellig:
        yield f"{format_day(day)}: übersprungen, {kalender.why_no_arbeitstag(day)}."
        day -= _EIN_TAG
    if faellig < ende:
        yield "Der Termin rückt nie nach hinten, also auf den Arbeitstag davor (§ 26 Abs. 5 SGB X)."
    yield _explain_due(ende, faellig)


def explain_weg(weg: Weg, termin: date, ende: date) -> Iterator[str]:
    yield f"{weg.stelle_extern}: gesetzter Termin {format_day(termin)}."
    if weg.tage_vorher:
        yield (
            f"Spätestens {weg.tage_vorher} Tage davor, rückwärts gezählt ab dem Termin: "
            f"{format_day(ende)}."
        )


def explain_individual(eingang: date, termin: date) -> Iterator[str]:
    yield f"Eingang am {format_day(eingang)}."
    yield f"Es gilt das Datum der Verfahrensdokumentation: {format_day(termin)}."


def explain_content(rule: Fristregel) -> Iterator[str]:
    if rule.individuell is not None:
        yield (
            "Ein Vorschlag: Steht in der Verfahrensdokumentation ein anderes Datum, gilt jenes "
            f"({rule.individuell})."
        )
    if rule.name == "zwischennachricht":
        yield "Die Zwischennachricht nennt Grund, Bearbeitungsstand und das neue Datum."


def explain_source(regel: str, quelle: str) -> Iterator[str]:
    yield f"Regel {regel} ({quelle})."


def _explain_due(ende: date, faellig: date) -> str:
    if ende == faellig:
        return f"Rechnerisches Ende und fällig am {format_day(faellig)}."
    return f"Rechnerisches Ende {format_day(ende)}, fällig am {format_day(faellig)}."
