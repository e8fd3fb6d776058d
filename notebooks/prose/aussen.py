"""Sentences for readers outside the house: short, and silent about every number they may not see.

A frame that was protected may hold gaps; a sentence that needs one is left out.
"""

import pandas as pd

from notebooks.data import Abschnitte, Zeitraum
from notebooks.data.codes import Codes
from notebooks.figures.signal import KEIN_SIGNAL, OHNE_VERGLEICH
from notebooks.figures.zaehlen import SUMME, UNBEKANNT
from notebooks.prose.eingaenge import WORTE
from notebooks.prose.formate import (
    NBSP,
    VERDECKT,
    anzahl,
    aufzaehlung,
    auslassbar,
    datum,
    fehlt,
    ganz,
    gross,
    im_zeitraum,
    prozent,
    von,
    zahl,
)
from notebooks.prose.vergleich import vergleich_anteil, vergleich_anzahl

STILL = ("", KEIN_SIGNAL, OHNE_VERGLEICH)
NICHT_GEZEIGT = "nicht ausgewiesen"


def kennzahlen(
    bestand: pd.DataFrame, termine: pd.DataFrame, begruendet: pd.DataFrame
) -> list[tuple[str, str, str]]:
    """(name, number, what it is of): Eingänge, abgeschlossen, offen, in time, begründet."""
    alle = _gesamt(bestand, "art")
    return [
        ("Eingänge", _oder_punkt(alle["neu"]), f"Vorperiode {_oder_punkt(alle['vor_neu'])}"),
        ("offen am Ende", _oder_punkt(alle["offen"]), f"zu Beginn {_oder_punkt(alle.iloc[1])}"),
        ("fristgerecht", *_anteil(termine.iloc[1], "abschließend", "nichts fällig")),
        ("begründet", *_anteil(begruendet.iloc[0], "bewerteten", "nichts bewertet")),
    ]


def _oder_punkt(wert: float) -> str:
    return VERDECKT if fehlt(wert) else zahl(wert)


def _anteil(zeile: "pd.Series[float]", was: str, leer: str) -> tuple[str, str]:
    treffer, gesamt = zeile["anzahl"], zeile["von"]
    if fehlt(treffer) or fehlt(gesamt):
        return VERDECKT, NICHT_GEZEIGT
    if not gesamt:
        return "–", leer
    return prozent(treffer, gesamt), f"{zahl(treffer)} von {zahl(gesamt)} {was}"


def _gesamt(frame: pd.DataFrame, spalte: str = "code") -> "pd.Series[float]":
    return frame.set_index(spalte, drop=False).loc[SUMME]


@auslassbar
def eingegangen(bestand: pd.DataFrame, zeit: Zeitraum) -> str:
    """How many came in, and whether that is more or fewer than before."""
    z = _gesamt(bestand, "art")
    n = ganz(z["neu"])
    verb = "ging" if n < 2 else "gingen"
    satz = f"{im_zeitraum(zeit)} {verb} "
    satz += f"{anzahl(n, 'Kundenreaktion', 'Kundenreaktionen', 'keine')} ein{_darunter(bestand)}"
    if fehlt(z["vor_neu"]):
        return f"{satz}."
    davor = vergleich_anzahl(n, ganz(z["vor_neu"]), str(z["signal"]), "in der Vorperiode")
    return f"{satz}; {davor}."


def _darunter(bestand: pd.DataFrame) -> str:
    je_art = bestand.set_index("art")["neu"]
    sichtbar = [(art, je_art[art]) for art in WORTE if art in je_art.index]
    teile = [anzahl(n, *WORTE[art]) for art, n in sichtbar if not fehlt(n) and n > 0]
    return f", darunter {aufzaehlung(teile)}" if teile and je_art[SUMME] > 1 else ""


