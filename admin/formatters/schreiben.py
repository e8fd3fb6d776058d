"""A letter as PDF and as DOCX: the same values, put in as values only."""

from dataclasses import asdict
from io import BytesIO
from typing import Any

from docx.document import Document as Docx
from docx.shared import Mm, Pt

from admin.formatters.docx_form import GRAU, SCHWARZ, add_text, new_document, to_bytes
from admin.formatters.satz import typeset
from models.rules.schreiben import Brief, Kopf

MEDIENTYPEN = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
_LOGO_MM = (60, 20)
"""Widest and highest a logo may be."""


def letter_pdf(brief: Brief) -> bytes:
    """The letter after DIN 5008 as PDF/UA-1 and PDF/A-2a.

    Raises RuleViolation when the typeface is missing, typst.TypstError for a broken logo.
    """
    daten: dict[str, Any] = asdict(brief) | {"datum": f"{brief.datum:%d.%m.%Y}"}
    logo = daten["kopf"].pop("logo")
    name = f"logo.{brief.kopf.logo_typ}" if logo else ""
    daten["kopf"] |= {"logo": name, "zeile": brief.kopf.zeile}
    daten["kontakt"], daten["fuss"] = contact_pairs(brief.kopf), foot_lines(brief.kopf)
    return typeset("schreiben", daten, brief.datum, {name: logo} if logo else None)


def letter_docx(brief: Brief) -> bytes:
    """The letter as DOCX, to be edited further."""
    document = new_document(brief.betreff, brief.kopf.name, brief.datum)
    if brief.blanko:
        add_text(document, "\n".join(brief.anschrift), after=60)
    else:
        _letterhead(document, brief.kopf)
        _head(document, brief)
    add_text(document, brief.betreff, style="Heading 1", size=10.5, color=SCHWARZ, after=12)
    for absatz in brief.absaetze:
        add_text(document, absatz)
    if brief.gruss:
        greeting = add_text(document, brief.gruss, after=44)
        greeting.paragraph_format.keep_with_next = True
    closing = add_text(document, "\n".join(brief.unterschrift))
    if brief.blanko:
        closing.paragraph_format.space_before = Pt(60)
    return to_bytes(document)


def contact_pairs(kopf: Kopf) -> list[tuple[str, str]]:
    """(label, value) of how to write and call, for the side of a letter."""
    pairs = (("Telefon", kopf.telefon), ("E-Mail", kopf.email))
    return [(name, wert) for name, wert in pairs if wert]


def foot_lines(kopf: Kopf) -> str:
    """Where and when to come, for the foot of a letter."""
    visits = ("Besuch und Sprechzeiten", *kopf.besuch) if kopf.besuch else ()
    return "\n".join((*visits, *((kopf.internet,) if kopf.internet else ())))


def _letterhead(document: Docx, kopf: Kopf) -> None:
    """The house's name and its logo in the header of the first page, its address at the foot."""
    section = document.sections[0]
    section.different_first_page_header_footer = True
    head = section.first_page_header.paragraphs[0]
    if kopf.logo:
        picture = head.add_run().add_picture(BytesIO(kopf.logo))
        _fit(picture)
        picture._inline.docPr.set("descr", f"Logo {kopf.name}")
        head = section.first_page_header.add_paragraph()
    name = head.add_run(kopf.name)
    name.font.size, name.font.bold = Pt(15), True
    head.paragraph_format.space_after = Pt(6 if kopf.logo else 34)
    lines = (kopf.zeile, *foot_lines(kopf).splitlines())
    foot = section.first_page_footer.paragraphs[0].add_run("\n".join(lines))
    foot.font.size, foot.font.color.rgb = Pt(8), GRAU


def _fit(picture: Any) -> None:
    """Shrink a picture into the place of the logo; a small one is not blown up beyond it."""
    widest, highest = (Mm(side) for side in _LOGO_MM)
    scale = min(widest / picture.width, highest / picture.height)
    picture.width, picture.height = int(picture.width * scale), int(picture.height * scale)


def _head(document: Docx, brief: Brief) -> None:
    """Address on the left, reference and day on the right, as in the window of an envelope."""
    table = document.add_table(rows=1, cols=2)
    table.autofit = False
    left, right = table.rows[0].cells
    left.width, right.width = Mm(100), Mm(65)
    table.rows[0].height = Mm(45)
    sender = left.paragraphs[0].add_run(brief.kopf.zeile)
    sender.font.size, sender.font.color.rgb = Pt(7), GRAU
    left.add_paragraph("\n".join(brief.anschrift))
    pairs = (*brief.bezug, ("Datum", f"{brief.datum:%d.%m.%Y}"), *contact_pairs(brief.kopf))
    for place, (name, wert) in enumerate(pairs):
        paragraph = right.paragraphs[0] if place == 0 else right.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(4)
        label = paragraph.add_run(f"{name}\n")
        label.font.size, label.font.color.rgb = Pt(8), GRAU
        paragraph.add_run(wert).font.size = Pt(9)
    document.add_paragraph().paragraph_format.space_after = Pt(18)
