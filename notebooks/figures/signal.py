"""Is a difference to the previous period more than chance? One word per comparison."""

from notebooks.figures.intervalle import newcombe, wilson_stetig

KEIN_SIGNAL = "kein Signal"
MEHR = "mehr"
WENIGER = "weniger"
OHNE_VERGLEICH = "kein Vergleich"
MINDESTENS_IM_NENNER = 10


def signal_anzahl(anzahl: int, tage: int, vor_anzahl: int, vor_tage: int) -> str:
    """Compare two counts as Poisson rates per day.

    Given both together, `anzahl` is binomial with share tage/(tage + vor_tage) if nothing changed:
    a signal when that share lies outside the interval of anzahl/(anzahl + vor_anzahl). With the
    continuity correction, since a plain interval would call 4 after 0 a signal.
    """
    zusammen = anzahl + vor_anzahl
    if tage <= 0 or vor_tage <= 0 or zusammen == 0:
        return OHNE_VERGLEICH
    erwartet = tage / (tage + vor_tage)
    unten, oben = wilson_stetig(anzahl, zusammen)
    return _wort(unten > erwartet, oben < erwartet)


def signal_anteil(treffer: int, von: int, vor_treffer: int, vor_von: int) -> str:
    """Compare two shares: a signal when the Newcombe interval of their difference leaves out 0.

    Below 10 cases in a denominator there is no comparison: 3 of 3 after 0 of 3 can be chance.
    """
    if min(von, vor_von) < MINDESTENS_IM_NENNER:
        return OHNE_VERGLEICH
    unten, oben = newcombe(treffer, von, vor_treffer, vor_von)
    return _wort(unten > 0, oben < 0)


def _wort(mehr: bool, weniger: bool) -> str:
    if mehr:
        return MEHR
    return WENIGER if weniger else KEIN_SIGNAL
