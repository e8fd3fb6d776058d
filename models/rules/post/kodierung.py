"""What the bytes of a part are, whatever was done to its transfer encoding on the way."""

import binascii
import copy
import quopri
import re
from email.errors import MessageError
from email.message import Message

from models.rules.post.kopf import raw

_ALPHABET = re.compile(rb"[A-Za-z0-9+/]+={0,2}")
_LEER = re.compile(rb"\s+")
_ZEICHEN = re.compile(rb"[^A-Za-z0-9+/]")
_ZEILE = 40
"""Signs that a line of base64 has at least, unless it is the last."""
_KAPUTT = (ValueError, TypeError, LookupError, AttributeError, AssertionError, MessageError)


def part_bytes(part: Message) -> tuple[bytes, bytes, bool]:
    """The bytes of a part, what was written behind its base64, and whether it is damaged.

    Damaged base64 is read as far as it goes.
    """
    roh = raw_body(part)
    how = re.sub(r"[^a-z0-9]", "", raw(part, "content-transfer-encoding").lower())
    if how.startswith("base64"):
        return _base64(roh)
    if how.startswith("quoted"):
        # A blank behind the sign of a soft line end was put there on the way.
        return quopri.decodestring(re.sub(rb"=[ \t]+\n", b"=\n", roh)), b"", False
    if how.endswith(("uuencode", "uue", "uu")):
        try:
            payload = part.get_payload(decode=True)
        except _KAPUTT:
            payload = None
        return (payload if isinstance(payload, bytes) else roh), b"", payload == roh
    return roh, b"", False


def raw_body(part: Message) -> bytes:
    """The bytes of a part as they stand in the mail; empty for one that is made of parts."""
    as_is = copy.copy(part)
    del as_is["content-transfer-encoding"]
    payload = as_is.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def decode_base64(letters: bytes) -> bytes:
    """As many bytes as some letters of base64 hold; several pieces in a row are read as one."""
    pieces = [_ZEICHEN.sub(b"", piece) for piece in letters.split(b"=")]
    return b"".join(_whole(piece) for piece in pieces if piece)


def _base64(roh: bytes) -> tuple[bytes, bytes, bool]:
    dense = _LEER.sub(b"", roh)
    if not dense or (len(dense) % 4 == 0 and _ALPHABET.fullmatch(dense)):
        return decode_base64(dense), b"", False
    letters, rest = _split(roh)
    if not letters:
        # Somebody wrote base64 over it and plain text into it.
        return roh, b"", True
    return decode_base64(letters), rest, len(_ZEICHEN.sub(b"", letters)) % 4 != 0 or not rest


def _split(roh: bytes) -> tuple[bytes, bytes]:
    """Lines of base64, and what stands behind them: the footer of a gateway."""
    lines = roh.split(b"\n")
    end, is_over = 0, False
    for number, line in enumerate(lines):
        dense = _LEER.sub(b"", line)
        if not dense:
            continue
        is_letters = bool(_ALPHABET.fullmatch(dense))
        is_words = is_over or b" " in line.strip()
        if not is_letters and (is_words or not _is_noise(dense)):
            break
        if is_words and len(dense) < _ZEILE:
            break
        end, is_over = number + 1, is_over or dense.endswith(b"=") or len(dense) < _ZEILE
    return b"\n".join(lines[:end]), b"\n".join(lines[end:]).strip(b"\n")


def _is_noise(dense: bytes) -> bool:
    """A line of base64 in which a few signs were damaged; words are not that long."""
    return len(_ZEICHEN.findall(dense)) * 10 < len(dense)


def _whole(letters: bytes) -> bytes:
    letters = letters[: -1 if len(letters) % 4 == 1 else None]
    return binascii.a2b_base64(letters + b"=" * (-len(letters) % 4))
