"""When a mail came in: its Date header against the route it took; never today in silence."""

import re
from datetime import UTC, date, datetime, timedelta
from email.errors import MessageError
from email.message import Message
from email.utils import parsedate_to_datetime

from models.rules.post.kopf import all_raw, plain_header
from models.rules.zeit import BERLIN, berlin_day

_JAHRE = range(1990, 2101)
_ALT = timedelta(days=365)
_ABWEICHUNG = timedelta(days=1)
_MONATE = {
    "jan": 1, "jän": 1, "jaen": 1, "feb": 2, "mar": 3, "mär": 3, "mae": 3, "mrz": 3, "apr": 4,
    "may": 5, "mai": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "oct": 10, "okt": 10, "nov": 11,
    "dec": 12, "dez": 12,
}  # fmt: skip
_ENGLISCH = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_WORT = re.compile(r"(?<![A-Za-zä])([a-zä]{3,9})\.?(?=[\s\-/,]|$)", re.IGNORECASE)
_WOCHENTAG = re.compile(r"^\s*[a-zäöü]{2,10}\.?\s*,\s*", re.IGNORECASE)
_ZONEN = {"mesz": "+0200", "cest": "+0200", "mez": "+0100", "cet": "+0100", "met": "+0100"}
_ZONE = re.compile(r"\b(mesz|cest|mez|cet|met)\b", re.IGNORECASE)
_MIT_ZONE = re.compile(r"(?:[+-]\d\d:?\d\d|\b(?:z|ut|utc|gmt|[ecmp][sd]t))\s*(?:\(.*\))?\s*$", re.I)
_TAG_MONAT_JAHR = re.compile(r"(\d{1,2})[.\s-]+([A-Za-zä]{3,9}|\d{1,2})\.?[\s.-]+(\d{4})")
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_KAPUTT = (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, MessageError)

_BITTE = "Bitte „Eingang am“ von Hand eintragen."


def read_day(message: Message, today: date) -> tuple[date | None, tuple[str, ...]]:
    """The Berlin day on which a mail came in, None where it does not tell it; and why so.

    The day of the Date header stands unless the last mail server on its way contradicts it.
    """
    written = plain_header(message, "date")
    sent = parse_day(written)
    received = _received(message, today)
    fault = _fault(written, sent, today)
    if fault is None and sent is not None:
        return _weigh(sent, received, today)
    if received is None:
        return None, (f"{fault} {_BITTE}",)
    satz = f"{fault} Übernommen ist der Tag, an dem ein Mailserver sie annahm: {_say(received)}."
    return received, (satz, *_old(received, today))


def parse_day(text: str) -> date | None:
    """The Berlin day of a date as mail programs write it, English, German or ISO; else None."""
    plain = _WORT.sub(_english, _WOCHENTAG.sub("", " ".join(text[:200].split())))
    plain = _ZONE.sub(lambda found: _ZONEN[found[1].lower()], plain)
    day = _moment_day(plain)
    if day is None:
        day = _plain_day(plain)
    return day if day and day.year in _JAHRE else None


def _fault(written: str, sent: date | None, today: date) -> str | None:
    if not written.strip():
        return "Die E-Mail nennt kein Datum."
    if sent is None:
        return "Das Datum der E-Mail ist nicht lesbar."
    if sent > today:
        return f"Das Datum der E-Mail liegt in der Zukunft ({_say(sent)})."
    return None


def _weigh(sent: date, received: date | None, today: date) -> tuple[date | None, tuple[str, ...]]:
    if received is not None and abs(received - sent) > _ABWEICHUNG:
        satz = (
            f"Die E-Mail trägt das Datum {_say(sent)}, ein Mailserver nahm sie am {_say(received)} "
            "an. Übernommen ist der Tag der Annahme; bitte prüfen."
        )
        return received, (satz, *_old(received, today))
    if received is None and today - sent > _ALT:
        return None, (f"Die E-Mail trägt ein sehr altes Datum ({_say(sent)}). {_BITTE}",)
    return sent, _old(sent, today)


def _old(day: date, today: date) -> tuple[str, ...]:
    if today - day <= _ALT:
        return ()
    return (f"Die E-Mail ist über ein Jahr alt ({_say(day)}). Bitte „Eingang am“ prüfen.",)


def _received(message: Message, today: date) -> date | None:
    """The day in the topmost line of its route that can be true."""
    lines = [line.rpartition(";")[2] for line in all_raw(message, "received")]
    days = (parse_day(line) for line in [*lines, *all_raw(message, "delivery-date")])
    return next((day for day in days if day and day <= today), None)


def _moment_day(plain: str) -> date | None:
    for read in (parsedate_to_datetime, datetime.fromisoformat):
        try:
            moment = read(plain.replace("Z", "+00:00") if "T" in plain else plain)
            if moment.tzinfo is None:
                # Without a zone it is the clock of the house, -0000 means UTC.
                moment = moment.replace(tzinfo=UTC if _MIT_ZONE.search(plain) else BERLIN)
            return berlin_day(moment)
        except _KAPUTT:
            continue
    return None


def _plain_day(plain: str) -> date | None:
    """The day alone, where the time behind it cannot be read."""
    iso, german = _ISO.search(plain), _TAG_MONAT_JAHR.search(plain)
    try:
        if iso:
            return date(int(iso[1]), int(iso[2]), int(iso[3]))
        if german:
            month = int(german[2]) if german[2].isdigit() else _MONATE[german[2][:3].lower()]
            return date(int(german[3]), month, int(german[1]))
    except _KAPUTT:
        pass
    return None


def _english(found: re.Match[str]) -> str:
    month = _MONATE.get(found[1].lower()[:3])
    return _ENGLISCH[month - 1] if month else found[0]


def _say(day: date) -> str:
    return f"{day.day}.{day.month}.{day.year}"
