"""What a correction changed: the published tables of two runs of one report, cell by cell."""

import csv
import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from models.rules.codes import CODES

HOECHSTENS = 25
"""So many changes are named; the rest is counted."""
OHNE = "nicht ausgewiesen"
_NAME = re.compile(r"(\d+)-.+")
_TITEL = re.compile(
    r'<caption id="tabelle-(\d+)">(?:<span[^>]*>)*(Tabelle \d+)</span>([^<]*)', re.S
)
# What follows from other cells of its table: denominators, shares, intervals, verdicts.
_FOLGT = re.compile(r"(\w+_)?von|\w*_prozent|(vor_)?signal")
_SPALTEN = {
    "anzahl": "Anzahl",
    "vor_anzahl": "Anzahl im Zeitraum davor",
    "uebernommen": "übernommen",
    "wiedereroeffnet": "wieder eröffnet",
    "geklaert": "geklärt",
}
_FEST = {
    "gesamt": "Gesamt",
    "unbekannt": "ohne Angabe",
    "bericht": "Berichtszeitraum",
    "vor": "Vorperiode",
    "vorjahr": "Vorjahreszeitraum",
}
Werte = dict[tuple[str, str], str]


@dataclass(frozen=True)
class Aenderung:
    """One cell that is another now; `alt` and `neu` as they were printed, None without its row."""

    tabelle: str
    zeile: str
    feld: str
    alt: str | None
    neu: str | None

    @property
    def spalte(self) -> str:
        """What the column is called."""
        return _SPALTEN.get(self.feld) or self.feld.replace("_", " ")

    @property
    def satz(self) -> str:
        where = f"{self.tabelle}, {self.zeile}, {self.spalte}"
        if self.alt is None:
            return f"{where}: {self.neu or OHNE} (bisher keine solche Zeile)"
        if self.neu is None:
            return f"{where}: keine solche Zeile mehr (bisher {self.alt or OHNE})"
        return f"{where}: {self.neu or OHNE} statt {self.alt or OHNE}"


def tell_changes(alt: Path, neu: Path) -> tuple[str, ...]:
    """What changed between the folders of two published runs, one German sentence each.

    What follows from other cells (denominators, shares, intervals) is named only where nothing
    else changed. Raises OSError where a folder cannot be read.
    """
    found = list(compare(alt, neu))
    own = [one for one in found if not _FOLGT.fullmatch(one.feld)]
    told = [one.satz for one in own or found]
    rest = len(told) - HOECHSTENS
    more = (
        (f"und {rest} weitere Zahlen" if rest > 1 else "und eine weitere Zahl",) if rest > 0 else ()
    )
    return (*told[:HOECHSTENS], *more)


def compare(alt: Path, neu: Path) -> Iterator[Aenderung]:
    """Every cell of the tables of two runs that is not the same, in the order of the tables."""
    titles = _titles(alt) | _titles(neu)
    names = {path.name for folder in (alt, neu) for path in (folder / "tabellen").glob("*.csv")}
    for name in sorted(names):
        feld, before = _read(alt / "tabellen" / name)
        neues_feld, after = _read(neu / "tabellen" / name)
        for zeile, spalte in dict.fromkeys([*after, *before]):
            old, new = _cell(before, zeile, spalte), _cell(after, zeile, spalte)
            if old != new:
                what = _label(feld or neues_feld, zeile)
                yield Aenderung(_title(name, titles), what, spalte, old, new)


def _read(path: Path) -> tuple[str, Werte]:
    """The list that the codes of the rows are of, and the cells; of no table nothing."""
    if not path.is_file():
        return "", {}
    with path.open(encoding="utf-8-sig", newline="") as datei:
        kopf, *zeilen = csv.reader(datei, delimiter=";")
    cells = {
        (zeile[0], spalte): wert
        for zeile in zeilen
        for spalte, wert in zip(kopf[1:], zeile[1:], strict=True)
    }
    return kopf[0], cells


def _cell(cells: Werte, zeile: str, spalte: str) -> str | None:
    found = cells.get((zeile, spalte))
    return "" if found is None and any(row == zeile for row, _ in cells) else found


def _title(name: str, titles: dict[int, str]) -> str:
    found = _NAME.match(name)
    return titles.get(int(found[1]), f"Tabelle {int(found[1])}") if found else name


def _titles(folder: Path) -> dict[int, str]:
    """„Tabelle 1 Bestandsrechnung“ by its number, as the report itself calls it."""
    page = (folder / "bericht.html").read_text(encoding="utf-8")
    return {
        int(nr): " ".join(html.unescape(f"{number}{text}").split())
        for nr, number, text in _TITEL.findall(page)
    }


def _label(feld: str, code: str) -> str:
    labels = {wert.code: wert.bezeichnung for wert in CODES.get(feld, ())}
    return _FEST.get(code) or labels.get(code) or code
