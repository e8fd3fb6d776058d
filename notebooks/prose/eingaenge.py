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
    gross,
    im_zeitraum,
    monat,
    von,
    zahl,
)
from notebooks.prose.vergleich import vergleich_anzahl

WORTE = {
    "beschwerde": ("Beschwerde", "Beschwerden", "keine"),
    "dienstaufsichtsbeschwerde": (
        "Dienstaufsichtsbeschwerde",
        "Dienstaufsichtsbeschwerden",
        "keine",
    ),
    "petition": ("Petition", "Petitionen", "keine"),
    "eingabe": ("Eingabe", "Eingaben", "keine"),
    "lob": ("Lob", "Lobe", "kein"),
}
SIGNALE = "Rauten: Monate mit Signal. "
NICHTS_ERFASST = (
    "Für diese Einheit ist noch kein Vorgang erfasst. Eine Null heißt hier „nicht erfasst“, nicht "
    "„nicht vorgekommen“."
)
OHNE_KARTE = {
    ZU_KURZ: (
        "Eine Regelkarte braucht mindestens zwölf volle Monate als Grundlage und danach einen, den "
        "sie beurteilt; hier {gibt_es}."
    ),
    ZU_KLEIN: (
        "Bei im Mittel weniger als fünf Eingängen im Monat trägt eine Regelkarte nicht; sie wird "
        "deshalb nicht gedeutet."
    ),
    OHNE_STREUUNG: (
        "Die Monatszahlen der Grundlage schwanken nicht; eine Regelkarte hat dann keine Aussage."
    ),
}


def kurz_eingaenge(vergleich: pd.DataFrame, arten: pd.DataFrame, zeit: Zeitraum) -> str:
    """How many came in, which kinds, and whether that is more or fewer than before."""
    zeilen = vergleich.set_index("spanne")
    n = int(zeilen.loc["bericht", "anzahl"])
    verb = "ging" if n < 2 else "gingen"
    satz = f"{im_zeitraum(zeit)} {verb} "
    satz += f"{anzahl(n, 'Kundenreaktion', 'Kundenreaktionen', 'keine')} ein{_darunter(arten, n)}"
    davor = zeilen.loc["vor"]
    return f"{satz}; {vergleich_anzahl(n, int(davor.anzahl), davor.signal, 'in der Vorperiode')}."


def _darunter(arten: pd.DataFrame, gesamt: int) -> str:
    je_art = dict(zip(arten["code"], arten["anzahl"], strict=True))
    teile = [
        anzahl(int(je_art[art]), *worte) for art, worte in WORTE.items() if je_art.get(art, 0) > 0
    ]
    wort = "und zwar" if gesamt == 1 else "darunter"
    return f", {wort} {aufzaehlung(teile)}" if teile else ""


def vorjahr(vergleich: pd.DataFrame) -> str:
    """The same span a year ago, which knows the same season; empty when it is the Vorperiode."""
    zeilen = vergleich.set_index("spanne")
    if "vorjahr" not in zeilen.index:
        return ""
    jahr = zeilen.loc["vorjahr"]
    n = int(zeilen.loc["bericht", "anzahl"])
    if jahr.signal == OHNE_VERGLEICH:
        return "Für den gleichen Zeitraum des Vorjahres liegen keine vergleichbaren Daten vor."
    wann = "im gleichen Zeitraum des Vorjahres"
    text = gross(vergleich_anzahl(n, int(jahr.anzahl), jahr.signal, wann))
    return f"{text}. Dieser Vergleich ist frei vom Einfluss der Jahreszeit."


def verlauf(karte: pd.DataFrame, teile: Abschnitte) -> str:
    """What the chart says about the report's months: signals, none, or why it says nothing."""
    if not len(karte):
        return "Es liegen keine vollen Monate vor, die sich vergleichen ließen."
    art, n = str(karte["karte"].iloc[-1]), len(karte)
    if art in OHNE_KARTE:
        return OHNE_KARTE[art].format(gibt_es="ist es einer" if n == 1 else f"sind es {zahl(n)}")
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
    gruppen = [
        f"{_monate(list(zeilen['monat']))} ({_regeln(regel)})"
        for regel, zeilen in auffaellig.assign(seite=_seite(auffaellig)).groupby(
            ["regel", "seite"], sort=False
        )
    ]
    return f"Die Regelkarte zeigt ein Signal: {'; '.join(gruppen)}. Die Ursache klärt sie nicht."


def _seite(zeilen: pd.DataFrame) -> pd.Series:
    return (zeilen["anzahl"] >= zeilen["mittel"]).map({True: "über", False: "unter"})


def _monate(monate: Sequence[str]) -> str:
    """Months in words; neighbours become „Januar bis März 2026“."""
    stellen = [pd.Period(text, "M").ordinal for text in monate]
    laeufe: list[list[str]] = []
    for nummer, text in enumerate(monate):
        if laeufe and stellen[nummer] == stellen[nummer - 1] + 1:
            laeufe[-1].append(text)
        else:
            laeufe.append([text])
    return aufzaehlung([_lauf(lauf[0], lauf[-1]) for lauf in laeufe])


def _lauf(erster: str, letzter: str) -> str:
    if erster == letzter:
        return monat(erster)
    anfang = monat(erster)
    if erster[:4] == letzter[:4]:
        anfang = anfang.rpartition(" ")[0]
    return f"{anfang} bis {monat(letzter)}"


def _regeln(gruppe: tuple[str, str]) -> str:
    """The rules of a group of points, on which side of the mean they lie."""
    regeln, seite = gruppe
    worte = {
        "außerhalb": f"{seite} der Grenze",
        "sieben auf einer Seite": f"seit mindestens sieben Monaten {seite} dem Mittel",
        "sieben in einer Richtung": "sieben Monate in einer Richtung",
        "zwei von drei nah der Grenze": f"zwei von drei Monaten weit {seite} dem Mittel",
    }
    return " und ".join(worte[name] for name in regeln.split(", "))


def karte_hinweis(karte: pd.DataFrame) -> str:
    """What mean and limits come from, that they stand, and whether they follow the season."""
    if not len(karte) or karte["karte"].iloc[-1] in OHNE_KARTE:
        return ""
    z = karte.iloc[-1]
    von, bis = monat(z["grundlage_von"]), monat(z["grundlage_bis"])
    saison = (
        "Mittel und Grenzen folgen der Jahreszeit, wie sie in den ersten drei Jahren war."
        if z["karte"] == BEREINIGT
        else "Die Jahreszeit ist nicht berücksichtigt, weil noch keine drei vollen Jahre vorliegen."
    )
    return (
        f"{SIGNALE}Grundlage von Mittel und Grenzen ist {von} bis {bis}; jeder Monat ist mit dem "
        f"Stand seines letzten Tages gezählt und einmal beurteilt. {saison}"
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
    """The warnings of a report on a period that has not ended, or was not recorded all along."""
    saetze = []
    if teile.unfertig:
        saetze.append(
            f"Der Berichtszeitraum ist noch nicht abgeschlossen: Die Zahlen reichen bis zum "
            f"{datum(teile.stichtag)} und werden sich ändern."
        )
    return " ".join([*saetze, *_erfassung(teile)])


def _erfassung(teile: Abschnitte) -> list[str]:
    if teile.erfasst_seit is None:
        return [NICHTS_ERFASST]
    if teile.erfasst_seit <= teile.bericht.von:
        return []
    seit = datum(teile.erfasst_seit)
    return [f"Vollständig erfasst ist erst die Zeit seit dem {seit}; davor: nicht erfasst."]
