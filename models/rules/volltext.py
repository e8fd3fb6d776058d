"""What counts as the same word in a search: folded alike for storing and for asking.

KRM splits and folds text itself, so that both databases find the same. A beginning of a word
stays the beginning of its folded form, which the search for beginnings relies on.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

_WORT = re.compile(r"[^\W_]+")
# Letters that Unicode does not decompose into a letter and its mark.
_BUCHSTABEN = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "þ": "th"}
)
# Müller, Mueller and Muller are one name at a counter.
_UMSCHRIFT = re.compile(r"(?<=[aou])e")
_TELEFON = re.compile(r"(?:\+|0)[0-9](?:[0-9 /().-]{4,22}[0-9])")
_LAND = re.compile(r"^(?:\+|00)49[ /.-]*(?:\(0\))?")
_ZIFFERN = 7

_LAENGSTES_WORT = 40
_WOERTER_JE_FRAGE = 32
_ZEICHEN_JE_FRAGE = 2_000
_ZEICHEN_JE_VORGANG = 400_000  # PostgreSQL holds 1 MB of words in a row


@dataclass(frozen=True)
class Frage:
    """Words that must all occur; with `beginn` the last may be just the beginning of one."""

    woerter: tuple[str, ...]
    beginn: bool = True

    def __bool__(self) -> bool:
        return bool(self.woerter)

    def __repr__(self) -> str:
        # What somebody looks for must not reach a log by way of an error.
        return f"Frage({len(self.woerter)} Wörter)"


def fold(text: str) -> str:
    """Lower case without marks and with umlauts as ae, oe, ue written a, o, u."""
    plain = unicodedata.normalize("NFKD", text.casefold()).translate(_BUCHSTABEN)
    bare = "".join(char for char in plain if not unicodedata.combining(char))
    return _UMSCHRIFT.sub("", bare)


def words(text: str) -> list[str]:
    """The folded words of a text in their order; anything but letters and digits separates."""
    return [word[:_LAENGSTES_WORT] for word in _WORT.findall(fold(text))]


def index_text(texts: Iterable[str | None]) -> str:
    """The different words of these texts with blanks between, as they are stored."""
    found: dict[str, None] = {}
    for text in texts:
        if text:
            found.update(dict.fromkeys(words(text)))
    return " ".join(sorted(found))[:_ZEICHEN_JE_VORGANG]


def squeeze(text: str | None) -> str:
    """A number as one word, however it was grouped: „955 D 123456“ is 955d123456."""
    return "".join(words(text or ""))[:_LAENGSTES_WORT]


def phone_numbers(text: str | None) -> list[str]:
    """Telephone numbers in a text, each as its digits from the 0 on: +49 30/123 is 030123."""
    found = (re.sub(r"\D", "", _LAND.sub("0", match)) for match in _TELEFON.findall(text or ""))
    return [digits for digits in found if len(digits) >= _ZIFFERN]


def text_spellings(text: str) -> list[str]:
    """What the index holds of a text: the text."""
    return [text]


def number_spellings(text: str) -> list[str]:
    """What the index holds of a number: as it is grouped, and as one word."""
    return [text, squeeze(text)]


def contact_spellings(text: str) -> list[str]:
    """What the index holds of an address: the text, and telephone numbers as one word."""
    return [text, *phone_numbers(text)]


def ask(begriff: str) -> Frage:
    """A search term as words; without any it is false. Never raises."""
    found = dict.fromkeys(words(begriff[:_ZEICHEN_JE_FRAGE]))
    last = words(begriff[:_ZEICHEN_JE_FRAGE])[-1:]
    ordered = [word for word in found if word not in last][: _WOERTER_JE_FRAGE - 1]
    return Frage((*ordered, *last))
