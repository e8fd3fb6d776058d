"""Text with gaps: `{{vorgangsnummer}}` and nothing else; no expressions, no code.

Our own twenty lines instead of a template language, so that a Textbaustein can never do anything
but name one of the allowed gaps.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from models.rules.fehler import RuleViolation

_LUECKE = re.compile(r"\{\{([a-z_]+)\}\}")
_REST = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")


@dataclass(frozen=True)
class Luecke:
    """A gap by its name."""

    name: str


def split_text(text: str) -> Iterator[str | Luecke]:
    """The text in pieces, in order; joined they are the text again."""
    end = 0
    for found in _LUECKE.finditer(text):
        if found.start() > end:
            yield text[end : found.start()]
        yield Luecke(found[1])
        end = found.end()
    if end < len(text):
        yield text[end:]


def names_in(text: str) -> set[str]:
    """Names of the gaps in a text."""
    return {piece.name for piece in split_text(text) if isinstance(piece, Luecke)}


def check_gaps(text: str, allowed: Collection[str], required: Collection[str] = ()) -> None:
    """Raise RuleViolation for an unknown, a broken or a missing gap."""
    for piece in split_text(text):
        if isinstance(piece, Luecke) and piece.name not in allowed:
            names = ", ".join(sorted(allowed))
            satz = f"Den Platzhalter „{piece.name}“ gibt es hier nicht; möglich: {names}."
            raise RuleViolation(satz, "text")
        if isinstance(piece, str) and (found := _REST.search(piece)):
            raise RuleViolation(
                f"„{found[0]}“ ist kein Platzhalter; geschrieben werden sie so: "
                "{{vorgangsnummer}}.",
                "text",
            )
    if missing := sorted(set(required) - names_in(text)):
        gaps = ", ".join(f"{{{{{name}}}}}" for name in missing)
        raise RuleViolation(f"In diesem Schreiben fehlt: {gaps}.", "text")


def fill_gaps(text: str, werte: Mapping[str, str]) -> str:
    """The text with its values. A value is never read again, whatever it holds.

    Raises RuleViolation for a gap without a value.
    """
    return "".join(
        _value(piece.name, werte) if isinstance(piece, Luecke) else piece
        for piece in split_text(text)
    )


def _value(name: str, werte: Mapping[str, str]) -> str:
    if not werte.get(name):
        satz = f"Für den Platzhalter „{name}“ fehlt die Angabe."
        raise RuleViolation(satz, name)
    return werte[name]
