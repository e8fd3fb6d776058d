"""Who a mail is from: the person, who is not always the one that the From header names."""

import re
from dataclasses import dataclass
from email.errors import MessageError
from email.message import Message
from email.utils import parseaddr

from models.rules.post.kopf import decode_header_text, plain_header
from models.rules.post.namen import split_name

_ADRESSE = re.compile(r"[^@\s<>\"(),;:]{1,64}@[^@\s<>\"(),;:]{1,190}")
_SPITZ = re.compile(r"<\s*([^<>\s]+@[^<>\s]+)\s*>")
_FORMULAR = re.compile(
    r"(?:^|[._+-])(?:no|do[._-]?not|nicht)[._-]?(?:reply|antworten)|keine?[._-]?antwort|mailer"
    r"|(?:web|kontakt|mail|online)?[._-]?form(?:ular|mailer|s)?(?:$|[._+\d-])|^(?:www|apache|wordpress|typo3"
    r"|webmaster|webserver|website|webseite|cms|root|daemon|nobody|system)(?:$|[._+-])",
    re.IGNORECASE,
)
_KAPUTT = (ValueError, TypeError, LookupError, AttributeError, RecursionError, AssertionError,
           MessageError)  # fmt: skip


@dataclass(frozen=True, repr=False)
class Absender:
    """The person as far as known, where she wants the answer if elsewhere, and what to say."""

    name: str
    vorname: str
    adresse: str
    antwort_adresse: str | None
    hinweise: tuple[str, ...]


def read_sender(message: Message) -> Absender:
    """Who wrote a mail: by From, or by Reply-To where From is a form or takes no answers."""
    shown, adresse = _person(message, "from")
    if not (shown or adresse):
        shown, adresse = _person(message, "sender")
    reply_shown, reply = _person(message, "reply-to")
    if _is_house(message, adresse):
        return _behind_form(shown or adresse, adresse, reply_shown, reply)
    name, vorname = split_name(shown)
    if reply and adresse and reply.lower() != adresse.lower():
        satz = f"Die Antwort wird an eine andere Adresse erbeten: {reply}."
        return Absender(name, vorname, adresse, reply, (satz,))
    return Absender(name, vorname, adresse or reply, None, ())


def _behind_form(form: str, adresse: str, shown: str, reply: str) -> Absender:
    if not reply or reply.lower() == adresse.lower():
        satz = (
            f"Absender ist „{form}“, nicht die Person selbst. Bitte Name und Kontakt aus dem Text "
            "übernehmen."
        )
        return Absender("", "", "", None, (satz,))
    satz = (
        f"Absender ist „{form}“, nicht die Person selbst. Name und Kontakt sind die der "
        "Antwortadresse (Reply-To); bitte mit dem Text vergleichen."
    )
    return Absender(*split_name(shown), reply, None, (satz,))


def _is_house(message: Message, adresse: str) -> bool:
    """Whether nobody reads what is sent to this address, or it is the one written to."""
    local = adresse.partition("@")[0]
    _, to = _person(message, "to")
    return bool(adresse) and (bool(_FORMULAR.search(local)) or adresse.lower() == to.lower())


def _person(message: Message, header: str) -> tuple[str, str]:
    """Name as shown and address of the first person in a header; empty where there is none."""
    text = plain_header(message, header)[:1_000]
    found = _SPITZ.search(text)
    if found and "@" not in text[: found.start()]:
        # Before the first address stands a name, commas in it or not.
        return decode_header_text(_unquote(text[: found.start()])), _clean(found[1])
    try:
        name, adresse = parseaddr(text)
    except _KAPUTT:
        name, adresse = "", ""
    plain = _ADRESSE.search(adresse) or _ADRESSE.search(text)
    if not name and not plain:
        name = text
    return decode_header_text(name), plain.group() if plain else ""


def _unquote(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text.strip()).strip('"').strip()


def _clean(adresse: str) -> str:
    found = _ADRESSE.search(adresse)
    return found.group() if found else ""
