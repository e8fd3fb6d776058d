"""What has to stand beside the figures so that nobody reads more into them than they hold."""

import pandas as pd

from notebooks.prose.formate import anzahl, prozent, von, zahl

KEIN_BELEG = (
    "Wenige Beschwerden belegen keine Zufriedenheit: Auch Hürden und Resignation senken die Zahl. "
    "Ziel ist nicht, weniger Beschwerden zu bekommen, sondern weniger Unzufriedenheit auszulösen. "
    "Deshalb stehen hier Eingangswege, Lob, Eingänge über andere Stellen und die Strichliste dabei."
)
KEINE_RANGFOLGE = (
    "Die Reihenfolge folgt dem Aufbau der Dienststelle und ist keine Rangfolge. Fallzahlen ohne "
    "Bezugsgröße (betreute Personen, Bescheide) lassen sich nicht vergleichen."
)
MERKMALE = "Ziel ist eine abschließende Bearbeitung, nach der niemand noch einmal schreiben muss."
GESONDERT = (
    "Dienstaufsichtsbeschwerden haben keine Ergebnisart und stehen in keinem Nenner von "
    "Abschnitt „Ergebnisart“."
)


def abgaben(verteilung: pd.DataFrame) -> str:
    """What was handed over; counted only here."""
    n = int(verteilung["von"].iloc[0])
    if n == 0:
        return "Im Berichtszeitraum wurde keine Zuschrift abgegeben."
    satz = f"Abgegeben wurden {zahl(n)} Zuschriften" if n != 1 else "Abgegeben wurde eine Zuschrift"
    return f"{satz}, die keine Kundenreaktion sind. In allen anderen Tabellen zählen sie nicht."


def lob(zeilen: pd.DataFrame) -> str:
    """Complaints beside Lob: one sentence without a judgement."""
    n = dict(zip(zeilen["merkmal"], zeilen["anzahl"], strict=True))
    beschwerden, lobe, ideen = n["Beschwerden aller Arten"], n["Lob"], n["Anregungen und Ideen"]
    return (
        f"Neben {anzahl(beschwerden, 'Beschwerde', 'Beschwerden', 'keiner')} aller Arten stehen "
        f"{anzahl(lobe, 'Lob', 'Lobe')} und {anzahl(ideen, 'Anregung', 'Anregungen', 'keine')}."
    )


def abdeckung(zeilen: pd.DataFrame) -> str:
    """How much of what was said is recorded, by the tally; and how much was imported."""
    je = zeilen.set_index("merkmal")
    erfasst, importiert = je.loc["erfasst"], je.loc["davon importiert"]
    striche = int(je.loc["vor Ort erledigt (Strichliste)", "anzahl"])
    if striche:
        satz = (
            f"Erfasst sind {von(int(erfasst.anzahl), int(erfasst['von']))} bekannt gewordene "
            f"Reaktionen; {zahl(striche)} wurden vor Ort erledigt und nur gezählt (Strichliste)."
        )
    else:
        satz = (
            "Für den Berichtszeitraum liegt keine Strichliste vor. Wie viele mündliche Reaktionen "
            "vor Ort erledigt und deshalb nicht erfasst wurden, ist unbekannt."
        )
    if importiert.anzahl:
        uebernommen = von(int(importiert.anzahl), int(importiert["von"]))
        satz += f" Aus anderen Verfahren übernommen: {uebernommen}."
    return satz


def abdeckung_kurz(zeilen: pd.DataFrame) -> str:
    """The coverage in a few words, for the foot of every table."""
    je = zeilen.set_index("merkmal")
    erfasst = je.loc["erfasst"]
    if not je.loc["vor Ort erledigt (Strichliste)", "anzahl"]:
        return f"{zahl(int(erfasst.anzahl))} erfasst, Strichliste liegt nicht vor"
    anteil = prozent(int(erfasst.anzahl), int(erfasst["von"]))
    return f"{zahl(int(erfasst.anzahl))} von {zahl(int(erfasst['von']))} erfasst ({anteil})"


def luecken(zeilen: pd.DataFrame) -> str:
    """Whether expected details are missing, and where most."""
    mit = zeilen[zeilen["fehlt"] > 0]
    if not zeilen["von"].any():
        return "Es gibt keine Vorgänge, denen Angaben fehlen könnten."
    if not len(mit):
        return "Die erwarteten Angaben sind vollständig."
    felder = anzahl(len(mit), "Angabe", "Angaben", "keiner")
    return f"Bei {felder} gibt es Lücken; sie stehen in der Tabelle."


def doppel(zeilen: pd.DataFrame) -> str:
    """How many imported cases may be there twice; empty when nothing was imported."""
    z = zeilen.iloc[0]
    n, importiert = int(z["anzahl"]), int(z["von"])
    if not importiert:
        return ""
    if not n:
        return "Unter den importierten Vorgängen ist kein mögliches Doppel."
    return f"Mögliche Doppel: {von(n, importiert)} importierten Vorgängen; bitte prüfen."
