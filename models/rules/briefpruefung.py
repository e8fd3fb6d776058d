"""What a letter should not say: places worth another word, labels on people, names of others."""

import re
from collections.abc import Iterable, Iterator

from models.rules.etiketten import find_labels
from models.rules.klartext import ARTEN as KLARTEXTARTEN
from models.rules.klartext import Befund, check_klartext

ARTEN: dict[str, str] = {
    **KLARTEXTARTEN,
    "etikett": "Etikett für eine Person",
    "dritte": "Name einer anderen Person",
}
"""Kinds of findings in a letter."""


def check_brief(text: str, dritte: Iterable[str] = ()) -> list[Befund]:
    """Every place worth another look, in the order of the text (MH-53, MV-06).

    `dritte`: names that belong to others; a help for the writer, no gate.
    """
    found = [*check_klartext(text), *_labels(text), *_names(text, dritte)]
    return sorted(found, key=lambda befund: (befund.start, befund.ende))


def _labels(text: str) -> Iterator[Befund]:
    vorschlag = "Das beschreibt eine Person, nicht ihr Anliegen; bitte weglassen."
    for wort in dict.fromkeys(find_labels(text)):
        start = text.index(wort)
        yield Befund(start, start + len(wort), wort, "etikett", vorschlag)


def _names(text: str, dritte: Iterable[str]) -> Iterator[Befund]:
    vorschlag = "In einem Schreiben steht nichts über andere Personen; bitte weglassen."
    for name in dritte:
        if found := re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE):
            yield Befund(found.start(), found.end(), found[0], "dritte", vorschlag)
