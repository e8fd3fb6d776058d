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


def check_begun(zeitraum: Zeitraum, today: date) -> None:
    """Raise RuleViolation for a period of which nothing has been seen yet."""
    if zeitraum.von > today:
        satz = (
            f"Der Zeitraum beginnt erst am {zeitraum.von:%d.%m.%Y}. Bitte einen wählen, der schon "
            "begonnen hat."
        )
        raise RuleViolation(satz, "zeitraum")


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


def usual_period(von: str, bis: str) -> Zeitraum | None:
    """The year, half-year, quarter or month with these first and last ISO days, if it is one."""
    jahr, monat = int(von[:4]), int(von[5:7])
    for art, monate in MONATE_JE_ART.items():
        zeitraum = _kalender(jahr, art, (monat - 1) // monate + 1)
        if (zeitraum.von.isoformat(), zeitraum.bis.isoformat()) == (von, bis):
            return zeitraum
    return None


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
