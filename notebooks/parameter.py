"""The parameters of a notebook, read from its own cell: a report's form needs no other home.

One per line: `name: type = default  # Label (bounds): help`. Types are int, bool and str. Bounds
are „5 bis 30“ of a number, „a, b“ of a text that may only be one of these, „Tag“ of a day.
"""

import ast
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from models.rules.fehler import RuleViolation

HAUS = ("snapshot", "zeitraum", "empfaenger")
"""What the house itself tells every notebook."""
TAG = "Tag"
LAENGSTER = 200
_TYPEN: Mapping[str, type] = {"int": int, "bool": bool, "str": str}
_KOMMENTAR = re.compile(
    r"(?P<label>[^(:]+?)\s*(?:\((?P<grenzen>[^)]*)\))?\s*(?::\s*(?P<hilfe>.+))?"
)
_VON_BIS = re.compile(r"(-?\d+) bis (-?\d+)")
_JA_NEIN = {"ja": True, "nein": False}


@dataclass(frozen=True)
class Parameter:
    """One parameter. `grenzen`: of a number; `werte`: what a text may be, empty: anything."""

    name: str
    typ: type
    vorgabe: Any
    label: str
    hilfe: str = ""
    grenzen: tuple[int, int] | None = None
    werte: tuple[str, ...] = ()
    ist_tag: bool = False

    def read(self, text: str) -> Any:
        """The value that a person wrote. Raises RuleViolation with the name of the parameter."""
        if self.typ is int:
            return self.check(self._number(text.strip()))
        if self.typ is bool:
            return self.check(_JA_NEIN.get(text.strip().lower()))
        return self.check(text.strip())

    def check(self, wert: Any) -> Any:
        """The same value, if it is one that the notebook takes."""
        if type(wert) is not self.typ or not self._within(wert):
            raise RuleViolation(f"{self.label}: {self.erlaubt}", self.name)
        return wert

    def _number(self, text: str) -> int | None:
        return int(text) if re.fullmatch(r"-?\d{1,9}", text, re.ASCII) else None

    def _within(self, wert: Any) -> bool:
        if self.grenzen:
            return bool(self.grenzen[0] <= wert <= self.grenzen[1])
        if self.werte:
            return wert in self.werte
        if self.ist_tag:
            return wert == "" or _is_day(wert)
        return self.typ is not str or (len(wert) <= LAENGSTER and wert.isprintable())

    def as_text(self, wert: Any) -> str:
        """The value as a person writes it."""
        if self.typ is bool:
            return "ja" if wert else "nein"
        return str(wert)

    @property
    def erlaubt(self) -> str:
        """What may be given, as a sentence."""
        if self.grenzen:
            return f"Bitte eine ganze Zahl von {self.grenzen[0]} bis {self.grenzen[1]} angeben."
        if self.werte:
            return f"Möglich ist: {', '.join(self.werte)}."
        if self.ist_tag:
            return "Bitte einen Tag angeben."
        return {int: "Bitte eine ganze Zahl angeben.", bool: "Bitte ja oder nein angeben."}.get(
            self.typ, f"Bitte höchstens {LAENGSTER} Zeichen in einer Zeile angeben."
        )


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


@cache
def read_parameter(notebook: Path) -> tuple[Parameter, ...]:
    """Every parameter of the notebook, in its order; none of one that is not there.

    Raises ValueError where the cell says something else than parameters.
    """
    if not notebook.is_file():
        return ()
    zellen = json.loads(notebook.read_text("utf-8"))["cells"]
    quellen = [
        "".join(zelle["source"])
        for zelle in zellen
        if "parameters" in zelle["metadata"].get("tags", ())
    ]
    return tuple(_read_line(zeile) for quelle in quellen for zeile in quelle.splitlines() if zeile)


def _read_line(zeile: str) -> Parameter:
    (angabe,) = ast.parse(zeile).body
    if not (isinstance(angabe, ast.AnnAssign) and isinstance(angabe.target, ast.Name)):
        raise ValueError(f"Kein Parameter: {zeile}")
    typ = _TYPEN[ast.unparse(angabe.annotation)]
    vorgabe = ast.literal_eval(angabe.value) if angabe.value else typ()
    kommentar = _KOMMENTAR.fullmatch(zeile.partition("#")[2].strip())
    name = angabe.target.id
    if name in HAUS or kommentar is None:
        return Parameter(name, typ, vorgabe, name)
    return Parameter(
        name, typ, vorgabe, kommentar["label"], kommentar["hilfe"] or "",
        **_bounds(typ, kommentar["grenzen"] or ""),
    )  # fmt: skip


def _bounds(typ: type, text: str) -> dict[str, Any]:
    if typ is int and (zahlen := _VON_BIS.fullmatch(text)):
        return {"grenzen": (int(zahlen[1]), int(zahlen[2]))}
    if typ is str and text == TAG:
        return {"ist_tag": True}
    if typ is str and text:
        return {"werte": tuple(wert.strip() for wert in text.split(","))}
    return {}
