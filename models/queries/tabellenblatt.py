"""Workbooks for Excel: every cell is a text, a number or a date, never a formula."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from models.rules.fehler import RuleViolation

Zelle = str | int | date | None

_DATUM = "DD.MM.YYYY"
_ZEILEN = 1_048_575  # a sheet holds one more, which is the header
_BREITE = 18
_FETT = Font(bold=True)
# What XML cannot hold, and Excel refuses a workbook for.
_STEUERZEICHEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LAENGSTENS = 32_767


def write_sheet(
    target: Path | BinaryIO, titel: str, header: Sequence[str], rows: Iterator[list[Zelle]]
) -> int:
    """Write a workbook of one sheet as the rows come; returns how many.

    Raises RuleViolation for more rows than a sheet holds.
    """
    book = Workbook(write_only=True)
    book.properties.creator = "KRM"
    sheet = book.create_sheet(titel)
    sheet.freeze_panes = "A2"
    for column in range(1, len(header) + 1):
        sheet.column_dimensions[get_column_letter(column)].width = _BREITE
    sheet.append([_headed(sheet, label) for label in header])
    count = 0
    for count, row in enumerate(rows, start=1):
        if count > _ZEILEN:
            raise RuleViolation("So viele Zeilen fasst Excel nicht. Bitte als CSV exportieren.")
        sheet.append([_cell(sheet, value) for value in row])
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(header))}{count + 1}"
    book.save(target)
    return count


def _headed(sheet: Any, label: str) -> Any:
    cell = _cell(sheet, label)
    cell.font = _FETT
    return cell


def _cell(sheet: Any, value: Zelle) -> Any:
    if isinstance(value, str):
        cell = WriteOnlyCell(sheet, _STEUERZEICHEN.sub("", value)[:_LAENGSTENS])
        # Said after the value: the package takes „=…“ for a formula and „#N/A“ for an error.
        cell.data_type = "s"
        return cell
    cell = WriteOnlyCell(sheet, value)
    if isinstance(value, date):
        cell.number_format = _DATUM
    return cell
