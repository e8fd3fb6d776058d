"""The text of an HTML mail: read as a stream, nothing loaded, nothing run, nothing kept of it."""

import re

from lxml import etree

_STUMM = frozenset({"script", "style", "head", "title", "template", "noscript", "svg", "object"})
_BLOECKE = frozenset(
    "address article blockquote center dd div dl dt fieldset footer form h1 h2 h3 h4 h5 h6 "
    "header li main ol p pre section table tr ul".split()
)
_UMBRUECHE = _BLOECKE | {"br", "hr"}  # these two have no end
_LEER = re.compile(r"[^\S\n]+")
_RAENDER = re.compile(r" ?\n ?")
_ABSAETZE = re.compile(r"\n{3,}")


class _Sammler:
    """What the parser tells: text, and where a line ends."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._stumm = 0

    def start(self, tag: str, attrib: dict[str, str]) -> None:
        self._stumm += tag in _STUMM
        if tag in _UMBRUECHE:
            self._pieces.append("\n")

    def end(self, tag: str) -> None:
        self._stumm -= tag in _STUMM
        if tag in _BLOECKE:
            self._pieces.append("\n")

    def data(self, text: str) -> None:
        if not self._stumm:
            self._pieces.append(_LEER.sub(" ", text.replace("\n", " ")))

    def comment(self, text: str) -> None:
        """Comments are no text."""

    def close(self) -> str:
        return "".join(self._pieces)


def html_to_text(html: str) -> str:
    """Plain text with a line per block; empty for what is no HTML at all. Never raises."""
    parser = etree.HTMLParser(target=_Sammler(), encoding="utf-8", no_network=True)
    try:
        parser.feed(html.replace("\x00", "").encode("utf-8", "replace"))
        text = str(parser.close())
    except etree.LxmlError:
        return ""
    text = _RAENDER.sub("\n", _LEER.sub(" ", text))
    return _ABSAETZE.sub("\n\n", text).strip()
