"""Anliegen (up to three per Vorgang): kind, Gegenstand, category, Leistungsträger.

The unit is the Anliegen, never the Vorgang; counted are those of complaints, DAB included, by the
Eingang of their Vorgang (HH 21/2910, 21/9209).
"""

from collections.abc import Sequence

import pandas as pd

from models.rules.codes import KATEGORIEN, LEISTUNGSTRAEGER
from notebooks.data import Abschnitte
from notebooks.figures.zaehlen import (
    BESCHWERDEARTEN,
    anteile,
    in_spanne,
    nur_arten,
    summe,
    verteilung,
)


def anliegen_nach(
    anliegen: pd.DataFrame, feld: str, codes: Sequence[str], teile: Abschnitte
) -> pd.DataFrame:
    """Anliegen of complaints by `anliegenart`, `oberklasse` or `kategorie`, as `verteilung`."""
    return verteilung(nur_arten(anliegen, BESCHWERDEARTEN), feld, "eingang_am", codes, teile)


def leistungstraeger(anliegen: pd.DataFrame, teile: Abschnitte) -> pd.DataFrame:
    """Anliegen of complaints by the Leistungsträger of their category, as `verteilung`."""
    mit = anliegen.assign(
        leistungstraeger=anliegen["kategorie"].map(_traeger, na_action="ignore").astype("str")
    )
    return anliegen_nach(mit, "leistungstraeger", tuple(LEISTUNGSTRAEGER), teile)


def _traeger(kategorie: str) -> str | None:
    """§ 6 Abs. 1 SGB II, as kategorien.csv holds it; None for an unknown Kategorie."""
    bekannt = KATEGORIEN.get(kategorie)
    return bekannt.leistungstraeger if bekannt else None


def kategorien_je_traeger(nach_kategorie: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Leistungsträger → the rows of its categories; a category nobody knows stands with `beide`.

    Works on protected figures, too: rows are chosen and nothing is added up.
    """
    einzelne = nach_kategorie[~nach_kategorie["code"].isin(["gesamt", "unbekannt"])]
    traeger = einzelne["code"].map(_traeger).fillna("beide")
    return {name: einzelne[traeger == name].reset_index(drop=True) for name in LEISTUNGSTRAEGER}


def haeufigste(nach_kategorie: pd.DataFrame, hoechstens: int = 10) -> pd.DataFrame:
    """The categories that occur, most frequent first; equals in the order of the code list."""
    echte = nach_kategorie[~nach_kategorie["code"].isin(["gesamt", "unbekannt"])]
    echte = echte[echte["anzahl"] > 0]
    return echte.sort_values("anzahl", ascending=False, kind="stable").head(hoechstens)


def diskriminierung(faelle: pd.DataFrame, teile: Abschnitte) -> pd.DataFrame:
    """Vorgänge with a Diskriminierung among their Anliegen: merkmal, anzahl, vor_anzahl.

    Rows: eingegangen (by Eingang), abgeschlossen, davon bewertet (begründet or unbegründet), davon
    begründet (by Abschluss). Source: BT 19/11042, K7.
    """
    spalten = {}
    for name, spanne in (("anzahl", teile.bericht), ("vor_anzahl", teile.vor)):
        weg = in_spanne(faelle, "abschluss_am", spanne)
        bewertet = weg[weg["ergebnisart"].isin(["begruendet", "unbegruendet"])]
        begruendet = bewertet[bewertet["ergebnisart"] == "begruendet"]
        eingegangen = in_spanne(faelle, "eingang_am", spanne)
        spalten[name] = [len(eingegangen), len(weg), len(bewertet), len(begruendet)]
    merkmale = ["eingegangen", "abgeschlossen", "davon bewertet", "davon begründet"]
    return pd.DataFrame({"merkmal": merkmale, **spalten})


def anliegen_je_vorgang(
    anliegen: pd.DataFrame, ohne_anliegen: pd.DataFrame, teile: Abschnitte
) -> dict[str, int]:
    """How many Anliegen complaints of the span hold, and how many complaints hold none."""
    eigene = nur_arten(in_spanne(anliegen, "eingang_am", teile.bericht), BESCHWERDEARTEN)
    andere = in_spanne(anliegen, "eingang_am", teile.bericht)
    return {
        "anliegen": summe(eigene),
        "ohne": summe(in_spanne(ohne_anliegen, "eingang_am", teile.bericht)),
        "aus_lob_und_anregung": summe(andere) - summe(eigene),
    }


def anteil_verhalten(nach_art: pd.DataFrame) -> pd.DataFrame:
    """The share of Verhalten among the Anliegen of known kind, as `anteile`."""
    zeile = nach_art.set_index("code").loc["verhalten"]
    k, n, vor_k, vor_n = (int(zeile[s]) for s in ("anzahl", "von", "vor_anzahl", "vor_von"))
    return anteile([("Verhalten", k, n, vor_k, vor_n)])
