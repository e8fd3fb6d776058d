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
_TRENNER = r" \t\u00a0\u202f/().\u2010-\u2015-"
_TELEFON = re.compile(rf"(?<![0-9])(?:\+|0)[{_TRENNER}]*[0-9](?:[0-9{_TRENNER}]{{4,24}}[0-9])")
_NULL = re.compile(r"\(\s*0\s*\)")
_VORWAHL = "49"
_ZIFFERN = 7
# As they stand in a letter: a Kundennummer and a BG-Nummer, grouped or not.
_AMTLICH = re.compile(
    rf"\b\d{{3}}[{_TRENNER}]*[A-Za-z][{_TRENNER}]*\d{{6}}\b|\b\d{{5}}\s*//\s*\d{{7}}\b"
)
_TEIL_EINER_NUMMER = re.compile(r"[0-9]*[a-z]{0,2}[0-9]*")
_KUERZESTE_NUMMER = 5

_LAENGSTES_WORT = 40
_WOERTER_JE_FRAGE = 32
_ZEICHEN_JE_FRAGE = 2_000
_ZEICHEN_JE_VORGANG = 400_000  # PostgreSQL holds 1 MB of words in a row


@dataclass(frozen=True)
class Frage:
    """Words that must all occur; with `beginn` the last may be just the beginning of one.

    `lesarten`: other spellings of the same question, each as its words; one of them is enough.
    """

    woerter: tuple[str, ...]
    beginn: bool = True
    lesarten: tuple[tuple[str, ...], ...] = ()

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
    """Telephone numbers in a text, each as its digits from the 0 on.

    +49 30/1234567, 0049 (0)30 1234567 and (030) 123-45 67 are all 0301234567; one of another
    country begins with its code.
    """
    found = (_phone(match) for match in _TELEFON.findall(text or ""))
    return [digits for digits in found if len(digits) >= _ZIFFERN]


def _phone(text: str) -> str:
    abroad = text.startswith("+") or re.sub(r"\D", "", text).startswith("00")
    if not abroad:
        return re.sub(r"\D", "", text)
    digits = re.sub(r"\D", "", _NULL.sub("", text)).removeprefix("00")
    if digits.startswith(_VORWAHL):
        return "0" + digits.removeprefix(_VORWAHL).lstrip("0")
    return digits


def text_spellings(text: str) -> list[str]:
    """What the index holds of a text: the text, and the numbers in it as one word."""
    return [text, *(squeeze(number) for number in _AMTLICH.findall(text)), *phone_numbers(text)]


def number_spellings(text: str) -> list[str]:
    """What the index holds of a number: as it is grouped, and as one word."""
    return [text, squeeze(text)]


def ask(begriff: str) -> Frage:
    """A search term as words, with other spellings of its numbers; without any it is false.

    Never raises.
    """
    text = begriff[:_ZEICHEN_JE_FRAGE]
    asked = words(text)
    spellings = (_with_numbers_joined(asked), *_with_phones(text))
    ordered = _ordered(asked)
    others = dict.fromkeys(_ordered(spelling) for spelling in spellings)
    return Frage(ordered, lesarten=tuple(words for words in others if words not in ((), ordered)))


def _ordered(asked: list[str]) -> tuple[str, ...]:
    """Each word once, the last last: of it a beginning is enough."""
    last = asked[-1:]
    found = [word for word in dict.fromkeys(asked) if word not in last]
    return (*found[: _WOERTER_JE_FRAGE - 1], *last)


def _with_numbers_joined(asked: list[str]) -> list[str]:
    """The words with neighbouring parts of a number as one: 955, d, 123456 is 955d123456."""
    joined: list[str] = []
    run: list[str] = []
    for word in [*asked, ""]:
        if word and _TEIL_EINER_NUMMER.fullmatch(word):
            run.append(word)
            continue
        number = "".join(run)
        is_number = sum(char.isdigit() for char in number) >= _KUERZESTE_NUMMER
        joined += [number[:_LAENGSTES_WORT]] if is_number else run
        joined += [word] if word else []
        run = []
    return joined


def _with_phones(text: str) -> list[list[str]]:
    """The words beside its telephone numbers, these as the index has them.

    A number without + or 0 may have lost either: 49 30 1234567, 30 1234567.
    """
    phones = phone_numbers(text)
    if phones:
        return [[*words(_TELEFON.sub(" ", text)), *phones]]
    digits = re.sub(rf"[{_TRENNER}]", "", text)
    if not (digits.isascii() and digits.isdigit() and len(digits) >= _ZIFFERN):
        return []
    return [["0" + digits], phone_numbers("+" + digits)]
