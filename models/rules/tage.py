"""Free days of a house as people write them („24.12.“, „15.05.2026“) and as they are stored."""

import re

from models.rules.fehler import RuleViolation

_DEUTSCH = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})?")
_GESPEICHERT = re.compile(r"(?:(\d{4})-)?(\d\d)-(\d\d)")


def read_day(text: str) -> str:
    """„24.12.“ as „12-24“, „15.05.2026“ as „2026-05-15“; anything else as it is."""
    found = _DEUTSCH.fullmatch(text)
    if found is None:
        return text
    day, month, year = found.groups()
    return f"{year + '-' if year else ''}{int(month):02}-{int(day):02}"


def read_days(text: str) -> tuple[str, ...]:
    """Days with blanks, commas or semicolons between them, each once, as they are stored."""
    words = text.replace(",", " ").replace(";", " ").split()
    return tuple(dict.fromkeys(read_day(word) for word in words))


def day_words(stored: str) -> str:
    """„12-24“ as „24.12.“; anything else as it is."""
    found = _GESPEICHERT.fullmatch(stored)
    if found is None:
        return stored
    year, month, day = found.groups()
    return f"{day}.{month}.{year or ''}"


def read_added(text: str) -> str:
    """Holidays added, one a line „08.05.2027 Tag der Befreiung“, with the days as they are stored.

    Raises RuleViolation for a line without a name.
    """
    lines = (line.strip().partition(" ") for line in text.replace(";", "\n").splitlines())
    return "\n".join(_added(day, name.strip()) for day, _, name in lines if day)


def added_words(stored: str) -> str:
    """Holidays added with the days as people write them."""
    lines = (line.partition(" ") for line in stored.splitlines())
    return "\n".join(f"{day_words(day)} {name}" for day, _, name in lines)


def _added(day: str, name: str) -> str:
    if not name:
        raise RuleViolation(
            f"„{day}“ ist kein zusätzlicher Feiertag; schreiben Sie je Zeile Datum und Namen: "
            "08.05.2027 Tag der Befreiung.",
            feld="zusaetzliche_feiertage",
        )
    return f"{read_day(day)} {name}"
