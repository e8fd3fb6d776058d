"""Columns of tables as data: what is printed, what goes into the CSV, from which figures."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from notebooks.figures.signal import OHNE_VERGLEICH
from notebooks.figures.zaehlen import UNBEKANNT
from notebooks.prose import formate as f

TEXT, TAG, ZAHL, ANTEIL, BEREICH, TAGE, PROZENT, VON, SIGNAL, UNTERSCHIED = (
    "text tag zahl anteil bereich tage prozent von signal unterschied".split()
)
VERAENDERUNG, DEZIMAL = "veraenderung dezimal".split()
Zeile = Mapping[str, Any]
PROZENT_AB = "prozent_ab"
"""Of a row: from how many cases on its readers get a share in percent."""
BREITEN = {
    TEXT: 2.0,
    ZAHL: 0.8,
    ANTEIL: 0.85,
    BEREICH: 1.3,
    VON: 2.1,
    SIGNAL: 1.4,
    TAG: 1.2,
    VERAENDERUNG: 1.5,
}


@dataclass(frozen=True)
class Spalte:
    """One column: its heading, how it is written, and the figures (frame columns) behind it."""

    titel: str
    art: str
    felder: tuple[str, ...]

    @property
    def breite(self) -> float:
        """Width in the PDF, compared with the other columns: room for cells and longest word."""
        wort = max(len(teil) for teil in re.split(r"[ \u00ad]", self.titel))
        return max(BREITEN.get(self.art, 1.0), wort * 0.125)

    @property
    def rechtsbuendig(self) -> bool:
        """Whether the column holds numbers."""
        return self.art not in (TEXT, TAG, SIGNAL)


def zu_wenige(zeile: Zeile, von: str) -> bool:
    """Whether there are some cases, but too few for a share in percent."""
    return 0 < zeile[von] < zeile.get(PROZENT_AB, 0)


def _anteil(zeile: Zeile, felder: tuple[str, ...]) -> str:
    treffer, von = felder
    if zeile.get("code") == UNBEKANNT:  # outside the denominator
        return f.STRICH
    return f.prozent(zeile[treffer], zeile[von])


def _bereich(zeile: Zeile, felder: tuple[str, ...]) -> str:
    if not zeile["von"]:
        return f.STRICH
    unten, oben = (f.dezimal(100 * zeile[feld]) for feld in felder)
    return f"{unten}–{oben}{f.NBSP}%"


def _von(zeile: Zeile, felder: tuple[str, ...]) -> str:
    treffer, von = (int(zeile[feld]) for feld in felder)
    return f.von(treffer, von, zeile.get(PROZENT_AB, 0)) if von else f.STRICH


def _signal(zeile: Zeile, felder: tuple[str, ...]) -> str:
    wort = str(zeile[felder[0]])
    if not wort:
        return f.VERDECKT
    if wort == OHNE_VERGLEICH:
        return f.STRICH
    return wort if wort.startswith("kein") else f"Signal: {wort}"


def _veraenderung(zeile: Zeile, felder: tuple[str, ...]) -> str:
    """+6 (+2,7 %); a dash where there was nothing to change from."""
    if kein_unterschied(zeile, felder):
        return f.STRICH
    jetzt, vorher = (int(zeile[feld]) for feld in felder)
    um, prozent = f.unterschied(jetzt - vorher), f.veraenderung(jetzt, vorher)
    return f"{um} ({prozent})" if prozent else um


def kein_unterschied(zeile: Zeile, felder: tuple[str, ...]) -> bool:
    """Nothing before, and nothing that it could be compared with."""
    return not zeile[felder[1]] and zeile.get("signal", OHNE_VERGLEICH) == OHNE_VERGLEICH


SCHREIBWEISEN: dict[str, Callable[[Zeile, tuple[str, ...]], str]] = {
    TEXT: lambda zeile, felder: str(zeile[felder[0]]),
    TAG: lambda zeile, felder: f.datum(zeile[felder[0]]),
    ZAHL: lambda zeile, felder: f.zahl(zeile[felder[0]]),
    UNTERSCHIED: lambda zeile, felder: f.unterschied(zeile[felder[0]]),
    ANTEIL: _anteil,
    BEREICH: _bereich,
    TAGE: lambda zeile, felder: f.dezimal(zeile[felder[0]], 0),
    PROZENT: lambda zeile, felder: f.prozent_wert(zeile[felder[0]]),
    VON: _von,
    SIGNAL: _signal,
    VERAENDERUNG: _veraenderung,
    DEZIMAL: lambda zeile, felder: f.dezimal(zeile[felder[0]]),
}


def gedruckt(spalte: Spalte, zeile: Zeile) -> str:
    """The cell as people read it; a dot where these readers may not see it."""
    if nicht_erfasst(spalte, zeile):
        return f.NICHT_ERFASST if spalte.art in (ZAHL, VON) else f.STRICH
    if verdeckt(spalte, zeile):
        return f.VERDECKT
    return SCHREIBWEISEN[spalte.art](zeile, spalte.felder)


def nicht_erfasst(spalte: Spalte, zeile: Zeile) -> bool:
    """Whether nobody recorded yet what the cell would count."""
    return any(zeile[feld] is f.NICHT_ERFASST for feld in spalte.felder)


def verdeckt(spalte: Spalte, zeile: Zeile) -> bool:
    """Whether a figure behind the cell was suppressed; an estimate that nobody can give was not."""
    offen = any(f.fehlt(zeile[feld]) for feld in spalte.felder)
    if spalte.art == ANTEIL and not offen and zeile.get("code") != UNBEKANNT:
        return zu_wenige(zeile, spalte.felder[1])
    if spalte.art == BEREICH:
        return offen and (f.fehlt(zeile["von"]) or bool(zeile["von"]))
    if spalte.art in (TAGE, PROZENT, DEZIMAL):
        return offen and f.fehlt(zeile.get("anzahl", 0))
    return offen


def _z(titel: str, feld: str) -> Spalte:
    return Spalte(titel, ZAHL, (feld,))


ANZAHL, DAVOR = _z("Anzahl", "anzahl"), _z("Vorperiode", "vor_anzahl")
UM = Spalte("Verän\u00adderung", VERAENDERUNG, ("anzahl", "vor_anzahl"))
VERTEILUNG = (
    ANZAHL,
    Spalte("Anteil", ANTEIL, ("anzahl", "von")),
    DAVOR,
    Spalte("Anteil davor", ANTEIL, ("vor_anzahl", "vor_von")),
    UM,
    Spalte("Vergleich der Anzahl", SIGNAL, ("signal",)),
)
ANTEILE = (
    ANZAHL,
    _z("von", "von"),
    Spalte("Anteil", ANTEIL, ("anzahl", "von")),
    Spalte(f"Bereich (95{f.NBSP}%)", BEREICH, ("unten", "oben")),
    Spalte("Vorperiode", VON, ("vor_anzahl", "vor_von")),
    Spalte("Vergleich des Anteils", SIGNAL, ("signal",)),
)
BEIDE = (ANZAHL, DAVOR, UM)
ERGEBNIS_TRAEGER = (
    _z("begründet", "begruendet"),
    _z("unbe\u00adgründet", "unbegruendet"),
    _z("kein KRM", "kein_krm"),
    _z("nicht bewert\u00adbar", "nicht_bewertbar"),
    _z("zusammen", "anzahl"),
)
BESTAND = (
    _z("über\u00adnommen", "uebernommen"),
    _z("neu", "neu"),
    _z("wieder\u00aderöffnet", "wiedereroeffnet"),
    _z("abge\u00adschlossen", "abgeschlossen"),
    _z("offen", "offen"),
    _z("Vorperiode: neu", "vor_neu"),
    _z("Vorperiode: offen", "vor_offen"),
    Spalte("Verän\u00adderung neu", VERAENDERUNG, ("neu", "vor_neu")),
    Spalte("Vergleich neu", SIGNAL, ("signal",)),
)
MONATSKARTE = (
    ANZAHL,
    Spalte("Mittel", DEZIMAL, ("mittel",)),
    Spalte("untere Grenze", DEZIMAL, ("unten",)),
    Spalte("obere Grenze", DEZIMAL, ("oben",)),
    Spalte("Urteil", TEXT, ("urteil",)),
)
BERICHTIGT_ART = tuple(Spalte(spalte.titel, UNTERSCHIED, spalte.felder) for spalte in BESTAND[:5])
NACHFOLGEN = (
    Spalte("Nachfolgerin", TEXT, ("nachfolger",)),
    Spalte("seit", TAG, ("seit",)),
)
SEITHER = (
    _z("ver\u00adöffent\u00adlicht", "damals"),
    _z("jetzt", "jetzt"),
    Spalte("Unter\u00adschied", UNTERSCHIED, ("unterschied",)),
)
BERICHTIGT = (_z("Vorgänge", "vorgaenge"), *BERICHTIGT_ART)
TERMINE = (_z("frist\u00adgerecht", "anzahl"), _z("fällig", "von"), *ANTEILE[2:])
FRISTKLASSEN = (
    _z("frist\u00adgerecht", "anzahl"),
    _z("verspätet", "verspaetet"),
    _z("ohne Datum", "unbekannt"),
    _z("noch offen", "noch_offen"),
    _z("Frist abge\u00adlaufen", "faellig"),
)
TERMINE_JE_ART = (
    Spalte("erste sachliche Antwort fristgerecht", VON, ("erste_anzahl", "erste_von")),
    Spalte("abschließende Antwort fristgerecht", VON, ("abschl_anzahl", "abschl_von")),
)
PETITIONEN = (
    _z("Petitionen", "petitionen"),
    _z("Eingaben", "eingaben"),
    _z("zusammen", "anzahl"),
    DAVOR,
    UM,
)
DAUER = (
    _z("Vorgänge", "anzahl"),
    _z("geklärt", "geklaert"),
    _z("offen", "offen"),
    _z("unbe\u00adkannt", "unbekannt"),
    Spalte("Median, Tage", TAGE, ("median",)),
    Spalte("9 von 10, Tage", TAGE, ("p90",)),
    Spalte("binnen 14 Tagen", PROZENT, ("bis_14",)),
    Spalte("binnen 28 Tagen", PROZENT, ("bis_28",)),
)
UEBERFAELLIG = (ANZAHL, _z("davon mit Zwischennachricht", "mit_zwischennachricht"))
LUECKEN = (
    _z("ohne Angabe", "fehlt"),
    _z("von", "von"),
    Spalte("Anteil", ANTEIL, ("fehlt", "von")),
    Spalte("Vorperiode", VON, ("vor_fehlt", "vor_von")),
)
ABDECKUNG = (
    ANZAHL,
    _z("von", "von"),
    Spalte("Anteil", ANTEIL, ("anzahl", "von")),
    Spalte("Vorperiode", VON, ("vor_anzahl", "vor_von")),
)
