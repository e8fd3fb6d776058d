"""The attacker: what is printed is an equation, and a linear program solves for the rest.

HiGHS, by scipy. Whether a protected count is found out, is decided here and nowhere else.
"""

from collections.abc import Sequence

import numpy as np
from scipy.optimize import linprog

from notebooks.protect.modell import GENAU, Modell, Ziel


def found_out(modell: Modell, gedruckt: np.ndarray) -> list[Ziel]:
    """The Ziele of the model that a reader of the printed cells can work out.

    `gedruckt`: a mask over the cells. One solution clears many counts at once.
    """
    offen, gefunden = list(modell.ziele), []
    while offen:
        ziel = offen.pop(0)
        loesungen = [loese(modell, gedruckt, ziel, richtung) for richtung in (1, -1)]
        if not any(ziel.verborgen(x) for x in loesungen):
            gefunden.append(ziel)
        offen = [z for z in offen if not any(z.verborgen(x) for x in loesungen)]
    return gefunden


def loese(modell: Modell, gedruckt: np.ndarray, ziel: Ziel, richtung: int) -> np.ndarray:
    """A solution of the printed equations in which the count is largest (1) or smallest (-1).

    Capped just above what has to be reached, so that the program is always bounded.
    """
    gleich = modell.zellen[gedruckt]
    summe = np.zeros(len(modell.wahr))
    summe[ziel.teile] = 1.0
    obergrenze = max(ziel.grenze + 1, int(modell.wahr[ziel.teile].sum()))
    ergebnis = linprog(
        -richtung * summe,
        A_eq=gleich,
        b_eq=gleich @ modell.wahr,
        A_ub=summe[None, :],
        b_ub=[obergrenze],
        bounds=(0, None),
        method="highs",
    )
    if ergebnis.x is None:
        raise ArithmeticError(f"HiGHS: {ergebnis.message}")
    return ergebnis.x


def intervall(modell: Modell, gedruckt: np.ndarray, ziel: Ziel) -> tuple[int, int]:
    """Whole numbers between which the count must lie for a reader (capped above)."""
    unten, oben = (loese(modell, gedruckt, ziel, r)[ziel.teile].sum() for r in (-1, 1))
    return int(np.ceil(unten - GENAU)), int(np.floor(oben + GENAU))


def unverborgen(ziele: Sequence[Ziel], loesung: np.ndarray) -> list[Ziel]:
    """Those that this solution does not clear."""
    return [ziel for ziel in ziele if not ziel.verborgen(loesung)]
