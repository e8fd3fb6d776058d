"""Code lists: what is stored, what people read, what a foreign file may say instead.

`codes.csv` holds feld, code, bezeichnung and alias (several by „|“); `kategorien.csv` what belongs
to a Kategorie: group in forms, proposed Oberklasse and Anliegenart, Leistungsträger (§ 6 SGB II).
"""

import csv
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from models.rules.fehler import RuleViolation

FASSUNG = "2026-1"
"""Version of the lists; it stands in every report. Raise it whenever a meaning changes."""

_ORDNER = Path(__file__).parent
_UMLAUTE = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})


@dataclass(frozen=True)
class Code:
    """One value of a list: `code` is stored, `bezeichnung` shown, `aliase` understood."""

    feld: str
    code: str
    bezeichnung: str
    aliase: tuple[str, ...] = ()


@dataclass(frozen=True)
class Kategorie:
    """What a Kategorie brings along; oberklasse and anliegenart are proposals, None is open.

    `leistungstraeger`: "ba", "kommunal" or "beide" (§ 6 Abs. 1 SGB II).
    """

    code: str
    gruppe: str
    oberklasse: str | None
    anliegenart: str | None
    leistungstraeger: str


LEISTUNGSTRAEGER = {"ba": "Bundesagentur für Arbeit", "kommunal": "kommunal", "beide": "beide"}


def normalise(text: str) -> str:
    """Fold case, umlauts, blanks and hyphens, so that „Nicht bewertbar“ finds nicht-bewertbar."""
    folded = unicodedata.normalize("NFC", text).casefold().translate(_UMLAUTE)
    return re.sub(r"[\s_‐‑–-]+", "-", folded.strip()).strip("-")


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (_ORDNER / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _read_codes() -> dict[str, tuple[Code, ...]]:
    lists: dict[str, list[Code]] = {}
    for row in _rows("codes.csv"):
        aliase = tuple(alias for alias in row["alias"].split("|") if alias)
        code = Code(row["feld"], row["code"], row["bezeichnung"], aliase)
        lists.setdefault(code.feld, []).append(code)
    return {feld: tuple(codes) for feld, codes in lists.items()}


def _read_kategorien() -> dict[str, Kategorie]:
    return {
        row["kategorie"]: Kategorie(
            row["kategorie"],
            row["gruppe"],
            row["oberklasse"] or None,
            row["anliegenart"] or None,
            row["leistungstraeger"],
        )
        for row in _rows("kategorien.csv")
    }


def _spellings(codes: tuple[Code, ...]) -> dict[str, str]:
    """Every accepted spelling of a list, normalised, to its code; codes win over aliases."""
    found: dict[str, str] = {}
    for code in codes:
        found[normalise(code.code)] = code.code
    for code in codes:
        for text in (code.bezeichnung, *code.aliase):
            found.setdefault(normalise(text), code.code)
    return found


CODES: dict[str, tuple[Code, ...]] = _read_codes()
KATEGORIEN: dict[str, Kategorie] = _read_kategorien()
_SPELLINGS = {feld: _spellings(codes) for feld, codes in CODES.items()}
_BEZEICHNUNGEN = {
    (code.feld, code.code): code.bezeichnung for codes in CODES.values() for code in codes
}


def _list(feld: str) -> tuple[Code, ...]:
    if feld not in CODES:
        raise RuleViolation(f"Für das Feld „{feld}“ gibt es keine Codeliste.", feld=feld)
    return CODES[feld]


MEHRFACH = frozenset({"begehren_art"})
"""Fields that hold several codes of their list, with blanks between (MH-91)."""


def codes_in(feld: str, wert: str) -> list[str]:
    """The codes in a field's value: several where its list allows it, else the value itself."""
    return wert.split() if feld in MEHRFACH else [wert]


def bezeichnung(feld: str, code: str) -> str:
    """German label of a code. Raises RuleViolation for an unknown list or code."""
    _list(feld)
    if (feld, code) not in _BEZEICHNUNGEN:
        raise _unknown(feld, code)
    return _BEZEICHNUNGEN[feld, code]


def resolve(feld: str, text: str) -> str:
    """Code for a code, label or alias in any case, with or without umlauts.

    Raises RuleViolation that names the allowed values.
    """
    _list(feld)
    code = _SPELLINGS[feld].get(normalise(text))
    if code is None:
        raise _unknown(feld, text)
    return code


def _unknown(feld: str, text: str) -> RuleViolation:
    allowed = ", ".join(code.code for code in CODES[feld])
    satz = f"„{text}“ gibt es im Feld „{feld}“ nicht; erlaubt sind: {allowed}."
    return RuleViolation(satz, feld=feld)


def choices(feld: str) -> tuple[tuple[str, str], ...]:
    """(code, label) in the order of the list. Raises RuleViolation for an unknown list."""
    return tuple((code.code, code.bezeichnung) for code in _list(feld))


def kategorie_groups() -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """(group, ((code, label), …)) for a select with groups, in the order of kategorien.csv."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for kategorie in KATEGORIEN.values():
        label = bezeichnung("kategorie", kategorie.code)
        groups.setdefault(kategorie.gruppe, []).append((kategorie.code, label))
    return tuple((gruppe, tuple(options)) for gruppe, options in groups.items())
