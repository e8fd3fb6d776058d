"""The text of a document, paragraph by paragraph, as far as KRM can read it; nothing is rendered.

Word and OpenDocument are read from their one XML part, never by an office library: only that part
is unpacked, and only so far. PDF is read by models.queries.pdftext, in a process of its own.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO

from lxml import etree

from models.rules.archiv import check_archiv
from models.rules.dateien import DATEITYPEN, decode_text
from models.rules.fehler import RuleViolation

HOECHSTENS_ZEICHEN = 100_000
HOECHSTENS_ABSAETZE = 2_000
_HOECHSTENS_XML = 8 * 2**20
_HOECHSTENS_KLAMMERN = 300_000
"""Signs that open a tag: a few kB of archive unpack to millions of empty elements, each of which
costs a hundred times its size in memory."""
_HOECHSTENS_LEER = 10 * HOECHSTENS_ABSAETZE
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_T = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_UMBRUECHE = {f"{_W}tab", f"{_W}br", f"{_T}tab", f"{_T}line-break", f"{_T}s"}
_GESTRICHEN = {f"{_W}del", f"{_W}moveFrom", f"{_T}tracked-changes", f"{_T}note-citation"}

ZU_LANG = "Das Dokument ist für einen Vergleich zu lang."
_KEIN_TEXT = "Aus {} liest KRM keinen Text."
_UNLESBAR = "Das Dokument lässt sich nicht als Text lesen."


def extract_text(datei: BinaryIO, medientyp: str) -> tuple[str, ...]:
    """Paragraphs that say something, blanks folded. Raises RuleViolation where there is no text:
    another kind of file, too long, broken."""
    name = next((typ.name for typ in DATEITYPEN.values() if typ.medientyp == medientyp), "")
    read = _LESER.get(name)
    if read is None:
        label = DATEITYPEN[name].bezeichnung if name else "dieser Art von Datei"
        raise RuleViolation(_KEIN_TEXT.format(label))
    return fold_paragraphs(read(datei))


def fold_paragraphs(paragraphs: Iterable[str]) -> tuple[str, ...]:
    """Those that say something, blanks folded. Raises RuleViolation where there is too much."""
    found: list[str] = []
    rest = HOECHSTENS_ZEICHEN
    for nr, paragraph in enumerate(paragraphs):
        text = " ".join(paragraph.split())
        rest -= len(text)
        if rest < 0 or len(found) >= HOECHSTENS_ABSAETZE or nr >= _HOECHSTENS_LEER:
            raise RuleViolation(ZU_LANG)
        if text:
            found.append(text)
    return tuple(found)


def _read_plain(datei: BinaryIO) -> Iterator[str]:
    datei.seek(0)
    content = datei.read(4 * HOECHSTENS_ZEICHEN + 1)
    if len(content) > 4 * HOECHSTENS_ZEICHEN:
        raise RuleViolation(ZU_LANG)
    text = decode_text(content)
    if text is None:
        raise RuleViolation(_UNLESBAR)
    yield from text.splitlines()


def _read_word(datei: BinaryIO) -> Iterator[str]:
    yield from _paragraphs(_part(datei, "word/document.xml"), {f"{_W}p"}, f"{_W}t")


def _read_odt(datei: BinaryIO) -> Iterator[str]:
    yield from _paragraphs(_part(datei, "content.xml"), {f"{_T}p", f"{_T}h"}, None)


def _part(datei: BinaryIO, name: str) -> bytes:
    archiv = check_archiv(datei)
    try:
        with archiv.open(name) as member:
            content = member.read(_HOECHSTENS_XML + 1)
    except Exception:  # zipfile knows a dozen ways to fail on a broken archive
        raise RuleViolation(_UNLESBAR) from None
    if len(content) > _HOECHSTENS_XML:
        raise RuleViolation(ZU_LANG)
    return content


def _paragraphs(xml: bytes, tags: set[str], textual: str | None) -> Iterator[str]:
    """Text of each element of these tags; `textual`: the only element that holds text."""
    if b"<!DOCTYPE" in xml or b"<!ENTITY" in xml:
        raise RuleViolation(_UNLESBAR)
    if xml.count(b"<") > _HOECHSTENS_KLAMMERN:
        raise RuleViolation(ZU_LANG)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(xml, parser)
    except etree.XMLSyntaxError:
        raise RuleViolation(_UNLESBAR) from None
    for paragraph in root.iter(*sorted(tags)):
        if not any(above.tag in _GESTRICHEN for above in paragraph.iterancestors()):
            yield "".join(_pieces(paragraph, tags, textual))


def _pieces(element: etree._Element, tags: set[str], textual: str | None) -> Iterator[str]:
    """Its own text in order; a paragraph inside it (a text box) speaks for itself."""
    if element.text and textual in (None, element.tag):
        yield element.text
    for child in element:
        if child.tag in _UMBRUECHE:
            yield " "
        elif child.tag not in tags | _GESTRICHEN:
            yield from _pieces(child, tags, textual)
        if child.tail and textual is None:
            yield child.tail


_LESER: dict[str, Callable[[BinaryIO], Iterator[str]]] = {
    "docx": _read_word,
    "odt": _read_odt,
    "txt": _read_plain,
}
