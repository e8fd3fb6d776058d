"""The CSV files of a table: the same figures as printed, in a form that machines read."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from notebooks.blocks import spalten as s
from notebooks.blocks.tabellen import Tabelle
from notebooks.figures.zaehlen import UNBEKANNT
from notebooks.prose import formate as f


def csv_dateien(
    datei: str, spec: Tabelle, codes: Sequence[str], zeilen: Sequence[s.Zeile]
) -> list[dict[str, Any]]:
    """The CSV files of a table: name and rows of texts, the header first.

    Everything printed is in one of them, `-vergleich` where the table has files of its own besides.
    """
    kopf = list(dict.fromkeys(name for x in spec.spalten for name in csv_kopf(x)))
    rest = [_werte(spec, zeile, kopf) for zeile in zeilen]
    zusatz = "-vergleich" if spec.csv else ""
    dateien = [_csv_datei(f"{datei}{zusatz}", spec.feld, kopf, [codes, rest])]
    for zusatz, felder in spec.csv:
        rest = [[zaehlwert(zeile[feld]) for feld in felder] for zeile in zeilen]
        kopf = [feld.removeprefix("vor_") for feld in felder]
        dateien.append(_csv_datei(f"{datei}{zusatz}", spec.feld, kopf, [codes, rest]))
    return dateien


def _werte(spec: Tabelle, zeile: s.Zeile, kopf: Sequence[str]) -> list[str]:
    """The cells of a row; a figure that stands behind two columns appears once."""
    werte: dict[str, str] = {}
    for spalte in spec.spalten:
        werte |= zip(csv_kopf(spalte), csv_werte(spalte, zeile), strict=True)
    return [werte[name] for name in kopf]


def _csv_datei(datei: str, feld: str, kopf: list[str], inhalt: list[Any]) -> dict[str, Any]:
    codes, rest = inhalt
    zeilen = [[code, *werte] for code, werte in zip(codes, rest, strict=True)]
    return {"datei": f"{datei}.csv", "zeilen": [[feld, *kopf], *zeilen]}


def csv_kopf(spalte: s.Spalte) -> list[str]:
    """Names of the CSV columns: counts stay counts, shares become …_prozent."""
    if spalte.art == s.ANTEIL:
        return [spalte.felder[1], f"{spalte.felder[0]}_prozent"]
    if spalte.art == s.VON:
        return [*spalte.felder, f"{spalte.felder[0]}_prozent"]
    if spalte.art == s.VERAENDERUNG:
        return ["unterschied", "unterschied_prozent"]
    if spalte.art == s.PROZENT:
        return [f"{spalte.felder[0]}_prozent"]
    if spalte.art == s.BEREICH:
        return [f"{feld}_prozent" for feld in spalte.felder]
    return list(spalte.felder)


def csv_werte(spalte: s.Spalte, zeile: s.Zeile) -> list[str]:
    """The cells of the CSV: whole numbers bare, shares in percent with a decimal comma."""
    if s.nicht_erfasst(spalte, zeile):
        return ["" for _ in csv_kopf(spalte)]
    werte = [zeile[feld] for feld in spalte.felder]
    if s.verdeckt(spalte, zeile):
        return _verdeckte_werte(spalte, werte)
    if spalte.art == s.ANTEIL:
        treffer, von = (int(wert) for wert in werte)
        offen = not von or zeile.get("code") == UNBEKANNT
        return [str(von), "" if offen else _komma(Fraction(100 * treffer, von))]
    if spalte.art == s.VON:
        treffer, von = (int(wert) for wert in werte)
        if s.zu_wenige(zeile, spalte.felder[1]):
            return [str(treffer), str(von), f.VERDECKT]
        return [str(treffer), str(von), _komma(Fraction(100 * treffer, von)) if von else ""]
    if spalte.art == s.VERAENDERUNG:
        return _unterschied(spalte, zeile)
    if spalte.art in (s.BEREICH, s.PROZENT):
        return [_komma(100 * wert) for wert in werte]
    if spalte.art == s.DEZIMAL:
        return [_komma(wert) for wert in werte]
    if spalte.art in (s.TEXT, s.TAG, s.SIGNAL):
        return [str(wert) for wert in werte]
    return ["" if wert != wert else str(int(wert)) for wert in werte]


def _unterschied(spalte: s.Spalte, zeile: s.Zeile) -> list[str]:
    if s.kein_unterschied(zeile, spalte.felder):
        return ["", ""]
    jetzt, vorher = (int(zeile[feld]) for feld in spalte.felder)
    prozent = _komma(Fraction(100 * (jetzt - vorher), vorher)) if vorher else ""
    return [str(jetzt - vorher), prozent]


def _verdeckte_werte(spalte: s.Spalte, werte: list[Any]) -> list[str]:
    """What the CSV says of a cell that is not shown: the counts that are, and dots."""
    if spalte.art == s.ANTEIL:
        return [zaehlwert(werte[1]), f.VERDECKT]
    if spalte.art == s.ZAHL:
        return [zaehlwert(wert) for wert in werte]
    if spalte.art == s.VON:
        return [*(zaehlwert(wert) for wert in werte), f.VERDECKT]
    return [f.VERDECKT for _ in csv_kopf(spalte)]


def zaehlwert(wert: Any) -> str:
    """A count in a CSV; a dot where it was suppressed, nothing where it was not recorded."""
    if wert is f.NICHT_ERFASST:
        return ""
    return f.VERDECKT if f.fehlt(wert) else str(int(wert))


def _komma(wert: float | Fraction) -> str:
    return "" if wert != wert else str(f.runde(wert)).replace(".", ",")
