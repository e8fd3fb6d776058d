"""Counting persons without knowing them: a pseudonym per evaluation and year."""

import hmac
import unicodedata

_UMLAUTE = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_LENGTH = 32  # hex digits: 128 bits, far more than there are persons


def person_key(
    key: bytes,
    jahr: str,
    kundennummer: str | None,
    bg_nummer: str | None,
    namen: tuple[str | None, ...],
) -> str | None:
    """HMAC-SHA256 over year and identity, or None where nobody is named.

    `key` belongs to one evaluation only, so that two of them cannot be joined. The identity is
    the Kundennummer, else the BG-Nummer, else the name (surname, first name); who cannot be
    told from somebody else counts as the same person, which suppresses rather too much.
    Source: felder.csv, personenschluessel.
    """
    identity = _number("kunde", kundennummer) or _number("bg", bg_nummer) or _name(namen)
    if identity is None:
        return None
    return hmac.digest(key, f"{jahr}|{identity}".encode(), "sha256").hex()[:_LENGTH]


def _number(kind: str, text: str | None) -> str | None:
    signs = _signs(text.casefold()) if text else ""
    return f"{kind}:{signs}" if signs else None


def _name(namen: tuple[str | None, ...]) -> str | None:
    parts = [_fold(name) for name in namen]
    return f"name:{'|'.join(parts)}" if any(parts) else None


def _fold(text: str | None) -> str:
    folded = unicodedata.normalize("NFKC", text or "").casefold().translate(_UMLAUTE)
    return _signs(folded)


def _signs(text: str) -> str:
    return text if text.isalnum() else "".join(filter(str.isalnum, text))
