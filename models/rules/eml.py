"""A saved e-mail (.eml, .msg) as the draft of a case: sender, date, subject, text, attachments.

Mails are written by strangers. Limits are checked on the bytes before anything is parsed; what
is broken inside is read as far as it goes, and said; nothing is loaded from anywhere, nothing is
run. How each kind is read stands in `models.rules.post`.
"""

from dataclasses import dataclass, field
from datetime import date
from email import message_from_bytes
from email.errors import MessageError
from email.message import Message
from email.policy import compat32

from models.rules.dateien import check_size
from models.rules.fehler import RuleViolation
from models.rules.formate import is_msg
from models.rules.post import saetze
from models.rules.post.absender import read_sender
from models.rules.post.datum import read_day
from models.rules.post.inhalt import Teile
from models.rules.post.kopf import decode_header_text, raw
from models.rules.post.outlook import read_msg
from models.rules.post.umschlag import ZU_WILD, check_limits, unwrap
from models.rules.post.zeichen import shorten

HOECHSTENS_ZEICHEN = 100_000
"""Characters of the text; a mail that is longer lies as a document anyway."""

# What the standard library raises for mails that nobody should have written.
_KAPUTT = (
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    OverflowError,
    RecursionError,
    AssertionError,
    MessageError,
)
_KEINE_MAIL = (
    "Das ist keine E-Mail, die KRM lesen kann. Bitte im E-Mail-Programm als .eml- oder .msg-Datei "
    "speichern."
)
_MSG_DEFEKT = "Diese Outlook-Datei ist nicht lesbar. Bitte die E-Mail noch einmal speichern."


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
    check_size(len(content))
    message, hinweise = _open(content)
    absender = read_sender(message)
    datum, why = read_day(message, today)
    teile = Teile()
    teile.add(message)
    text = shorten(teile.text(), HOECHSTENS_ZEICHEN)
    is_cut = len(text) == HOECHSTENS_ZEICHEN and saetze.TEXT_LANG not in teile.hinweise
    return Entwurf(
        betreff=decode_header_text(raw(message, "subject")),
        name=absender.name,
        vorname=absender.vorname,
        adresse=absender.adresse,
        antwort_adresse=absender.antwort_adresse,
        datum=datum,
        text=text,
        anhaenge=tuple(Anhang(name, daten) for name, daten in teile.anhaenge),
        hinweise=(*hinweise, *why, *absender.hinweise, *teile.hinweise)
        + (saetze.TEXT_LANG,) * is_cut,
    )


def _open(content: bytes) -> tuple[Message, tuple[str, ...]]:
    if is_msg(content):
        message = read_msg(content)
        if message is None:
            raise RuleViolation(_MSG_DEFEKT, "datei")
        return message, ()
    unwrapped = unwrap(content)
    if unwrapped is None:
        raise RuleViolation(_KEINE_MAIL, "datei")
    mail, hinweise = unwrapped
    check_limits(mail)
    try:
        return message_from_bytes(mail, policy=compat32), hinweise
    except _KAPUTT:
        raise RuleViolation(ZU_WILD, "datei") from None
