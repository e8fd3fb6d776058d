"""Text of mails: bytes in whatever charset they claim, headers in their encoded words."""

import re
import unicodedata
from binascii import Error as Base64Error
from email.errors import HeaderParseError
from email.header import decode_header

# Charsets that people's mail programs write. Others that Python knows unpack, or are slow.
_KODIERUNGEN = re.compile(
    r"utf-?8|utf-?16(?:le|be)?|(?:us-)?ascii|iso-?8859-?\d{1,2}|latin-?1|(?:windows-?|cp)12\d\d"
    r"|cp(?:437|850|852|866)|koi8-[ru]|macintosh|gb2312|gbk|gb18030|big5|shift_jis|euc-(?:jp|kr)"
    r"|iso-2022-jp"
)
_KOPFZEICHEN = 1_000
_KOPFTEXT = 300
_LEERZEILEN = re.compile(r"\n{3,}")


def decode(content: bytes, charset: str) -> str:
    """The text of some bytes; where the charset is wrong or odd, UTF-8 or Windows-1252."""
    known = _KODIERUNGEN.fullmatch(charset.strip().lower())
    for kodierung in ([known.group()] if known else []) + ["utf-8"]:
        try:
            return content.decode(kodierung)
        except (UnicodeError, LookupError):
            continue
    return content.decode("cp1252", "replace")


def decode_header_text(raw: str) -> str:
    """A header as people read it, on one line, at most 300 characters. Never raises."""
    # The parser keeps bytes beyond ASCII as surrogates.
    text = decode(raw[:_KOPFZEICHEN].encode("utf-8", "surrogateescape"), "")
    try:
        pieces = [_piece(part, charset) for part, charset in decode_header(text)]
    except (HeaderParseError, Base64Error, ValueError):
        pieces = [text]
    return " ".join(_visible("".join(pieces)).split())[:_KOPFTEXT]


def shorten(text: str, zeichen: int) -> str:
    """Text with plain line ends, without control signs, at most so many characters."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")[: 2 * zeichen]
    plain = "\n".join(_visible(line).rstrip() for line in lines.split("\n"))
    return _LEERZEILEN.sub("\n\n", plain).strip()[:zeichen]


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


def _visible(text: str) -> str:
    return "".join(
        " " if char in "\t\n" else char
        for char in text
        if char in "\t\n" or not unicodedata.category(char).startswith("C")
    )
