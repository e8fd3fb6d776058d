"""What came out: Ergebnisart with both denominators, Abhilfe, Einigung, Verzicht. By Abschluss."""

from collections.abc import Sequence

import pandas as pd

from notebooks.data import Abschnitte
from notebooks.figures.zaehlen import (
    BESCHWERDEARTEN,
    BEWERTETE_ARTEN,
    anteil_ja,
    anteile,
    in_spanne,
    kundenreaktionen,
    nur_arten,
    verteilung,
)

BEWERTET = ("begruendet", "unbegruendet")
ABGEHOLFEN = ("ganz", "teilweise")


def ergebnisart(abschluesse: pd.DataFrame, codes: Sequence[str], teile: Abschnitte) -> pd.DataFrame:
    """Closed Beschwerden, Fachaufsichtsbeschwerden, Petitionen, Eingaben by Ergebnisart.

    As `verteilung`: shares over all four values; `unbekannt` was closed without one. DAB, Lob,
    Anregung and Hinweis have no Ergebnisart and are outside (MH-68, BL-09, K8).
    """
    eigene = nur_arten(abschluesse, BEWERTETE_ARTEN)
    return verteilung(eigene, "ergebnisart", "abschluss_am", codes, teile)


def begruendet(abschluesse: pd.DataFrame, teile: Abschnitte) -> pd.DataFrame:
    """Both shares of „begründet“: of begründet + unbegründet, and of all four Ergebnisarten."""
    eigene = nur_arten(abschluesse, BEWERTETE_ARTEN)
    nur_bewertete = eigene[eigene["ergebnisart"].isin(BEWERTET)]
    return anteile(
        [
            (name, *anteil_ja(frame, "ergebnisart", "abschluss_am", teile, ("begruendet",)))
            for name, frame in (
                ("begründet von begründet und unbegründet", nur_bewertete),
                ("begründet von allen vier Ergebnisarten", eigene),
            )
        ]
    )


def abhilfe(abschluesse: pd.DataFrame, codes: Sequence[str], teile: Abschnitte) -> pd.DataFrame:
    """Closed complaints by Abhilfe, as `verteilung`; apart from begründet (MV-12)."""
    eigene = nur_arten(abschluesse, BESCHWERDEARTEN)
    return verteilung(eigene, "abhilfe", "abschluss_am", codes, teile)


def klaerung(abschluesse: pd.DataFrame, teile: Abschnitte) -> pd.DataFrame:
    """Shares among closed complaints with a known value, as `anteile`."""
    eigene = nur_arten(abschluesse, BESCHWERDEARTEN)
    merkmale = (
        ("Abhilfe ganz oder teilweise", "abhilfe", ABGEHOLFEN),
        ("einvernehmlich geklärt (Einigung)", "einvernehmlich_geklaert", (1,)),
        ("Entschuldigung ausgesprochen", "entschuldigung", (1,)),
        ("Verzicht auf schriftliche Antwort", "verzicht_liegt_vor", (1,)),
        ("von selbst Betroffenen entschieden", "selbst_betroffen", (1,)),
    )
    return anteile(
        [(name, *anteil_ja(eigene, feld, "abschluss_am", teile, ja)) for name, feld, ja in merkmale]
    )


def dienstaufsicht(
    abschluesse: pd.DataFrame, merkmale: pd.DataFrame, teile: Abschnitte
) -> pd.DataFrame:
    """DAB as their own block: merkmal, anzahl, vor_anzahl (AGH 17/11703: named against decided)."""
    spalten = {}
    for name, spanne in (("anzahl", teile.bericht), ("vor_anzahl", teile.vor)):
        neu = in_spanne(kundenreaktionen(merkmale), "eingang_am", spanne)
        bezeichnet = neu[neu["als_dab_bezeichnet"] == 1]
        entschieden = neu[neu["art"] == "dienstaufsichtsbeschwerde"]
        dab = abschluesse[abschluesse["art"] == "dienstaufsichtsbeschwerde"]
        weg = in_spanne(dab, "abschluss_am", spanne)
        andere = bezeichnet[bezeichnet["art"] != "dienstaufsichtsbeschwerde"]
        spalten[name] = [int(f["anzahl"].sum()) for f in (entschieden, weg, bezeichnet, andere)]
    zeilen = [
        "als Dienstaufsichtsbeschwerde eingegangen",
        "abgeschlossen",
        "in der Zuschrift so bezeichnet",
        "davon als andere Art geführt",
    ]
    return pd.DataFrame({"merkmal": zeilen, **spalten})
