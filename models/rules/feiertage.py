"""Public holidays by Land and municipality, from the package holidays."""

import importlib.util
import sys
from datetime import date
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from models.rules.fehler import RuleViolation

LAENDER: dict[str, str] = {
    "BB": "Brandenburg",
    "BE": "Berlin",
    "BW": "Baden-Württemberg",
    "BY": "Bayern",
    "HB": "Bremen",
    "HE": "Hessen",
    "HH": "Hamburg",
    "MV": "Mecklenburg-Vorpommern",
    "NI": "Niedersachsen",
    "NW": "Nordrhein-Westfalen",
    "RP": "Rheinland-Pfalz",
    "SH": "Schleswig-Holstein",
    "SL": "Saarland",
    "SN": "Sachsen",
    "ST": "Sachsen-Anhalt",
    "TH": "Thüringen",
}
GEMEINDEN: dict[str, str] = {"Augsburg": "BY"}
"""Municipalities with a holiday of their own, and their Land."""
KATEGORIEN: dict[str, str] = {"katholisch": "catholic"}
"""Optional kinds of holidays (mostly catholic municipalities in BY, SN, TH)."""


@cache
def feiertage(place: tuple[str, tuple[str, ...]], year: int) -> dict[date, str]:
    """Name of every public holiday of a year; `place`: Land or Gemeinde, package categories.

    Raises RuleViolation for a year that the package holidays does not know.
    """
    germany = _germany()
    if not germany.start_year <= year <= germany.end_year:
        # the package answers such a year with an empty calendar, which would be a guess
        raise RuleViolation(
            f"Für das Jahr {year} gibt es keinen Feiertagskalender; "
            f"bekannt sind die Jahre {germany.start_year} bis {germany.end_year}."
        )
    subdivision, categories = place
    found = germany(
        subdiv=subdivision,
        years=year,
        expand=False,
        language="de",
        categories=("public", *categories),
    )
    return dict(found)


@cache
def _germany() -> Any:
    """Germany's class of the package holidays.

    `import holidays.countries.germany` first imports every country of the world, which takes
    longer than all the rest of `admin frist`; so the one file is loaded by its path.
    """
    loaded = sys.modules.get("holidays.countries.germany")
    return (loaded or _load_germany()).Germany


def _load_germany() -> ModuleType:
    import holidays

    path = Path(holidays.__file__).parent / "countries" / "germany.py"
    spec = importlib.util.spec_from_file_location("models.rules._holidays_germany", path)
    if spec is None or spec.loader is None:
        raise ImportError(f"{path} lässt sich nicht laden")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
