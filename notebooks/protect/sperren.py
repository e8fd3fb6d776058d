"""Which cells are left out, so that the small ones stay unknown: one linear program per count.

For a count that a reader could work out, the cheapest other truth is looked for in which it is
large enough or nothing; the printed cells in which that truth differs are left out too. So for
every protected count there is a witness: another set of numbers that fits everything printed.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_matrix, hstack, identity, vstack

from notebooks.protect.angreifer import found_out, unverborgen
from notebooks.protect.modell import GENAU, Modell, Ziel


class NichtsSicher(Exception):
    """Whatever is left out, a reader could work out this count."""

    def __init__(self, ziel: Ziel) -> None:
        super().__init__("Nichts Sicheres.")
        self.ziel = ziel


@dataclass(frozen=True)
class Sperrung:
    """Mask of the cells to leave out; `offen`: counts that stay without a witness all the same."""

    gesperrt: np.ndarray
    offen: Sequence[Ziel] = ()


def suppress(modell: Modell, primaer: np.ndarray) -> Sperrung:
    """The cells to leave out: `primaer` (a mask), and what their protection needs."""
    gesperrt, ohne = primaer.copy(), []
    offen = sorted(modell.ziele, key=lambda z: (-z.grenze, tuple(z.teile[:1])))
    while offen:
        ziel, *offen = offen
        abstand = _cheapest(modell, gesperrt, ziel)
        if abstand is None:
            ohne.append(ziel)
            continue
        gesperrt |= np.abs(modell.zellen @ abstand) > GENAU
        offen = unverborgen(offen, modell.wahr + abstand)
    return Sperrung(gesperrt, ohne)


def require_safe(modell: Modell, sperrung: Sperrung, gezeigt: int) -> None:
    """NichtsSicher where this report gives a count away.

    The first `gezeigt` rows are what earlier reports told; what they give away already, no
    suppression can take back.
    """
    frueher = np.isinf(modell.gewicht) & (np.arange(len(modell.gewicht)) < gezeigt)
    for ziel in sperrung.offen:
        if not found_out(replace(modell, ziele=[ziel]), frueher):
            raise NichtsSicher(ziel)


def _cheapest(modell: Modell, gesperrt: np.ndarray, ziel: Ziel) -> np.ndarray | None:
    """The difference to the cheapest other truth in which the count is hidden."""
    stand = float(modell.wahr[ziel.teile].sum())
    wege = [max(ziel.grenze + 1 - stand, 0.0)] + ([-stand] if ziel.grenze else [])
    gefunden = [weg for w in wege if (weg := _difference(modell, gesperrt, ziel, w))]
    return min(gefunden, key=lambda paar: paar[0])[1] if gefunden else None


def _difference(
    modell: Modell, gesperrt: np.ndarray, ziel: Ziel, um: float
) -> tuple[float, np.ndarray] | None:
    """(cost, difference per atom) that moves the count by `um`; None where nothing can."""
    fest = ~gesperrt & np.isinf(modell.gewicht)
    frei = ~gesperrt & ~np.isinf(modell.gewicht)
    n, k = len(modell.wahr), int(frei.sum())
    summe = np.zeros((1, n))
    summe[0, ziel.teile] = 1.0
    links = hstack([modell.zellen[frei], -identity(k), identity(k)]) if k else None
    unten = csr_matrix(np.hstack([summe, np.zeros((1, 2 * k))]))
    starr = hstack([modell.zellen[fest], csr_matrix((int(fest.sum()), 2 * k))])
    gleich = [m for m in (links, starr, unten) if m is not None]
    preis = modell.gewicht[frei]
    ergebnis = linprog(
        np.concatenate([np.zeros(n), preis, preis]),
        A_eq=vstack(gleich, format="csr"),
        b_eq=np.concatenate([np.zeros(k + int(fest.sum())), [um]]),
        bounds=[(-wert, None) for wert in modell.wahr] + [(0, None)] * (2 * k),
        method="highs",
    )
    return (float(ergebnis.fun), ergebnis.x[:n]) if ergebnis.status == 0 else None
