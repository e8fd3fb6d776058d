"""Reading the file: UTF-8, semicolons, a header; all else is refused in one sentence."""

import csv
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from models.rules.fehler import RuleViolation
from models.rules.zeichen import plain_text

# What a file is that is no CSV file in UTF-8, by its first bytes.
_ANDERES = (
    (b"PK", "eine Excel-Mappe oder ein ZIP-Archiv"),
    (b"%PDF", "eine PDF-Datei"),
    (b"\xd0\xcf\x11\xe0", "eine alte Excel-Mappe"),
    (b"\xff\xfe", "eine Datei in UTF-16"),
    (b"\xfe\xff", "eine Datei in UTF-16"),
)
_ABHILFE = "Bitte als CSV in UTF-8 mit Semikolon speichern (in Excel: „CSV UTF-8“)."


@dataclass(frozen=True)
class Zeile:
    """One row: the line it begins in (the header is line 1), its cells, as many as the header."""

    nummer: int
    zellen: tuple[str, ...]


@dataclass(frozen=True)
class Bruch:
    """A row that has not the shape of the header, or after which nothing can be read."""

    nummer: int
    satz: str


def read_header(path: Path) -> tuple[str, ...]:
    """Names of the columns, trimmed, in lower case. Raises RuleViolation with one sentence."""
    _check_kind(path)
    try:
        for _, cells in _records(path):
            return _header(cells)
    except csv.Error:
        raise RuleViolation(f"Die Kopfzeile ist nicht lesbar. {_ABHILFE}") from None
    except UnicodeDecodeError:
        raise _wrong_encoding(path) from None
    raise RuleViolation("Die Datei ist leer; erwartet wird eine Kopfzeile mit Feldnamen.")


def read_rows(path: Path, width: int) -> Iterator[Zeile | Bruch]:
    """Every row below the header; rows without any value are left out.

    Raises RuleViolation where the file is not UTF-8. A quote that never closes ends the reading
    with a Bruch.
    """
    records = _records(path)
    line = 1
    try:
        next(records, None)
        for line, cells in records:
            if any(cells):
                yield _row(line, cells, width)
    except csv.Error:
        satz = "Ab hier ist die Datei nicht lesbar: Ein Anführungszeichen fehlt oder ist zu viel."
        yield Bruch(line + 1, satz)
    except UnicodeDecodeError:
        raise _wrong_encoding(path) from None


def _records(path: Path) -> Iterator[tuple[int, list[str]]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(_without_nul(file), delimiter=";", strict=True)
        begin = 1
        for cells in reader:
            # Excel writes this line for itself.
            if not (begin == 1 and [cell.lower() for cell in cells] == ["sep=", ""]):
                yield (
                    begin,
                    [unicodedata.normalize("NFC", plain_text(cell).strip()) for cell in cells],
                )
            begin = reader.line_num + 1


def _plain(cell: str) -> str:
    return unicodedata.normalize("NFC", plain_text(cell).strip())


def _without_nul(lines: Iterator[str]) -> Iterator[str]:
    for line in lines:
        if "\0" in line:
            raise RuleViolation(f"Das ist keine Textdatei: Sie enthält Nullzeichen. {_ABHILFE}")
        yield line


def _header(cells: list[str]) -> tuple[str, ...]:
    names = [cell.lower() for cell in cells]
    while names and not names[-1]:
        names.pop()
    if not names:
        raise RuleViolation("Die erste Zeile ist leer; erwartet wird eine Kopfzeile.")
    for sign, word in ((",", "Kommas"), ("\t", "Tabulatoren"), ("|", "Strichen")):
        if len(names) == 1 and sign in names[0]:
            raise RuleViolation(
                f"Die Spalten sind mit {word} getrennt, erwartet wird das Semikolon. {_ABHILFE}"
            )
    doubled = sorted({name for name in names if names.count(name) > 1 and name})
    if doubled:
        raise RuleViolation(f"Die Spalte „{doubled[0]}“ kommt zweimal vor.", feld=doubled[0])
    if "" in names:
        raise RuleViolation(f"Die Spalte {names.index('') + 1} hat keinen Namen.")
    return tuple(names)


def _row(line: int, cells: list[str], width: int) -> Zeile | Bruch:
    while len(cells) > width and not cells[-1]:
        cells.pop()
    if len(cells) != width:
        return Bruch(line, f"Die Zeile hat {len(cells)} Spalten, die Kopfzeile {width}.")
    return Zeile(line, tuple(cells))


def _check_kind(path: Path) -> None:
    try:
        with path.open("rb") as file:
            begin = file.read(1024)
    except FileNotFoundError:
        raise RuleViolation(f"Die Datei {path} gibt es nicht.") from None
    except OSError:
        raise RuleViolation(f"Die Datei {path} ist nicht lesbar.") from None
    for sign, word in _ANDERES:
        if begin.startswith(sign):
            raise RuleViolation(f"Das ist {word}, keine CSV-Datei in UTF-8. {_ABHILFE}")
    if b"\0" in begin:
        raise RuleViolation(f"Das ist keine Textdatei: Sie enthält Nullzeichen. {_ABHILFE}")


def _wrong_encoding(path: Path) -> RuleViolation:
    with path.open("rb") as file:
        wrong = next((n for n, line in enumerate(file, start=1) if not _is_utf8(line)), 1)
    return RuleViolation(f"Zeile {wrong} ist nicht in UTF-8 geschrieben. {_ABHILFE}")


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
