"""Sentences for readers outside the house: short, and silent about every number they may not see.

A frame that was protected may hold gaps; a sentence that needs one is left out.
"""

import pandas as pd

from notebooks.data import Abschnitte, Zeitraum
from notebooks.data.codes import Codes
from notebooks.figures.signal import OHNE_VERGLEICH
from notebooks.figures.zaehlen import SUMME, UNBEKANNT
from notebooks.prose.eingaenge import WORTE
from notebooks.prose.formate import (
    anzahl,
    aufzaehlung,
    auslassbar,
    datum,
    fehlt,
    ganz,
    gross,
    im_zeitraum,
    prozent,
    von_aussen,
    waren,
    zahl,
)
from notebooks.prose.vergleich import vergleich_anteil, vergleich_anzahl


def gesamt_of(frame: pd.DataFrame, spalte: str = "code") -> "pd.Series[float]":
    """The row that sums up."""
    return frame.set_index(spalte, drop=False).loc[SUMME]


@auslassbar
def eingegangen(bestand: pd.DataFrame, zeit: Zeitraum) -> str:
    """How many came in, and whether that is more or fewer than before."""
    z = gesamt_of(bestand, "art")
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
    z = gesamt_of(bestand, "art")
    weg, rest, vorher = (ganz(z[name]) for name in ("abgeschlossen", "offen", "uebernommen"))
    verb = "wurde" if weg < 2 else "wurden"
    kein = gross(anzahl(weg, "Kundenreaktion", "Kundenreaktionen", "keine"))
    return (
        f"{kein} {verb} abgeschlossen. Am {datum(teile.stichtag)} "
        f"{waren(rest)} offen, zu Beginn {zahl(vorher)}."
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
    return (
        f"Das Verhalten von Mitarbeitenden betreffen {von_aussen(v['anzahl'], v['von'])} Anliegen."
    )


@auslassbar
def ergebnis(begruendet: pd.DataFrame) -> str:
    """Both shares of „begründet“, each with its denominator, against the period before."""
    saetze = []
    for z in begruendet.to_dict("records"):
        if fehlt(z["anzahl"]) or fehlt(z["von"]) or not z["von"]:
            continue
        satz = f"{gross(str(z['merkmal']))}: {von_aussen(z['anzahl'], z['von'])}"
        if not fehlt(z["vor_anzahl"]) and not fehlt(z["vor_von"]):
            davor = vergleich_anteil(ganz(z["vor_anzahl"]), ganz(z["vor_von"]), str(z["signal"]))
            satz += f"; {davor}"
        saetze.append(f"{satz}.")
    return " ".join(saetze) or "Zu den Ergebnissen lässt sich keine Zahl ausweisen."


@auslassbar
def fristen(termine: pd.DataFrame) -> str:
    """Both measures of punctuality; one that may not be shown is left out."""
    if not any(ganz(n) for n in termine["von"] if not fehlt(n)):
        return "Fristen von Beschwerden, die sich ausweisen ließen, liefen im Zeitraum keine ab."
    teile = [
        f"{z['merkmal']} {von_aussen(z['anzahl'], z['von'])}"
        for z in termine.to_dict("records")
        if not fehlt(z["anzahl"]) and not fehlt(z["von"]) and z["von"]
    ]
    satz = f"Bei den Beschwerden, deren Frist ablief, waren fristgerecht: {aufzaehlung(teile)}."
    return satz if teile else ""


@auslassbar
def petitionen(zeilen: pd.DataFrame) -> str:
    """How many Petitionen and Eingaben came in and how many are open; both together (BS-16)."""
    je = zeilen.set_index("merkmal")["anzahl"]
    neu, rest = ganz(je["eingegangen"]), ganz(je["offen am Ende"])
    if not neu and not rest:
        return "Petitionen und Eingaben gab es im Berichtszeitraum nicht."
    offen = f"am Ende des Zeitraums {waren(rest)} offen"
    if neu == 1:
        return f"Eine Petition oder Eingabe ging ein; {offen}."
    return f"Von den Eingängen sind {zahl(neu)} Petitionen oder Eingaben; {offen}."


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
    n = ganz(gesamt_of(zeilen, "ueberzug")["anzahl"])
    wer = gross(anzahl(n, "offene Kundenreaktion", "offene Kundenreaktionen", "keine"))
    return f"{wer} {'war' if n < 2 else 'waren'} am {datum(teile.stichtag)} überfällig."


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
    anteil = von_aussen(erfasst["anzahl"], erfasst["von"])
    return (
        f"Erfasst sind {anteil} bekannt gewordene Reaktionen; "
        "die anderen wurden vor Ort erledigt und nur gezählt (Strichliste)."
    )
