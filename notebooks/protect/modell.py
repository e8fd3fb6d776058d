"""What a reader with pencil and paper knows: cells that are sums of atoms, some of them printed.

An atom is a group of cases that no printed table tells apart. Every sum and difference that a
reader can form is one of atoms, so what is true of all tables together is in one matrix.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy.sparse import csr_matrix

GENAU = 1e-6
"""How far apart two counts must lie to be different ones."""


@dataclass(frozen=True)
class Ziel:
    """A count that nobody may find out: that of the atoms `teile`, held to be 1 to `grenze`.

    It is found out when every solution lies between 1 and `grenze`. With `grenze` 0 it is one that
    nobody may know to be 0.
    """

    teile: np.ndarray
    grenze: int

    def verborgen(self, werte: np.ndarray) -> bool:
        """Whether one solution shows that it need not lie there."""
        wert = float(werte[self.teile].sum())
        return wert >= self.grenze + 1 - GENAU or (self.grenze > 0 and wert <= GENAU)


@dataclass(frozen=True)
class Modell:
    """Cells as rows over atoms; `wahr` are the true counts of the atoms.

    `gewicht`: how dear it is to leave a cell out, infinite where that is not possible (published
    before, or a total that always stands).
    """

    zellen: csr_matrix
    wahr: np.ndarray
    gewicht: np.ndarray
    ziele: Sequence[Ziel] = field(default_factory=tuple)

    @property
    def werte(self) -> np.ndarray:
        """The true count of each cell."""
        return self.zellen @ self.wahr


def build_atoms(zugehoerig: csr_matrix) -> tuple[csr_matrix, np.ndarray]:
    """Cells over things → (cells over atoms, number of the atom of each thing).

    `zugehoerig`: cells as rows, things as columns. Things that lie in no cell share an atom.
    """
    spalten = zugehoerig.tocsc()
    spalten.sort_indices()
    schluessel: dict[bytes, int] = {}
    nummern = np.empty(zugehoerig.shape[1], dtype=np.int64)
    erste: list[int] = []
    for ding, (ab, bis) in enumerate(zip(spalten.indptr, spalten.indptr[1:], strict=False)):
        muster = spalten.indices[ab:bis].tobytes()
        nummern[ding] = schluessel.setdefault(muster, len(schluessel))
        if nummern[ding] == len(erste):
            erste.append(ding)
    return spalten[:, erste].tocsr(), nummern
