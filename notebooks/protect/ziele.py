"""What must not be found out, from which cells follows: the rules of protection, one function each.

A Ziel is a set of things (cases, Anliegen, strokes) whose number stays unknown while it stands for
fewer persons than the threshold. Sources: § 35 SGB I, § 67 SGB X; thresholds per Profil.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from notebooks.figures.zaehlen import SUMME, UNBEKANNT
from notebooks.protect.profile import Profil
from notebooks.protect.zellen import Zelle

DAB = "dienstaufsichtsbeschwerde"
HEIKLE_TABELLEN = ("dienstaufsicht", "diskriminierung")
VERHALTEN = ("verhalten", "fehlverhalten", "umgangston-verhalten", "telefonverhalten")
PERSOENLICH = (
    "anliegenarten oberklassen kategorien leistungstraeger ergebnisarten begruendet abhilfe "
    "klaerung besonderheiten diskriminierung ergebnis-traeger begruendet-traeger "
    "petitionen-ergebnis petitionen-klaerung"
).split()
"""Tables that say something of the persons: 0 % and 100 % there speak of every one of them."""
TEILE = ("begruendet", "begruendet-traeger", "klaerung", "petitionen-klaerung", "besonderheiten")
"""Tables whose `anzahl` is a part of `von`."""
QUER = ("ergebnis-traeger",)
"""Tables whose rows add up, too: to their `anzahl`."""


@dataclass(frozen=True)
class Schutzfall:
    """`dinge` must stay unknown up to `grenze` (0: nobody may know that there are none).

    `primaer`: cells that are left out for it in any case; `umfeld`: those it speaks of.
    """

    dinge: np.ndarray
    grenze: int
    primaer: tuple[Zelle, ...] = ()
    umfeld: np.ndarray = field(default_factory=lambda: np.empty(0, dtype=np.int64))


Inhalt = Callable[[Zelle], np.ndarray]
Echte = Callable[[np.ndarray], np.ndarray]


@dataclass(frozen=True)
class Lage:
    """What the rules look at: the cells, what each counts (decoys too), persons of true things."""

    zellen: Sequence[Zelle]
    inhalt: Inhalt
    echte: Echte
    personen: Callable[[np.ndarray], int]
    profil: Profil
    je_team: bool


def threshold(zelle: Zelle, lage: Lage) -> int:
    """From how many persons on a cell is shown."""
    heikel = zelle.tabelle in HEIKLE_TABELLEN or zelle.zeile in (DAB, "diskriminierung")
    verhalten = lage.je_team and zelle.zeile in VERHALTEN
    schwelle = lage.profil.schwelle_heikel if heikel or verhalten else lage.profil.schwelle
    return schwelle or 0


def small_cells(lage: Lage) -> Iterator[Schutzfall]:
    """Cells of too few persons."""
    for zelle in lage.zellen:
        yield from _small(lage, lage.inhalt(zelle), zelle, (zelle,))


def _small(
    lage: Lage, dinge: np.ndarray, zelle: Zelle, primaer: tuple[Zelle, ...]
) -> Iterator[Schutzfall]:
    anzahl, schwelle = len(lage.echte(dinge)), threshold(zelle, lage)
    if anzahl and lage.personen(dinge) < schwelle:
        yield Schutzfall(dinge, max(schwelle - 1, anzahl), primaer)


def shares(lage: Lage) -> Iterator[Schutzfall]:
    """Who is not among the share is a cell too; none and all speak of everybody."""
    for zelle, von in _pairs(lage.zellen):
        treffer, rest = lage.inhalt(zelle), _without(lage.inhalt(von), lage.inhalt(zelle))
        if not len(lage.echte(lage.inhalt(von))):
            continue
        yield from _small(lage, rest, zelle, (zelle,))
        for teil in (treffer, rest):
            if not len(lage.echte(teil)):
                yield Schutzfall(teil, 0, (zelle,), lage.inhalt(von))


def _pairs(zellen: Sequence[Zelle]) -> Iterator[tuple[Zelle, Zelle]]:
    """(part, whole) of every share."""
    da = set(zellen)
    for zelle in zellen:
        if zelle.tabelle in TEILE and zelle.spalte == "anzahl":
            paar = _anders(zelle, zelle.zeile, "von")
        elif zelle.tabelle == "diskriminierung" and zelle.zeile == "davon begründet":
            paar = _anders(zelle, "davon bewertet", zelle.spalte)
        else:
            continue
        if paar in da:
            yield zelle, paar


def whole_tables(lage: Lage) -> Iterator[Schutzfall]:
    """One code that everybody has: 100 % of a Verteilung."""
    for zelle, gesamt in _sums(lage.zellen):
        if not len(lage.echte(lage.inhalt(gesamt))):
            continue
        rest = _without(lage.inhalt(gesamt), lage.inhalt(zelle))
        if not len(lage.echte(rest)):
            yield Schutzfall(rest, 0, (zelle,), lage.inhalt(gesamt))


def _sums(zellen: Sequence[Zelle]) -> Iterator[tuple[Zelle, Zelle]]:
    """(code, what it is a code of) in every Verteilung that speaks of persons."""
    da = set(zellen)
    for zelle in zellen:
        if zelle.tabelle not in PERSOENLICH or zelle.zeile == UNBEKANNT:
            continue
        spalten = [_anders(zelle, SUMME, zelle.spalte)] if zelle.zeile != SUMME else []
        if zelle.tabelle in QUER and zelle.spalte != "anzahl":
            spalten.append(_anders(zelle, zelle.zeile, "anzahl"))
        yield from ((zelle, gesamt) for gesamt in spalten if gesamt in da)


def differences(lage: Lage, frueher: Sequence[tuple[Zelle, np.ndarray]]) -> Iterator[Schutzfall]:
    """What a number has more than an earlier one of its kind: late cases, the other half of a year.

    A later version of the same total may differ by few: totals of a whole Dienststelle stand.
    """
    nach_art: dict[tuple[str, str, str], list[tuple[Zelle, np.ndarray]]] = {}
    for zelle, dinge in frueher:
        nach_art.setdefault((zelle.tabelle, zelle.zeile, zelle.spalte), []).append((zelle, dinge))
    for zelle in lage.zellen:
        hier = lage.inhalt(zelle)
        for damals, dinge in nach_art.get((zelle.tabelle, zelle.zeile, zelle.spalte), ()):
            if zelle.zeile == SUMME and damals.spanne == zelle.spanne:
                continue
            mehr, weniger = _without(hier, dinge), _without(dinge, hier)
            if not len(lage.echte(weniger)):
                yield from _small(lage, mehr, zelle, ())
            if not len(lage.echte(mehr)):
                yield from _small(lage, weniger, zelle, ())


def still_hidden(lage: Lage, frueher: Sequence[tuple[Zelle, np.ndarray]]) -> Iterator[Schutzfall]:
    """What an earlier report left out: small cells stay unknown, and nothing of it is told now."""
    for zelle, dinge in frueher:
        yield from _small(lage, dinge, zelle, ())


def _without(dinge: np.ndarray, andere: np.ndarray) -> np.ndarray:
    """Those that are not among the others; no cell counts a thing twice."""
    return np.setdiff1d(dinge, andere, assume_unique=True)


def _anders(zelle: Zelle, zeile: str, spalte: str) -> Zelle:
    return Zelle(zelle.tabelle, zeile, spalte, zelle.von, zelle.bis, zelle.schluss)
