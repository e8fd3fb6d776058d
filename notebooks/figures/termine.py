"""Punctuality in two measures: first substantive reply in time, finally answered in time.

Source: MV-10 (explaining the law is enough), BL-04, BS-27, MH-57. Whether a case was in time is
decided once, by models.rules.puenktlichkeit; here it is counted. A case without a countable
deadline (none, or „unverzüglich“) has no `frist_am`.
"""

from collections.abc import Sequence

import pandas as pd

from notebooks.data import Abschnitte, Spanne
from notebooks.figures.intervalle import wilson
from notebooks.figures.signal import signal_anteil
from notebooks.figures.zaehlen import (
    BESCHWERDEN,
    PETITIONEN,
    SUMME,
    in_spanne,
    kundenreaktionen,
    nur_arten,
)

ERSTE, ABSCHLIESSENDE = "erste sachliche Antwort", "abschließende Antwort"
# measure → the column in which it is decided
MASSE = {ERSTE: "frist_gehalten", ABSCHLIESSENDE: "abschliessend_gehalten"}
KLASSEN = ("fristgerecht", "verspaetet", "unbekannt", "noch_offen")
DANEBEN = ("lob", "anregung")
STELLUNGNAHME = "Stellungnahme versandt"


def klassen(faellige: pd.DataFrame, mass: str, spanne: Spanne) -> pd.Series:
    """One of KLASSEN per Vorgang whose deadline ran out in the span, as known on its Stichtag.

    verspaetet: also unanswered and overdue; unbekannt: closed, yet no day of an answer;
    noch_offen: unanswered, due on the Stichtag, and that day is still running.
    """
    schluss, laeuft = spanne.schluss, spanne.schluss < spanne.bis
    gehalten = pd.to_numeric(faellige[MASSE[mass]])
    weg = faellige["abschluss_am"].notna() & (faellige["abschluss_am"] <= schluss)
    klasse = pd.Series("verspaetet", index=faellige.index)
    klasse[gehalten.isna() & (faellige["frist_am"] == schluss) & laeuft] = "noch_offen"
    klasse[gehalten.isna() & weg] = "unbekannt"
    klasse[gehalten == 1] = "fristgerecht"
    return klasse


def faellig_in(faellige: pd.DataFrame, arten: Sequence[str], spanne: Spanne) -> pd.DataFrame:
    """Vorgänge of these Arten whose deadline ran out in the span, up to its Stichtag."""
    frame = in_spanne(nur_arten(faellige, arten), "frist_am", spanne)
    return frame[frame["frist_am"] <= spanne.schluss]


def ohne_frist(fristen: pd.DataFrame, spanne: Spanne) -> int:
    """How many Beschwerden that came in have no countable deadline."""
    frame = in_spanne(nur_arten(fristen, BESCHWERDEN), "eingang_am", spanne)
    return int(frame["frist_am"].isna().sum())


def termintreue(faellige: pd.DataFrame, teile: Abschnitte) -> pd.DataFrame:
    """Both measures over the Beschwerden whose deadline ran out: merkmal, anzahl, von, ….

    Each case is judged in the one period in which its deadline lies, as known on that period's
    Stichtag. `anzahl` of `von` were in time (`von` = fristgerecht + verspaetet); unbekannt and
    noch_offen stand beside, so that all add up to `faellig`.
    """
    return pd.DataFrame([_zeile(faellige, BESCHWERDEN, mass, teile) for mass in MASSE])


def termintreue_petitionen(faellige: pd.DataFrame, teile: Abschnitte) -> pd.DataFrame:
    """The same over Petitionen and Eingaben, whose one deadline the Stellungnahme meets."""
    zeile = _zeile(faellige, PETITIONEN, ABSCHLIESSENDE, teile)
    return pd.DataFrame([zeile | {"merkmal": STELLUNGNAHME}])


def _zeile(
    frame: pd.DataFrame, arten: Sequence[str], mass: str, teile: Abschnitte
) -> dict[str, object]:
    jetzt, vorher = (_zaehle(frame, arten, mass, spanne) for spanne in (teile.bericht, teile.vor))
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


def _zaehle(frame: pd.DataFrame, arten: Sequence[str], mass: str, spanne: Spanne) -> dict[str, int]:
    anzahl = klassen(faellig_in(frame, arten, spanne), mass, spanne).value_counts()
    return {klasse: int(anzahl.get(klasse, 0)) for klasse in KLASSEN}


def termintreue_je_art(faellige: pd.DataFrame, teile: Abschnitte) -> pd.DataFrame:
    """By Art of Beschwerde with anything due, and gesamt.

    Columns: art, erste_anzahl, erste_von, abschl_anzahl, abschl_von.
    """
    return _je_art(faellige, BESCHWERDEN, teile, summe=True)


def termintreue_daneben(faellige: pd.DataFrame, teile: Abschnitte) -> pd.DataFrame:
    """Lob and Anregungen with anything due, beside the headline and without a sum."""
    return _je_art(faellige, DANEBEN, teile, summe=False)


def _je_art(
    faellige: pd.DataFrame, arten: Sequence[str], teile: Abschnitte, *, summe: bool
) -> pd.DataFrame:
    innen = faellig_in(faellige, arten, teile.bericht)
    erfuellt = [_erfuellt_je_art(innen, mass, teile.bericht) for mass in MASSE]
    zeilen = [
        (art, *(zahl for je_art in erfuellt for zahl in je_art.get(art, (0, 0))))
        for art in (*arten, *((SUMME,) if summe else ()))
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

    Input: one row per Vorgang open and not answered on that day.
    """
    frame = ueberfaellige(offene, stichtag)
    tage = (pd.Timestamp(stichtag) - pd.to_datetime(frame["frist_am"])).dt.days
    gemeldet = frame["zwischennachricht_am"].notna() & (frame["zwischennachricht_am"] <= stichtag)
    zeilen, ab = [], 1
    for name, bis in UEBERZUG:
        passt = (tage >= ab) & ((tage <= bis) if bis else True)
        zeilen.append((name, int(passt.sum()), int((passt & gemeldet).sum())))
        ab = (bis or ab) + 1
    zeilen.append((SUMME, len(frame), int(gemeldet.sum())))
    return pd.DataFrame(zeilen, columns=["ueberzug", "anzahl", "mit_zwischennachricht"])


def ueberfaellige(offene: pd.DataFrame, stichtag: str) -> pd.DataFrame:
    """The Kundenreaktionen among open, unanswered ones whose deadline passed before `stichtag`."""
    frame = kundenreaktionen(offene)
    return frame[frame["frist_am"] < stichtag]
