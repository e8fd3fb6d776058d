"""Plain German in letters: what to say instead, place by place (MH-53, MH-54).

A help for the writer, no gate: it marks and proposes, the person decides.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from models.rules.passiv import find_passive

LANGER_SATZ = 20
"""Words; a longer sentence is marked."""
NOMEN_JE_SATZ = 3
"""So many nouns made of verbs in one sentence are Nominalstil."""

ARTEN: dict[str, str] = {
    "abkuerzung": "Abkürzung",
    "wort": "Behördenwort",
    "nominalstil": "Nominalstil",
    "langer-satz": "Langer Satz",
    "passiv": "Passiv",
}
_WORT = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")
_NOMEN = re.compile(r"\b[A-ZÄÖÜ]\w{4,}(?:ung|ungen|heit|keit|keiten|nahme|ierung|tion|ionen)\b")
_GROSS = re.compile(r"\b[A-ZÄÖÜ]{2,}(?:-[A-ZÄÖÜ]{2,})*\b")
_SATZENDE = re.compile(r"(?<=[.!?:])[»“\")]*\s+(?=[»„\"(]?[A-ZÄÖÜ0-9–])|\n\s*\n")
# Dots that end no sentence: numbers, single letters, and the abbreviations of the list.
_KEIN_ENDE = re.compile(r"(?:\b\d{1,4}|\b\w|\b(?:Nr|Abs|Art|Str|Dr|Prof|Hr|Fr))\.$")


@dataclass(frozen=True)
class Befund:
    """A place in a text (`start` to `ende`), what it is (one of ARTEN), what to write instead."""

    start: int
    ende: int
    stelle: str
    art: str
    vorschlag: str


def check_klartext(text: str) -> list[Befund]:
    """Every place worth another word, in the order of the text; empty for plain German."""
    found = [*_listed(text), *_acronyms(text)]
    for start, satz in sentences(text):
        found += _check_sentence(start, satz)
    return sorted(found, key=lambda befund: (befund.start, befund.ende))


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """(start, sentence) of a text; dates, numbers and abbreviations do not end one."""
    begin = 0
    for cut in _SATZENDE.finditer(text):
        piece = text[begin : cut.start()]
        if "\n" not in cut[0] and (_KEIN_ENDE.search(piece) or _ends_in_listed(piece)):
            continue
        if piece.strip():
            yield begin, piece
        begin = cut.end()
    if text[begin:].strip():
        yield begin, text[begin:]


def _check_sentence(start: int, satz: str) -> Iterator[Befund]:
    ende = start + len(satz.rstrip())
    words = _WORT.findall(satz)
    if len(words) > LANGER_SATZ:
        vorschlag = f"Der Satz hat {len(words)} Wörter; bitte in zwei Sätze teilen."
        yield Befund(start, ende, satz.strip(), "langer-satz", vorschlag)
    nouns = _NOMEN.findall(satz)
    if len(nouns) >= NOMEN_JE_SATZ:
        vorschlag = f"Mit Verben schreiben: wer tut was? ({', '.join(dict.fromkeys(nouns))})"
        yield Befund(start, ende, satz.strip(), "nominalstil", vorschlag)
    for begin, end, partizip in find_passive(satz):
        vorschlag = f"Sagen, wer handelt, zum Beispiel: „Wir haben … {partizip}.“"
        yield Befund(start + begin, start + end, satz[begin:end], "passiv", vorschlag)


def _listed(text: str) -> Iterator[Befund]:
    for pattern, art, vorschlag in _patterns():
        for found in pattern.finditer(text):
            yield Befund(found.start(), found.end(), found[0], art, vorschlag)


def _acronyms(text: str) -> Iterator[Befund]:
    """Words of capitals, unless the text explains them: „Kundenreaktionsmanagement (KRM)“."""
    explained = set(re.findall(r"\(([A-ZÄÖÜ]{2,})\)", text))
    for found in _GROSS.finditer(text):
        inside_number = re.match(r"-\d", text[found.end() : found.end() + 2])
        if found[0] not in explained and not inside_number:
            vorschlag = "ausschreiben oder beim ersten Mal erklären"
            yield Befund(found.start(), found.end(), found[0], "abkuerzung", vorschlag)


def _ends_in_listed(piece: str) -> bool:
    tail = piece[-12:].casefold()
    return any(tail.endswith(short) for short in _abbreviations())


@cache
def _rows() -> tuple[dict[str, str], ...]:
    path = Path(__file__).parent / "klartext.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@cache
def _abbreviations() -> tuple[str, ...]:
    return tuple(row["muster"].casefold() for row in _rows() if row["art"] == "abkuerzung")


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str, str], ...]:
    """A `*` at the end stands for any ending; blanks match any white space."""
    found = []
    for row in _rows():
        body = re.escape(row["muster"].rstrip("*")).replace(r"\ ", r"\s+")
        end = r"\w*" if row["muster"].endswith("*") else r"(?!\w)"
        pattern = re.compile(rf"(?<!\w){body}{end}", re.IGNORECASE)
        found.append((pattern, row["art"], row["vorschlag"]))
    return tuple(found)
