"""Sentences on Anliegen. The unit is the Anliegen, and every sentence says so."""

import pandas as pd

from notebooks.data.codes import Codes
from notebooks.figures.signal import ANZAHLWORTE, HOEHER, NIEDRIGER, OHNE_VERGLEICH
from notebooks.prose.formate import anzahl, aufzaehlung, gross, von, zahl
from notebooks.prose.vergleich import vergleich_anteil

BASIS = "Gezählt sind Anliegen aus Beschwerden aller Arten, auch aus Petitionen und Eingaben."


def kurz_schwerpunkt(haeufigste: pd.DataFrame, verhalten: pd.DataFrame, codes: Codes) -> str:
    """The most frequent categories and the share of Verhalten."""
    if not len(haeufigste):
        return "Zu den Kategorien der Anliegen liegen keine Angaben vor."
    erste = haeufigste.iloc[0]
    name = codes.label("kategorie", str(erste.code))
    satz = (
        f"Häufigste Kategorie ist „{name}“ mit {von(int(erste.anzahl), int(erste['von']))} Anliegen"
    )
    z = verhalten.iloc[0]
    if not z["von"]:
        return f"{satz}."
    return f"{satz}; Verhalten von Mitarbeitenden: {von(int(z.anzahl), int(z['von']))}."


def anliegen(zahlen: dict[str, int]) -> str:
    """What is counted here and what is not."""
    n, ohne, andere = zahlen["anliegen"], zahlen["ohne"], zahlen["aus_lob_und_anregung"]
    erfasst = {0: "kein", 1: "ein"}.get(n, zahl(n))
    satz = f"Zu Beschwerden aller Arten {'ist' if n < 2 else 'sind'} {erfasst} Anliegen erfasst "
    satz += "(bis zu drei je Vorgang)."
    if ohne:
        satz += (
            f" Zu {anzahl(ohne, 'Beschwerde', 'Beschwerden', 'keiner')} ist kein Anliegen erfasst."
        )
    if andere:
        satz += (
            f" {gross(zahl(andere))} Anliegen aus Lob, Anregungen und Hinweisen zählen hier nicht."
        )
    return satz


def verhalten(anteil: pd.DataFrame) -> str:
    """The share of Verhalten against the previous period."""
    z = anteil.iloc[0]
    if not z["von"]:
        return "Zur Anliegenart liegen keine Angaben vor."
    davor = vergleich_anteil(int(z.vor_anzahl), int(z.vor_von), z.signal)
    return f"Verhalten von Mitarbeitenden: {von(int(z.anzahl), int(z['von']))}; {davor}."


def kategorien(haeufigste: pd.DataFrame, codes: Codes) -> str:
    """The three most frequent categories, and which of all changed."""
    namen = [
        f"„{codes.label('kategorie', str(z.code))}“ ({zahl(int(z.anzahl))})"
        for z in haeufigste.head(3).itertuples()
    ]
    if not namen:
        return "Zu den Kategorien liegen keine Angaben vor."
    return f"Am häufigsten {'ist' if len(namen) == 1 else 'sind'} {aufzaehlung(namen)}."


def veraenderte(verteilung: pd.DataFrame, namen: dict[str, str]) -> str:
    """Which rows of a Verteilung carry a signal; says so when there is none."""
    einzelne = verteilung[~verteilung["code"].isin(["gesamt", "unbekannt"])]
    teile = []
    for wort in (*ANZAHLWORTE, HOEHER, NIEDRIGER):
        codes = einzelne.loc[einzelne["signal"] == wort, "code"]
        if len(codes):
            teile.append(f"{wort} {aufzaehlung([f'„{namen.get(c, c)}“' for c in codes])}")
    if teile:
        return f"Signal gegenüber der Vorperiode: {'; '.join(teile)}."
    if (einzelne["signal"] == OHNE_VERGLEICH).all():
        return "Ein Vergleich mit der Vorperiode ist nicht möglich."
    return "Gegenüber der Vorperiode kein Signal."


def diskriminierung(zeilen: pd.DataFrame) -> str:
    """The line of its own: how many, and how many of the rated ones were begründet."""
    n = dict(zip(zeilen["merkmal"], zeilen["anzahl"], strict=True))
    davor = dict(zip(zeilen["merkmal"], zeilen["vor_anzahl"], strict=True))
    if not any(n.values()):
        return (
            "Im Berichtszeitraum ist kein Vorgang mit dem Anliegen Diskriminierung erfasst "
            f"(Vorperiode: {zahl(davor['eingegangen'])}). Das belegt nicht, dass es keine gab."
        )
    wer = gross(anzahl(n["eingegangen"], "Vorgang", "Vorgänge"))
    ein = "ging ein" if n["eingegangen"] < 2 else "gingen ein"
    return (
        f"{wer} mit dem Anliegen Diskriminierung {ein} (Vorperiode: {zahl(davor['eingegangen'])}). "
        f"Als begründet oder unbegründet bewertet: {zahl(n['davon bewertet'])}, davon begründet: "
        f"{zahl(n['davon begründet'])}."
    )
