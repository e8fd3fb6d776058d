"""From the frames of a report to the cells that are left out: cells, cases, Ziele, programs."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.sparse import csr_matrix

from notebooks.data.aufnahme import Aufnahme
from notebooks.data.ausgewiesen import Frueher
from notebooks.data.einzelfaelle import JE_FALL, Ausschnitt, read_einzelfaelle
from notebooks.figures.dauer import ALLE
from notebooks.figures.zaehlen import SUMME
from notebooks.protect import ziele
from notebooks.protect.koeder import STUFEN, Stufe, decoys
from notebooks.protect.modell import Modell, Ziel, build_atoms
from notebooks.protect.profile import Profil
from notebooks.protect.sperren import require_safe, suppress
from notebooks.protect.zellen import Inhalte, Zelle

SUMMEN, NENNER, OBERKLASSE = 1e4, 20.0, 5.0
"""How dear it is to leave out: totals come last, an Oberklasse after its Kategorien."""


class Rechnung:
    """The protection of one report, with everything printed before to anybody outside."""

    def __init__(
        self, profil: Profil, zellen: Iterable[Zelle], aufnahme: Aufnahme, je_team: bool = False
    ) -> None:
        self._profil, self._je_team = profil, je_team
        self.zellen = sorted(set(zellen))
        self._frueher = aufnahme.ausgewiesen
        self._werte = {feld: list(codes) for feld, codes in aufnahme.codes.listen.items()}
        spannen = [z.spanne for z in self.zellen] + [f.spanne for f in self._frueher]
        einzeln = list({(s.von, s.bis, s.schluss): s for s in spannen}.values())
        self.wahr = read_einzelfaelle(aufnahme, einzeln) if einzeln else []
        self.inhalte = Inhalte(self.wahr)
        personen = _column(self.wahr, "person")
        self._echte = personen.index.to_numpy()
        self._person = pd.factorize(personen)[0]

    def left_out(self) -> set[Zelle]:
        """The cells that the report leaves out. Raises NichtsSicher where that is not enough.

        A count without a witness is looked at again beside many more cases that could have been:
        what earlier reports told leaves fewer ways open, and then the first few do not show them.
        """
        for stufe in STUFEN:
            aufbau = self._build(stufe)
            sperrung = suppress(aufbau.modell, aufbau.primaer)
            if not sperrung.offen:
                break
        require_safe(aufbau.modell, sperrung, aufbau.gezeigt)
        return {zelle for zelle, nr in aufbau.nummern.items() if sperrung.gesperrt[nr]}

    def _build(self, stufe: Stufe) -> "Aufbau":
        koeder = decoys(self.wahr, self._important(), self._werte, stufe)
        erfunden = Inhalte(koeder)

        def of(zelle: Zelle) -> np.ndarray:
            return np.concatenate([self.inhalte.of(zelle), erfunden.of(zelle)])

        inhalt = {zelle: of(zelle) for zelle in self.zellen}
        frueher = self._earlier(of, _column([*self.wahr, *koeder], "erfasst_am"))
        lage = self._lage(inhalt.__getitem__)
        faelle = [*ziele.small_cells(lage), *ziele.shares(lage), *ziele.whole_tables(lage)]
        gezeigt = [(Zelle.of(f), dinge) for f, dinge in frueher if f.wert is not None]
        faelle += ziele.differences(lage, gezeigt)
        verdeckt = [(Zelle.of(f), dinge) for f, dinge in frueher if f.wert is None]
        faelle += ziele.still_hidden(lage, verdeckt)
        return _build_rows(inhalt, frueher, faelle, self._real)

    def _earlier(self, of: ziele.Inhalt, erfasst: pd.Series) -> list[tuple[Frueher, np.ndarray]]:
        """What was told before and what it counted then; the same told twice, once."""
        je_tag: dict[tuple[Zelle, str], np.ndarray] = {}
        eindeutig: dict[tuple[Zelle, int | None, bytes], tuple[Frueher, np.ndarray]] = {}
        for f in self._frueher:
            zelle = Zelle.of(f)
            if (zelle, f.datenstand) not in je_tag:
                je_tag[zelle, f.datenstand] = _as_of(of(zelle), f, erfasst)
            dinge = je_tag[zelle, f.datenstand]
            eindeutig.setdefault((zelle, f.wert, dinge.tobytes()), (f, dinge))
        return list(eindeutig.values())

    def _lage(self, inhalt: ziele.Inhalt) -> ziele.Lage:
        return ziele.Lage(
            self.zellen, inhalt, self._real, self.count_persons, self._profil, self._je_team
        )

    def _important(self) -> set[int]:
        """Cases in what must be hidden: what could have been in their place, must be known."""
        lage = self._lage(self.inhalte.of)
        faelle = (*ziele.small_cells(lage), *ziele.shares(lage), *ziele.whole_tables(lage))
        klein = [teil for fall in faelle for teil in (fall.dinge, fall.umfeld)]
        klein += [self.inhalte.of(Zelle.of(f)) for f in self._frueher if f.wert is None]
        dinge = np.unique(np.concatenate(klein)) if klein else np.empty(0, dtype=np.int64)
        nummern = {int(nummer) for teil in self.wahr for nummer in teil.faelle["id"]}
        return nummern & {int(ding) // JE_FALL for ding in dinge}

    def _real(self, dinge: np.ndarray) -> np.ndarray:
        return dinge[self._where(dinge) >= 0]

    def _where(self, dinge: np.ndarray) -> np.ndarray:
        """The place of each true thing among all of them, -1 for others."""
        if not len(self._echte):
            return np.full(len(dinge), -1)
        platz = np.minimum(np.searchsorted(self._echte, dinge), len(self._echte) - 1)
        return np.where(self._echte[platz] == dinge, platz, -1)

    def count_persons(self, dinge: np.ndarray) -> int:
        """How many persons the true ones among these things belong to."""
        platz = self._where(dinge)
        return len(np.unique(self._person[platz[platz >= 0]]))


def _frames(a: Ausschnitt) -> tuple[pd.DataFrame, ...]:
    return a.faelle, a.anliegen, a.striche, a.geloescht


def _column(ausschnitte: Sequence[Ausschnitt], spalte: str) -> pd.Series:
    """That column of everything that is counted, by its number."""
    frames = [f for a in ausschnitte for f in _frames(a) if spalte in f]
    if not frames:
        return pd.Series(dtype="str")
    alle = pd.concat([frame[spalte] for frame in frames])
    return alle[~alle.index.duplicated()].sort_index()


def _as_of(dinge: np.ndarray, frueher: Frueher, erfasst: pd.Series) -> np.ndarray:
    """Without what was entered after the earlier report was made."""
    am = erfasst.reindex(dinge)
    return dinge[~(am > frueher.datenstand).to_numpy()]


@dataclass(frozen=True)
class Aufbau:
    """The model of a report; `nummern`: the row of each cell, the first `gezeigt` were told before.

    `primaer`: mask of the rows that are left out from the start.
    """

    modell: Modell
    primaer: np.ndarray
    nummern: Mapping[Zelle, int]
    gezeigt: int


def _build_rows(
    inhalt: Mapping[Zelle, np.ndarray],
    frueher: Sequence[tuple[Frueher, np.ndarray]],
    faelle: Sequence[ziele.Schutzfall],
    echte: ziele.Echte,
) -> Aufbau:
    """The model of all cells; those that count the same things share a row."""
    zeilen = Zeilen()
    for f, dinge in frueher:
        if f.wert not in (None, len(echte(dinge))):
            continue  # corrected since: what was told is true of other cases than today's
        zeilen.add(dinge, np.inf if f.wert is not None else 1.0, f.wert is None)
    gezeigt = zeilen.schon_gedruckt()
    nummern = {
        zelle: zeilen.add(dinge, cost(zelle, len(echte(dinge)))) for zelle, dinge in inhalt.items()
    }
    for fall in faelle:
        for zelle in fall.primaer:
            zeilen.hide(nummern[zelle])
    modell, primaer = zeilen.modell(_distinct(faelle), echte)
    return Aufbau(modell, primaer, nummern, gezeigt)


def _distinct(faelle: Sequence[ziele.Schutzfall]) -> list[ziele.Schutzfall]:
    """Each set of things once, with its highest bound; what cannot exist, hides nothing."""
    eindeutig: dict[bytes, ziele.Schutzfall] = {}
    for fall in sorted(faelle, key=lambda fall: fall.grenze):
        if len(fall.dinge):
            eindeutig[np.sort(fall.dinge).tobytes()] = fall
    return list(eindeutig.values())


class Zeilen:
    """The rows of the matrix while they are collected."""

    def __init__(self) -> None:
        self._nummern: dict[bytes, int] = {}
        self._dinge: list[np.ndarray] = []
        self._gewicht: list[float] = []
        self._weg: list[bool] = []

    def add(self, dinge: np.ndarray, gewicht: float, weg: bool = False) -> int:
        """Number of the row that counts these things; what was printed once, cannot be hidden."""
        dinge = np.sort(dinge)
        nummer = self._nummern.setdefault(dinge.tobytes(), len(self._dinge))
        if nummer == len(self._dinge):
            self._dinge.append(dinge)
            self._gewicht.append(0.0)
            self._weg.append(False)
        self._gewicht[nummer] = max(self._gewicht[nummer], gewicht)
        self._weg[nummer] = (self._weg[nummer] or weg) and not np.isinf(self._gewicht[nummer])
        return nummer

    def hide(self, nummer: int) -> None:
        """Leave the row out, unless it is known already."""
        self._weg[nummer] = not np.isinf(self._gewicht[nummer])

    def schon_gedruckt(self) -> int:
        """How many rows there are so far."""
        return len(self._dinge)

    def modell(
        self, faelle: Sequence[ziele.Schutzfall], echte: ziele.Echte
    ) -> tuple[Modell, np.ndarray]:
        """The model over atoms, and the mask of what is left out from the start."""
        alle = np.unique(np.concatenate([*self._dinge, *(f.dinge for f in faelle), _LEER]))
        spalten = np.concatenate([np.searchsorted(alle, d) for d in self._dinge] or [_LEER])
        zeiger = np.cumsum([0, *(len(d) for d in self._dinge)])
        form = (len(self._dinge), len(alle))
        matrix = csr_matrix((np.ones(len(spalten)), spalten, zeiger), shape=form)
        zellen, atom = build_atoms(matrix)
        wahr = np.bincount(atom[np.searchsorted(alle, echte(alle))], minlength=zellen.shape[1])
        gesucht = [Ziel(np.unique(atom[np.searchsorted(alle, f.dinge)]), f.grenze) for f in faelle]
        modell = Modell(zellen, wahr.astype(float), np.array(self._gewicht), gesucht)
        return modell, np.array(self._weg)


_LEER = np.empty(0, dtype=np.int64)


def cost(zelle: Zelle, anzahl: int) -> float:
    """How dear it is to leave the cell out."""
    preis = 1.0 + float(np.log1p(anzahl)) if anzahl else 2.0
    if zelle.zeile in (SUMME, ALLE) or zelle.tabelle == "eingaenge-vergleich":
        return preis * SUMMEN
    if zelle.tabelle in ("oberklassen", "leistungstraeger", "anliegenarten"):
        return preis * OBERKLASSE
    return preis * NENNER if zelle.spalte in ("von", "faellig") else preis
