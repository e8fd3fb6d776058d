"""What stays of a case that is deleted: its part in the Bestandsrechnung of each usual period.

Only sums are kept, for a month, quarter, half-year or year. None tells when a single case came and
when it went, so nobody is found again in them, and published tables stay what they were.
"""

from calendar import monthrange
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from models.rules.verlauf import Stand, on

ZAHLEN = ("uebernommen", "neu", "abgeschlossen", "offen", "wiedereroeffnet")
MINDESTENS = 5
"""So many cases of a year share a Fachbereich and an Art, or they are counted for the house."""
_TEILE = (("", 12), ("H", 6), ("Q", 3))
_TAG = timedelta(days=1)


@dataclass(frozen=True)
class Schluessel:
    """Where a sum stands. `monat`: of the Eingang, where `neu` alone is counted; else empty."""

    zeitraum: str
    monat: str
    art: str


@dataclass(frozen=True)
class Periode:
    """A usual period, as reports name it."""

    text: str
    von: date
    bis: date


def parts(eingang_am: date, staende: Sequence[Stand]) -> dict[Schluessel, Counter[str]]:
    """What a case adds to every usual period, each as of the period's own last day.

    `staende`: its dated record; a case that is deleted is closed at the end of it.
    """
    sums: dict[Schluessel, Counter[str]] = {}
    for periode in _periods(eingang_am.year, _last_year(staende)):
        stand = on(staende, periode.bis)
        if stand is None or stand.werte["art"] is None:
            continue
        art = stand.werte["art"]
        counted = _counted(eingang_am, stand.werte["abschluss_am"], periode, staende)
        if counted:
            sums[Schluessel(periode.text, "", art)] = counted
        if counted["neu"] and periode.von.month != periode.bis.month:
            monat = f"{eingang_am:%Y-%m}"
            sums[Schluessel(periode.text, monat, art)] = Counter(neu=1)
    return sums


def _counted(
    eingang_am: date, abschluss_am: date | None, p: Periode, staende: Sequence[Stand]
) -> Counter[str]:
    """The case in the Bestandsrechnung of a period, as notebooks.figures.bestand counts it."""
    before = on(staende, p.von - _TAG)
    was_closed = before is not None and before.werte["abschluss_am"] is not None
    still = abschluss_am is None or abschluss_am >= p.von
    new = eingang_am >= p.von
    flags = {
        "uebernommen": not new and not was_closed and still,
        "neu": new,
        "abgeschlossen": abschluss_am is not None and p.von <= abschluss_am <= p.bis,
        "offen": abschluss_am is None or abschluss_am > p.bis,
        "wiedereroeffnet": not new and was_closed and still,
    }
    return Counter(name for name, flag in flags.items() if flag)


def _last_year(staende: Sequence[Stand]) -> int:
    days = [stand.ab for stand in staende]
    closed = [stand.werte["abschluss_am"] for stand in staende if stand.werte["abschluss_am"]]
    return max(days + closed).year


def _periods(first: int, last: int) -> Iterator[Periode]:
    for jahr in range(first, last + 1):
        for buchstabe, monate in _TEILE:
            for nummer in range(1, 12 // monate + 1):
                name = f"{jahr}-{buchstabe}{nummer}" if buchstabe else str(jahr)
                yield _periode(name, jahr, monate, nummer)
        for monat in range(1, 13):
            yield _periode(f"{jahr}-{monat:02d}", jahr, 1, monat)


def _periode(text: str, jahr: int, monate: int, nummer: int) -> Periode:
    letzter = nummer * monate
    bis = date(jahr, letzter, monthrange(jahr, letzter)[1])
    return Periode(text, date(jahr, letzter - monate + 1, 1), bis)


def place(kopf: Mapping[str, Any], group_size: int) -> int:
    """The unit that the case is counted for: its Fachbereich, or the house where it stood alone.

    `group_size`: how many cases of its year share Fachbereich and Art, itself included.
    """
    if kopf["fachbereich"] is None or group_size < MINDESTENS:
        return int(kopf["dienststelle"])
    return int(kopf["fachbereich"])
