"""Signs that our typeface lacks: a conformant PDF may not hold what it cannot show."""

import re
import unicodedata
from functools import cache
from typing import Any

from models.rules.zeichen import is_unseen

ERSATZ = "?"
# A line that cannot be broken is one string of the PDF, and PDF/A bounds those.
_ENDLOS = re.compile(r"(\S{500})(?=\S)")


def printable(wert: Any) -> Any:
    """The same texts, lists and tables with a question mark for what cannot be shown.

    Signs nobody sees (control signs, marks of direction) are left out; what is longer than any
    word gets a blank.
    """
    if isinstance(wert, str):
        shown = "".join(_shown(sign) for sign in unicodedata.normalize("NFC", wert))
        return _ENDLOS.sub(r"\1 ", shown)
    if isinstance(wert, dict):
        return {name: printable(part) for name, part in wert.items()}
    if isinstance(wert, list | tuple):
        return [printable(part) for part in wert]
    return wert


def missing_signs(text: str) -> list[str]:
    """The signs of a text that our typeface lacks, each once, in order."""
    signs = unicodedata.normalize("NFC", text)
    return list(dict.fromkeys(s for s in signs if not _is_hidden(s) and ord(s) not in _known()))


def _shown(sign: str) -> str:
    if sign in "\n\t":
        return sign
    if _is_hidden(sign):
        return ""
    return sign if ord(sign) in _known() else ERSATZ


def _is_hidden(sign: str) -> bool:
    # The soft hyphen is the one format sign that a letter may want.
    return sign != "\u00ad" and is_unseen(sign)


@cache
def _known() -> frozenset[int]:
    """Code points that every cut of the typeface has."""
    from fontTools.ttLib import TTFont

    from notebooks.data import schrift

    folder = schrift.require_schrift()
    known = []
    for name in schrift.DATEIEN:
        with TTFont(folder / name, lazy=True) as cut:
            known.append(frozenset(cut.getBestCmap()))
    return frozenset.intersection(*known)
