"""The calendar of a Dienststelle: public holidays of its Land, Arbeitstage, dienstfreie Tage.

Source: design.md section 4. Public holidays decide § 26 Abs. 3 SGB X; dienstfreie Tage only count
against Arbeitstage and reminders.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from models.rules.fehler import RuleViolation
from models.rules.feiertage import GEMEINDEN, KATEGORIEN, LAENDER, feiertage

__all__ = [
    "GEMEINDEN",
    "KATEGORIEN",
    "LAENDER",
    "Kalender",
    "days_between",
    "format_day",
    "parse_zusatz",
]

WOCHENTAGE = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
_KURZ = ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So")
_EIN_TAG = timedelta(days=1)
_MONAT_TAG = re.compile(r"\d\d-\d\d")


def format_day(day: date) -> str:
    """„Do 28.03.2024“."""
    return f"{_KURZ[day.weekday()]} {day:%d.%m.%Y}"


@dataclass(frozen=True)
class Kalender:
    """Which days are free, for whom.

    `land`: one of LAENDER. `gemeinde`: one of GEMEINDEN. `kategorien`: of KATEGORIEN.
    `dienstfrei`: days as "12-24" (every year) or "2026-05-15" (once). `zusaetzlich`: later holidays
    (day, name). A day after `geprueft_bis`, or in a year unknown to holidays: RuleViolation.
    """

    land: str
    gemeinde: str | None = None
    kategorien: tuple[str, ...] = ()
    dienstfrei: tuple[str, ...] = ()
    zusaetzlich: tuple[tuple[date, str], ...] = ()
    geprueft_bis: date | None = None

    def __post_init__(self) -> None:
        _check_place(self)
        for text in self.dienstfrei:
            _check_dienstfrei(text)

    def feiertag(self, day: date) -> str | None:
        """Name of the public holiday on `day`, else None. Raises RuleViolation (see class)."""
        self._check_vouched(day)
        added = dict(self.zusaetzlich)
        return added.get(day) or feiertage(self._place(), day.year).get(day)

    def check_known(self, day: date) -> None:
        """Raise RuleViolation if nobody knows the holidays of that day."""
        self.feiertag(day)

    def is_feiertag(self, day: date) -> bool:
        return self.feiertag(day) is not None

    def is_dienstfrei(self, day: date) -> bool:
        return f"{day:%m-%d}" in self.dienstfrei or day.isoformat() in self.dienstfrei

    def why_no_werktag(self, day: date) -> str | None:
        """„Samstag“, „Sonntag“, „Feiertag: Karfreitag“, or None (§ 26 Abs. 3 SGB X)."""
        name = self.feiertag(day)
        if name is not None:
            return f"Feiertag: {name}"
        return WOCHENTAGE[day.weekday()] if day.weekday() >= 5 else None

    def why_no_arbeitstag(self, day: date) -> str | None:
        """As why_no_werktag, and „dienstfrei“."""
        return self.why_no_werktag(day) or ("dienstfrei" if self.is_dienstfrei(day) else None)

    def is_werktag(self, day: date) -> bool:
        """Neither Saturday, Sunday nor public holiday; dienstfreie Tage are Werktage."""
        return self.why_no_werktag(day) is None

    def is_arbeitstag(self, day: date) -> bool:
        return self.why_no_arbeitstag(day) is None

    def next_werktag(self, day: date) -> date:
        """`day` itself, or the first Werktag after it (§ 26 Abs. 3 SGB X)."""
        while not self.is_werktag(day):
            day += _EIN_TAG
        return day

    def previous_werktag(self, day: date) -> date:
        """`day` itself, or the last Werktag before it."""
        while not self.is_werktag(day):
            day -= _EIN_TAG
        return day

    def previous_arbeitstag(self, day: date) -> date:
        """`day` itself, or the last Arbeitstag before it."""
        while not self.is_arbeitstag(day):
            day -= _EIN_TAG
        return day

    def add_arbeitstage(self, start: date, count: int) -> date:
        """The `count`-th Arbeitstag after `start`, which is not counted itself."""
        day = start
        for _ in range(count):
            day += _EIN_TAG
            while not self.is_arbeitstag(day):
                day += _EIN_TAG
        return day

    def subtract_arbeitstage(self, end: date, count: int) -> date:
        """The `count`-th Arbeitstag before `end`; with 0 the last one up to it."""
        day = self.previous_arbeitstag(end) if count == 0 else end
        for _ in range(count):
            day = self.previous_arbeitstag(day - _EIN_TAG)
        return day

    def count_arbeitstage(self, start: date, end: date) -> int:
        """Arbeitstage after `start` up to and including `end`."""
        return sum(self.is_arbeitstag(day) for day in days_between(start, end))

    def _place(self) -> tuple[str, tuple[str, ...]]:
        return self.gemeinde or self.land, tuple(KATEGORIEN[name] for name in self.kategorien)

    def _check_vouched(self, day: date) -> None:
        if self.geprueft_bis is not None and day > self.geprueft_bis:
            raise RuleViolation(
                f"Der Kalender ist nur bis {self.geprueft_bis:%d.%m.%Y} geprüft; "
                f"{day:%d.%m.%Y} liegt danach. Bitte den Kalender prüfen und verlängern."
            )


def parse_zusatz(text: str) -> tuple[tuple[date, str], ...]:
    """Holidays added by a Dienststelle, one a line: „2027-05-08 Tag der Befreiung“.

    Raises RuleViolation for a line that is no date and name.
    """
    lines = [line.strip() for line in text.replace(";", "\n").splitlines() if line.strip()]
    return tuple(sorted(_parse_added(line) for line in lines))


def _parse_added(line: str) -> tuple[date, str]:
    day, _, name = line.partition(" ")
    try:
        if not name.strip():
            raise ValueError
        return date.fromisoformat(day), name.strip()
    except ValueError:
        raise RuleViolation(
            f"„{line}“ ist kein zusätzlicher Feiertag; schreiben Sie je Zeile Datum und Namen: "
            "08.05.2027 Tag der Befreiung.",
            feld="zusaetzliche_feiertage",
        ) from None


def days_between(start: date, end: date) -> Iterator[date]:
    """Every day after `start` up to and including `end`."""
    for offset in range(1, (end - start).days + 1):
        yield start + timedelta(days=offset)


def _check_place(kalender: Kalender) -> None:
    if kalender.land not in LAENDER:
        raise RuleViolation(
            f"Das Land „{kalender.land}“ gibt es nicht; möglich sind {', '.join(LAENDER)}.",
            feld="land",
        )
    gemeinde = kalender.gemeinde
    if gemeinde is not None and GEMEINDEN.get(gemeinde) != kalender.land:
        raise RuleViolation(
            f"Für die Gemeinde „{gemeinde}“ in {LAENDER[kalender.land]} sind keine eigenen "
            f"Feiertage bekannt; möglich sind {', '.join(GEMEINDEN)}.",
            feld="gemeinde",
        )
    for name in kalender.kategorien:
        if name not in KATEGORIEN:
            raise RuleViolation(
                f"Feiertage der Art „{name}“ gibt es nicht; möglich ist {', '.join(KATEGORIEN)}.",
                feld="kategorien",
            )


def _check_dienstfrei(text: str) -> None:
    # a leap year, so that 29 February may be dienstfrei every year that has one
    full = f"2000-{text}" if _MONAT_TAG.fullmatch(text) else text
    try:
        date.fromisoformat(full)
    except ValueError:
        raise RuleViolation(
            f"„{text}“ ist kein dienstfreier Tag; schreiben Sie 12-24 (24.12.) für jedes Jahr "
            "oder 2026-05-15 (15.05.2026) für einen Tag.",
            feld="dienstfrei",
        ) from None
