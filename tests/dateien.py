"""Files for tests, made on the spot: small real ones, and traps."""

import io
import struct
import zipfile
import zlib

PDF = b"%PDF-1.7\n1 0 obj\n<< >>\nendobj\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00\x00\x00\rIHDR" + bytes(17)
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(20)
TEXT = b"Sehr geehrte Damen und Herren,\r\nder Bescheid ist falsch.\r\n"
MAIL = (
    b"From: Erika Beispiel <erika@post.example>\r\nTo: krm@jobcenter.example\r\n"
    b"Subject: Beschwerde\r\nDate: Wed, 1 Jul 2026 10:00:00 +0200\r\n\r\nGuten Tag,\r\n"
)
_MAIN = b"application/vnd.openxmlformats-officedocument.%s.main+xml"


def archive(members: dict[str, bytes], **options: int) -> bytes:
    """A ZIP of these members."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", options.get("compression", zipfile.ZIP_DEFLATED)) as target:
        for name, content in members.items():
            target.writestr(name, content)
    return buffer.getvalue()


def office(kind: bytes = b"wordprocessingml.document", **more: bytes) -> bytes:
    """A DOCX, or an XLSX with `spreadsheetml.sheet`; `more` are further members."""
    types = b'<Types><Override ContentType="' + _MAIN % kind + b'"/></Types>'
    return archive({"[Content_Types].xml": types, "word/document.xml": b"<w/>"} | more)


def odt(**more: bytes) -> bytes:
    """An OpenDocument text."""
    mimetype = b"application/vnd.oasis.opendocument.text"
    return archive({"mimetype": mimetype, "content.xml": b"<office/>"} | more)


def bomb(megabytes: int) -> bytes:
    """A DOCX of some kilobytes that unpacks to so many megabytes."""
    return office(**{"word/media/bild.bmp": bytes(megabytes * 2**20)})


def lying_bomb() -> bytes:
    """A DOCX whose content types unpack to far more than the directory says."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(bytes(300 * 2**20)) + packer.flush()
    name = b"[Content_Types].xml"
    sizes = struct.pack("<3L", 0, len(packed), 100)
    local = struct.pack("<4s5H", b"PK\x03\x04", 20, 0, 8, 0, 0) + sizes
    local += struct.pack("<2H", len(name), 0) + name
    entry = struct.pack("<4s6H", b"PK\x01\x02", 20, 20, 0, 8, 0, 0) + sizes
    entry += struct.pack("<5H2L", len(name), 0, 0, 0, 0, 0, 0) + name
    start = len(local) + len(packed)
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1, 1, len(entry), start, 0)
    return local + packed + entry + end
