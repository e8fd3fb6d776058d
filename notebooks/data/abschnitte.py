"""The spans of a report: its own, the one before, a year earlier, and what of them was recorded."""

from dataclasses import dataclass
from datetime import date, timedelta

from models.rules.fehler import RuleViolation
from notebooks.data.zeitraum import EIN_TAG, Zeitraum, vorjahr, vorperiode


@dataclass(frozen=True)
class Spanne:
    """What figures count in: ISO days, so that they compare with the snapshot's text as it is.

    `tage` is how long it was really watched; `schluss`, its Stichtag, the last day whose events
    count: what is known of a past period stays what it was.
    """

    von: str
    bis: str
    tage: int
    schluss: str


@dataclass(frozen=True)
class Abschnitte:
    """The report's span, the one before it, and the same one a year earlier.

    `stichtag`: last day of the report's span that has been seen; `unfertig`: it has not ended yet;
    `erfasst_seit`: ISO day from which the house records, None where nothing was ever recorded.
    """

    bericht: Spanne
    vor: Spanne
    vorjahr: Spanne
    stichtag: str
    unfertig: bool
    erfasst_seit: str | None = None

    @property
    def vor_erfasst(self) -> bool:
        """Whether recording had begun when the span before did."""
        return erfasst(self.vor.von, self.erfasst_seit)

    @property
    def vorjahr_erfasst(self) -> bool:
        """Whether recording had begun when the same span a year earlier did."""
        return erfasst(self.vorjahr.von, self.erfasst_seit)

    @property
    def vor_tage(self) -> int:
        """Days that counts of the span before are spread over; 0 when they are no fair measure."""
        return self.vor.tage if self.vor_erfasst else 0

    @property
    def grenzen(self) -> tuple[str, ...]:
        """Every day on which a span begins or has just ended, ascending."""
        spannen = (self.bericht, self.vor, self.vorjahr)
        tage = {s.von for s in spannen} | {_danach(s.bis) for s in spannen}
        return tuple(sorted(tage))


def erfasst(von: str, seit: str | None) -> bool:
    """Whether recording had begun when a span began, at the latest within its first month."""
    return seit is not None and seit[:7] <= von[:7]


def _danach(tag: str) -> str:
    return (date.fromisoformat(tag) + EIN_TAG).isoformat()


def check_recorded(zeitraum: Zeitraum, erfasst_seit: str | None) -> None:
    """Raise RuleViolation for a period that was over before anybody recorded."""
    if erfasst_seit is not None and zeitraum.bis.isoformat() < erfasst_seit:
        seit = date.fromisoformat(erfasst_seit)
        satz = (
            f"Dieser Zeitraum ist nicht erfasst: Erfasst wird seit dem {seit:%d.%m.%Y}. Stimmt der "
            "Tag nicht, ändert ihn die Administration bei der Dienststelle („Erfassung seit“)."
        )
        raise RuleViolation(satz, "zeitraum")


def abschnitte(zeitraum: Zeitraum, datenstand: date, erfasst_seit: str | None) -> Abschnitte:
    """Cut the comparison spans to what the report's span has really been watched.

    A half-finished year is compared with the same part of the year before. Each span is told as
    of its own last day, so that the earlier one reads as it was published.
    """
    stichtag = min(zeitraum.bis, datenstand)
    unfertig = datenstand < zeitraum.bis
    tage = max(0, (stichtag - zeitraum.von).days + 1)
    bericht = Spanne(zeitraum.von.isoformat(), zeitraum.bis.isoformat(), tage, stichtag.isoformat())
    vor, jahr = (
        _vergleichsspanne(frueher(zeitraum), tage if unfertig else None)
        for frueher in (vorperiode, vorjahr)
    )
    return Abschnitte(bericht, vor, jahr, stichtag.isoformat(), unfertig, erfasst_seit)


def _vergleichsspanne(zeitraum: Zeitraum, tage: int | None) -> Spanne:
    bis = zeitraum.bis
    if tage is not None:
        bis = min(bis, zeitraum.von + timedelta(days=tage) - EIN_TAG)
    laenge = (bis - zeitraum.von).days + 1
    return Spanne(zeitraum.von.isoformat(), bis.isoformat(), laenge, bis.isoformat())
