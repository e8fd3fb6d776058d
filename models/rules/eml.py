"""A saved e-mail (.eml) as the draft of a case: sender, date, subject, text, attachments.

Mails are written by strangers. Limits are checked on the bytes before anything is parsed; what
is broken inside is read as far as it goes; nothing is loaded from anywhere, nothing is run.
"""

import email
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date
from email.message import Message
from email.policy import compat32
from email.utils import parseaddr, parsedate_to_datetime

from models.rules.dateien import check_size
from models.rules.emltext import decode, decode_header_text, shorten
from models.rules.fehler import RuleViolation
from models.rules.htmltext import html_to_text
from models.rules.zeit import berlin_day

HOECHSTENS_ANHAENGE = 20
HOECHSTENS_ZEICHEN = 100_000
"""Characters of the text; a mail that is longer lies as a document anyway."""

_KOPF = 256 * 1024
_ADRESSE = re.compile(r"[^@\s<>\"(),;:]{1,64}@[^@\s<>\"(),;:]{1,190}")
_JAHRE = range(1990, 2101)
# (what is counted, how often at most): each can make a parser slow or deep
_GRENZEN: tuple[tuple[re.Pattern[bytes], int], ...] = (
    (re.compile(rb"\n"), 500_000),
    (re.compile(rb"multipart/", re.IGNORECASE), 40),
    (re.compile(rb"message/", re.IGNORECASE), 40),
    (re.compile(rb"^content-type:", re.IGNORECASE | re.MULTILINE), 1_000),
)
_TEILKOPF = re.compile(rb"^content-[a-z-]+:[^\n]*(?:\n[ \t][^\n]*)*", re.IGNORECASE | re.MULTILINE)
_TEILKOPF_HOECHSTENS = 16 * 1024
_ENDE_DES_KOPFES = re.compile(rb"\r?\n\r?\n")
# What the standard library raises for mails that nobody should have written.
_KAPUTT = (
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    OverflowError,
    RecursionError,
    AssertionError,
    email.errors.MessageError,
)

_ZU_WILD = "Diese E-Mail ist ungewöhnlich verschachtelt. Bitte den Text von Hand übernehmen."
_KEINE_MAIL = "Das ist keine E-Mail, die KRM lesen kann. Bitte als .eml-Datei speichern."


@dataclass(frozen=True)
class Anhang:
    """An attachment as it came; whether KRM takes it, store_dokument decides."""

    name: str
    daten: bytes = field(repr=False)


@dataclass(frozen=True, repr=False)
class Entwurf:
    """What a mail says, as far as it can be known.

    `name`, `vorname`, `adresse` are of the person, empty where unknown; `antwort_adresse` is
    another one to which she wants the answer. `datum` is the Berlin day of the Eingang; None
    where the mail does not tell it. `hinweise` tell in German sentences what is odd, was left out
    or must be looked at, also why `datum` is None.
    """

    betreff: str
    name: str
    vorname: str
    adresse: str
    antwort_adresse: str | None
    datum: date | None
    text: str
    anhaenge: tuple[Anhang, ...] = ()
    hinweise: tuple[str, ...] = ()


def parse_eml(content: bytes, today: date) -> Entwurf:
    """Read a mail that came in until `today`, the Berlin day.

    Raises RuleViolation for what is no mail, or is built to do harm.
    """
    # A lone CR ends a line for the parser too, so it has to for the limits.
    content = content.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    _check_limits(content)
    try:
        message = email.message_from_bytes(content, policy=compat32)
    except _KAPUTT:
        raise RuleViolation(_ZU_WILD, "datei") from None
    if not any(name.lower() == "from" for name, _ in message.raw_items()):
        raise RuleViolation(_KEINE_MAIL, "datei")
    voll, adresse = _sender(message)
    vorname, _, name = voll.rpartition(" ")
    datum = _day(_raw(message, "date"))
    teile = _Teile()
    for part in _leaves(message):
        teile.add(part)
    return Entwurf(
        betreff=decode_header_text(_raw(message, "subject")),
        name=name,
        vorname=vorname,
        adresse=adresse,
        antwort_adresse=None,
        datum=min(datum, today) if datum else today,
        text=teile.text(),
        anhaenge=tuple(teile.anhaenge),
        hinweise=tuple(teile.hinweise),
    )


