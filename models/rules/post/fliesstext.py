"""Plain text as people wrote it: lines that a mail program broke are whole again (RFC 3676)."""

import re
from email.message import Message

_ZITAT = re.compile(r">*")
_KLARSIGNIERT = re.compile(
    r"^-----BEGIN PGP SIGNED MESSAGE-----\n(?:[A-Za-z-]+: [^\n]*\n)*\n(.*?)"
    r"\n?-----BEGIN PGP SIGNATURE-----.*?(?:-----END PGP SIGNATURE-----\n?|\Z)",
    re.MULTILINE | re.DOTALL,
)
_PGP = re.compile(r"-----BEGIN PGP MESSAGE-----.*?(?:-----END PGP MESSAGE-----\n?|\Z)", re.DOTALL)


def unflow(text: str, part: Message) -> str:
    """Text of a part with format=flowed as paragraphs; any other text as it is."""
    if _parameter(part, "format") != "flowed":
        return text
    delsp = _parameter(part, "delsp") == "yes"
    lines: list[list[str]] = []
    before = None  # how deep the open line is quoted; None where none is open
    for raw in text.replace("\r\n", "\n").split("\n"):
        found = _ZITAT.match(raw)
        depth = found.end() if found else 0
        line = raw[depth:].removeprefix(" ")
        is_open = line.endswith(" ") and line != "-- "
        piece = line[:-1] if is_open and delsp else line
        if before == depth and line != "-- ":
            lines[-1].append(piece)
        else:
            lines.append([">" * depth + " " * bool(depth), piece])
        before = depth if is_open else None
    return "\n".join(map("".join, lines))


def strip_pgp(text: str) -> tuple[str, bool]:
    """Text without the armour of a clear signature, and whether some of it is encrypted."""
    text = _KLARSIGNIERT.sub(lambda found: re.sub(r"^- ", "", found[1], flags=re.MULTILINE), text)
    plain = _PGP.sub("", text)
    return plain, plain != text


def _parameter(part: Message, name: str) -> str:
    try:
        return str(part.get_param(name) or "").strip().lower()
    except (ValueError, TypeError, LookupError, AttributeError):
        return ""
