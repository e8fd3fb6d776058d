"""Each Dienststelle: calendar and retention."""

from collections.abc import Iterator
from datetime import date

from admin.cli.befunde.befund import Befund, Lage
from models.db import acting_as
from models.queries.einheiten import valid_einheiten
from models.rules.fehler import RuleViolation
from models.rules.kalender import Kalender
from models.rules.rechte import SYSTEM
from models.tables import Einheit


def examine_dienststellen(lage: Lage) -> Iterator[Befund]:
    """What each Dienststelle must have settled."""
    with acting_as(SYSTEM):
        houses = [e for e in valid_einheiten(lage.heute) if e.art == "dienststelle"]
    if not houses:
        how = "python -m admin einrichten (oder, zum Ausprobieren, python -m admin demo)."
        yield Befund("Dienststelle", False, "noch keine eingerichtet", how)
    for house in houses:
        yield _calendar(house, lage.heute)
        yield _retention(house)


def _calendar(house: Einheit, today: date) -> Befund:
    """Deadlines of the next months must not run into an unchecked year."""
    was, until = f"Kalender {house.kuerzel}", house.kalender_geprueft_bis
    how = f"In der Anwendung bei {house.kuerzel} „Kalender geprüft bis“ prüfen und verlängern."
    try:
        Kalender(house.land, gemeinde=house.gemeinde).feiertag(date(today.year + 1, 12, 31))
    except RuleViolation as violation:
        return Befund(was, False, violation.satz, "Das Paket holidays aktualisieren.")
    if until is None:
        return Befund(was, False, "von niemandem geprüft", how)
    enough = until >= date(today.year, 12, 31) and (until - today).days >= 90
    return Befund(was, enough, f"geprüft bis {until:%d.%m.%Y}", how)


def _retention(house: Einheit) -> Befund:
    years = house.aufbewahrung_jahre
    return Befund(
        f"Aufbewahrung {house.kuerzel}",
        years is not None,
        f"{years} Jahre" if years else "nicht festgelegt",
        "In der Anwendung festlegen; vorgeschlagen sind 2 Jahre.",
    )
