"""Is a difference to the previous period more than chance? One word per comparison.

Counts are tested as counts, shares as shares, and the word says what the number did: a fall never
reads „mehr“. Both tests are exact, so that their p-values hold with small numbers, too; which
comparisons of a report stay a signal is decided together, in `signale`.
"""

import numpy as np

KEIN_SIGNAL = "kein Signal"
OHNE_VERGLEICH = "kein Vergleich"
MEHR, WENIGER = "mehr", "weniger"
MEHR_JE_TAG, WENIGER_JE_TAG = "mehr je Tag", "weniger je Tag"
HOEHER, NIEDRIGER = "höher", "niedriger"
ANZAHLWORTE = (MEHR, WENIGER, MEHR_JE_TAG, WENIGER_JE_TAG)
MINDESTENS_IM_NENNER = 10
NIVEAU = 0.05


def p_anzahl(anzahl: int, tage: int, vor_anzahl: int, vor_tage: int) -> float | None:
    """Chance of a difference at least as large between two Poisson counts of one daily rate.

    Given both together, `anzahl` is binomial with share tage/(tage + vor_tage): exact conditional
    test, twice the smaller tail. None where there is nothing to compare.
    """
    zusammen = anzahl + vor_anzahl
    if tage <= 0 or vor_tage <= 0 or zusammen == 0:
        return None
    x = np.arange(zusammen)
    schritte = np.log(zusammen - x) - np.log(x + 1) + np.log(tage / vor_tage)
    return _zwei_seiten(schritte, anzahl)


def p_anteil(treffer: int, von: int, vor_treffer: int, vor_von: int) -> float | None:
    """Chance of a difference at least as large between two shares that are the same.

    Fisher's exact test, twice the smaller tail. None below 10 cases in a denominator.
    """
    if min(von, vor_von) < MINDESTENS_IM_NENNER:
        return None
    alle_treffer = treffer + vor_treffer
    unten, oben = max(0, alle_treffer - vor_von), min(alle_treffer, von)
    x = np.arange(unten, oben)
    zaehler = np.log(alle_treffer - x) + np.log(von - x)
    schritte = zaehler - np.log(x + 1) - np.log(vor_von - alle_treffer + x + 1)
    return _zwei_seiten(schritte, treffer - unten)


def _zwei_seiten(schritte: np.ndarray, stelle: int) -> float:
    """Twice the smaller tail at `stelle`; `schritte`: log of each chance over the one before."""
    logs = np.concatenate(([0.0], np.cumsum(schritte)))
    gewichte = np.exp(logs - logs.max())
    gewichte /= gewichte.sum()
    links, rechts = gewichte[: stelle + 1].sum(), gewichte[stelle:].sum()
    return min(1.0, 2 * float(min(links, rechts)))


def signal_anzahl(anzahl: int, tage: int, vor_anzahl: int, vor_tage: int) -> str:
    """The word for two counts, judged alone at 5 percent.

    „je Tag“ where only the daily rate moved that way, as the spans are of unequal length.
    """
    p = p_anzahl(anzahl, tage, vor_anzahl, vor_tage)
    if p is None or p > NIVEAU:
        return OHNE_VERGLEICH if p is None else KEIN_SIGNAL
    if anzahl * vor_tage > vor_anzahl * tage:
        return MEHR if anzahl > vor_anzahl else MEHR_JE_TAG
    return WENIGER if anzahl < vor_anzahl else WENIGER_JE_TAG


def signal_anteil(treffer: int, von: int, vor_treffer: int, vor_von: int) -> str:
    """The word for two shares, judged alone at 5 percent."""
    p = p_anteil(treffer, von, vor_treffer, vor_von)
    if p is None or p > NIVEAU:
        return OHNE_VERGLEICH if p is None else KEIN_SIGNAL
    return HOEHER if treffer * vor_von > vor_treffer * von else NIEDRIGER
