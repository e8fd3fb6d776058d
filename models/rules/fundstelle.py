"""The line of a key in a TOML file, which the standard library's reader does not tell."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from models.rules.tabelle import Ort

_KOPF = re.compile(r"\s*(\[\[?)\s*([\w.\"-]+)\s*\]\]?\s*(#.*)?$")
_ZUWEISUNG = re.compile(r"\s*[\"']?([\w-]+)[\"']?\s*=")
_TEXT = re.compile(r"\"(?:\\.|[^\"\\])*\"|'[^']*'|#.*")

Pfad = tuple[tuple[str, int | None], ...]


@dataclass(frozen=True)
class _Stelle:
    zeile: int
    pfad: Pfad
    schluessel: str | None


def find_line(text: str, ort: Ort) -> int:
    """Line number (first is 1) of the key; of its table where the key is not there; else 1."""
    places = list(_places(text))
    for pfad, schluessel in _candidates(ort):
        for place in places:
            if place.pfad == pfad and place.schluessel == schluessel:
                return place.zeile
    return 1


def _candidates(ort: Ort) -> Iterator[tuple[Pfad, str | None]]:
    """The key, then its table; a table in braces stands where its name is a key; then outwards."""
    if ort.schluessel:
        yield ort.pfad, ort.schluessel
        yield (*ort.pfad, (ort.schluessel, None)), None
    for depth in range(len(ort.pfad), 0, -1):
        inner = ort.pfad[:depth]
        yield inner, None
        yield inner[:-1], inner[-1][0]


def _places(text: str) -> Iterator[_Stelle]:
    """Every header and every key at the start of a line that is not inside a list or text."""
    pfad: Pfad = ()
    numbers: Counter[Pfad] = Counter()
    depth, quoted = 0, False
    for zeile, line in enumerate(text.splitlines(), start=1):
        quoted_before = quoted
        quoted ^= (line.count('"""') + line.count("'''")) % 2 == 1
        if quoted_before:
            continue
        if depth == 0 and (head := _KOPF.match(line)):
            pfad = _enter(head[2].split("."), head[1] == "[[", numbers)
            yield _Stelle(zeile, pfad, None)
            continue
        if depth == 0 and (given := _ZUWEISUNG.match(line)):
            yield _Stelle(zeile, pfad, given[1])
        bare = _TEXT.sub("", line)
        depth += bare.count("[") + bare.count("{") - bare.count("]") - bare.count("}")


def _enter(names: list[str], is_array: bool, numbers: Counter[Pfad]) -> Pfad:
    """The path of a header; an array's own entry is counted up, its parents are the last ones."""
    pfad: Pfad = ()
    for place, name in enumerate(names):
        bare = (*pfad, (name.strip('"'), None))
        last = place == len(names) - 1
        if last and is_array:
            numbers[bare] += 1
        nr = numbers[bare] or None
        pfad = (*pfad, (bare[-1][0], nr))
    return pfad
