"""The CSV files of a table: the same figures as printed, in a form that machines read."""

from collections.abc import Sequence
from typing import Any

from notebooks.blocks import spalten as s
from notebooks.blocks.tabellen import Tabelle


def csv_dateien(
    datei: str, spec: Tabelle, codes: Sequence[str], zeilen: Sequence[s.Zeile]
) -> list[dict[str, Any]]:
    """The CSV files of a table: name and rows of texts, the header first."""
    if not spec.csv:
        kopf = list(dict.fromkeys(name for x in spec.spalten for name in s.csv_kopf(x)))
        rest = [_werte(spec, zeile, kopf) for zeile in zeilen]
        return [_csv_datei(datei, spec.feld, kopf, [codes, rest])]
    dateien = []
    for zusatz, felder in spec.csv:
        rest = [[s.zaehlwert(zeile[feld]) for feld in felder] for zeile in zeilen]
        kopf = [feld.removeprefix("vor_") for feld in felder]
        dateien.append(_csv_datei(f"{datei}{zusatz}", spec.feld, kopf, [codes, rest]))
    return dateien


def _werte(spec: Tabelle, zeile: s.Zeile, kopf: Sequence[str]) -> list[str]:
    """The cells of a row; a figure that stands behind two columns appears once."""
    werte: dict[str, str] = {}
    for spalte in spec.spalten:
        werte |= zip(s.csv_kopf(spalte), s.csv_werte(spalte, zeile), strict=True)
    return [werte[name] for name in kopf]


def _csv_datei(datei: str, feld: str, kopf: list[str], inhalt: list[Any]) -> dict[str, Any]:
    codes, rest = inhalt
    zeilen = [[code, *werte] for code, werte in zip(codes, rest, strict=True)]
    return {"datei": f"{datei}.csv", "zeilen": [[feld, *kopf], *zeilen]}
