"""Sentences on outcomes, deadlines and duration."""

import pandas as pd

from notebooks.data import Abschnitte
from notebooks.figures.dauer import ALLE
from notebooks.figures.termine import ABSCHLIESSENDE, ERSTE
from notebooks.prose.formate import anzahl, datum, dezimal, gross, prozent_wert, von, waren, zahl
from notebooks.prose.vergleich import vergleich_anteil

LEITMASSE = {"abschliessend": ABSCHLIESSENDE, "erste-antwort": ERSTE}
KEINE_FRIST = "Im Berichtszeitraum lief bei keiner Beschwerde eine Antwortfrist ab."
BASIS_TERMINE = (
    "Grundlage sind Beschwerden, Fachaufsichtsbeschwerden und, wo das Regelwerk ein Datum setzt, "
    "Dienstaufsichtsbeschwerden, deren Frist im Berichtszeitraum ablief."
)
BASIS_ERGEBNISSE = (
    "Grundlage sind Beschwerden und Fachaufsichtsbeschwerden, die im Berichtszeitraum "
    "abgeschlossen wurden; Petitionen und Eingaben sind gesondert ausgewertet."
)
BASIS_KLAERUNG = (
    "Grundlage sind abgeschlossene Beschwerden, Dienst- und Fachaufsichtsbeschwerden, auch hier "
    "ohne Petitionen und Eingaben."
)
BASIS_DAUER = (
    "Grundlage sind Beschwerden, Dienst- und Fachaufsichtsbeschwerden, die im Berichtszeitraum "
    "eingingen; Petitionen und Eingaben sind gesondert ausgewertet."
)
BASIS_PETITIONEN = (
    "Petitionen und Eingaben sind gesondert ausgewertet; in Ergebnissen, Termintreue und Dauer der "
    "Beschwerden zählen sie nicht. Maßgeblich für die Frist ist der Tag, an dem die Stellungnahme "
    "die Stelle erreichen muss."
)
BASIS_DANEBEN = (
    "Lob und Anregungen stehen daneben, wo das Regelwerk auch für sie eine Antwortfrist setzt; in "
    "der Termintreue der Beschwerden zählen sie nicht. Bei Lob ist die Antwort das Dankschreiben."
)


def kurz_ergebnis(begruendet: pd.DataFrame) -> str:
    """Both shares of „begründet“, each with its denominator."""
    eng, weit = begruendet.iloc[0], begruendet.iloc[1]
    if not weit["von"]:
        return "Eine Ergebnisart ist im Berichtszeitraum für keine Beschwerde festgestellt."
    verb = "war" if weit.anzahl == 1 else "waren"
    satz = f"Begründet {verb} {von(int(weit.anzahl), int(weit['von']))} Beschwerden mit Ergebnisart"
    if not eng["von"]:
        return f"{satz}; als begründet oder unbegründet ist keine bewertet."
    return f"{satz}; von begründet und unbegründet allein {von(int(eng.anzahl), int(eng['von']))}."


def ergebnisart(begruendet: pd.DataFrame) -> str:
    """Both shares against the previous period."""
    saetze = []
    for zeile in begruendet.itertuples():
        if zeile.von:
            davor = vergleich_anteil(int(zeile.vor_anzahl), int(zeile.vor_von), zeile.signal)
            saetze.append(
                f"{gross(zeile.merkmal)}: {von(int(zeile.anzahl), int(zeile.von))}; {davor}."
            )
    return " ".join(saetze) or "Im Berichtszeitraum ist keine Beschwerde bewertet."


def kurz_termine(termine: pd.DataFrame) -> str:
    """Both measures of punctuality, over Beschwerden."""
    erste, ende = termine.iloc[0], termine.iloc[1]
    if not erste["von"] and not ende["von"]:
        return KEINE_FRIST
    anfang, schluss = (von(int(z.anzahl), int(z["von"])) for z in (erste, ende))
    return (
        f"Fristgerecht war die erste sachliche Antwort bei {anfang} Beschwerden, deren Frist "
        f"ablief, die abschließende bei {schluss}."
    )


def termine(zeilen: pd.DataFrame, leitmass: str | None) -> str:
    """Each measure against the previous period, and which one leads."""
    saetze = _termine(zeilen)
    if not saetze:
        return KEINE_FRIST
    if leitmass in LEITMASSE:
        saetze.append(f"Nach dem Regelwerk zählt zuerst: {LEITMASSE[leitmass]}.")
    return " ".join(saetze)