class _Teile:
    """The parts of a mail, sorted into text and attachments."""

    def __init__(self) -> None:
        self.anhaenge: list[Anhang] = []
        self.hinweise: list[str] = []
        self._plain: list[str] = []
        self._html: list[str] = []

    def add(self, part: Message) -> None:
        kind, name = part.get_content_type(), _filename(part)
        is_attached = name or (_raw(part, "content-disposition").lower().startswith("attach"))
        if kind == "message/rfc822":
            self._attach(name or "weitergeleitete-nachricht.eml", _nested(part))
        elif kind == "text/plain" and not is_attached:
            self._plain.append(decode(_payload(part), _charset(part)))
        elif kind == "text/html" and not is_attached:
            self._html.append(decode(_payload(part), _charset(part)))
        elif is_attached:
            self._attach(name or "anhang", _payload(part))

    def text(self) -> str:
        """The plain text; where there is none, that of the HTML."""
        plain = shorten("\n\n".join(self._plain), HOECHSTENS_ZEICHEN)
        if plain:
            return plain
        pieces = (html_to_text(html[: 10 * HOECHSTENS_ZEICHEN]) for html in self._html)
        return shorten("\n\n".join(pieces), HOECHSTENS_ZEICHEN)

    def _attach(self, name: str, daten: bytes) -> None:
        if not daten:
            self.hinweise.append(f"Der Anhang „{name}“ ist leer oder nicht lesbar.")
        elif len(self.anhaenge) >= HOECHSTENS_ANHAENGE:
            satz = f"Mehr als {HOECHSTENS_ANHAENGE} Anhänge: „{name}“ wurde nicht übernommen."
            self.hinweise.append(satz)
        else:
            self.anhaenge.append(Anhang(name, daten))


def _check_limits(content: bytes) -> None:
    check_size(len(content))
    end = _ENDE_DES_KOPFES.search(content)
    if (end.start() if end else len(content)) > _KOPF:
        raise RuleViolation(_ZU_WILD, "datei")
    for pattern, limit in _GRENZEN:
        if any(count >= limit for count, _ in enumerate(pattern.finditer(content))):
            raise RuleViolation(_ZU_WILD, "datei")
    heads = _TEILKOPF.finditer(content)
    if any(head.end() - head.start() > _TEILKOPF_HOECHSTENS for head in heads):
        raise RuleViolation(_ZU_WILD, "datei")


def _leaves(message: Message) -> Iterator[Message]:
    """Parts that hold something, in their order; a mail in a mail is one part."""
    todo = [message]
    while todo:
        part = todo.pop()
        children = part.get_payload()
        if isinstance(children, list) and part.get_content_type() != "message/rfc822":
            todo.extend(reversed([child for child in children if isinstance(child, Message)]))
        else:
            yield part


def _sender(message: Message) -> tuple[str, str]:
    raw = _raw(message, "from")[:500]
    try:
        name, adresse = parseaddr(raw)
    except _KAPUTT:
        name, adresse = "", ""
    found = _ADRESSE.search(adresse) or _ADRESSE.search(raw)
    return decode_header_text(name), found.group() if found else ""


def _day(raw: str) -> date | None:
    try:
        moment = parsedate_to_datetime(raw[:100])
        aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return berlin_day(aware) if aware.year in _JAHRE else None
    except (*_KAPUTT, ArithmeticError):
        return None


def _raw(message: Message, name: str) -> str:
    found = (value for key, value in message.raw_items() if key.lower() == name)
    return str(next(found, ""))[:4000]


def _payload(part: Message) -> bytes:
    try:
        payload = part.get_payload(decode=True)
    except _KAPUTT:
        return b""
    return payload if isinstance(payload, bytes) else b""


def _nested(part: Message) -> bytes:
    children = part.get_payload()
    inner = children[0] if isinstance(children, list) and children else None
    try:
        return inner.as_bytes() if isinstance(inner, Message) else _payload(part)
    except _KAPUTT:
        return b""


def _filename(part: Message) -> str:
    try:
        return decode_header_text(part.get_filename() or "")
    except _KAPUTT:
        return "anhang"


def _charset(part: Message) -> str:
    try:
        return str(part.get_content_charset() or "")
    except _KAPUTT:
        return ""
