"""Punctuality in two measures: first substantive reply in time, finally answered in time.

Source: MV-10 (explaining the law is enough), BL-04, BS-27, MH-57. Eingangsbestätigung,
Zwischennachricht and Abgabenachricht meet neither. „Unverzüglich“ is no countable deadline.
"""

from collections.abc import Sequence

import pandas as pd

from notebooks.data import Abschnitte, Spanne
from notebooks.figures.intervalle import wilson
from notebooks.figures.signal import signal_anteil
from notebooks.figures.zaehlen import SUMME, in_spanne, kundenreaktionen

ERSTE, ABSCHLIESSENDE = "erste sachliche Antwort", "abschließende Antwort"
MASSE = (ERSTE, ABSCHLIESSENDE)
KLASSEN = ("fristgerecht", "verspaetet", "unbekannt", "noch_offen")
NIE_GEZAEHLT = "unverz"  # „unverzüglich“, „unverzueglich“ in frist_regel


def antwort_am(fristen: pd.DataFrame, mass: str) -> pd.Series:
    """The day that meets a measure, NaN without one.

    First: the earliest of first reply, letter and Klärung. Final: the letter, else the Klärung (a
    talk with Verzicht, an imported case).
    """
    brief, klaerung = fristen["antwort_versandt_am"], fristen["datum_der_klaerung"]
    if mass == ABSCHLIESSENDE:
        return brief.where(brief.notna(), klaerung)
    frueheste = fristen["erste_antwort_am"]
    for andere in (brief, klaerung):
        frueher = andere.notna() & (frueheste.isna() | (andere < frueheste))
        frueheste = frueheste.where(~frueher, andere)
    return frueheste


def klassen(faellige: pd.DataFrame, mass: str, spanne: Spanne) -> pd.Series:
    """One of KLASSEN per Vorgang whose deadline ran out in the span, as known on its Stichtag.

    verspaetet: also unanswered and overdue; unbekannt: closed, yet no day of an answer;
    noch_offen: unanswered, due on the Stichtag, and that day is still running.
    """
    schluss, laeuft = spanne.schluss, spanne.schluss < spanne.bis
    frist = faellige["frist_am"]
    am = antwort_am(faellige, mass)
    beantwortet = am.notna() & (am <= schluss)
    weg = faellige["abschluss_am"].notna() & (faellige["abschluss_am"] <= schluss)
    klasse = pd.Series("verspaetet", index=faellige.index)
    klasse[~beantwortet & (frist == schluss) & laeuft] = "noch_offen"
    klasse[beantwortet & (am <= frist)] = "fristgerecht"
    klasse[~beantwortet & weg] = "unbekannt"
    return klasse


def faellig_in(faellige: pd.DataFrame, spanne: Spanne) -> pd.DataFrame:
    """Kundenreaktionen whose countable deadline ran out in the span, up to its Stichtag."""
    frame = in_spanne(kundenreaktionen(faellige), "frist_am", spanne)
    return frame[(frame["frist_am"] <= spanne.schluss) & ~_unverzueglich(frame["frist_regel"])]


def ohne_frist(fristen: pd.DataFrame, spanne: Spanne) -> int:
    """How many Kundenreaktionen that came in have no countable deadline."""
    frame = in_spanne(kundenreaktionen(fristen), "eingang_am", spanne)
    return int((frame["frist_am"].isna() | _unverzueglich(frame["frist_regel"])).sum())


def _unverzueglich(regeln: pd.Series) -> pd.Series:
    """Whose rule is no countable deadline; there are few rules and many cases."""
    return regeln.isin([r for r in regeln.dropna().unique() if NIE_GEZAEHLT in r.lower()])


def termintreue(faellige: pd.DataFrame, teile: Abschnitte) -> pd.DataFrame:
    """Both measures over the Kundenreaktionen whose deadline ran out: merkmal, anzahl, von, ….

    Each case is judged in the one period in which its deadline lies, as known on that period's
    Stichtag. `anzahl` of `von` were in time (`von` = fristgerecht + verspaetet); unbekannt and
    noch_offen stand beside, so that all add up to `faellig`.
    """
    return pd.DataFrame([_zeile(faellige, mass, teile) for mass in MASSE])


