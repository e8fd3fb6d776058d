"""A letter as PDF and as DOCX: the same values, put in as values only."""

from dataclasses import asdict
from typing import Any

from docx.document import Document as Docx
from docx.shared import Mm, Pt

from admin.formatters.docx_form import GRAU, SCHWARZ, add_text, new_document, to_bytes
from admin.formatters.satz import typeset
from models.rules.schreiben import Brief

MEDIENTYPEN = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def letter_pdf(brief: Brief) -> bytes:
    """The letter after DIN 5008 as PDF/UA-1 and PDF/A-2a.

    Raises RuleViolation when the typeface is missing.
    """
    daten: dict[str, Any] = asdict(brief) | {"datum": f"{brief.datum:%d.%m.%Y}"}
    return typeset("schreiben", daten, brief.datum)


def letter_docx(brief: Brief) -> bytes:
    """The letter as DOCX, to be edited further."""
    document = new_document(brief.betreff, brief.absender, brief.datum)
    add_text(document, brief.absender, size=15, bold=True, after=34)
    _head(document, brief)
    add_text(document, brief.betreff, style="Heading 1", size=10.5, color=SCHWARZ, after=12)
    for absatz in brief.absaetze:
        add_text(document, absatz)
    greeting = add_text(document, brief.gruss, after=44)
    greeting.paragraph_format.keep_with_next = True
    add_text(document, "\n".join(brief.unterschrift))
    return to_bytes(document)


def _head(document: Docx, brief: Brief) -> None:
    """Address on the left, reference and day on the right, as in the window of an envelope."""
    table = document.add_table(rows=1, cols=2)
    table.autofit = False
    left, right = table.rows[0].cells
    left.width, right.width = Mm(100), Mm(65)
    table.rows[0].height = Mm(45)
    sender = left.paragraphs[0].add_run(brief.absender_zeile)
    sender.font.size, sender.font.color.rgb = Pt(7), GRAU
    left.add_paragraph("\n".join(brief.anschrift))
    pairs = (*brief.bezug, ("Datum", f"{brief.datum:%d.%m.%Y}"))
    for place, (name, wert) in enumerate(pairs):
        paragraph = right.paragraphs[0] if place == 0 else right.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(4)
        label = paragraph.add_run(f"{name}\n")
        label.font.size, label.font.color.rgb = Pt(8), GRAU
        paragraph.add_run(wert).font.size = Pt(9)
    document.add_paragraph().paragraph_format.space_after = Pt(18)
