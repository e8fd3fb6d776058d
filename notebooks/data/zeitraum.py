"""Periods of a report: parsing, the period before, and what of it can already be known."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from models.rules.fehler import RuleViolation

EIN_TAG = timedelta(days=1)
FORMEN = "2026, 2026-H1, 2026-Q1, 2026-03 oder 2026-01-01..2026-03-15"
JAHRE = range(1970, 2101)
MONATE_JE_ART = {"jahr": 12, "halbjahr": 6, "quartal": 3, "monat": 1}
# What stands behind the year, and which kind of period it names.
MUSTER = (
    (re.compile(r"([0-9]{4})"), "jahr"),
    (re.compile(r"([0-9]{4})-H([12])"), "halbjahr"),
    (re.compile(r"([0-9]{4})-Q([1-4])"), "quartal"),
    (re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])"), "monat"),
)
FREI = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})\.\.([0-9]{4}-[0-9]{2}-[0-9]{2})")


@dataclass(frozen=True)
class Zeitraum:
    """A period, both days included; `art` is jahr, halbjahr, quartal, monat or frei."""

    text: str
    von: date
    bis: date
    art: str

    @property
    def tage(self) -> int:
        """Length in days."""
        return (self.bis - self.von).days + 1

    @property
    def ordner(self) -> str:
        """The text as a folder name: without the two dots of a free range."""
        return self.text.replace("..", "_")


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
    `vor_erfasst`: recording had begun when the span before did.
    """

    bericht: Spanne
    vor: Spanne
    vorjahr: Spanne
    stichtag: str
    unfertig: bool
    vor_erfasst: bool = True

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


def erfasst(von: str, erster_eingang: str | None) -> bool:
    """Whether recording had begun when a span began, at the latest within its first month."""
    return erster_eingang is not None and erster_eingang[:7] <= von[:7]


def _danach(tag: str) -> str:
    return (date.fromisoformat(tag) + EIN_TAG).isoformat()


def parse_zeitraum(text: str) -> Zeitraum:
    """Read `2026`, `2026-H1`, `2026-Q1`, `2026-03` or `VON..BIS`; RuleViolation for all else."""
    text = text.strip()
    if frei := FREI.fullmatch(text):
        return _frei(*frei.groups())
    for muster, art in MUSTER:
        if treffer := muster.fullmatch(text):
            jahr, *nummer = (int(teil) for teil in treffer.groups())
            _check_jahr(jahr)
            return _kalender(jahr, art, nummer[0] if nummer else 1)
    raise RuleViolation(
        f"Der Zeitraum „{text}“ ist nicht lesbar. Möglich sind {FORMEN}.", "zeitraum"
    )


def _frei(von_text: str, bis_text: str) -> Zeitraum:
    try:
        von, bis = date.fromisoformat(von_text), date.fromisoformat(bis_text)
    except ValueError:
        satz = f"Im Zeitraum „{von_text}..{bis_text}“ steht ein Tag, den es nicht gibt."
        raise RuleViolation(satz, "zeitraum") from None
    for tag in (von, bis):
        _check_jahr(tag.year)
    if bis < von:
        satz = f"Der Zeitraum endet am {bis:%d.%m.%Y}, bevor er am {von:%d.%m.%Y} beginnt."
        raise RuleViolation(satz, "zeitraum")
    return Zeitraum(f"{von.isoformat()}..{bis.isoformat()}", von, bis, "frei")


def _check_jahr(jahr: int) -> None:
    if jahr not in JAHRE:
        satz = f"Das Jahr {jahr} liegt außerhalb von {JAHRE[0]} bis {JAHRE[-1]}."
        raise RuleViolation(satz, "zeitraum")


def _kalender(jahr: int, art: str, nummer: int) -> Zeitraum:
    """The `nummer`-th year, half-year, quarter or month of `jahr`, counted from 1."""
    monate = MONATE_JE_ART[art]
    erster, letzter = (nummer - 1) * monate + 1, nummer * monate
    bis = date(jahr, letzter, monthrange(jahr, letzter)[1])
    return Zeitraum(_text(jahr, art, nummer), date(jahr, erster, 1), bis, art)


def _text(jahr: int, art: str, nummer: int) -> str:
    zusatz = {"jahr": "", "halbjahr": f"-H{nummer}", "quartal": f"-Q{nummer}"}
    return f"{jahr:04d}{zusatz.get(art, f'-{nummer:02d}')}"


def vorperiode(zeitraum: Zeitraum) -> Zeitraum:
    """The period of the same kind that ends the day before.

    A free one has the same length: as many whole months, or as many days.
    """
    ende = zeitraum.von - EIN_TAG
    if zeitraum.art == "frei":
        monate = _ganze_monate(zeitraum)
        von = (
            _monate_davor(zeitraum.von, monate)
            if monate
            else zeitraum.von - timedelta(days=zeitraum.tage)
        )
        return Zeitraum(f"{von.isoformat()}..{ende.isoformat()}", von, ende, "frei")
    nummer = (ende.month - 1) // MONATE_JE_ART[zeitraum.art] + 1
    return _kalender(ende.year, zeitraum.art, nummer)


def _ganze_monate(zeitraum: Zeitraum) -> int:
    """How many calendar months it is made of; 0 when it cuts into one."""
    von, bis = zeitraum.von, zeitraum.bis
    if von.day != 1 or (bis + EIN_TAG).day != 1:
        return 0
    return (bis.year - von.year) * 12 + bis.month - von.month + 1


def _monate_davor(erster: date, monate: int) -> date:
    jahr, monat = divmod(erster.year * 12 + erster.month - 1 - monate, 12)
    return date(jahr, monat + 1, 1)


def vorjahr(zeitraum: Zeitraum) -> Zeitraum:
    """The same period one year earlier; 29 February becomes the 28th."""
    if zeitraum.art != "frei":
        nummer = (zeitraum.von.month - 1) // MONATE_JE_ART[zeitraum.art] + 1
        return _kalender(zeitraum.von.year - 1, zeitraum.art, nummer)
    von, bis = (_ein_jahr_vor(tag) for tag in (zeitraum.von, zeitraum.bis))
    return Zeitraum(f"{von.isoformat()}..{bis.isoformat()}", von, bis, "frei")


def _ein_jahr_vor(tag: date) -> date:
    tag_im_monat = min(tag.day, monthrange(tag.year - 1, tag.month)[1])
    return tag.replace(year=tag.year - 1, day=tag_im_monat)


def abschnitte(zeitraum: Zeitraum, datenstand: date, erster_eingang: str | None) -> Abschnitte:
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
    gab_es = erfasst(vor.von, erster_eingang)
    return Abschnitte(bericht, vor, jahr, stichtag.isoformat(), unfertig, gab_es)


def _vergleichsspanne(zeitraum: Zeitraum, tage: int | None) -> Spanne:
    bis = zeitraum.bis
    if tage is not None:
        bis = min(bis, zeitraum.von + timedelta(days=tage) - EIN_TAG)
    laenge = (bis - zeitraum.von).days + 1
    return Spanne(zeitraum.von.isoformat(), bis.isoformat(), laenge, bis.isoformat())
