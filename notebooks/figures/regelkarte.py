"""XmR chart of a whole series of monthly counts with the four rules of the NHS.

Source: „Making Data Count“.

For exploring, where the whole series is its own baseline; reports judge by `monatskarte`.

Limits: mean ± 2.66 × mean moving range. Signals: one point outside; seven on one side of the mean;
seven rising or falling; two of three neighbours beyond two thirds towards one limit. Plain limits
cry wolf with seasonal counts, so from three full years on the month's habit is divided out first.
"""

from collections.abc import Callable

import numpy as np
import pandas as pd

FAKTOR = 2.66
MINDESTENS_IM_MONAT = 5.0
MINDESTENS_MONATE = 12
VOLLE_JAHRE = 36
LAUF = 7

BEREINIGT = "bereinigt"
EINFACH = "einfach"
ZU_KURZ = "zu kurz"
ZU_KLEIN = "zu klein"
OHNE_STREUUNG = "ohne Streuung"

Pruefung = Callable[[np.ndarray, float, float], np.ndarray]


def regelkarte(monate: pd.DataFrame) -> pd.DataFrame:
    """Add wert, mittel, unten, oben, regel, karte to the frame monat, anzahl (months in order).

    `karte` is the same in all rows: bereinigt, einfach, or why there is none (zu kurz: under 12
    months; zu klein: mean under 5 a month; ohne Streuung). `regel` lists the rules a point breaks.
    """
    anzahl = monate["anzahl"].to_numpy(dtype=float)
    karte, wert = _karte(monate["monat"], anzahl)
    mitte, abstand = _grenzen(wert)
    ergebnis = monate.assign(wert=wert, mittel=mitte, unten=max(0.0, mitte - abstand))
    ergebnis = ergebnis.assign(oben=mitte + abstand, regel="", karte=karte)
    if karte in (BEREINIGT, EINFACH):
        ergebnis["regel"] = _regeln(wert, mitte, abstand)
    return ergebnis


def _karte(monat: pd.Series, anzahl: np.ndarray) -> tuple[str, np.ndarray]:
    """Which chart fits, and the values to plot."""
    if len(anzahl) < MINDESTENS_MONATE:
        return ZU_KURZ, anzahl
    if anzahl.mean() < MINDESTENS_IM_MONAT:
        return ZU_KLEIN, anzahl
    if np.all(anzahl == anzahl[0]):
        return OHNE_STREUUNG, anzahl
    index = _monatsindex(monat, anzahl)
    if len(anzahl) < VOLLE_JAHRE or not np.all(index > 0):
        return EINFACH, anzahl
    bereinigt = np.round(anzahl / index, 9)  # equal months stay equal despite the division
    if np.ptp(bereinigt) < 1e-9 * anzahl.mean():  # the same year three times over
        return OHNE_STREUUNG, bereinigt
    return BEREINIGT, bereinigt


def _monatsindex(monat: pd.Series, anzahl: np.ndarray) -> np.ndarray:
    """Mean of the calendar month over the mean of all, for every row."""
    reihe = pd.Series(anzahl)
    kalendermonat = monat.str[5:].reset_index(drop=True)
    return (reihe.groupby(kalendermonat).transform("mean") / anzahl.mean()).to_numpy()


def _grenzen(wert: np.ndarray) -> tuple[float, float]:
    """Mean, and the distance of the limits from it."""
    if len(wert) == 0:
        return 0.0, 0.0
    spruenge = np.abs(np.diff(wert))
    return float(wert.mean()), FAKTOR * float(spruenge.mean()) if len(spruenge) else 0.0


def _ausserhalb(wert: np.ndarray, mitte: float, abstand: float) -> np.ndarray:
    return np.abs(wert - mitte) > abstand


def _eine_seite(wert: np.ndarray, mitte: float, abstand: float) -> np.ndarray:
    seite = np.sign(np.round(wert - mitte, 9))
    return _in_fenstern(seite, LAUF, lambda f: abs(f.sum()) == LAUF)


def _trend(wert: np.ndarray, mitte: float, abstand: float) -> np.ndarray:
    return _in_fenstern(wert, LAUF, lambda f: abs(np.sign(np.diff(f)).sum()) == LAUF - 1)


def _zwei_von_drei(wert: np.ndarray, mitte: float, abstand: float) -> np.ndarray:
    """Marks the points near or beyond a limit of three neighbours on one side, two of them such."""
    weg = np.round(wert - mitte, 9)
    nah = np.abs(weg) >= abstand * 2 / 3
    # A near point is ±1, any other ±10, so that one window shows the side and how many are near.
    punkte = np.sign(weg) * np.where(nah, 1, 10)
    return nah & _in_fenstern(punkte, 3, _zwei_nah_auf_einer_seite)


def _zwei_nah_auf_einer_seite(fenster: np.ndarray) -> bool:
    eine_seite = abs(np.sign(fenster).sum()) == 3
    return bool(eine_seite and (np.abs(fenster) == 1).sum() >= 2)


def _in_fenstern(werte: np.ndarray, laenge: int, gilt: Callable[[np.ndarray], bool]) -> np.ndarray:
    """Marks every point of every window of `laenge` neighbours for which `gilt` holds."""
    marken = np.zeros(len(werte), dtype=bool)
    for anfang in range(len(werte) - laenge + 1):
        if gilt(werte[anfang : anfang + laenge]):
            marken[anfang : anfang + laenge] = True
    return marken


REGELN: tuple[tuple[str, Pruefung], ...] = (
    ("außerhalb", _ausserhalb),
    ("sieben auf einer Seite", _eine_seite),
    ("sieben in einer Richtung", _trend),
    ("zwei von drei nah der Grenze", _zwei_von_drei),
)


def _regeln(wert: np.ndarray, mitte: float, abstand: float) -> list[str]:
    """For every point the names of the rules it breaks, joined by „, “."""
    treffer = [(name, pruefe(wert, mitte, abstand)) for name, pruefe in REGELN]
    return [
        ", ".join(name for name, marken in treffer if marken[stelle]) for stelle in range(len(wert))
    ]