def petitionen(zeilen: pd.DataFrame, termine: pd.DataFrame) -> str:
    """Petitionen and Eingaben apart: how many came, how many are open, Stellungnahmen in time."""
    je = zeilen.set_index("merkmal")
    neu = je.loc["eingegangen"]
    if not je["anzahl"].any():
        return "Im Berichtszeitraum gab es weder Petitionen noch Eingaben."
    offen = int(je.loc["offen am Ende", "anzahl"])
    satz = (
        f"Eingegangen {'ist' if neu.anzahl == 1 else 'sind'} "
        f"{anzahl(int(neu.petitionen), 'Petition', 'Petitionen', 'keine')} und "
        f"{anzahl(int(neu.eingaben), 'Eingabe', 'Eingaben', 'keine')}; am Ende des Zeitraums "
        f"{waren(offen)} offen."
    )
    frist = _termine(termine) or ["Für keine lief eine Frist der Stellungnahme ab."]
    return " ".join([satz, *frist])


def _termine(zeilen: pd.DataFrame) -> list[str]:
    return [
        f"{gross(z.merkmal)}: {von(int(z.anzahl), int(z.von))} fristgerecht; "
        f"{vergleich_anteil(int(z.vor_anzahl), int(z.vor_von), z.signal)}."
        for z in zeilen.itertuples()
        if z.von
    ]


def nicht_gezaehlt(zeilen: pd.DataFrame, ohne_frist: int, teile: Abschnitte) -> str:
    """The basis of the headline, and what is outside it, so that nothing vanishes."""
    z = zeilen.iloc[1]
    offen = (
        f"{zahl(int(z.noch_offen))} am {datum(teile.bericht.schluss)} fällig und noch offen, "
        if z.noch_offen
        else ""
    )
    ohne = anzahl(ohne_frist, "eingegangene Beschwerde", "eingegangene Beschwerden", "keine")
    return (
        f"{BASIS_TERMINE} Nicht im Nenner der abschließenden Antwort: {offen}"
        f"{zahl(int(z.unbekannt))} ohne bekanntes Datum der Antwort. Ohne zählbare Frist (keine "
        f"oder „unverzüglich“): {ohne}."
    )


def dauer(zeilen: pd.DataFrame, vorher: pd.DataFrame) -> str:
    """Median, nine tenths and shares from Kaplan–Meier, with the median before."""
    z = zeilen.set_index("art").loc[ALLE]
    if z["median"] != z["median"]:
        grund = (
            "weniger als fünf Beschwerden" if z.anzahl - z.unbekannt < 5 else "noch zu viele offen"
        )
        return f"Eine mittlere Dauer lässt sich nicht angeben: {grund}."
    tage = anzahl(int(z["median"]), "Tag", "Tagen").replace("kein Tag", "0 Tagen")
    satz = f"Die Hälfte der Beschwerden war nach {tage.replace('ein Tag', 'einem Tag')} geklärt"
    if z.p90 == z.p90:
        satz += f", neun von zehn nach {zahl(int(z.p90))}"
    satz += f"; binnen 14 Tagen {prozent_wert(z.bis_14)}, binnen 28 Tagen {prozent_wert(z.bis_28)}."
    v = vorher.set_index("art").loc[ALLE, "median"]
    return f"{satz} In der Vorperiode lag die Hälfte bei {dezimal(v, 0)}." if v == v else satz


def klaerung(zeilen: pd.DataFrame) -> str:
    """Abhilfe and Einigung, apart from begründet."""
    je = zeilen.set_index("merkmal")
    teile = []
    for name, text in (
        ("Abhilfe ganz oder teilweise", "Abgeholfen wurde ganz oder teilweise in"),
        ("einvernehmlich geklärt (Einigung)", "einvernehmlich geklärt wurden"),
    ):
        z = je.loc[name]
        if z["von"]:
            teile.append(f"{text} {von(int(z.anzahl), int(z['von']))}")
    if not teile:
        return "Zu Abhilfe und Einigung liegen keine Angaben vor."
    return (
        f"{gross('; '.join(teile))} Beschwerden mit Angabe. "
        "Abhilfe ist nicht dasselbe wie „begründet“."
    )


def selbst(zeilen: pd.DataFrame) -> str:
    """Decisions by someone who was complained about (K3)."""
    z = zeilen.set_index("merkmal").loc["von selbst Betroffenen entschieden"]
    if not z["von"]:
        return "Ob jemand über sich selbst entschieden hat, ist nicht erfasst."
    return f"Von selbst Betroffenen entschieden wurden {von(int(z.anzahl), int(z['von']))}."
