"""By what lists can be filtered: the names and values that a saved filter may hold."""

import re
from collections.abc import Callable, Mapping
from datetime import date

from models.rules.fehler import RuleViolation

HOECHSTENS_ZEICHEN = 200
_CODE = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}")
_NUMMER = re.compile(r"[1-9][0-9]{0,9}")


def _is_code(value: str) -> bool:
    return bool(_CODE.fullmatch(value))


def _is_key(value: str) -> bool:
    return bool(_NUMMER.fullmatch(value))


def _is_day(value: str) -> bool:
    try:
        return 1900 <= date.fromisoformat(value).year <= 2200
    except ValueError:
        return False


def _is_text(value: str) -> bool:
    return 0 < len(value) <= HOECHSTENS_ZEICHEN and value.isprintable()


_TAGE = ("eingang_am", "frist_am", "abschluss_am", "erfasst_am")
# List -> name of a criterion -> what a value must be. `ansicht` is a name of LAGEN, `suche` words.
KRITERIEN: dict[str, dict[str, Callable[[str], bool]]] = {
    "vorgang": {
        **dict.fromkeys(
            (
                "ansicht",
                "art",
                "status",
                "eingangsweg",
                "eingangsstelle",
                "ergebnisart",
                "prioritaet",
                "rechtskreis",
                "kategorie",
                "wartet_auf",
                "naechster_schritt",
                "herkunft",
            ),
            _is_code,
        ),
        **dict.fromkeys(("einheit", "verantwortlich"), _is_key),
        **{f"{tag}_{rand}": _is_day for tag in _TAGE for rand in ("von", "bis")},
        "suche": _is_text,
    },
}


def check_kriterien(liste: str, kriterien: Mapping[str, str]) -> dict[str, str]:
    """The criteria that are filled, in the order of their names.

    Raises RuleViolation for a list, a name or a value that filters cannot have.
    """
    if liste not in KRITERIEN:
        raise RuleViolation("Für diese Liste gibt es keine gespeicherten Filter.", "liste")
    filled = {name: value for name, value in sorted(kriterien.items()) if value}
    if not filled:
        raise RuleViolation("Bitte erst filtern, dann speichern.", "kriterien")
    for name, value in filled.items():
        if not _is_valid(liste, name, value):
            raise RuleViolation("Dieser Filter lässt sich nicht speichern.", "kriterien")
    return filled


def known_kriterien(liste: str, kriterien: Mapping[str, str]) -> dict[str, str]:
    """Of stored criteria those that the list still knows."""
    return {name: value for name, value in kriterien.items() if _is_valid(liste, name, value)}


def _is_valid(liste: str, name: str, value: object) -> bool:
    check = KRITERIEN.get(liste, {}).get(name)
    return check is not None and isinstance(value, str) and check(value)
