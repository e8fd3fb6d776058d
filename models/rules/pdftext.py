"""The lines of a PDF put together to paragraphs again.

A PDF knows places on paper, no paragraphs. Where a line was full, the next one goes on; where the
next word would still have had room, somebody ended the line.
"""

import re
from collections.abc import Iterable, Iterator
from unicodedata import category

_FUELLE = 0.85
"""Of the longest line of a block: letters differ in width."""
_SCHMAL = 30
"""Signs; shorter lines are an address or a table."""
_BLOCK = re.compile(r"\f|\n[ \t]*\n")
_WEICH = "\u00ad"
_ERGAENZUNG = ("und", "oder", "bzw.", "sowie", "als", "bis")
"""After these a hyphen stands for a word: „Kranken- und Pflegeversicherung“."""


def join_lines(text: str) -> Iterator[str]:
    """The paragraphs of what `pdftotext` says, without its hyphens and ends of lines."""
    for block in _BLOCK.split(text.replace("\r\n", "\n")):
        lines = [line.strip() for line in block.split("\n") if line.strip()]
        yield from (_visible(paragraph) for paragraph in _paragraphs(lines))


def _paragraphs(lines: list[str]) -> Iterator[str]:
    full = max(_SCHMAL, _FUELLE * max((len(line) for line in lines), default=0))
    parts: list[str] = []
    for line, following in zip(lines, [*lines, ""][1:], strict=True):
        parts.append(line)
        word = following.partition(" ")[0]
        is_broken = line.endswith(_WEICH)
        if not word or not (is_broken or len(line) + 1 + len(word) >= full):
            yield _joined(parts)
            parts = []


def _joined(lines: Iterable[str]) -> str:
    pieces: list[str] = []
    last = ""
    for line in lines:
        if last.endswith(_WEICH):
            pieces.append(line)
        elif _hyphenates(last, line):
            pieces[-1] = pieces[-1][:-1] if line[0].islower() else pieces[-1]
            pieces.append(line)
        else:
            pieces += [" ", line]
        last = line
    return "".join(pieces).strip()


def _visible(text: str) -> str:
    """Without signs that nobody sees: soft hyphens, controls, marks of direction."""
    return "".join(sign for sign in text if sign == "\t" or category(sign)[0] != "C")


def _hyphenates(line: str, following: str) -> bool:
    """Whether the word at the end goes on; „E-“, „Mail“ keeps its hyphen, „Be-“, „scheid“ not."""
    if not line.endswith("-") or not line[-2:-1].isalnum():
        return False
    return following[0].isalnum() and following.split()[0] not in _ERGAENZUNG
