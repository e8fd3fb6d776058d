"""The period of a report as people choose and read it; what it means says notebooks.catalogue."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from wtforms.validators import InputRequired

from admin.base.formular import Auswahlfeld, Gruppe, datum, wahl
from admin.base.verzeichnis import Option
from admin.formatters import format_date
from admin.security import anfrage
from models.queries.erfassung import first_recorded
from models.queries.laeufe import years_of_cases
from models.rules.fehler import RuleViolation
from notebooks.catalogue import Zeitraum, check_begun, check_recorded, parse_zeitraum

_MONATE = ("Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September",
           "Oktober", "November", "Dezember")  # fmt: skip
# What stands behind the year in the text of a period, and what it is called.
ABSCHNITTE: tuple[Option, ...] = (
    ("H1", "1. Halbjahr"),
    ("H2", "2. Halbjahr"),
    ("jahr", "ganzes Jahr"),
    *((f"Q{number}", f"{number}. Quartal") for number in range(1, 5)),
    *((f"{number:02d}", name) for number, name in enumerate(_MONATE, 1)),
)
_NAMEN = dict(ABSCHNITTE)


def last_half_year(today: date) -> tuple[int, str]:
    """Year and name of the last half-year that is complete."""
    return (today.year - 1, "H2") if today.month <= 6 else (today.year, "H1")


def in_words(text: str) -> str:
    """„1. Halbjahr 2026“ for 2026-H1; a free span by its days."""
    zeitraum = parse_zeitraum(text)
    if zeitraum.art == "frei":
        return f"{format_date(zeitraum.von)} bis {format_date(zeitraum.bis)}"
    jahr, _, abschnitt = text.partition("-")
    return f"{_NAMEN[abschnitt]} {jahr}" if abschnitt else f"Jahr {jahr}"


def chosen_period(values: Mapping[str, Any], today: date) -> Zeitraum:
    """The period of a posted form; two free days come before year and part.

    Refused here, before anything is asked for, is what the report could only refuse later.

    Raises RuleViolation with the field to mend.
    """
    von, bis = values["von"], values["bis"]
    if (von is None) != (bis is None):
        satz = "Für einen freien Zeitraum bitte beide Tage angeben."
        raise RuleViolation(satz, "bis" if bis is None else "von")
    try:
        zeitraum = parse_zeitraum(f"{von}..{bis}" if von else _text(values))
    except RuleViolation as violation:
        raise RuleViolation(violation.satz, "bis" if von else "jahr") from None
    try:
        check_begun(zeitraum, today)
        check_recorded(zeitraum, first_recorded(values["einheit"]))
    except RuleViolation as violation:
        raise RuleViolation(violation.satz, "von" if von else "jahr") from None
    return zeitraum


def fields_of(text: str) -> dict[str, str]:
    """What the form would post for this period."""
    zeitraum = parse_zeitraum(text)
    if zeitraum.art == "frei":
        return {"von": zeitraum.von.isoformat(), "bis": zeitraum.bis.isoformat()}
    jahr, _, abschnitt = text.partition("-")
    return {"jahr": jahr, "abschnitt": abschnitt or "jahr"}


def _text(values: Mapping[str, Any]) -> str:
    jahr, abschnitt = values["jahr"], values["abschnitt"]
    return jahr if abschnitt == "jahr" else f"{jahr}-{abschnitt}"


def _years() -> list[Option]:
    today = anfrage.today()
    years = {*years_of_cases(today), last_half_year(today)[0]}
    return [(str(year), str(year)) for year in sorted(years, reverse=True)]


GRUPPEN = (
    Gruppe("Zeitraum", (
        ("jahr", Auswahlfeld("Jahr", [InputRequired("Jahr fehlt noch.")], options=_years,
                             default=lambda: str(last_half_year(anfrage.today())[0]))),
        wahl("abschnitt", ABSCHNITTE, label="Abschnitt", pflicht=True,
             default=lambda: last_half_year(anfrage.today())[1]),
    ), hilfe="Vorgeschlagen ist das letzte Halbjahr, das zu Ende ist."),
    Gruppe("Freier Zeitraum statt Jahr und Abschnitt", (
        datum("von", label="Von"),
        datum("bis", label="Bis", hilfe="Beide Tage zählen mit."),
    ), klappt=True),
)  # fmt: skip
