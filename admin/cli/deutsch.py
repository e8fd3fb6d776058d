"""argparse in German: its headings, its own option -h and its error sentences."""

import argparse
import sys
from collections.abc import Callable
from typing import Any, NoReturn

# argparse asks gettext for these texts; we answer in place of a catalogue.
_TEXTE = {
    "usage: ": "Aufruf: ",
    "positional arguments": "Argumente",
    "options": "Optionen",
    "show this help message and exit": "diese Hilfe zeigen",
    "the following arguments are required: %s": "Es fehlt: %s",
    "unrecognized arguments: %s": "Unbekannte Angabe: %s",
    "one of the arguments %s is required": "Eine dieser Angaben fehlt: %s",
    "not allowed with argument %s": "geht nicht zusammen mit %s",
    "ambiguous option: %(option)s could match %(matches)s": (
        "%(option)s ist nicht eindeutig, gemeint sein kann %(matches)s"
    ),
    "ignored explicit argument %r": "die Angabe %r passt hier nicht",
    "expected one argument": "hier fehlt der Wert",
    "expected at least one argument": "hier fehlt mindestens ein Wert",
    "expected at most one argument": "hier ist höchstens ein Wert möglich",
    "invalid choice: %(value)r (choose from %(choices)s)": (
        "%(value)r gibt es nicht; möglich ist %(choices)s"
    ),
    "invalid %(type)s value: %(value)r": "%(value)r ist hier nicht möglich",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s: %(message)s",
    " (default: %(default)s)": " (Vorgabe: %(default)s)",
}
_MEHRZAHL = {"expected %s argument": "hier fehlen Werte (%s)"}


def _translate(text: str) -> str:
    return _TEXTE.get(text, text)


def _translate_plural(one: str, many: str, count: int) -> str:
    return _MEHRZAHL.get(one, one if count == 1 else many)


def speak_german() -> None:
    """Let argparse of this process speak German."""
    words: dict[str, Callable[..., str]] = {"_": _translate, "ngettext": _translate_plural}
    for name, function in words.items():
        setattr(argparse, name, function)


class Parser(argparse.ArgumentParser):
    """A parser that answers a wrong call with one German sentence and exit code 2."""

    def __init__(self, **settings: Any) -> None:
        # abbreviations would turn into other options when new ones are added
        super().__init__(**{"allow_abbrev": False} | settings)

    def error(self, message: str) -> NoReturn:
        sentence = message if message.endswith((".", "!", "?")) else f"{message}."
        sys.stderr.write(f"{sentence}\n")
        raise SystemExit(2)
