"""Cases that could have been: without them an attacker would know which combinations occurred.

Only what is printed is known outside. That the one petition came by fax, no table says; so beside
the true cases stand others, true to every rule of counting, that are one property away from a true
one. They have the count 0. More of them can only show more cells as safe, never a wrong one.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from notebooks.data.einzelfaelle import JE_FALL, Ausschnitt

MERKMALE = (
    "art abgabefall eingangsweg eingangsstelle einheit_id kundengruppe rechtskreis anonym herkunft "
    "ist_folgereaktion ist_notlage als_dab_bezeichnet ergebnisart abhilfe einvernehmlich_geklaert "
    "entschuldigung verzicht_liegt_vor selbst_betroffen"
).split()
ANLIEGEN, TAGE = "anliegen", "tage"


@dataclass(frozen=True)
class Stufe:
    """How many: at most, at random, and per important case and property."""

    hoechstens: int
    aufs_geratewohl: int
    je_wichtigem: int


STUFEN = (Stufe(8_000, 1_000, 3), Stufe(80_000, 4_000, 6))
"""Few first, because most reports need no more."""


@dataclass(frozen=True)
class Plan:
    """New cases: each is `vorbild` but for one property.

    It comes from `spender`, or is the value that the draw `los` (0 to 1) takes from all there are.
    """

    nummer: np.ndarray
    vorbild: np.ndarray
    spender: np.ndarray
    merkmal: np.ndarray
    los: np.ndarray


def decoys(
    teile: Sequence[Ausschnitt],
    wichtig: Collection[int],
    werte: Mapping[str, Sequence[Any]],
    stufe: Stufe = STUFEN[0],
) -> list[Ausschnitt]:
    """The same spans, with cases that could have been and nothing else.

    `wichtig`: cases that must be hidden; `werte`: values that a property can have though no case
    has it.
    """
    alle = pd.concat([teil.faelle for teil in teile]) if teile else pd.DataFrame()
    if alle.empty:
        return [_only(teil, teil.faelle, teil.anliegen) for teil in teile]
    letzte = alle.drop_duplicates("id", keep="last").set_index("id")
    vorrat = {m: _stock(letzte[m], werte.get(m, ())) for m in MERKMALE}
    plan = _plan(
        np.sort(letzte.index.to_numpy()), np.array(sorted(wichtig), dtype=int), vorrat, stufe
    )
    return [_decoys_of(teil, plan, letzte, vorrat) for teil in teile]


def _stock(spalte: pd.Series, mehr: Sequence[Any]) -> pd.Series:
    """Every value that a property can have."""
    if pd.api.types.is_numeric_dtype(spalte) and spalte.name != "einheit_id":
        mehr = (0, 1)
    werte = pd.concat([spalte.drop_duplicates(), pd.Series(list(mehr), dtype=spalte.dtype)])
    return werte.drop_duplicates().reset_index(drop=True)


def _plan(
    ids: np.ndarray, wichtig: np.ndarray, vorrat: Mapping[str, pd.Series], stufe: Stufe
) -> Plan:
    """Each important case with every other value, others with its own; some at random."""
    zufall = np.random.default_rng(8)  # the same cases give the same report
    ziehung = [(m, (nr + 0.5) / len(w)) for m, w in vorrat.items() for nr in range(len(w))]
    ziehung += [(m, np.nan) for m in (ANLIEGEN, TAGE) for _ in range(stufe.je_wichtigem)]
    tausch = [(m, np.nan) for m in (*MERKMALE, ANLIEGEN, TAGE) for _ in range(stufe.je_wichtigem)]
    selbst, andere = np.repeat(wichtig, len(ziehung)), np.repeat(wichtig, len(tausch))
    frei, fremd = (zufall.choice(ids, stufe.aufs_geratewohl) for _ in range(2))
    vorbild = np.concatenate([selbst, zufall.choice(ids, len(andere)), frei])
    spender = np.concatenate([zufall.choice(ids, len(selbst)), andere, fremd])
    beliebig = zufall.choice([*MERKMALE, ANLIEGEN, TAGE], stufe.aufs_geratewohl)
    wie = (ziehung * len(wichtig), tausch * len(wichtig), [(m, np.nan) for m in beliebig])
    merkmal = np.array([m for liste in wie for m, _ in liste])
    los = np.array([zug for liste in wie for _, zug in liste])
    wahl = np.arange(len(vorbild))
    if len(wahl) > stufe.hoechstens:
        wahl = np.sort(zufall.choice(wahl, stufe.hoechstens, replace=False))
    nummer = ids[-1] + 1 + np.arange(len(wahl))
    return Plan(nummer, vorbild[wahl], spender[wahl], merkmal[wahl], los[wahl])


def _decoys_of(
    teil: Ausschnitt, plan: Plan, letzte: pd.DataFrame, vorrat: Mapping[str, pd.Series]
) -> Ausschnitt:
    faelle = _decoys(teil.faelle, plan, letzte, vorrat)
    anliegen = _concerns(teil.anliegen, plan, faelle)
    return _only(teil, faelle, anliegen)


def _only(teil: Ausschnitt, faelle: pd.DataFrame, anliegen: pd.DataFrame) -> Ausschnitt:
    """The span with these cases and nothing else."""
    leer = {"striche": teil.striche.iloc[:0], "geloescht": teil.geloescht.iloc[:0]}
    return replace(teil, faelle=faelle, anliegen=anliegen, **leer)


def _decoys(
    faelle: pd.DataFrame, plan: Plan, letzte: pd.DataFrame, vorrat: Mapping[str, pd.Series]
) -> pd.DataFrame:
    """Rows of the new cases: the days of one, the properties of the same or of the other."""
    tage = plan.merkmal == TAGE
    von = pd.DataFrame({"neu": plan.nummer, "id": np.where(tage, plan.spender, plan.vorbild)})
    reihen = von.assign(nr=range(len(von))).merge(faelle, on="id")
    nr = reihen["nr"].to_numpy()
    for merkmal in MERKMALE:
        reihen[merkmal] = _swapped(reihen[merkmal], plan, nr, (letzte[merkmal], vorrat[merkmal]))
    reihen = reihen.drop(columns=["id", "nr"]).rename(columns={"neu": "id"})
    return reihen.set_axis((reihen["id"] * JE_FALL).to_numpy())


def _swapped(
    spalte: pd.Series, plan: Plan, nr: np.ndarray, woher: tuple[pd.Series, pd.Series]
) -> pd.Series:
    """One property of the new cases: their own, that of another case, or a drawn value."""
    letzte, vorrat = woher
    tage, eigenes = plan.merkmal[nr] == TAGE, plan.merkmal[nr] == spalte.name
    quelle = np.where(tage, plan.vorbild[nr], plan.spender[nr])
    neu = spalte.where(~(tage | eigenes), letzte.reindex(quelle).set_axis(spalte.index))
    los = plan.los[nr]
    gezogen = (np.nan_to_num(los) * len(vorrat)).astype(int)
    zug = vorrat.iloc[gezogen].set_axis(spalte.index)
    return neu.where(~eigenes | np.isnan(los), zug)


def _concerns(anliegen: pd.DataFrame, plan: Plan, faelle: pd.DataFrame) -> pd.DataFrame:
    """The Anliegen of the new cases."""
    von = np.where(plan.merkmal == ANLIEGEN, plan.spender, plan.vorbild)
    namen = pd.DataFrame({"neu": plan.nummer, "id": von})
    eigene = anliegen[["id", "nr", "anliegenart", "oberklasse", "kategorie"]].drop_duplicates()
    eigene = namen.merge(eigene, on="id").drop(columns="id").rename(columns={"neu": "id"})
    dazu = faelle[["id", "spanne", "art", "eingang_am", "erfasst_am", "person"]]
    reihen = eigene.merge(dazu.reset_index(drop=True), on="id")
    return reihen.set_axis((reihen["id"] * JE_FALL + reihen["nr"]).to_numpy())
