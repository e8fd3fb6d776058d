"""Which files KRM takes: told by their content, never by what their name or sender says.

PDF, DOCX, XLSX, ODT, PNG, JPEG, text and e-mail. No HTML, SVG or XML (they run in a browser), no
macros, no other archives. What else begins how, `models.rules.formate` knows.
"""

import re
from dataclasses import dataclass
from typing import IO, BinaryIO

from models.rules.archiv import check_archiv, read_member
from models.rules.fehler import RuleViolation
from models.rules.formate import (
    OFFICE_GESCHUETZT,
    OLE,
    PDF_GESCHUETZT,
    is_locked_office,
    is_locked_pdf,
    is_markup,
    is_msg,
    is_pdf,
    name_foreign,
)
from models.rules.post.umschlag import is_mail

HOECHSTGROESSE = 25 * 2**20
"""Bytes of one file."""
HOECHSTENS_DOKUMENTE = 200
"""Documents of one Vorgang."""

DOKUMENTARTEN: dict[str, str] = {
    "eingang": "Eingang der Kundenreaktion",
    "anlage": "Anlage der Kundin oder des Kunden",
    "eingangsbestaetigung": "Eingangsbestätigung",
    "zwischennachricht": "Zwischennachricht",
    "antwort": "Antwortschreiben",
    "dankeschreiben": "Dankeschreiben",
    "abgabenachricht": "Abgabenachricht",
    "stellungnahme": "Stellungnahme",
    "aeusserung": "Äußerung Betroffener",
    "verzicht": "Verzicht auf schriftliche Antwort",
    "verfahrensdokumentation": "Verfahrensdokumentation",
    "sonstiges": "Sonstiges",
}


@dataclass(frozen=True)
class Dateityp:
    """A kind of file; the first of `endungen` is put to a name that has none of them."""

    name: str
    bezeichnung: str
    medientyp: str
    endungen: tuple[str, ...]


_OFFICE = "application/vnd.openxmlformats-officedocument."
DATEITYPEN: dict[str, Dateityp] = {
    typ.name: typ
    for typ in (
        Dateityp("pdf", "PDF", "application/pdf", (".pdf",)),
        Dateityp("docx", "Word", f"{_OFFICE}wordprocessingml.document", (".docx",)),
        Dateityp("xlsx", "Excel", f"{_OFFICE}spreadsheetml.sheet", (".xlsx",)),
        Dateityp("odt", "OpenDocument", "application/vnd.oasis.opendocument.text", (".odt",)),
        Dateityp("png", "Bild (PNG)", "image/png", (".png",)),
        Dateityp("jpeg", "Bild (JPEG)", "image/jpeg", (".jpg", ".jpeg")),
        Dateityp("eml", "E-Mail", "message/rfc822", (".eml",)),
        Dateityp("msg", "Outlook-E-Mail", "application/vnd.ms-outlook", (".msg",)),
        Dateityp("txt", "Text", "text/plain", (".txt",)),
    )
}

# (how the file begins, what it is); the whole file must begin so, not just some part of it.
_SIGNATUREN: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"PK\x03\x04", "archiv"),
)
# (member of the archive, what stands in it, what the archive is)
_ARCHIVE: tuple[tuple[str, bytes, str], ...] = (
    ("[Content_Types].xml", b"wordprocessingml.document.main+xml", "docx"),
    ("[Content_Types].xml", b"spreadsheetml.sheet.main+xml", "xlsx"),
    ("mimetype", b"application/vnd.oasis.opendocument.text", "odt"),
)
_KODIERUNGEN = (
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
    (b"", "utf-8-sig"),
    (b"", "cp1252"),
)
_STEUERZEICHEN = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ufffe]")
_KOPF = 64 * 1024

ERLAUBT = ", ".join(typ.bezeichnung for typ in DATEITYPEN.values())
_FREMD = f"Dieses Dateiformat nimmt KRM nicht an. Möglich sind: {ERLAUBT}."
_BENANNT = f"{{}} nimmt KRM nicht an. Bitte als PDF ablegen. Möglich sind: {ERLAUBT}."
_AUSFUEHRBAR = "HTML, XML und SVG nimmt KRM nicht an. Bitte als PDF oder Text ablegen."


def detect_type(datei: BinaryIO) -> Dateityp:
    """What a seekable file is by its content. Raises RuleViolation for all that KRM refuses."""
    datei.seek(0)
    head = datei.read(_KOPF)
    if not head:
        raise RuleViolation("Die Datei ist leer.", "datei")
    name = next((typ for start, typ in _SIGNATUREN if head.startswith(start)), None)
    if name == "archiv":
        name = _detect_archiv(datei)
    elif name is None:
        name = _detect_behind(datei, head)
    return DATEITYPEN[name or _detect_text(datei, head)]


def describe_protection(datei: IO[bytes]) -> str | None:
    """What whoever files it should know: it opens with a password only. None without one."""
    return PDF_GESCHUETZT if is_locked_pdf(datei) else None


def check_size(groesse: int) -> None:
    """Raise RuleViolation for more bytes than one file may have."""
    if groesse > HOECHSTGROESSE:
        grenze = HOECHSTGROESSE // 2**20
        raise RuleViolation(f"Die Datei ist größer als {grenze} MB. Bitte teilen.", "datei")


def _detect_archiv(datei: BinaryIO) -> str:
    archiv = check_archiv(datei)
    for member, mark, typ in _ARCHIVE:
        content = read_member(archiv, member)
        exact = content.strip() == mark if typ == "odt" else mark in content
        if exact:
            return typ
    raise RuleViolation(_FREMD, "datei")


def _detect_behind(datei: BinaryIO, head: bytes) -> str | None:
    """What begins behind a mark of the byte order or junk; Outlook's files; None for text."""
    if is_pdf(datei, head):
        return "pdf"
    if head.startswith(OLE):
        datei.seek(0)
        content = datei.read()
        if is_msg(content):
            return "msg"
        if is_locked_office(content):
            raise RuleViolation(OFFICE_GESCHUETZT, "datei")
    named = name_foreign(head)
    if named:
        raise RuleViolation(_BENANNT.format(named), "datei")
    return None


def _detect_text(datei: BinaryIO, head: bytes) -> str:
    if is_mail(head):
        return "eml"
    datei.seek(0)
    text = decode_text(datei.read())
    if text is None or _STEUERZEICHEN.search(text):
        raise RuleViolation(_FREMD, "datei")
    if is_markup(text.lstrip()[:_KOPF]):
        raise RuleViolation(_AUSFUEHRBAR, "datei")
    return "txt"


def decode_text(content: bytes) -> str | None:
    """The text of a plain file: UTF-8, UTF-16 with its mark, or Windows; None for other bytes."""
    for mark, kodierung in _KODIERUNGEN:
        if content.startswith(mark):
            try:
                return content.decode(kodierung)
            except UnicodeDecodeError:
                continue
    return None
