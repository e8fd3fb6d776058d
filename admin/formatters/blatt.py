"""A sheet of sections as PDF and as DOCX, the same content in both."""

from dataclasses import asdict
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm

from admin.formatters.docx_form import GRAU, add_pairs, add_table, add_text, new_document, to_bytes
from admin.formatters.satz import typeset
from admin.formatters.verfahrensdokumentation import Abschnitt, Blatt
from admin.formatters.werte import format_moment
from models.rules.zeit import berlin_day

_BREITE_MM = 165


def sheet_pdf(blatt: Blatt) -> bytes:
    """The sheet as PDF/UA-1 and PDF/A-2a. Raises RuleViolation when the typeface is missing."""
    daten: dict[str, Any] = asdict(blatt) | {"stand": format_moment(blatt.stand)}
    return typeset("blatt", daten, berlin_day(blatt.stand))


def sheet_docx(blatt: Blatt) -> bytes:
    """The sheet as DOCX."""
    titel = f"{blatt.titel} {blatt.nummer}"
    document = new_document(titel, blatt.dienststelle, berlin_day(blatt.stand))
    add_text(document, blatt.dienststelle, size=9, color=GRAU, after=2)
    add_text(document, blatt.titel, style="Title", after=4)
    stand = f"{blatt.nummer}, Stand {format_moment(blatt.stand)}"
    add_text(document, stand, color=GRAU, after=10)
    for abschnitt in blatt.abschnitte:
        add_text(document, abschnitt.titel, style="Heading 1")
        _section(document, abschnitt)
    return to_bytes(document)


def _section(document: Any, abschnitt: Abschnitt) -> None:
    if abschnitt.paare:
        add_pairs(document, abschnitt.paare)
    if (table := abschnitt.tabelle) is not None:
        widths = [part * _BREITE_MM // sum(table.breiten) for part in table.breiten]
        add_table(document, table.spalten, table.zeilen, widths)
    for satz in abschnitt.saetze:
        add_text(document, satz, size=9, after=2)
    if abschnitt.unterschrift:
        _signature_line(document, abschnitt.unterschrift)


def _signature_line(document: Any, label: str) -> None:
    """A rule with room above it, drawn as a border, so that nothing of it is read aloud."""
    paragraph = add_text(document, label, size=9, color=GRAU)
    paragraph.paragraph_format.space_before = Mm(16)
    paragraph.paragraph_format.right_indent = Mm(_BREITE_MM - 80)
    rule = OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "4"), ("color", "4A545B")):
        rule.set(qn(f"w:{name}"), value)
    border = OxmlElement("w:pBdr")
    border.append(rule)
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(border, "w:spacing", "w:ind")