@auslassbar
def offen(bestand: pd.DataFrame, teile: Abschnitte) -> str:
    """Closed in the period, open at its end and at its begin."""
    z = _gesamt(bestand, "art")
    weg, rest, vorher = (ganz(z[name]) for name in ("abgeschlossen", "offen", "uebernommen"))
    verb = "wurde" if weg < 2 else "wurden"
    kein = gross(anzahl(weg, "Kundenreaktion", "Kundenreaktionen", "keine"))
    return (
        f"{kein} {verb} abgeschlossen. Am {datum(teile.stichtag)} "
        f"{'war' if rest == 1 else 'waren'} {zahl(rest)} offen, zu Beginn {zahl(vorher)}."
    )


@auslassbar
def themen(verteilung: pd.DataFrame, feld: str, codes: Codes) -> str:
    """What people wrote about most, by Oberklasse or category; the unit is the Anliegen."""
    einzelne = verteilung[~verteilung["code"].isin([SUMME, UNBEKANNT])]
    belegt = einzelne[einzelne["anzahl"] > 0].sort_values("anzahl", ascending=False, kind="stable")
    if not len(belegt):
        return "Zum Gegenstand der Anliegen liegen keine Angaben vor, die sich ausweisen ließen."
    namen = [
        f"„{codes.label(feld, str(z.code))}“ ({_mit_anteil(z.anzahl, z.von)})"
        for z in belegt.head(3).itertuples()
    ]
    was = {"oberklasse": "Gegenstand", "kategorie": "Kategorie"}[feld]
    if len(namen) == 1:
        return f"Am häufigsten genannt: {was} {namen[0]} der Anliegen."
    return f"Am häufigsten genannt nach {was}: {aufzaehlung(namen)} der Anliegen."


def _mit_anteil(treffer: float, gesamt: float) -> str:
    return zahl(treffer) if fehlt(gesamt) else f"{zahl(treffer)}, {prozent(treffer, gesamt)}"


@auslassbar
def verhalten(anliegenarten: pd.DataFrame) -> str:
    """Sachanliegen and Verhalten, both of the Anliegen of known kind."""
    je = anliegenarten.set_index("code")
    v = je.loc["verhalten"]
    if not ganz(v["von"]):
        return "Zur Anliegenart liegen keine Angaben vor."
    return f"Das Verhalten von Mitarbeitenden betreffen {von(v['anzahl'], v['von'])} Anliegen."


@auslassbar
def ergebnis(begruendet: pd.DataFrame) -> str:
    """Both shares of „begründet“, each with its denominator, against the period before."""
    saetze = []
    for z in begruendet.to_dict("records"):
        if fehlt(z["anzahl"]) or fehlt(z["von"]) or not z["von"]:
            continue
        satz = f"{gross(str(z['merkmal']))}: {von(z['anzahl'], z['von'])}"
        if not fehlt(z["vor_anzahl"]) and not fehlt(z["vor_von"]):
            davor = vergleich_anteil(ganz(z["vor_anzahl"]), ganz(z["vor_von"]), str(z["signal"]))
            satz += f"; {davor}"
        saetze.append(f"{satz}.")
    return " ".join(saetze) or "Zu den Ergebnissen lässt sich keine Zahl ausweisen."


@auslassbar
def fristen(termine: pd.DataFrame) -> str:
    """Both measures of punctuality; one that may not be shown is left out."""
    if not any(ganz(n) for n in termine["von"] if not fehlt(n)):
        return "Im Berichtszeitraum lief keine Antwortfrist ab, die sich ausweisen ließe."
    teile = [
        f"{z['merkmal']} {von(z['anzahl'], z['von'])}"
        for z in termine.to_dict("records")
        if not fehlt(z["anzahl"]) and not fehlt(z["von"]) and z["von"]
    ]
    return f"Fristgerecht waren: {aufzaehlung(teile)}." if teile else ""


