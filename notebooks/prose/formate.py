"""German numbers, days and words: no locale needed, so the same on every machine."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import partial, wraps
from typing import ParamSpec

from notebooks.data import Spanne, Zeitraum

P = ParamSpec("P")
NBSP = "\u00a0"
MINUS = "\u2212"
STRICH = "–"
NICHT_ERFASST = "nicht erfasst"
VERDECKT = "·"
NACH_AUSSEN_AB = 20
"""From how many cases on readers outside get a share in percent."""
LEGENDE = f"{VERDECKT} aus Datenschutzgründen nicht ausgewiesen"
MONATE = (
    "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split()
)
NULL_BIS_ZWOELF = "null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf".split()


class Verdeckt(Exception):
    """A number that this report's readers may not see is needed for a sentence."""


def fehlt(wert: object) -> bool:
    """Whether a number was suppressed (NaN, NA, None)."""
    return wert is None or type(wert).__name__ == "NAType" or bool(wert != wert)


def ganz(wert: float) -> int:
    """A count as a whole number; Verdeckt where it was suppressed."""
    if fehlt(wert):
        raise Verdeckt
    return int(wert)


def auslassbar(satz: Callable[P, str]) -> Callable[P, str]:
    """A sentence that is left out (empty) when it needs a number that was suppressed."""

    @wraps(satz)
    def sagen(*args: P.args, **kwargs: P.kwargs) -> str:
        try:
            return satz(*args, **kwargs)
        except Verdeckt:
            return ""

    return sagen


def zahl(wert: float) -> str:
    """12345 → 12.345, −5 with a real minus sign; Verdeckt where it was suppressed."""
    wert = ganz(wert)
    text = f"{abs(int(wert)):,}".replace(",", ".")
    return f"{MINUS}{text}" if wert < 0 else text


def unterschied(wert: int) -> str:
    """+3, −2, 0: a number that something changed by."""
    return f"+{zahl(wert)}" if wert > 0 else zahl(wert)


def dezimal(wert: float | Fraction, stellen: int = 1) -> str:
    """Rounded half up, with a decimal comma; „–“ for a value that is not there."""
    if wert != wert:
        return STRICH
    gerundet = runde(wert, stellen)
    ganz, _, rest = f"{abs(gerundet):f}".partition(".")
    text = zahl(int(ganz)) + (f",{rest}" if rest else "")
    return f"{MINUS}{text}" if gerundet < 0 else text


def runde(wert: float | Fraction, stellen: int = 1) -> Decimal:
    """Commercial rounding of the exact value (6,25 → 6,3), not of its binary neighbour."""
    bruch = wert if isinstance(wert, Fraction) else Fraction(repr(float(wert)))
    genau = Decimal(bruch.numerator) / Decimal(bruch.denominator)
    return genau.quantize(Decimal(1).scaleb(-stellen), rounding=ROUND_HALF_UP)


def prozent(treffer: float, von: float) -> str:
    """The share as 34,8 % from its numerator and denominator; „–“ without a denominator."""
    treffer, von = ganz(treffer), ganz(von)
    return f"{dezimal(Fraction(100 * treffer, von))}{NBSP}%" if von else STRICH


def veraenderung(jetzt: int, vorher: int) -> str:
    """The change in percent: +2,7 %, −16,5 %; empty when nothing changed or there was nothing."""
    if vorher == 0 or jetzt == vorher:
        return ""
    bruch = Fraction(100 * (int(jetzt) - int(vorher)), int(vorher))
    return f"{'+' if bruch > 0 else ''}{dezimal(bruch)}{NBSP}%"


def prozent_wert(anteil: float) -> str:
    """A share that no two counts stand behind (Kaplan–Meier) as 34,8 %."""
    return STRICH if anteil != anteil else f"{dezimal(100 * anteil)}{NBSP}%"


def von(treffer: float, gesamt: float, prozent_ab: int = 0) -> str:
    """42 von 120 (35,0 %); of fewer than `prozent_ab` only the counts."""
    zahlen = f"{zahl(treffer)} von {zahl(gesamt)}"
    return f"{zahlen} ({prozent(treffer, gesamt)})" if gesamt >= prozent_ab else zahlen


von_aussen = partial(von, prozent_ab=NACH_AUSSEN_AB)
"""The same for readers outside the house."""


def datum(tag: str | date) -> str:
    """31.12.2026 from an ISO day."""
    tag = date.fromisoformat(tag) if isinstance(tag, str) else tag
    return f"{tag.day:02d}.{tag.month:02d}.{tag.year}"


def monat(text: str, kurz: bool = False) -> str:
    """„März 2026“ from 2026-03; short: 3/26."""
    jahr, nummer = text.split("-")
    return f"{int(nummer)}/{jahr[2:]}" if kurz else f"{MONATE[int(nummer) - 1]} {jahr}"


def spanne(s: Spanne) -> str:
    """01.01.2026 bis 30.06.2026; a single day stands alone."""
    return datum(s.von) if s.von == s.bis else f"{datum(s.von)} bis {datum(s.bis)}"


def zeitraum(z: Zeitraum) -> str:
    """What people call the period: Jahr 2026, 1. Halbjahr 2026, März 2026, 01.01.2026 bis …."""
    if z.art == "monat":
        return monat(z.text)
    if z.art == "frei":
        return f"{datum(z.von)} bis {datum(z.bis)}" if z.von != z.bis else datum(z.von)
    name = {"jahr": "Jahr", "halbjahr": "Halbjahr", "quartal": "Quartal"}[z.art]
    return f"{name} {z.von.year}" if z.art == "jahr" else f"{z.text[-1]}. {name} {z.von.year}"


def im_zeitraum(z: Zeitraum) -> str:
    """The period at the head of a sentence: „Im 1. Halbjahr 2026“, „Vom … bis …“."""
    if z.art != "frei":
        return f"Im {zeitraum(z)}"
    return f"Am {datum(z.von)}" if z.von == z.bis else f"Vom {datum(z.von)} bis zum {datum(z.bis)}"


def anzahl(n: float, einzahl: str, mehrzahl: str, kein: str = "kein") -> str:
    """„kein Vorgang“, „ein Vorgang“, „2 Vorgänge“; from `kein` (keine, keiner) also ein (eine)."""
    if n == 0:
        return f"{kein} {einzahl}"
    return f"{kein.removeprefix('k')} {einzahl}" if n == 1 else f"{zahl(n)} {mehrzahl}"


def waren(n: int) -> str:
    """„war keine“, „war eine“, „waren 3“: of things that are feminine."""
    return {0: "war keine", 1: "war eine"}.get(n) or f"waren {zahl(n)}"


def aufzaehlung(teile: Sequence[str]) -> str:
    """„a“, „a und b“, „a, b und c“."""
    if len(teile) < 2:
        return "".join(teile)
    return f"{', '.join(teile[:-1])} und {teile[-1]}"


def gross(satz: str) -> str:
    """First letter upper case, the rest as it is."""
    return satz[:1].upper() + satz[1:]
