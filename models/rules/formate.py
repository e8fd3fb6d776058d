"""How files begin that are not what they seem: junk in front, locked, foreign, or only markup."""

import re
from typing import IO, BinaryIO, cast

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""Begins Outlook's .msg, old Office files and locked new ones."""
_MSG = "__properties_version1.0".encode("utf-16-le")
_GESPERRT = "EncryptedPackage".encode("utf-16-le")
_PDF = b"%PDF-"
_VORSPANN = 1024
"""Bytes of junk that PDF readers allow in front of a PDF."""
_PDF_TEILE = (b"endobj", b"startxref", b"%%EOF")
_PDF_SCHLOSS = re.compile(rb"/Encrypt\s*(?:\d+\s+\d+\s+R|<<)")
_STUECK = 2**20
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")

PDF_GESCHUETZT = (
    "Die PDF-Datei ist mit Kennwort geschützt. KRM legt sie so ab, wie sie ist: Wer sie lesen "
    "will, braucht das Kennwort. Bitte lassen Sie sich die Datei ohne Kennwort geben."
)
OFFICE_GESCHUETZT = (
    "Die Office-Datei ist mit Kennwort geschützt. Bitte ohne Kennwort speichern oder als PDF "
    "ablegen."
)

# (how the file begins, after a mark of the byte order and blanks, and what people call it)
_FREMDE: tuple[tuple[bytes, str], ...] = (
    (rb"\{\\rtf", "RTF-Dateien"),
    (re.escape(OLE), "Alte Office-Dateien (.doc, .xls, .ppt)"),
    (rb"II\*\x00|MM\x00\*", "TIFF-Bilder"),
    (rb"GIF8[79]a", "GIF-Bilder"),
    (rb"BM.{4}\x00\x00\x00\x00", "BMP-Bilder"),
    (rb"RIFF.{4}WEBP", "WebP-Bilder"),
    (rb".{4}ftyp(?:hei[cfxs]|hevc|mif1|msf1|avif)", "Fotos im HEIC-Format"),
    (rb".{4}ftyp", "Filme und Tonaufnahmen"),
    (rb"ID3|OggS|RIFF.{4}WAVE|fLaC", "Tonaufnahmen"),
    (rb"%!PS", "PostScript-Dateien"),
    (rb"Rar!|7z\xbc\xaf|\x1f\x8b|BZh|\xfd7zXZ|MSCF", "Archive"),
    (rb"MZ|\x7fELF|\xca\xfe\xba\xbe", "Programme"),
)  # fmt: skip
_ANFANG = re.compile(rb"(?:\xef\xbb\xbf|\s)*")

_ELEMENT = re.compile(r"<([a-z][\w:.-]*)(\s[^<>@]*)?(/?)>", re.IGNORECASE)
_HTML = frozenset("html head body title script style svg iframe meta link div p table form".split())
_MARKUP = re.compile(
    r"\A<(?:!doctype|\?xml|!--)|^[ \t]*<(?:!doctype\s+html|html|svg|iframe|script|body)\b[^@<>]*>",
    re.IGNORECASE | re.MULTILINE,
)


def is_pdf(datei: IO[bytes], head: bytes) -> bool:
    """Whether a file is a PDF, also behind blanks, a mark of the byte order or a printer's junk.

    Behind a page that a browser would show it is none.
    """
    place = head.find(_PDF, 0, _VORSPANN)
    if place <= 0:
        return place == 0
    before = head[:place]
    if not before.removeprefix(_BOMS[0]).strip(b" \t\r\n\x00\x0c"):
        return True
    return b"<" not in before and any(mark in _ends(datei, head) for mark in _PDF_TEILE)


def is_locked_pdf(datei: IO[bytes]) -> bool:
    """Whether a file is a PDF that cannot be opened without a password.

    One that only forbids printing opens without.
    """
    datei.seek(0)
    head = datei.read(_VORSPANN + len(_PDF))
    if not is_pdf(datei, head) or not _has_lock(datei):
        return False
    import pikepdf  # a quarter of a second, which `admin frist` does not spend

    datei.seek(0)
    try:
        pikepdf.open(cast(BinaryIO, datei), attempt_recovery=False).close()
    except pikepdf.PasswordError:
        return True
    except pikepdf.PdfError:
        return False
    return False


def is_msg(content: bytes) -> bool:
    """Whether these bytes are a message as Outlook saves it."""
    return content.startswith(OLE) and _MSG in content


def is_locked_office(content: bytes) -> bool:
    """Whether these bytes are a new Office file that opens with a password only."""
    return content.startswith(OLE) and _GESPERRT in content


def name_foreign(head: bytes) -> str | None:
    """What people call a kind of file that KRM does not take; None for no known one."""
    start = _ANFANG.match(head)
    behind = head[start.end() if start else 0 :]
    for pattern, name in _FREMDE:
        if re.match(pattern, head, re.DOTALL) or re.match(pattern, behind, re.DOTALL):
            return name
    return None


def is_markup(text: str) -> bool:
    """Whether a text is a page or drawing that a browser would run, not one that quotes tags."""
    plain = text.lstrip("\ufeff \t\r\n\x0c")
    if _MARKUP.search(plain):
        return True
    first = _ELEMENT.match(plain)
    if first is None:
        return False
    is_whole = bool(first[3]) or f"</{first[1]}>".lower() in plain.lower()
    return first[1].lower() in _HTML or is_whole


def _ends(datei: IO[bytes], head: bytes) -> bytes:
    size = datei.seek(0, 2)
    datei.seek(max(0, size - _VORSPANN))
    return head + datei.read()


def _has_lock(datei: IO[bytes]) -> bool:
    datei.seek(0)
    before = b""
    while chunk := datei.read(_STUECK):
        if _PDF_SCHLOSS.search(before + chunk):
            return True
        before = chunk[-64:]
    return False
