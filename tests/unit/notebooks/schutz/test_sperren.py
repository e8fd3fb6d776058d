"""Left out by one program, attacked by another: a thousand tables, and nothing is found out.

The attacker here knows nothing of atoms. He writes down the equations of the table he sees and
solves for the cells that are missing.
"""

import numpy as np
import pytest
from scipy.optimize import linprog
from scipy.sparse import csr_matrix

from notebooks.protect.modell import Modell, Ziel
from notebooks.protect.sperren import NichtsSicher, require_safe, suppress

SCHWELLE = 3


def _formen(r: int, c: int) -> np.ndarray:
    """Inner cells, sums of rows and columns, the sum of all: each as a row over inner cells."""
    innen = np.eye(r * c)
    zeilen = np.kron(np.eye(r), np.ones(c))
    spalten = np.kron(np.ones(r), np.eye(c))
    return np.vstack([innen, zeilen, spalten, np.ones(r * c)])


def _bounds(formen: np.ndarray, gedruckt: np.ndarray, werte: np.ndarray, nr: int) -> list[float]:
    return [
        r * linprog(
            r * formen[nr],
            A_eq=formen[gedruckt],
            b_eq=werte[gedruckt],
            bounds=(0, int(werte.max()) + 100),
            method="highs",
        ).fun
        for r in (1, -1)
    ]  # fmt: skip


def _found_out(formen: np.ndarray, gedruckt: np.ndarray, werte: np.ndarray) -> list[int]:
    gefunden = []
    for nr in np.flatnonzero((werte > 0) & (werte < SCHWELLE)):
        unten, oben = _bounds(formen, gedruckt, werte, nr)
        if np.ceil(unten - 1e-6) >= 1 and np.floor(oben + 1e-6) < SCHWELLE:
            gefunden.append(int(nr))
    return gefunden


def _random(saat: int) -> tuple[np.ndarray, np.ndarray]:
    zufall = np.random.default_rng(saat)
    r, c = int(zufall.integers(2, 6)), int(zufall.integers(2, 5))
    formen = _formen(r, c)
    return formen, zufall.poisson(zufall.choice([1, 3, 10, 30]), r * c).astype(float)


def _protect(formen: np.ndarray, innen: np.ndarray) -> np.ndarray:
    werte = formen @ innen
    klein = (werte > 0) & (werte < SCHWELLE)
    ziele = [Ziel(np.flatnonzero(formen[nr]), SCHWELLE - 1) for nr in np.flatnonzero(klein)]
    gewicht = 1 + np.log1p(werte)
    return suppress(Modell(csr_matrix(formen), innen, gewicht, ziele), klein).gesperrt


@pytest.mark.parametrize("zehnt", range(10))
def test_nothing_is_found_out_in_a_thousand_tables(zehnt: int) -> None:
    for saat in range(100 * zehnt, 100 * zehnt + 100):
        formen, innen = _random(saat)
        gesperrt = _protect(formen, innen)
        assert _found_out(formen, ~gesperrt, formen @ innen) == [], saat


def test_small_cells_alone_would_be_found_out_by_subtraction() -> None:
    formen = _formen(2, 2)
    werte = formen @ np.array([2.0, 9.0, 8.0, 7.0])
    assert _found_out(formen, werte >= SCHWELLE, werte) == [0]
    assert _found_out(formen, ~_protect(formen, werte[:4]), werte) == []


def test_what_was_printed_before_stays_and_others_give_way() -> None:
    formen, innen = _formen(2, 2), np.array([2.0, 9.0, 8.0, 7.0])
    gewicht = np.ones(len(formen))
    gewicht[1] = np.inf
    ziele = [Ziel(np.array([0]), 2)]
    primaer = np.arange(len(formen)) == 0
    gesperrt = suppress(Modell(csr_matrix(formen), innen, gewicht, ziele), primaer).gesperrt
    assert gesperrt[0]
    assert not gesperrt[1]
    assert _found_out(formen, ~gesperrt, formen @ innen) == []


def test_where_everything_around_is_fixed_nothing_is_safe() -> None:
    formen, innen = _formen(2, 2), np.array([2.0, 9.0, 8.0, 7.0])
    gewicht = np.full(len(formen), np.inf)
    gewicht[0] = 1.0
    modell = Modell(csr_matrix(formen), innen, gewicht, [Ziel(np.array([0]), 2)])
    sperrung = suppress(modell, np.arange(len(formen)) == 0)
    assert sperrung.offen == modell.ziele
    with pytest.raises(NichtsSicher):
        require_safe(modell, sperrung, gezeigt=0)


def test_what_earlier_reports_gave_away_does_not_stop_this_one() -> None:
    formen, innen = _formen(2, 2), np.array([2.0, 9.0, 8.0, 7.0])
    gewicht = np.full(len(formen), np.inf)
    modell = Modell(csr_matrix(formen), innen, gewicht, [Ziel(np.array([0]), 2)])
    sperrung = suppress(modell, np.zeros(len(formen), dtype=bool))
    assert sperrung.offen == modell.ziele
    require_safe(modell, sperrung, gezeigt=len(formen))
