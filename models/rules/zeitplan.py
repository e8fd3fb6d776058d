"""When a report is due: rhythm, day of the following month and local time, as moments in UTC.

„halbjährlich, am 15. des Folgemonats, 06:00 Uhr (Europe/Berlin)“. Source: MH-80, MH-83, BKW-44.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from itertools import islice

from models.rules.fehler import RuleViolation
from models.rules.zeit import BERLIN, berlin_day


class Rhythmus(StrEnum):
    """How often; the value is what the house says."""

    MONATLICH = "monatlich"
    VIERTELJAEHRLICH = "vierteljährlich"
    HALBJAEHRLICH = "halbjährlich"
    JAEHRLICH = "jährlich"


class Nachholen(StrEnum):
    """What becomes of occurrences that nobody saw, because KRM stood still."""

    LETZTER = "letzter"
    ALLE = "alle"
    KEINER = "keiner"


NACHHOLEN: dict[Nachholen, str] = {
    Nachholen.LETZTER: "nur den letzten versäumten Termin nachholen",
    Nachholen.ALLE: "alle versäumten Termine nachholen",
    Nachholen.KEINER: "nichts nachholen",
}
VERSPAETET = timedelta(hours=2)
"""An occurrence seen later than this after its moment counts as missed."""
_MONATE = {
    Rhythmus.MONATLICH: 1,
    Rhythmus.VIERTELJAEHRLICH: 3,
    Rhythmus.HALBJAEHRLICH: 6,
    Rhythmus.JAEHRLICH: 12,
}
_LETZTER_TAG = 28
_JAHRE = range(2000, 2200)


@dataclass(frozen=True)
class Takt:
    """`tag`: day (1 to 28) of the month after the period; `uhrzeit`: local time in Berlin."""

    rhythmus: Rhythmus
    tag: int
    uhrzeit: time


@dataclass(frozen=True)
class Termin:
    """One occurrence: `faellig_am` in UTC, and the finished period that the report is about."""

    faellig_am: datetime
    zeitraum: str
    von: date
    bis: date


def make_takt(rhythmus: str, tag: int, uhrzeit: str) -> Takt:
    """The beat from typed values. Raises RuleViolation with the field."""
    if rhythmus not in list(Rhythmus):
        raise RuleViolation("Bitte wählen Sie einen Rhythmus.", "rhythmus")
    if not 1 <= tag <= _LETZTER_TAG:
        satz = f"Bitte einen Tag von 1 bis {_LETZTER_TAG} wählen, den es in jedem Monat gibt."
        raise RuleViolation(satz, "tag")
    return Takt(Rhythmus(rhythmus), tag, _read_time(uhrzeit.strip()))


def _read_time(text: str) -> time:
    if re.fullmatch(r"[0-9]{1,2}:[0-9]{2}", text):
        with suppress(ValueError):
            return time.fromisoformat(text.zfill(5))
    raise RuleViolation("Bitte die Uhrzeit als 06:00 angeben.", "uhrzeit")


def in_words(takt: Takt) -> str:
    """„halbjährlich, am 15. des Folgemonats, 06:00 Uhr (Europe/Berlin)“."""
    uhr = f"{takt.uhrzeit:%H:%M}"
    return f"{takt.rhythmus}, am {takt.tag}. des Folgemonats, {uhr} Uhr ({BERLIN.key})"


def instant(tag: date, uhrzeit: time) -> datetime:
    """This local time in Berlin as a moment in UTC.

    Where the clock jumps over it, the first moment after the gap; where it comes twice, the first.
    """
    local = datetime.combine(tag, uhrzeit, BERLIN)  # fold=0: the first of two
    back = local.astimezone(UTC).astimezone(BERLIN)
    if back.replace(tzinfo=None) == local.replace(tzinfo=None):
        return local.astimezone(UTC)
    before = local.astimezone(UTC) - timedelta(days=1)
    return _first_after_gap(before, local.astimezone(UTC) + timedelta(days=1))


def _first_after_gap(low: datetime, high: datetime) -> datetime:
    """The moment of the change of the clock between two moments, to the minute."""
    offset = low.astimezone(BERLIN).utcoffset()
    while high - low > timedelta(minutes=1):
        middle = low + (high - low) // 2
        if middle.astimezone(BERLIN).utcoffset() == offset:
            low = middle
        else:
            high = middle
    return high.replace(second=0, microsecond=0)


def termine(takt: Takt, nach: datetime, bis: datetime) -> list[Termin]:
    """Every occurrence with nach < faellig_am <= bis, in order."""
    found = []
    for termin in _from(takt, nach):
        if termin.faellig_am > bis:
            break
        found.append(termin)
    return found


def next_termine(takt: Takt, nach: datetime, anzahl: int) -> list[Termin]:
    """The next occurrences after a moment."""
    return list(islice(_from(takt, nach), anzahl))


def missed(termin: Termin, now: datetime) -> bool:
    """Whether an occurrence is seen so late that the catch-up policy decides."""
    return now - termin.faellig_am > VERSPAETET


def to_make(due: list[Termin], now: datetime, nachholen: Nachholen) -> list[Termin]:
    """Which of the due occurrences become runs; the others were missed and stay so."""
    late = [termin for termin in due if missed(termin, now)]
    kept = {
        Nachholen.ALLE: late,
        Nachholen.LETZTER: [] if len(late) < len(due) else late[-1:],
        Nachholen.KEINER: [],
    }[nachholen]
    return [termin for termin in due if termin in kept or not missed(termin, now)]


def _from(takt: Takt, nach: datetime) -> Iterator[Termin]:
    year = berlin_day(nach).year - 1
    for jahr in range(max(year, _JAHRE.start), _JAHRE.stop):
        for termin in _of_year(takt, jahr):
            if termin.faellig_am > nach:
                yield termin


def _of_year(takt: Takt, jahr: int) -> Iterator[Termin]:
    """The occurrences about the periods of one year."""
    lang = _MONATE[takt.rhythmus]
    for monat in range(lang, 13, lang):
        bis = date(jahr, monat, monthrange(jahr, monat)[1])
        am = (bis + timedelta(days=1)).replace(day=takt.tag)
        yield Termin(
            instant(am, takt.uhrzeit),
            _zeitraum(takt.rhythmus, jahr, monat),
            date(jahr, monat - lang + 1, 1),
            bis,
        )


def _zeitraum(rhythmus: Rhythmus, jahr: int, monat: int) -> str:
    """The text of the period that ends with this month, as reports are asked for."""
    return {
        Rhythmus.MONATLICH: f"{jahr}-{monat:02d}",
        Rhythmus.VIERTELJAEHRLICH: f"{jahr}-Q{monat // 3}",
        Rhythmus.HALBJAEHRLICH: f"{jahr}-H{monat // 6}",
        Rhythmus.JAEHRLICH: f"{jahr}",
    }[rhythmus]
