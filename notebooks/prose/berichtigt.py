"""Sentences on what was corrected since a report was published, and on reconstructed history."""

from datetime import datetime

import pandas as pd

from models.rules.zeit import BERLIN
from notebooks.data import Abschnitte
from notebooks.data.berichtigt import Berichtigt
from notebooks.figures.berichtigt import Seither
from notebooks.figures.zaehlen import SUMME
from notebooks.prose.formate import anzahl, aufzaehlung, datum, von, zahl

_GRUENDE = {
    "nachgetragen": ("wurde {} nachgetragen", "wurden {} nachgetragen"),
    "geloescht": ("wurde {} gelöscht", "wurden {} gelöscht"),
    "eingang": ("wurde bei {} der Eingang berichtigt",) * 2,
    "art": ("wurde bei {} die Art geändert",) * 2,
    "einheit": ("gehört {} einer anderen Einheit", "gehören {} einer anderen Einheit"),
    "abschluss": ("wurde bei {} der Abschluss berichtigt",) * 2,
    "ergebnis": ("wurde bei {} das Ergebnis geändert",) * 2,
    "frist": ("wurde bei {} die Frist geändert",) * 2,
    "antwort": ("wurden bei {} die Antworttage berichtigt",) * 2,
}
_SPALTEN = ("uebernommen", "neu", "wiedereroeffnet", "abgeschlossen", "offen")
_WOERTER = dict(
    zip(_SPALTEN, ("übernommen", "neu", "wiedereröffnet", "abgeschlossen", "offen"), strict=True)
)


def seither(zeilen: pd.DataFrame, b: Berichtigt, teile: Abschnitte) -> str:
    """What changed since the run published before; that there is none, where there is none."""
    if teile.unfertig:
        return "Der Zeitraum läuft noch; Berichtigungen stehen erst nach seinem Ende hier."
    if b.lauf is None:
        return "Das ist der erste veröffentlichte Stand dieses Berichts über den ganzen Zeitraum."
    seit = f"dem veröffentlichten Lauf {zahl(b.lauf)} (Datenstand {_moment(b.zeit)})"
    je = zeilen.set_index("grund")
    if not je.loc[SUMME, "vorgaenge"]:
        return f"Seit {seit} hat sich an den Vorgängen dieses Zeitraums nichts geändert."
    gruende = [_grund(str(g), int(n)) for g, n in je["vorgaenge"].items() if n and g != SUMME]
    return f"Seit {seit} {aufzaehlung(gruende)}. {_folge(je)}"


def _moment(zeit: str) -> str:
    tag = datetime.fromisoformat(zeit).astimezone(BERLIN)
    return f"{datum(tag.date())}, {tag:%H:%M} Uhr"


def _grund(grund: str, n: int) -> str:
    eins, viele = _GRUENDE[grund]
    wer = ("einem Vorgang" if n == 1 else f"{zahl(n)} Vorgängen") if "bei" in eins else ""
    return (eins if n == 1 else viele).format(wer or anzahl(n, "Vorgang", "Vorgänge"))


def _folge(je: pd.DataFrame) -> str:
    """What that does to the Bestandsrechnung, in words that add up."""
    zeile = je.loc[SUMME]
    teile = [
        f"{_WOERTER[s]} {zahl(abs(int(zeile[s])))} {'mehr' if zeile[s] > 0 else 'weniger'}"
        for s in _SPALTEN
        if zeile[s]
    ]
    if not teile:
        return "Die Summen der Bestandsrechnung bleiben dadurch gleich."
    return f"In der Summe der Bestandsrechnung sind es dadurch: {aufzaehlung(teile)}."


def ausgewiesen(s: Seither | None, teile: Abschnitte) -> str:
    """For readers outside: whether what they were told of this period is still so."""
    if teile.unfertig:
        return "Der Zeitraum läuft noch; Berichtigungen stehen erst nach seinem Ende hier."
    if s is None:
        return "Das ist der erste nach außen gegebene Stand über diesen Zeitraum."
    seit = f"dem zuletzt nach außen gegebenen Stand (Datenstand {datum(s.datenstand)})"
    if not s.geaendert:
        return f"Seit {seit} hat sich an den ausgewiesenen Zahlen nichts geändert."
    weitere = {0: "", 1: " Außerdem ist eine weitere ausgewiesene Zahl eine andere."}.get(
        s.weitere, f" Außerdem sind {zahl(s.weitere)} weitere ausgewiesene Zahlen andere."
    )
    zeilen = s.summen.rename(columns={"unterschied": SUMME}).set_index("groesse")[SUMME]
    je = pd.DataFrame({SUMME: zeilen.fillna(0)}).T
    return f"Seit {seit} wurde berichtigt. {_folge(je)}{weitere}"


def danach(b: Berichtigt, teile: Abschnitte) -> str:
    """What was closed in the period and is open again; no figure of the period shows it."""
    if not b.wieder_offen:
        return ""
    tag = datum(teile.stichtag)
    if b.wieder_offen == 1:
        return (
            f"Ein in diesem Zeitraum abgeschlossener Vorgang ist nach dem {tag} wiedereröffnet "
            "worden und heute offen; er zählt erst im Zeitraum der Wiedereröffnung als offen."
        )
    return (
        f"{zahl(b.wieder_offen)} in diesem Zeitraum abgeschlossene Vorgänge sind nach dem {tag} "
        "wiedereröffnet worden und heute offen; sie zählen erst im Zeitraum der Wiedereröffnung "
        "als offen."
    )


def gliederung(b: Berichtigt) -> str:
    """A warning where the structure was changed in between: then sums move without a case."""
    if not b.gliederung:
        return ""
    return (
        "Seither wurde auch die Gliederung geändert; Vorgänge können dadurch einer anderen Einheit "
        "zugerechnet sein, ohne selbst berichtigt worden zu sein."
    )


def geloescht(fakten: int, vor: int = 0) -> str:
    """How many cases of the period, and of the one before, are deleted and counted by sums."""
    return " ".join(satz for satz in (_geloescht(fakten), _geloescht_davor(vor)) if satz)


def _geloescht_davor(vor: int) -> str:
    if not vor:
        return ""
    wer, sind = ("ein Vorgang", "ist") if vor == 1 else (f"{zahl(vor)} Vorgänge", "sind")
    return (
        f"Aus der Vorperiode {sind} {wer} gelöscht; verglichen wird mit den Summen, soweit es sie "
        "gibt, sonst ohne sie."
    )


def _geloescht(fakten: int) -> str:
    if not fakten:
        return ""
    wer, sind = ("Ein Vorgang", "ist") if fakten == 1 else (f"{zahl(fakten)} Vorgänge", "sind")
    return (
        f"{wer} dieses Zeitraums {sind} nach Ablauf der Aufbewahrung gelöscht und in "
        "Bestandsrechnung und Eingängen nach Art und Monat als Summe mitgezählt; in allen anderen "
        "Tabellen fehlen sie oder zählen ohne Angabe."
    )


def rekonstruiert(b: Berichtigt) -> str:
    """How much of the history was worked out later, and from when it was kept."""
    if not b.rekonstruiert:
        return ""
    seit = f"vor dem {datum(b.seit)}" if b.seit else "vor Beginn dieser Aufzeichnung"
    return (
        f"Rekonstruiert ist der Verlauf von {von(b.rekonstruiert, b.gesamt)} Vorgängen: Was an "
        f"ihnen {seit} geschah, ist aus dem Protokoll errechnet; was aus einem anderen Verfahren "
        "übernommen wurde, gilt ab den dort genannten Tagen."
    )