@auslassbar
def petitionen(zeilen: pd.DataFrame) -> str:
    """How many Petitionen and Eingaben came in and how many are open; both together (BS-16)."""
    je = zeilen.set_index("merkmal")["anzahl"]
    neu, rest = ganz(je["eingegangen"]), ganz(je["offen am Ende"])
    if not neu and not rest:
        return "Petitionen und Eingaben gab es im Berichtszeitraum nicht."
    verb = "ging" if neu < 2 else "gingen"
    return (
        f"Von den Eingängen sind {zahl(neu)} Petitionen oder Eingaben; am Ende des Zeitraums "
        f"{'war' if rest == 1 else 'waren'} {zahl(rest)} offen."
        if neu != 1
        else f"Eine Petition oder Eingabe {verb} ein; am Ende des Zeitraums "
        f"{'war' if rest == 1 else 'waren'} {zahl(rest)} offen."
    )


@auslassbar
def vorjahr(vergleich: pd.DataFrame) -> str:
    """The same span a year ago, which knows the same season; empty where there is none."""
    zeilen = vergleich.set_index("spanne")
    if "vorjahr" not in zeilen.index:
        return ""
    jahr = zeilen.loc["vorjahr"]
    if jahr["signal"] in ("", OHNE_VERGLEICH):
        return "Für den gleichen Zeitraum des Vorjahres liegen keine vergleichbaren Daten vor."
    n, damals = ganz(zeilen.loc["bericht", "anzahl"]), ganz(jahr["anzahl"])
    wann = "im gleichen Zeitraum des Vorjahres"
    return f"{gross(vergleich_anzahl(n, damals, str(jahr['signal']), wann))}."


@auslassbar
def ueberfaellig(zeilen: pd.DataFrame, teile: Abschnitte) -> str:
    """How many open cases are past their deadline."""
    n = ganz(_gesamt(zeilen, "ueberzug")["anzahl"])
    wer = gross(anzahl(n, "offene Kundenreaktion", "offene Kundenreaktionen", "keine"))
    return f"{wer} {'war' if n < 2 else 'waren'} am {datum(teile.stichtag)} überfällig."


def beide(*frames: pd.DataFrame) -> pd.DataFrame:
    """Frames of shares one below the other: merkmal, signal."""
    return pd.concat([frame[["merkmal", "signal"]] for frame in frames], ignore_index=True)


def auffaelligkeiten(*gruppen: tuple[str, pd.DataFrame, dict[str, str]]) -> list[str]:
    """One sentence per group (what, frame with `signal`, names by code) that holds a signal."""
    saetze = []
    for was, frame, namen in gruppen:
        laute = frame[~frame["signal"].fillna("").isin(STILL)]
        teile = [
            f"„{namen.get(str(code), str(code))}“ ({wort})"
            for code, wort in zip(laute.iloc[:, 0], laute["signal"], strict=True)
        ]
        if teile:
            saetze.append(f"{was}: Signal bei {aufzaehlung(teile)}.")
    return saetze


@auslassbar
def abdeckung(zeilen: pd.DataFrame) -> str:
    """How much of what was said is recorded; says so when nobody knows (K1)."""
    je = zeilen.set_index("merkmal")
    erfasst, striche = je.loc["erfasst"], je.loc["vor Ort erledigt (Strichliste)", "anzahl"]
    if striche == 0:
        return (
            "Wie viele mündliche Reaktionen vor Ort erledigt und deshalb nicht erfasst wurden, ist "
            "unbekannt: Für den Berichtszeitraum liegt keine Strichliste vor."
        )
    return (
        f"Erfasst sind {von(erfasst['anzahl'], erfasst['von'])} bekannt gewordene Reaktionen; "
        "die anderen wurden vor Ort erledigt und nur gezählt (Strichliste)."
    )


@auslassbar
def abdeckung_kurz(zeilen: pd.DataFrame) -> str:
    """The coverage in a few words, for the foot of every table; empty when it may not be shown."""
    je = zeilen.set_index("merkmal")
    erfasst, striche = je.loc["erfasst"], je.loc["vor Ort erledigt (Strichliste)", "anzahl"]
    if striche == 0:
        return f"{zahl(erfasst['anzahl'])} erfasst, Strichliste liegt nicht vor"
    anteil = prozent(erfasst["anzahl"], erfasst["von"]).replace(NBSP, " ")
    return f"{zahl(erfasst['anzahl'])} von {zahl(erfasst['von'])} erfasst ({anteil})"
