"""What a mail is: headers from the first line on, behind whatever programs put in front of them.

The one judge for the intake and for the Ablage: both ask `is_mail`.
"""

import re

from models.rules.fehler import RuleViolation

KOPF = 64 * 1024
"""Bytes in which the headers of a mail must begin and be recognised."""

_BOMS = (b"\xef\xbb\xbf", b"\xc3\xaf\xc2\xbb\xc2\xbf")  # the second was taken for text on its way
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_MBOX = re.compile(rb">?From [^\n]*")
_KOPFZEILE = re.compile(rb"([!-9;-~]{1,76})[ \t]*:")
_ABSENDER = {b"from", b"sender", b"return-path", b"resent-from"}
_TECHNISCH = {b"message-id", b"received", b"mime-version", b"return-path", b"delivered-to"}
_MERKMALE = {b"date", b"subject", b"to", b"content-type", b"content-transfer-encoding"} | _TECHNISCH
_VORSPANN = 20
"""Lines that a virus scanner or gateway may write above the headers."""
_NOCH_EINE = re.compile(rb"\n\nFrom \S+[^\n]*\d\d:\d\d[^\n]*\n(?=[!-9;-~]{1,76}:)")
_MASKIERT = re.compile(rb"^>(>*From )", re.MULTILINE)

_MEHRERE = (
    "Die Datei enthält mehrere E-Mails. Gelesen ist nur die erste; bitte die anderen einzeln "
    "speichern."
)

# (what is counted, how often at most): each can make a parser slow or deep
_GRENZEN: tuple[tuple[re.Pattern[bytes], int], ...] = (
    (re.compile(rb"\n"), 500_000),
    (re.compile(rb"multipart/", re.IGNORECASE), 40),
    (re.compile(rb"message/", re.IGNORECASE), 40),
    (re.compile(rb"^content-type:", re.IGNORECASE | re.MULTILINE), 1_000),
)
_TEILKOPF = re.compile(rb"^content-[a-z-]+:[^\n]*(?:\n[ \t][^\n]*)*", re.IGNORECASE | re.MULTILINE)
_TEILKOPF_HOECHSTENS = 16 * 1024
_KOPF_HOECHSTENS = 256 * 1024
ZU_WILD = "Diese E-Mail ist ungewöhnlich verschachtelt. Bitte den Text von Hand übernehmen."


def is_mail(content: bytes) -> bool:
    """Whether these bytes, or the first of them (KOPF), are those of a mail."""
    return _start(plain_lines(content[:KOPF])) is not None


def unwrap(content: bytes) -> tuple[bytes, tuple[str, ...]] | None:
    """The mail itself, headers first, lines ending with LF, and what is to be said about it.

    None for what is no mail.
    """
    plain = plain_lines(content)
    start = _start(plain[:KOPF])
    if start is None:
        return None
    if not _MBOX.match(plain.lstrip(b"\n \t")):
        return _mend_head(plain[start:]), ()
    first, *more = _NOCH_EINE.split(plain[start:], maxsplit=1)
    return _mend_head(_MASKIERT.sub(rb"\1", first)), (_MEHRERE,) if more else ()


def plain_lines(content: bytes) -> bytes:
    """Without a mark of the byte order, each line ended by LF alone.

    A lone CR ends a line for the parser too, so it has to for the limits.
    """
    if content.startswith(_UTF16):
        content = content.decode("utf-16", "ignore").encode("utf-8", "ignore")
    for mark in _BOMS:
        content = content.removeprefix(mark)
    content = content.replace(b"\r\r\n", b"\n").replace(b"\r\n", b"\n")
    return content.replace(b"\r", b"\n")


def check_limits(content: bytes) -> None:
    """Raise RuleViolation for a mail, lines ended by LF, that is built to make a parser slow."""
    head = content.find(b"\n\n")
    if (head if head >= 0 else len(content)) > _KOPF_HOECHSTENS:
        raise RuleViolation(ZU_WILD, "datei")
    for pattern, limit in _GRENZEN:
        if any(count >= limit for count, _ in enumerate(pattern.finditer(content))):
            raise RuleViolation(ZU_WILD, "datei")
    heads = _TEILKOPF.finditer(content)
    if any(head.end() - head.start() > _TEILKOPF_HOECHSTENS for head in heads):
        raise RuleViolation(ZU_WILD, "datei")


def _start(plain: bytes) -> int | None:
    """Where the headers begin; None where no mail does."""
    start, is_first = 0, True
    for line in plain.split(b"\n", _VORSPANN)[:_VORSPANN]:
        if not line.strip() or _MBOX.fullmatch(line):
            start += len(line) + 1
            continue
        if _KOPFZEILE.match(line) and _is_head(plain[start:], behind_something=not is_first):
            return start
        is_first = False
        start += len(line) + 1
    return None


def _is_head(plain: bytes, behind_something: bool) -> bool:
    """A sender and something else of a mail; text that quotes a mail does not quote its route."""
    names, is_clean = set(), True
    for line in plain.partition(b"\n\n")[0].split(b"\n"):
        found = _KOPFZEILE.match(line)
        if found:
            names.add(found[1].lower())
        elif not line.startswith((b" ", b"\t")):
            is_clean = False
    if not names & _ABSENDER:
        return False
    if behind_something or not is_clean or b"from" not in names:
        return bool(names & _TECHNISCH)
    return bool(names & _MERKMALE)


def _mend_head(mail: bytes) -> bytes:
    """Headers that the parser reads whole: a stray line among them would end them for it."""
    head, gap, body = mail.partition(b"\n\n")
    lines = head.split(b"\n")
    mended = [_KOPFZEILE.sub(rb"\1:", line, count=1) if _KOPFZEILE.match(line) else
              line if line.startswith((b" ", b"\t")) else b" " + line
              for line in lines]  # fmt: skip
    return b"\n".join(mended) + gap + body
