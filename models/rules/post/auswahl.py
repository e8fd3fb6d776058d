"""Which of two texts of a mail carries the message: plain text and HTML do not always agree."""

import re

_WORT = re.compile(r"\w+")
_GENUG = 0.6
"""Share of the words of the HTML that the plain text must have to stand for it."""
_FUSSZEILE = re.compile(
    r"viren|virus|malware|antivir|avast|gescannt|scanned|spam|kein html|no html|html[- ]?(?:format|"
    r"mail|fähig|e-mail)|html.{0,40}(?:anzeig|darstell|support|view)|browser|vertraulich"
    r"|confidential|disclaimer|von meinem \w+ gesendet|sent from my|gesendet mit",
    re.IGNORECASE,
)
_FUSSZEILE_ZEICHEN = 400


def carries(plain: str, html: str) -> str:
    """The message of two alternatives; what only the other one says is kept behind it."""
    if not plain.strip() or not html.strip():
        return plain if plain.strip() else html
    said, shown = _words(plain), _words(html)
    if not is_footer(plain) and (
        len(said & shown) >= _GENUG * len(shown) or len(said) >= len(shown)
    ):
        return plain
    return html if said <= shown else f"{html.rstrip()}\n\n{plain.lstrip()}"


def join_texts(pieces: list[str]) -> str:
    """Texts of parts one after the other; one that another says word for word is left out."""
    kept: list[str] = []
    folded: list[str] = []
    for piece in pieces:
        plain = " ".join(_WORT.findall(piece.lower()))
        if not plain or any(plain in other for other in folded):
            continue
        kept.append(piece.strip("\n"))
        folded.append(plain)
    return "\n\n".join(kept)


def is_footer(text: str) -> bool:
    """Whether a text is only what a gateway or mail program puts under every mail."""
    above = re.split(r"^-- ?$|^_{5,}$|^-{5,}$", text, maxsplit=1, flags=re.MULTILINE)[0]
    if not above.strip():
        return True
    return len(text.strip()) <= _FUSSZEILE_ZEICHEN and bool(_FUSSZEILE.search(text))


def _words(text: str) -> set[str]:
    return set(_WORT.findall(text.lower()))
