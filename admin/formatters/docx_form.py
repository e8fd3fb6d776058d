"""What our DOCX files share: page, typeface, language, title, tables with head rows.

python-docx writes the file from code; there is no template that could be executed.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time
from io import BytesIO
from typing import Any

from docx import Document
from docx.document import Document as Docx
from docx.enum.text import WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from models.rules.zeichen import plain_text

SCHRIFT = "Open Sans"
GRAU = RGBColor(0x4A, 0x54, 0x5B)
AKZENT = RGBColor(0x14, 0x50, 0x6B)
SCHWARZ = RGBColor(0, 0, 0)
_SPALTE = Mm(68)


def new_document(titel: str, verfasser: str, stand: date) -> Docx:
    """An empty A4 document in German with our typeface; properties say title, author and day."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(25), Mm(20)
    section.top_margin, section.bottom_margin = Mm(25), Mm(22)
    _set_styles(document)
    properties = document.core_properties
    properties.title, properties.author = plain_text(titel), plain_text(verfasser)
    properties.language = "de-DE"
    properties.comments, properties.keywords = "", ""
    properties.created = properties.modified = datetime.combine(stand, time(), UTC)
    return document


def add_text(document: Docx, text: str, **format: Any) -> Any:
    """A paragraph; `format`: its `style`, `size` and `after` in points, `bold`, `color`."""
    paragraph = document.add_paragraph(style=format.get("style"))
    run = paragraph.add_run(plain_text(text))
    run.bold = format.get("bold")
    if "size" in format:
        run.font.size = Pt(format["size"])
    if "color" in format:
        run.font.color.rgb = format["color"]
    if "after" in format:
        paragraph.paragraph_format.space_after = Pt(format["after"])
    return paragraph


def add_pairs(document: Docx, paare: Iterable[tuple[str, str]]) -> None:
    """Label and value, one pair a line, the values below each other."""
    for name, wert in paare:
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(2)
        paragraph.paragraph_format.left_indent = _SPALTE
        paragraph.paragraph_format.first_line_indent = -_SPALTE
        paragraph.paragraph_format.tab_stops.add_tab_stop(_SPALTE)
        label = paragraph.add_run(f"{name}:\t")
        label.font.size, label.font.color.rgb = Pt(9.5), GRAU
        paragraph.add_run(plain_text(wert)).font.size = Pt(9.5)


def add_table(
    document: Docx, spalten: Sequence[str], zeilen: Iterable[Sequence[str]], mm: Sequence[int]
) -> None:
    """A table whose first row is a head that repeats on each page; `mm`: width of the columns."""
    table = document.add_table(rows=1, cols=len(spalten), style="Table Grid")
    table.autofit = False
    _fill(table.rows[0], spalten, bold=True)
    table.rows[0]._tr.get_or_add_trPr().append(_flag("w:tblHeader"))
    for zeile in zeilen:
        _fill(table.add_row(), zeile)
    for column, width in zip(table.columns, mm, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        row._tr.get_or_add_trPr().append(_flag("w:cantSplit"))
        for cell, width in zip(row.cells, mm, strict=True):
            cell.width = Mm(width)
    document.add_paragraph().paragraph_format.space_after = Pt(2)


def to_bytes(document: Docx) -> bytes:
    """The file."""
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _fill(row: Any, texts: Sequence[str], *, bold: bool = False) -> None:
    for cell, text in zip(row.cells, texts, strict=True):
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.space_after = Pt(1)
        run = paragraph.add_run(plain_text(text))
        run.font.size = Pt(9)
        run.bold = bold


def _set_styles(document: Docx) -> None:
    for name in ("Normal", "Title", "Heading 1", "Heading 2"):
        style = document.styles[name]
        style.font.name = SCHRIFT
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
            fonts.set(qn(script), SCHRIFT)
        for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            if fonts.get(qn(theme)) is not None:
                del fonts.attrib[qn(theme)]
    normal = document.styles["Normal"]
    normal.font.size = Pt(10.5)
    normal.paragraph_format.space_after = Pt(8)
    normal.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "de-DE")
    normal.element.get_or_add_rPr().append(language)
    for name, size in (("Title", 19), ("Heading 1", 13)):
        heading = document.styles[name]
        heading.font.size, heading.font.color.rgb = Pt(size), AKZENT


def _flag(name: str) -> Any:
    element = OxmlElement(name)
    element.set(qn("w:val"), "true")
    return element
