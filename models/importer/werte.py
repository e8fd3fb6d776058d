"""Reading one cell: text in, value out, or ValueError with what is wrong (never with the text)."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from typing import Any

from models.rules.zeit import BERLIN

Leser = Callable[[str], Any]

_DEUTSCH = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_UHRZEIT = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?")
_MITTERNACHT = re.compile(r"0{1,2}:00(?::00(?:\.0+)?)?(?:Z|[+-]00:?00)?")
_MITTAG = time(12)
JA = frozenset({"ja", "j", "1", "wahr", "true", "x", "yes"})
NEIN = frozenset({"nein", "n", "0", "falsch", "false", "no", "-", "–"})


def read_date(text: str) -> date:
    """2026-03-01 or 01.03.2026; a time of midnight behind it is what exports of databases add."""
    day, rest = _split_day(text)
    if rest and not _MITTERNACHT.fullmatch(rest):
        raise ValueError("erwartet wird ein Datum ohne Uhrzeit, etwa 2026-03-01 oder 01.03.2026")
    return day


def read_moment(text: str) -> datetime:
    """A day, or a day with a time in Berlin (or with an own offset), as UTC.

    A day alone becomes noon, so that it stays that day in every zone.
    """
    day, rest = _split_day(text)
    clock, offset = re.fullmatch(r"(.*?)(Z|[+-]\d{2}:?\d{2})?", rest or "").groups()  # type: ignore[union-attr]
    moment = datetime.combine(day, _clock(clock) if clock else _MITTAG)
    if offset:
        return datetime.fromisoformat(f"{moment.isoformat()}{offset}").astimezone(UTC)
    return moment.replace(tzinfo=BERLIN).astimezone(UTC)


def read_flag(text: str) -> bool:
    """ja or nein, also 1 and 0, wahr and falsch, x."""
    word = text.casefold()
    if word in JA:
        return True
    if word in NEIN:
        return False
    raise ValueError("erwartet wird ja oder nein")


def read_number(text: str) -> int:
    """A whole number up to six digits."""
    if not (text.isascii() and text.isdigit() and len(text) <= 6):
        raise ValueError("erwartet wird eine ganze Zahl")
    return int(text)


def read_text(longest: int | None = None) -> Leser:
    """A text of at most `longest` characters."""

    def read(text: str) -> str:
        if longest is not None and len(text) > longest:
            raise ValueError(f"der Wert ist länger als {longest} Zeichen")
        return text

    return read


def _split_day(text: str) -> tuple[date, str]:
    for pattern, order in ((_ISO, (1, 2, 3)), (_DEUTSCH, (3, 2, 1))):
        if found := pattern.match(text):
            try:
                day = date(*(int(found[group]) for group in order))
            except ValueError:
                raise ValueError("dieses Datum gibt es nicht") from None
            rest = text[found.end() :]
            if not rest or rest[0] in " T,":
                return day, rest.strip(" T,")
    raise ValueError("erwartet wird ein Datum wie 2026-03-01 oder 01.03.2026")


def _clock(text: str) -> time:
    found = _UHRZEIT.fullmatch(text.strip())
    try:
        return time(int(found[1]), int(found[2]), int(found[3] or 0))  # type: ignore[index]
    except (TypeError, ValueError):
        raise ValueError("die Uhrzeit ist nicht lesbar, erwartet wird 14:30") from None
