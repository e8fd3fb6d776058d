"""The parameters of a notebook, read from its own cell: a report's form needs no other home.

One per line: `name: type = default  # Label (bounds): help`. Types are int, bool and str. Bounds
are „5 bis 30“ of a number, „a, b“ of a text that is one of these, „Tag“ of a day. Free text is no
parameter: it would be a place for names, in the log and in lauf.json.
"""

import ast
import io
import json
import re
import tokenize
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
        return True

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
        return "Bitte ja oder nein angeben."


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


@cache
def read_parameter(notebook: Path) -> tuple[Parameter, ...]:
    """Every parameter of the notebook, in its order; none of one that is not there.

    Raises ValueError where the cell says something else than parameters, RuleViolation for a
    default that the notebook would not take.
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
    name, art, vorgabe = _declared(zeile)
    typ = _TYPEN[art]
    kommentar = _KOMMENTAR.fullmatch(_comment(zeile))
    if name in HAUS:
        return Parameter(name, typ, vorgabe, name)
    if kommentar is None:
        raise ValueError(f"Was ist das? {zeile}")
    parameter = Parameter(
        name, typ, vorgabe, kommentar["label"], kommentar["hilfe"] or "",
        **_bounds(typ, kommentar["grenzen"] or ""),
    )  # fmt: skip
    if typ is not bool and not (parameter.grenzen or parameter.werte or parameter.ist_tag):
        raise ValueError(f"Ohne Grenzen nimmt ein Bericht nichts an: {zeile}")
    parameter.check(vorgabe)
    return parameter


def _declared(zeile: str) -> tuple[str, str, Any]:
    """Name, type and default of a line; ValueError for anything else."""
    angaben = ast.parse(zeile).body
    angabe = angaben[0] if len(angaben) == 1 else None
    if not (isinstance(angabe, ast.AnnAssign) and isinstance(angabe.target, ast.Name)):
        raise ValueError(f"Kein Parameter: {zeile}")
    art = ast.unparse(angabe.annotation)
    if art not in _TYPEN or angabe.value is None:
        raise ValueError(f"Ein Parameter ist int, bool oder str und hat eine Vorgabe: {zeile}")
    return angabe.target.id, art, ast.literal_eval(angabe.value)


def _comment(zeile: str) -> str:
    """What stands behind the „#“ that begins the comment, not behind one in a text."""
    teile = tokenize.generate_tokens(io.StringIO(zeile).readline)
    return next((t.string[1:].strip() for t in teile if t.type == tokenize.COMMENT), "")


def _bounds(typ: type, text: str) -> dict[str, Any]:
    if typ is int and (zahlen := _VON_BIS.fullmatch(text)):
        return {"grenzen": (int(zahlen[1]), int(zahlen[2]))}
    if typ is str and text == TAG:
        return {"ist_tag": True}
    if typ is str and text:
        werte = tuple(wert.strip() for wert in text.split(","))
        return {"werte": werte} if all(werte) else {}
    return {}
