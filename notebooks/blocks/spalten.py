"""Columns of tables as data: what is printed, what goes into the CSV, from which figures."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from notebooks.figures.signal import OHNE_VERGLEICH
from notebooks.figures.zaehlen import UNBEKANNT
from notebooks.prose import formate as f

TEXT, TAG, ZAHL, ANTEIL, BEREICH, TAGE, PROZENT, VON, SIGNAL, UNTERSCHIED = (
    "text tag zahl anteil bereich tage prozent von signal unterschied".split()
)
Zeile = Mapping[str, Any]
BREITEN = {ZAHL: 0.8, ANTEIL: 0.85, BEREICH: 1.3, VON: 2.1, SIGNAL: 1.4, TAG: 1.2}


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
        return max(BREITEN.get(self.art, 1.0), wort * 0.1)

    @property
    def rechtsbuendig(self) -> bool:
        """Whether the column holds numbers."""
        return self.art not in (TEXT, TAG, SIGNAL)


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
    return f.von(treffer, von) if von else f.STRICH


def _signal(zeile: Zeile, felder: tuple[str, ...]) -> str:
    wort = str(zeile[felder[0]])
    if not wort:
        return f.VERDECKT
    if wort == OHNE_VERGLEICH:
        return f.STRICH
    return wort if wort.startswith("kein") else f"Signal: {wort}"


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
}


def gedruckt(spalte: Spalte, zeile: Zeile) -> str:
    """The cell as people read it; a dot where these readers may not see it."""
    if _nicht_erfasst(spalte, zeile):
        return f.NICHT_ERFASST if spalte.art in (ZAHL, VON) else f.STRICH
    if _verdeckt(spalte, zeile):
        return f.VERDECKT
    return SCHREIBWEISEN[spalte.art](zeile, spalte.felder)


def _nicht_erfasst(spalte: Spalte, zeile: Zeile) -> bool:
    """Whether nobody recorded yet what the cell would count."""
    return any(zeile[feld] is f.NICHT_ERFASST for feld in spalte.felder)


def _verdeckt(spalte: Spalte, zeile: Zeile) -> bool:
    """Whether a figure behind the cell was suppressed; an estimate that nobody can give was not."""
    offen = any(f.fehlt(zeile[feld]) for feld in spalte.felder)
    if spalte.art == BEREICH:
        return offen and (f.fehlt(zeile["von"]) or bool(zeile["von"]))
    if spalte.art in (TAGE, PROZENT):
        return offen and f.fehlt(zeile.get("anzahl", 0))
    return offen


def csv_kopf(spalte: Spalte) -> list[str]:
    """Names of the CSV columns: counts stay counts, shares become …_prozent."""
    if spalte.art == ANTEIL:
        return [spalte.felder[1], f"{spalte.felder[0]}_prozent"]
    if spalte.art == PROZENT:
        return [f"{spalte.felder[0]}_prozent"]
    if spalte.art == BEREICH:
        return [f"{feld}_prozent" for feld in spalte.felder]
    return list(spalte.felder)


def csv_werte(spalte: Spalte, zeile: Zeile) -> list[str]:
    """The cells of the CSV: whole numbers bare, shares in percent with a decimal comma."""
    if _nicht_erfasst(spalte, zeile):
        return ["" for _ in csv_kopf(spalte)]
    werte = [zeile[feld] for feld in spalte.felder]
    if _verdeckt(spalte, zeile):
        return _verdeckte_werte(spalte, werte)
    if spalte.art == ANTEIL:
        treffer, von = (int(wert) for wert in werte)
        offen = not von or zeile.get("code") == UNBEKANNT
        return [str(von), "" if offen else _komma(Fraction(100 * treffer, von))]
    if spalte.art in (BEREICH, PROZENT):
        return [_komma(100 * wert) for wert in werte]
    if spalte.art in (TEXT, TAG, SIGNAL):
        return [str(wert) for wert in werte]
    return ["" if wert != wert else str(int(wert)) for wert in werte]


def _verdeckte_werte(spalte: Spalte, werte: list[Any]) -> list[str]:
    """What the CSV says of a cell that is not shown: the counts that are, and dots."""
    if spalte.art == ANTEIL:
        return [zaehlwert(werte[1]), f.VERDECKT]
    if spalte.art in (ZAHL, VON):
        return [zaehlwert(wert) for wert in werte]
    return [f.VERDECKT for _ in werte]


def zaehlwert(wert: Any) -> str:
    """A count in a CSV; a dot where it was suppressed, nothing where it was not recorded."""
    if wert is f.NICHT_ERFASST:
        return ""
    return f.VERDECKT if f.fehlt(wert) else str(int(wert))


def _komma(wert: float | Fraction) -> str:
    return "" if wert != wert else str(f.runde(wert)).replace(".", ",")


def _z(titel: str, feld: str) -> Spalte:
    return Spalte(titel, ZAHL, (feld,))


ANZAHL, DAVOR = _z("Anzahl", "anzahl"), _z("Vorperiode", "vor_anzahl")
VERGLEICH = Spalte("Vergleich", SIGNAL, ("signal",))
VERTEILUNG = (
    ANZAHL,
    Spalte("Anteil", ANTEIL, ("anzahl", "von")),
    DAVOR,
    Spalte("Anteil davor", ANTEIL, ("vor_anzahl", "vor_von")),
    VERGLEICH,
)
ANTEILE = (
    ANZAHL,
    _z("von", "von"),
    Spalte("Anteil", ANTEIL, ("anzahl", "von")),
    Spalte(f"Bereich (95{f.NBSP}%)", BEREICH, ("unten", "oben")),
    Spalte("Vorperiode", VON, ("vor_anzahl", "vor_von")),
    VERGLEICH,
)
BEIDE = (ANZAHL, DAVOR)
BESTAND = (
    _z("über\u00adnommen", "uebernommen"),
    _z("neu", "neu"),
    _z("wieder\u00aderöffnet", "wiedereroeffnet"),
    _z("abge\u00adschlossen", "abgeschlossen"),
    _z("offen", "offen"),
    _z("Vorperiode: neu", "vor_neu"),
    _z("Vorperiode: offen", "vor_offen"),
    Spalte("Vergleich neu", SIGNAL, ("signal",)),
)
BERICHTIGT_ART = tuple(Spalte(spalte.titel, UNTERSCHIED, spalte.felder) for spalte in BESTAND[:5])
NACHFOLGEN = (
    Spalte("Nachfolgerin", TEXT, ("nachfolger",)),
    Spalte("seit", TAG, ("seit",)),
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
