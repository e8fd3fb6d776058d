"""A calendar invitation in one line: what and when."""

from datetime import date, datetime

from icalendar import Calendar

from models.rules.zeit import BERLIN

_ZEICHEN = 200


def describe_invitation(text: str) -> str:
    """„Gespräch“, 12.12.2026 um 10:00 Uhr; empty where neither can be read."""
    try:
        event = next(iter(Calendar.from_ical(text).walk("VEVENT")))
        titel = " ".join(str(event.get("SUMMARY", "")).split())[:_ZEICHEN]
        start = event.decoded("DTSTART") if "DTSTART" in event else None
    except (StopIteration, ValueError, TypeError, KeyError, AttributeError, IndexError):
        return ""
    return ", ".join(filter(None, (f"„{titel}“" if titel else "", _when(start))))


def _when(start: object) -> str:
    if isinstance(start, datetime):
        local = start.astimezone(BERLIN) if start.tzinfo else start
        return f"{local.day}.{local.month}.{local.year} um {local:%H:%M} Uhr"
    return f"{start.day}.{start.month}.{start.year}" if isinstance(start, date) else ""
