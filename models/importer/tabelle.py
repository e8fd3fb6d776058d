"""Reading the file: UTF-8, semicolons, a header; all else is refused in one sentence."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from models.importer.verdorben import damage, mend, readable
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


_OHNE_ENDE = 64 * 1024 * 1024
_ZEICHEN_FEHLT = "Ab hier ist die Datei nicht lesbar: Ein Anführungszeichen fehlt oder ist zu viel."
_ENDLOS = (
    "Ab hier ist die Datei nicht lesbar: Ein Wert ist länger als 64 Millionen Zeichen, "
    "vermutlich fehlt ein Anführungszeichen."
)


@dataclass(frozen=True)
class Zeile:
    """One row: the line it begins in (the header is line 1), its cells, as many as the header.

    `maengel`: by place, what is wrong with a cell as it stood in the file.
    """

    nummer: int
    zellen: tuple[str, ...]
    maengel: Mapping[int, str] = field(default_factory=dict)


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


def read_rows(path: Path, header: tuple[str, ...]) -> Iterator[Zeile | Bruch]:
    """Every row below the header; rows without any value are left out.

    Raises RuleViolation where the file is not UTF-8. A quote that never closes ends the reading
    with a Bruch.
    """
    records = _records(path)
    line = 1
    try:
        next(records, None)
        for line, cells in records:
            if any(cell.strip() for cell in cells):
                yield _row(line, cells, header)
    except csv.Error as error:
        yield Bruch(line + 1, _ENDLOS if "field limit" in str(error) else _ZEICHEN_FEHLT)
    except UnicodeDecodeError:
        raise _wrong_encoding(path) from None


def _records(path: Path) -> Iterator[tuple[int, list[str]]]:
    """The records of the file with the lines they begin in, cells as they stand there."""
    # The module's own limit of 128 KB ends the reading of the whole file at the first long cell.
    csv.field_size_limit(_OHNE_ENDE)
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(_without_nul(file), delimiter=";", strict=True)
        begin = 1
        for cells in reader:
            if not (begin == 1 and _is_excels_line(cells)):
                yield begin, cells
            begin = reader.line_num + 1


def _is_excels_line(cells: list[str]) -> bool:
    """Excel writes „sep=;“ for itself, filled up with as many semicolons as there are columns."""
    return "".join(cells).strip().lower() in ("sep=", "sep=;")


def _plain(cell: str) -> str:
    return readable(plain_text(cell))


def _without_nul(lines: Iterator[str]) -> Iterator[str]:
    for line in lines:
        if "\0" in line:
            raise RuleViolation(f"Das ist keine Textdatei: Sie enthält Nullzeichen. {_ABHILFE}")
        yield line


def _header(cells: list[str]) -> tuple[str, ...]:
    # A header is read through what programs put in front of it: BOM, blanks, invisible signs.
    names = [_plain(mend(cell)).lower() for cell in cells]
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


def _row(line: int, cells: list[str], header: tuple[str, ...]) -> Zeile | Bruch:
    width = len(header)
    while len(cells) > width and not cells[-1].strip():
        cells.pop()
    if len(cells) != width:
        return Bruch(line, f"Die Zeile hat {len(cells)} Spalten, die Kopfzeile {width}.")
    found = ((place, damage(cell, header[place])) for place, cell in enumerate(cells))
    maengel = {place: fault for place, fault in found if fault}
    return Zeile(line, tuple(_plain(cell) for cell in cells), maengel)


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
