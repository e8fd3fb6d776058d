"""What came out: Ergebnisart with both denominators, Abhilfe, Einigung, Verzicht. By Abschluss.

Counted are Beschwerden; Petitionen and Eingaben are evaluated apart, in petitionen.py.
"""

from collections.abc import Sequence

import pandas as pd

from models.rules.codes import LEISTUNGSTRAEGER
from notebooks.data import Abschnitte
from notebooks.figures.signal import OHNE_VERGLEICH
from notebooks.figures.zaehlen import (
    BESCHWERDEN,
    BEWERTETE_ARTEN,
    SUMME,
    UNBEKANNT,
    anteil_ja,
    anteile,
    in_spanne,
    kundenreaktionen,
    nur_arten,
    summe,
    verteilung,
)

BEWERTET = ("begruendet", "unbegruendet")
ERGEBNISSE = {
    "begruendet": "begruendet",
    "unbegruendet": "unbegruendet",
    "kein_krm": "kein-krm",
    "nicht_bewertbar": "nicht-bewertbar",
}
"""Column → Ergebnisart; there are these four (MH-68)."""
ABGEHOLFEN = ("ganz", "teilweise")


def ergebnisart(abschluesse: pd.DataFrame, codes: Sequence[str], teile: Abschnitte) -> pd.DataFrame:
    """Closed Beschwerden and Fachaufsichtsbeschwerden by Ergebnisart.

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


def ergebnis_je_traeger(abschluesse: pd.DataFrame, teile: Abschnitte) -> pd.DataFrame:
    """Closed Beschwerden with an Ergebnisart by Leistungsträger of their Anliegen.

    Columns: traeger, one per Ergebnisart, anzahl (their sum). A case counts once: with `beide`
    where its Anliegen belong to both, with `unbekannt` (only if there are any) where no Kategorie
    is known; all rows add up to `gesamt`, which is that of `ergebnisart`.
    """
    frame = in_spanne(nur_arten(abschluesse, BEWERTETE_ARTEN), "abschluss_am", teile.bericht)
    zeilen = []
    for traeger, eigene in (*_je_traeger(frame), (SUMME, frame)):
        je_art = [summe(eigene[eigene["ergebnisart"] == art]) for art in ERGEBNISSE.values()]
        zeilen.append((traeger, *je_art, sum(je_art)))
    ergebnis = pd.DataFrame(zeilen, columns=["traeger", *ERGEBNISSE, "anzahl"])
    return _belegte_traeger(ergebnis, "anzahl")


def begruendet_je_traeger(abschluesse: pd.DataFrame, teile: Abschnitte) -> pd.DataFrame:
    """The share of „begründet“ of begründet and unbegründet by Leistungsträger, as `anteile`."""
    eigene = nur_arten(abschluesse, BEWERTETE_ARTEN)
    bewertete = eigene[eigene["ergebnisart"].isin(BEWERTET)]
    ja = ("begruendet",)
    zeilen = [
        (traeger, *anteil_ja(frame, "ergebnisart", "abschluss_am", teile, ja))
        for traeger, frame in _je_traeger(bewertete)
    ]
    frame = _belegte_traeger(anteile(zeilen), "von", "vor_von")
    frame.loc[frame["merkmal"] == UNBEKANNT, "signal"] = OHNE_VERGLEICH
    return frame


def _je_traeger(frame: pd.DataFrame) -> list[tuple[str, pd.DataFrame]]:
    traeger = frame["leistungstraeger"].astype("str").fillna(UNBEKANNT)
    return [(name, frame[traeger == name]) for name in (*LEISTUNGSTRAEGER, UNBEKANNT)]


def _belegte_traeger(frame: pd.DataFrame, *spalten: str) -> pd.DataFrame:
    """Without a row `unbekannt` in which nothing was counted."""
    leer = (frame.iloc[:, 0] == UNBEKANNT) & (frame[list(spalten)].sum(axis=1) == 0)
    return frame[~leer].reset_index(drop=True)


def abhilfe(abschluesse: pd.DataFrame, codes: Sequence[str], teile: Abschnitte) -> pd.DataFrame:
    """Closed complaints by Abhilfe, as `verteilung`; apart from begründet (MV-12)."""
    eigene = nur_arten(abschluesse, BESCHWERDEN)
    return verteilung(eigene, "abhilfe", "abschluss_am", codes, teile)


def klaerung(abschluesse: pd.DataFrame, teile: Abschnitte) -> pd.DataFrame:
    """Shares among closed complaints with a known value, as `anteile`."""
    return shares_settled(abschluesse, BESCHWERDEN, teile)


def shares_settled(
    abschluesse: pd.DataFrame, arten: Sequence[str], teile: Abschnitte
) -> pd.DataFrame:
    """The shares of `klaerung` over these Arten."""
    eigene = nur_arten(abschluesse, arten)
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
