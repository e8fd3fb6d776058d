"""Hashing a password: argon2id, the same form that the log-in checks."""

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

MINDESTENS = 12
HOECHSTENS = 256


def hash_password(passwort: str) -> str:
    """The argon2id hash, with parameters and salt in it."""
    return PasswordHasher().hash(passwort)


def matches(passwort: str, passwort_hash: str | None) -> bool:
    """Whether this is the password of that hash."""
    if passwort_hash is None:
        return False
    try:
        return PasswordHasher().verify(passwort_hash, passwort)
    except (Argon2Error, InvalidHashError):
        return False


def fault_of(passwort: str, *worte: str) -> str | None:
    """One sentence about what is wrong with a new password; None where nothing is.

    Length decides, not composition; `worte`: what it must not be (log-in, name of the house).
    Source: OWASP ASVS 5.0, 6.2.
    """
    if not MINDESTENS <= len(passwort) <= HOECHSTENS:
        return f"Das Passwort braucht {MINDESTENS} bis {HOECHSTENS} Zeichen."
    if len(set(passwort.casefold())) < 5:
        return "Das Passwort besteht aus zu wenigen verschiedenen Zeichen."
    if any(wort and wort.casefold() in passwort.casefold() for wort in worte):
        return "Das Passwort enthält den Anmeldenamen oder den Namen der Dienststelle."
    return None
