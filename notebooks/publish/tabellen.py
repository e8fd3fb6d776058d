"""The tables of a report as CSV: semicolon, UTF-8 with BOM, decimal comma."""

import csv
import json
import re
from pathlib import Path

from notebooks.publish.bloecke import Block, of_type
from notebooks.publish.ordner import ZELLEN

# A text that a spreadsheet would run as a formula; figures themselves start with a digit or −.
FORMEL = re.compile(r"^[=+@\t\r]|^-(?!\d)")
ZAHL = re.compile(r"^-?\d+(,\d+)?$")


def write_tabellen(bloecke: list[Block], ordner: Path) -> None:
    """Write `NN-name.csv` for every table block into `ordner`, which is made."""
    ordner.mkdir()
    for block in of_type(bloecke, "tabelle"):
        for datei in block["csv"]:
            _write_csv(ordner / datei["datei"], datei["zeilen"])


def write_zellen(bloecke: list[Block], ordner: Path) -> None:
    """Write what a report tells readers outside, number by number; nothing for one of the house."""
    if zellen := of_type(bloecke, "ende")[0].get("zellen"):
        inhalt = json.dumps(zellen, ensure_ascii=False, indent=0)
        (ordner / ZELLEN).write_text(inhalt + "\n", encoding="utf-8")


def _write_csv(ziel: Path, zeilen: list[list[str]]) -> None:
    with ziel.open("w", encoding="utf-8-sig", newline="") as datei:
        schreiber = csv.writer(datei, delimiter=";", lineterminator="\r\n")
        schreiber.writerows([entschaerft(zelle) for zelle in zeile] for zeile in zeilen)


def entschaerft(zelle: str) -> str:
    """A text from a code list that starts like a formula gets an apostrophe in front."""
    return f"'{zelle}" if FORMEL.match(zelle) and not ZAHL.match(zelle) else zelle
