"""Which single cases the tables of deadlines, durations, units and gaps count (see zaehlung.py)."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import numpy as np
import pandas as pd

from notebooks.data.einzelfaelle import Ausschnitt
from notebooks.figures.dauer import ALLE, BEIDE, liegezeiten
from notebooks.figures.eingaenge import untereinheit_of
from notebooks.figures.petitionen import BEWEGUNG
from notebooks.figures.termine import (
    ABSCHLIESSENDE,
    DANEBEN,
    KLASSEN,
    MASSE,
    STELLUNGNAHME,
    UEBERZUG,
    faellig_in,
    klassen,
    ueberfaellige,
)
from notebooks.figures.zaehlen import BESCHWERDEARTEN, BESCHWERDEN, PETITIONEN, SUMME
from notebooks.protect.zaehlung import (
    Zellen,
    abschluesse,
    bestand,
    einzeln,
    mit_art,
    nach,
    neue,
    verteilung,
)


def _due(a: Ausschnitt, arten: Sequence[str], mass: str) -> tuple[pd.DataFrame, pd.Series]:
    faellige = faellig_in(mit_art(a), arten, a.spanne)
    return faellige, klassen(faellige, mass, a.spanne)


def termintreue(a: Ausschnitt, arten: Sequence[str], masse: Mapping[str, str]) -> Zellen:
    """`masse`: row → measure."""
    zellen: Zellen = {}
    for zeile, mass in masse.items():
        faellige, klasse = _due(a, arten, mass)
        zellen[zeile, "anzahl"] = faellige.index[klasse == KLASSEN[0]].to_numpy()
        zellen[zeile, "von"] = faellige.index[klasse.isin(KLASSEN[:2])].to_numpy()
        zellen[zeile, "faellig"] = faellige.index.to_numpy()
        for name in KLASSEN[1:]:
            zellen[zeile, name] = faellige.index[klasse == name].to_numpy()
    return zellen


def termintreue_je_art(a: Ausschnitt, arten: Sequence[str]) -> Zellen:
    zellen: Zellen = {}
    for mass, name in zip(MASSE, ("erste", "abschl"), strict=True):
        faellige, klasse = _due(a, arten, mass)
        for spalte, gilt in (("anzahl", KLASSEN[:1]), ("von", KLASSEN[:2])):
            innen = faellige[klasse.isin(gilt)]
            zellen[SUMME, f"{name}_{spalte}"] = innen.index.to_numpy()
            je_art = nach(innen, "art").items()
            zellen |= {(art, f"{name}_{spalte}"): dinge for art, dinge in je_art}
    return zellen


def petitionen(a: Ausschnitt) -> Zellen:
    alle, zellen = bestand(a), {}
    leer = np.empty(0, dtype=np.int64)
    for zeile, spalte in BEWEGUNG.items():
        je_art = [alle.get((art, spalte), leer) for art in PETITIONEN]
        zellen[zeile, "petitionen"], zellen[zeile, "eingaben"] = je_art
        zellen[zeile, "anzahl"] = np.concatenate(je_art)
    return zellen


def dauer(a: Ausschnitt, summe: str, zusammen: Sequence[str]) -> Zellen:
    """`summe`: the row over the Arten `zusammen`."""
    zeiten = liegezeiten(mit_art(a), a.spanne)
    gruppen = {str(art): zeiten[zeiten["art"] == art] for art in zeiten["art"].unique()}
    gruppen[summe] = zeiten[zeiten["art"].isin(zusammen)]
    bekannt = {art: g[g["tage"].notna()] for art, g in gruppen.items()}
    return (
        einzeln("anzahl", **gruppen)
        | einzeln("geklaert", **{art: g[g["geklaert"]] for art, g in bekannt.items()})
        | einzeln("offen", **{art: g[~g["geklaert"]] for art, g in bekannt.items()})
        | einzeln("unbekannt", **{art: g[g["tage"].isna()] for art, g in gruppen.items()})
    )


def ueberfaellig(a: Ausschnitt) -> Zellen:
    stichtag, alle = a.spanne.schluss, mit_art(a)
    unbeantwortet = pd.to_numeric(alle["abschliessend_gehalten"]).isna()
    frame = ueberfaellige(alle[alle["abschluss_am"].isna() & unbeantwortet], stichtag)
    tage = (pd.Timestamp(stichtag) - pd.to_datetime(frame["frist_am"])).dt.days
    gemeldet = frame["zwischennachricht_am"] <= stichtag
    zeilen, ab = {SUMME: frame}, 1
    for name, bis in UEBERZUG:
        zeilen[name] = frame[(tage >= ab) & (tage <= (bis or np.inf))]
        ab = (bis or ab) + 1
    mit = {name: zeile[gemeldet[zeile.index]] for name, zeile in zeilen.items()}
    return einzeln("anzahl", **zeilen) | einzeln("mit_zwischennachricht", **mit)


def untereinheiten(a: Ausschnitt) -> Zellen:
    return verteilung(a, lambda _: untereinheit_of(neue(a), a.einheiten), "untereinheit")


def luecken(a: Ausschnitt) -> Zellen:
    frame = neue(a)
    teams = a.einheiten.loc[a.einheiten["art"] == "team", "id"]
    beschwerden = frame[frame["art"].isin(BESCHWERDEARTEN)]
    fehlt = {
        "eingangsweg": frame["eingangsweg"].isna(),
        "eingangsstelle": frame["eingangsstelle"].isna(),
        "team": ~frame["einheit_id"].isin(teams),
        "kundengruppe": frame["kundengruppe"].isna() | (frame["kundengruppe"] == "unbekannt"),
        "rechtskreis": frame["rechtskreis"].isna(),
    }
    ohne = beschwerden[~beschwerden["id"].isin(a.anliegen["id"])]
    zeilen = {name: frame[maske] for name, maske in fehlt.items()} | {"anliegen": ohne}
    von = dict.fromkeys(fehlt, frame) | {"anliegen": beschwerden}
    return einzeln("fehlt", **zeilen) | einzeln("von", **von)


_BESCHWERDEN = partial(termintreue, arten=BESCHWERDEN, masse={mass: mass for mass in MASSE})
_STELLUNGNAHMEN = partial(termintreue, arten=PETITIONEN, masse={STELLUNGNAHME: ABSCHLIESSENDE})
ZAEHLUNGEN: dict[str, Callable[[Ausschnitt], Zellen]] = {
    **dict.fromkeys(("termintreue", "fristklassen"), _BESCHWERDEN),
    **dict.fromkeys(("petitionen-frist", "petitionen-fristklassen"), _STELLUNGNAHMEN),
    "termintreue-art": partial(termintreue_je_art, arten=BESCHWERDEN),
    "termintreue-daneben": partial(termintreue_je_art, arten=DANEBEN),
    "petitionen": petitionen,
    "petitionen-ergebnis": partial(
        verteilung, frame=partial(abschluesse, arten=PETITIONEN), feld="ergebnisart"
    ),
    "dauer": partial(dauer, summe=ALLE, zusammen=BESCHWERDEN),
    "petitionen-dauer": partial(dauer, summe=BEIDE, zusammen=PETITIONEN),
    "ueberfaellig": ueberfaellig,
    "untereinheiten": untereinheiten,
    "luecken": luecken,
}
