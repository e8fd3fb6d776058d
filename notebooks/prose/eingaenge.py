"""Sentences on Eingänge and their course."""

from collections.abc import Sequence

import pandas as pd

from notebooks.data import Abschnitte, Zeitraum
from notebooks.figures.regelkarte import BEREINIGT, OHNE_STREUUNG, ZU_KLEIN, ZU_KURZ
from notebooks.figures.signal import OHNE_VERGLEICH
from notebooks.prose.formate import (
    anzahl,
    aufzaehlung,
    datum,
    dezimal,
    gross,
    im_zeitraum,
    monat,
    von,
    zahl,
)
from notebooks.prose.vergleich import vergleich_anzahl

WORTE = {
    "beschwerde": ("Beschwerde", "Beschwerden"),
    "dienstaufsichtsbeschwerde": ("Dienstaufsichtsbeschwerde", "Dienstaufsichtsbeschwerden"),
    "petition": ("Petition", "Petitionen"),
    "eingabe": ("Eingabe", "Eingaben"),
    "lob": ("Lob", "Lobe"),
}
OHNE_KARTE = {
    ZU_KURZ: "Eine Regelkarte braucht mindestens zwölf volle Monate; hier sind es {n}.",
    ZU_KLEIN: (
        "Bei im Mittel {mittel} Eingängen im Monat trägt eine Regelkarte nicht (mindestens fünf); "
        "sie wird deshalb nicht gedeutet."
    ),
    OHNE_STREUUNG: ("Die Monatszahlen schwanken nicht; eine Regelkarte hat dann keine Aussage."),
}


def kurz_eingaenge(vergleich: pd.DataFrame, arten: pd.DataFrame, zeit: Zeitraum) -> str:
    """How many came in, which kinds, and whether that is more or fewer than before."""
    zeilen = vergleich.set_index("spanne")
    n = int(zeilen.loc["bericht", "anzahl"])
    verb = "ging" if n < 2 else "gingen"
    satz = f"{im_zeitraum(zeit)} {verb} "
    satz += f"{anzahl(n, 'Kundenreaktion', 'Kundenreaktionen', 'keine')} ein{_darunter(arten)}"
    davor = zeilen.loc["vor"]
    return f"{satz}; {vergleich_anzahl(n, int(davor.anzahl), davor.signal, 'in der Vorperiode')}."


def _darunter(arten: pd.DataFrame) -> str:
    je_art = dict(zip(arten["code"], arten["anzahl"], strict=True))
    teile = [
        anzahl(int(je_art[art]), *worte) for art, worte in WORTE.items() if je_art.get(art, 0) > 0
    ]
    return f", darunter {aufzaehlung(teile)}" if teile else ""


def vorjahr(vergleich: pd.DataFrame, zeit: Zeitraum) -> str:
    """The same span a year ago, which knows the same season; empty when it is the Vorperiode."""
    zeilen = vergleich.set_index("spanne")
    jahr = zeilen.loc["vorjahr"]
    if zeit.art == "jahr":
        return ""
    n = int(zeilen.loc["bericht", "anzahl"])
    if jahr.signal == OHNE_VERGLEICH:
        return "Für den gleichen Zeitraum des Vorjahres liegen keine vergleichbaren Daten vor."
    wann = "im gleichen Zeitraum des Vorjahres"
    text = gross(vergleich_anzahl(n, int(jahr.anzahl), jahr.signal, wann))
    return f"{text}. Dieser Vergleich ist frei vom Einfluss der Jahreszeit."


def verlauf(karte: pd.DataFrame, teile: Abschnitte) -> str:
    """What the XmR chart says about the report's months: signals, none, or why it says nothing."""
    if not len(karte):
        return "Es liegt noch kein voller Monat vor."
    art = str(karte["karte"].iloc[0])
    if art in OHNE_KARTE:
        mittel = dezimal(float(karte["anzahl"].mean()))
        return OHNE_KARTE[art].format(n=zahl(len(karte)), mittel=mittel)
    eigene = karte[
        (karte["monat"] >= teile.bericht.von[:7]) & (karte["monat"] <= teile.stichtag[:7])
    ]
    return _signale(eigene[eigene["regel"] != ""])


def _signale(auffaellig: pd.DataFrame) -> str:
    if not len(auffaellig):
        return (
            "Die Monatszahlen des Berichtszeitraums zeigen kein Signal: Sie schwanken so, wie sie "
            "es bisher getan haben."
        )
    namen = [f"{monat(z.monat)} ({_regeln(z.regel)})" for z in auffaellig.itertuples()]
    was = "einen auffälligen Monat" if len(namen) == 1 else f"{zahl(len(namen))} auffällige Monate"
    return f"Die Regelkarte zeigt {was}: {aufzaehlung(namen)}. Die Ursache klärt sie nicht."


def _regeln(regel: str) -> str:
    worte = {
        "außerhalb": "außerhalb der Grenzen",
        "sieben auf einer Seite": "mindestens sieben Monate auf einer Seite des Mittels",
        "sieben in einer Richtung": "sieben Monate in einer Richtung",
        "zwei von drei nah der Grenze": "zwei von drei Monaten nah der Grenze",
    }
    return " und ".join(worte[name] for name in regel.split(", "))


def karte_hinweis(karte: pd.DataFrame) -> str:
    """How the chart was made: deseasonalised or plain with a caveat."""
    if not len(karte) or karte["karte"].iloc[0] in OHNE_KARTE:
        return ""
    if karte["karte"].iloc[0] == BEREINIGT:
        return (
            "Der übliche Gang durch das Jahr ist herausgerechnet (Monatszahl geteilt durch den "
            "Monatsindex aus drei Jahren); die helle Linie zeigt die gezählten Monatszahlen."
        )
    return (
        "Die Jahreszeit ist nicht herausgerechnet, weil noch keine drei vollen Jahre vorliegen; "
        "ein einzelnes Signal kann von ihr kommen."
    )


def wege(verteilung: pd.DataFrame, namen: Sequence[str]) -> str:
    """The most used route, and what share was spoken or written."""
    bekannt = int(verteilung["von"].iloc[0])
    if bekannt == 0:
        return "Zu den Eingangswegen liegen keine Angaben vor."
    einzelne = verteilung[~verteilung["code"].isin(["gesamt", "unbekannt"])]
    stelle = int(einzelne["anzahl"].to_numpy().argmax())
    muendlich = einzelne[einzelne["code"].isin(["persoenlich", "telefonisch"])]
    haeufig = int(einzelne["anzahl"].iloc[stelle])
    gesprochen = von(int(muendlich["anzahl"].sum()), bekannt)
    return (
        f"Am häufigsten ist der Weg „{namen[stelle]}“: {von(haeufig, bekannt)}. "
        f"Mündlich (persönlich oder telefonisch) kamen {gesprochen}."
    )


def stand(teile: Abschnitte) -> str:
    """The warning of a report on a period that has not ended."""
    if not teile.unfertig:
        return ""
    return (
        f"Der Berichtszeitraum ist noch nicht abgeschlossen: Die Zahlen reichen bis zum "
        f"{datum(teile.stichtag)} und werden sich ändern."
    )
