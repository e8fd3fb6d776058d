"""Names of files: what people see, what a download says, and where a file really lies."""

import re
import secrets
import unicodedata
from pathlib import Path, PurePosixPath
from urllib.parse import quote

from models.rules.dateien import Dateityp

_LAENGSTENS = 120
_ABLAGENAME = re.compile(r"[0-9a-f]{32}")
_VERBOTEN = re.compile(r'[<>:"|?*\\/%]')
_RESERVIERT = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)


def clean_name(name: str, typ: Dateityp) -> str:
    """The name people gave, without path, invisible signs and what file systems refuse.

    It ends as its content says: „Rechnung.pdf.exe“ with a PDF inside becomes a `.pdf`.
    """
    last = name.replace("\\", "/").rpartition("/")[2]
    shown = "".join(char for char in unicodedata.normalize("NFC", last) if _is_visible(char))
    plain = _VERBOTEN.sub("_", " ".join(shown.split())).strip(" .") or "dokument"
    if _RESERVIERT.match(plain):
        plain = f"_{plain}"
    suffix = PurePosixPath(plain).suffix
    if suffix.lower() not in typ.endungen:
        suffix = typ.endungen[0]
        return plain[: _LAENGSTENS - len(suffix)].rstrip(" .") + suffix
    return plain.removesuffix(suffix)[: _LAENGSTENS - len(suffix)].rstrip(" .") + suffix


def content_disposition(name: str) -> str:
    """Header that makes a browser store a file, never show it (RFC 6266, RFC 8187)."""
    plain = unicodedata.normalize("NFKD", name.replace("ß", "ss"))
    ascii_name = "".join(c if c.isascii() and c.isprintable() else "" for c in plain)
    fallback = re.sub(r'["\\%]', "_", ascii_name).strip(" .") or "dokument"
    return f"attachment; filename=\"{fallback}\"; filename*=UTF-8''{quote(name, safe='')}"


def random_name() -> str:
    """A name for the Ablage that says nothing and that nobody guesses."""
    return secrets.token_hex(16)


def is_random_name(text: str) -> bool:
    """Whether a text can be a name that `random_name` gave."""
    return _ABLAGENAME.fullmatch(text) is not None


def place(ablage: Path, ablagename: str) -> Path:
    """Where the file of this random name lies. Raises ValueError for any other text."""
    if not is_random_name(ablagename):
        raise ValueError("Kein Name der Ablage")
    return ablage / ablagename[:2] / ablagename


def _is_visible(char: str) -> bool:
    # Cc, Cf, Cs, Co, Cn: control signs, and signs that turn the direction of reading.
    return not unicodedata.category(char).startswith("C") or char in "\t\n"
