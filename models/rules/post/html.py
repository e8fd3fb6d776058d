"""The text of an HTML mail: nothing loaded, nothing run; tables and `<pre>` keep their shape."""

import binascii
import re

from inscriptis import Inscriptis
from inscriptis.css_profiles import STRICT_CSS_PROFILE
from inscriptis.model.config import ParserConfig
from lxml import etree, html

from models.rules.post.kodierung import decode_base64

_STUMM = ("script", "style", "head", "title", "template", "noscript", "svg", "object", "math")
_CONFIG = ParserConfig(css=STRICT_CSS_PROFILE, display_images=False, display_links=False)
_FEST = "\ue000"
"""Stands for a blank inside `<pre>` while all others are folded."""
_LEER = re.compile(r"[^\S\n]+")
_RAENDER = re.compile(r" ?\n ?")
_ABSAETZE = re.compile(r"\n{3,}")
_MARKE = re.compile(r"<[^<>]{0,2000}>")
_BILD = re.compile(
    r"data:image/(png|jpe?g|gif|webp);base64,([A-Za-z0-9+/=\s%]{40,})", re.IGNORECASE
)
_KAPUTT = (etree.LxmlError, ValueError, TypeError, AttributeError, KeyError, IndexError,
           RecursionError, AssertionError)  # fmt: skip


def html_to_text(source: str) -> str:
    """Plain text, a line per block, cells of a row beside each other. Never raises."""
    source = source.replace("\x00", "").replace(_FEST, "")
    text = _layout(source)
    if not text.strip() and _MARKE.search(source):
        text = _words(source)
    text = _RAENDER.sub("\n", _LEER.sub(" ", text)).replace(_FEST, " ")
    return _ABSAETZE.sub("\n\n", "\n".join(line.rstrip() for line in text.split("\n"))).strip()


def split_pictures(source: str) -> tuple[str, list[tuple[str, bytes]]]:
    """HTML without the pictures written into it, and these: (kind of file, bytes)."""
    pictures: list[tuple[str, bytes]] = []

    def taken(found: re.Match[str]) -> str:
        try:
            daten = decode_base64(found[2].replace("%3D", "=").encode("ascii", "ignore"))
        except binascii.Error:
            return ""
        pictures.append((found[1].lower().replace("jpg", "jpeg"), daten))
        return ""

    return _BILD.sub(taken, source), pictures


def _layout(source: str) -> str:
    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True,
                             remove_pis=True)  # fmt: skip
    try:
        tree = html.document_fromstring(source.encode("utf-8", "replace") or b" ", parser=parser)
        if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
            return ""  # below its 256th level a tree holds nothing
        _prepare(tree)
        return str(Inscriptis(tree, _CONFIG).get_text())
    except _KAPUTT:
        return ""


def _prepare(tree: etree._Element) -> None:
    """Take out what is never shown, and fix the blanks of `<pre>`."""
    for element in list(tree.iter(*_STUMM)):
        element.drop_tree()
    for pre in tree.xpath("//*[self::pre or self::textarea][not(ancestor::pre)]"):
        for element in pre.iter():
            element.text = (element.text or "").replace(" ", _FEST).replace("\t", _FEST * 4)
            if element is not pre:
                element.tail = (element.tail or "").replace(" ", _FEST).replace("\t", _FEST * 4)


class _Sammler:
    """The words alone, of HTML that is too deep or too odd for a tree."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._stumm = 0

    def start(self, tag: str, attrib: dict[str, str]) -> None:
        self._stumm += tag in _STUMM
        self._pieces.append("\n" if tag in ("p", "div", "br", "tr", "li") else " ")

    def end(self, tag: str) -> None:
        self._stumm -= tag in _STUMM

    def data(self, text: str) -> None:
        if not self._stumm:
            self._pieces.append(text)

    def comment(self, text: str) -> None:
        """Comments are no text."""

    def close(self) -> str:
        return "".join(self._pieces)


def _words(source: str) -> str:
    parser = etree.HTMLParser(target=_Sammler(), encoding="utf-8", no_network=True)
    try:
        parser.feed(source.encode("utf-8", "replace"))
        return str(parser.close())
    except etree.LxmlError:
        return ""