def _zeile(frame: pd.DataFrame, mass: str, teile: Abschnitte) -> dict[str, object]:
    jetzt, vorher = (_zaehle(frame, mass, spanne) for spanne in (teile.bericht, teile.vor))
    k, n = jetzt["fristgerecht"], jetzt["fristgerecht"] + jetzt["verspaetet"]
    vor_k, vor_n = vorher["fristgerecht"], vorher["fristgerecht"] + vorher["verspaetet"]
    unten, oben = wilson(k, n)
    return {
        "merkmal": mass,
        "anzahl": k,
        "von": n,
        "unten": unten,
        "oben": oben,
        **{klasse: jetzt[klasse] for klasse in KLASSEN[1:]},
        "faellig": sum(jetzt.values()),
        "vor_anzahl": vor_k,
        "vor_von": vor_n,
        "signal": signal_anteil(k, n, vor_k, vor_n),
    }


def _zaehle(frame: pd.DataFrame, mass: str, spanne: Spanne) -> dict[str, int]:
    anzahl = klassen(faellig_in(frame, spanne), mass, spanne).value_counts()
    return {klasse: int(anzahl.get(klasse, 0)) for klasse in KLASSEN}


def termintreue_je_art(
    faellige: pd.DataFrame, arten: Sequence[str], teile: Abschnitte
) -> pd.DataFrame:
    """By Art with anything due, and gesamt.

    Columns: art, erste_anzahl, erste_von, abschl_anzahl, abschl_von.
    """
    innen = faellig_in(faellige, teile.bericht)
    erfuellt = [_erfuellt_je_art(innen, mass, teile.bericht) for mass in MASSE]
    zeilen = [
        (art, *(zahl for je_art in erfuellt for zahl in je_art.get(art, (0, 0))))
        for art in (*arten, SUMME)
    ]
    spalten = ["art", "erste_anzahl", "erste_von", "abschl_anzahl", "abschl_von"]
    faellig = [zeile for zeile in zeilen if zeile[0] == SUMME or zeile[2] or zeile[4]]
    return pd.DataFrame(faellig, columns=spalten)


def _erfuellt_je_art(innen: pd.DataFrame, mass: str, spanne: Spanne) -> dict[str, tuple[int, int]]:
    """(in time, due) by Art and over all."""
    klasse = klassen(innen, mass, spanne)
    faellig = innen["art"][klasse.isin(KLASSEN[:2])].value_counts()
    puenktlich = innen["art"][klasse == KLASSEN[0]].value_counts()
    je_art = {str(art): (int(puenktlich.get(art, 0)), int(n)) for art, n in faellig.items()}
    return je_art | {SUMME: (int(puenktlich.sum()), int(faellig.sum()))}


UEBERZUG = (
    ("1 bis 7 Tage", 7),
    ("8 bis 14 Tage", 14),
    ("15 bis 28 Tage", 28),
    ("über 28 Tage", None),
)


def ueberfaellig(offene: pd.DataFrame, stichtag: str) -> pd.DataFrame:
    """Open, unanswered, deadline passed before `stichtag`: ueberzug, anzahl, mit_zwischennachricht.

    Input: one row per Vorgang open and not finally answered on that day.
    """
    frame = kundenreaktionen(offene)
    frame = frame[~_unverzueglich(frame["frist_regel"]) & (frame["frist_am"] < stichtag)]
    tage = (pd.Timestamp(stichtag) - pd.to_datetime(frame["frist_am"])).dt.days
    gemeldet = frame["zwischennachricht_am"].notna() & (frame["zwischennachricht_am"] <= stichtag)
    zeilen, ab = [], 1
    for name, bis in UEBERZUG:
        passt = (tage >= ab) & ((tage <= bis) if bis else True)
        zeilen.append((name, int(passt.sum()), int((passt & gemeldet).sum())))
        ab = (bis or ab) + 1
    zeilen.append((SUMME, len(frame), int(gemeldet.sum())))
    return pd.DataFrame(zeilen, columns=["ueberzug", "anzahl", "mit_zwischennachricht"])
