"""Intervals for shares: Wilson for one, Newcombe for the difference of two. 95 percent each."""

from math import nan, sqrt

Z95 = 1.959963984540054


def wilson(treffer: int, von: int, z: float = Z95) -> tuple[float, float]:
    """Wilson score interval of the share `treffer`/`von`; NaN when nothing was counted.

    Source: Wilson 1927; holds its level with small numbers and at 0 and 100 percent.
    """
    if von <= 0:
        return nan, nan
    anteil, quadrat = treffer / von, z * z
    mitte = anteil + quadrat / (2 * von)
    breite = z * sqrt(anteil * (1 - anteil) / von + quadrat / (4 * von * von))
    nenner = 1 + quadrat / von
    unten = 0.0 if treffer == 0 else (mitte - breite) / nenner
    oben = 1.0 if treffer == von else (mitte + breite) / nenner
    return unten, oben


def newcombe(treffer: int, von: int, vor_treffer: int, vor_von: int) -> tuple[float, float]:
    """Interval of the difference `treffer/von − vor_treffer/vor_von`; NaN without both.

    Source: Newcombe 1998, method 10 (square-and-add on the Wilson intervals).
    """
    if von <= 0 or vor_von <= 0:
        return nan, nan
    jetzt, vorher = treffer / von, vor_treffer / vor_von
    unten, oben = wilson(treffer, von)
    vor_unten, vor_oben = wilson(vor_treffer, vor_von)
    abstand = jetzt - vorher
    return (
        abstand - sqrt((jetzt - unten) ** 2 + (vor_oben - vorher) ** 2),
        abstand + sqrt((oben - jetzt) ** 2 + (vorher - vor_unten) ** 2),
    )
