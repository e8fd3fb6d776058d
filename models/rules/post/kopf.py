"""Headers of mails as people read them: encoded words, raw bytes, faults and all."""

import binascii
import re
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message

from models.rules.post.zeichen import decode, visible

_ROH = 4_000
_KOPFZEICHEN = 1_000
_KOPFTEXT = 300
_WORT = re.compile(r"=\?([\w.:-]+)(?:\*[\w-]*)?\?([bBqQ])\?([^?\n]*)\?=")


def raw(message: Message, name: str) -> str:
    """The first header of this name, bytes beyond ASCII as surrogates; empty without one."""
    return next(iter(all_raw(message, name)), "")


def all_raw(message: Message, name: str) -> list[str]:
    """Every header of this name, the topmost first."""
    found = [value for key, value in message.raw_items() if key.lower() == name]
    return [str(value)[:_ROH] for value in found]


def plain_header(message: Message, name: str) -> str:
    """A header with its raw bytes read as text, encoded words untouched."""
    return _unescape(raw(message, name))


def decode_header_text(text: str, zeichen: int = _KOPFTEXT) -> str:
    """A header as people read it, on one line, at most so many characters. Never raises."""
    text = _unescape(text[:_KOPFZEICHEN])
    try:
        pieces = [_piece(part, charset) for part, charset in decode_header(_mend(text))]
    except (HeaderParseError, binascii.Error, ValueError):
        pieces = [text]
    return " ".join(visible("".join(pieces)).split())[:zeichen]


def _unescape(text: str) -> str:
    return decode(text.encode("utf-8", "surrogateescape"), "")


def _mend(text: str) -> str:
    """Encoded words without the language some add, and with whole base64."""

    def mended(found: re.Match[str]) -> str:
        charset, how, inner = found.groups()
        if how in "bB":
            letters = re.sub(r"[^A-Za-z0-9+/]", "", inner)
            letters = letters[: -1 if len(letters) % 4 == 1 else None]
            inner = letters + "=" * (-len(letters) % 4)
        return f"=?{charset}?{how}?{inner}?="

    return _WORT.sub(mended, text)


def _piece(part: bytes | str, charset: str | None) -> str:
    if isinstance(part, str):
        return part
    if charset is None:
        # decode_header writes what was not encoded in this way beside what was.
        try:
            return part.decode("raw-unicode-escape")
        except UnicodeError:
            return part.decode("latin-1")
    return decode(part, charset)
