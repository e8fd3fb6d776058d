"""Strict reading of a TOML table into a frozen dataclass: the dataclass is the schema.

`key(...)` says what a key may hold. Everything unknown, missing or of the wrong kind becomes a
Fundfehler with a German sentence that names the file, the table and the key.
"""

from collections.abc import Container, Iterable
from dataclasses import MISSING, Field, dataclass, field, fields, replace
from datetime import date, datetime
from typing import Any, TypeVar

from models.rules.fehler import RuleViolation

T = TypeVar("T")

_ARTEN: dict[type, str] = {
    str: "ein Text in Anführungszeichen",
    bool: "true oder false",
    int: "eine ganze Zahl ab 0",
    date: "ein Datum wie 2022-06-07",
    list: "eine Liste in eckigen Klammern",
    dict: "eine Tabelle",
}


@dataclass(frozen=True)
class Ort:
    """A place in a file: the tables down to it as (name, number in its array or None), the key."""

    datei: str
    pfad: tuple[tuple[str, int | None], ...] = ()
    schluessel: str | None = None

    def inside(self, name: str, nr: int | None = None) -> "Ort":
        return Ort(self.datei, (*self.pfad, (name, nr)))

    def at(self, schluessel: str) -> "Ort":
        return replace(self, schluessel=schluessel)

    def __str__(self) -> str:
        tables = [f"[[{name}]] Nr. {nr}" if nr else f"[{name}]" for name, nr in self.pfad]
        return ", ".join([self.datei, *tables])


class Fundfehler(RuleViolation):
    """A broken rule of the format at a place; `alle` lists every one found, itself first."""

    def __init__(self, satz: str, ort: Ort) -> None:
        super().__init__(f"{ort}: {satz}")
        self.kern = satz
        self.ort = ort
        self.alle: tuple[Fundfehler, ...] = (self,)


def raise_all(fehler: list[Fundfehler]) -> None:
    """Raise the first one, which carries the rest; nothing if there is none."""
    if fehler:
        fehler[0].alle = tuple(fehler)
        raise fehler[0]


def key(
    kind: type,
    *,
    default: Any = MISSING,
    allowed: Iterable[str] | None = None,
    table: type | None = None,
) -> Any:
    """Describe one key: its TOML `kind`, the `allowed` texts, the dataclass of a sub-`table`.

    A `list` with a `table` is an array of tables, a `dict` with a `table` one table.
    """
    metadata = {"kind": kind, "allowed": tuple(allowed) if allowed else None, "table": table}
    return field(default=default, metadata=metadata, kw_only=True)


def read_table(cls: type[T], data: dict[str, Any], ort: Ort) -> T:
    """Build `cls` from a TOML table. Raises Fundfehler with everything wrong in it."""
    fehler: list[Fundfehler] = []
    found = _read(cls, data, ort, fehler)
    raise_all(fehler)
    return found


def _read(cls: type[T], data: dict[str, Any], ort: Ort, fehler: list[Fundfehler]) -> Any:
    before = len(fehler)
    known: dict[str, Field[Any]] = {item.name: item for item in fields(cls)}  # type: ignore[arg-type]
    for name in data.keys() - known.keys():
        satz = f"Den Schlüssel „{name}“ gibt es nicht; möglich: {', '.join(known)}."
        fehler.append(Fundfehler(satz, ort.at(name)))
    for name, item in known.items():
        if name not in data and item.default is MISSING:
            fehler.append(Fundfehler(f"Der Schlüssel „{name}“ fehlt.", ort))
    values = {
        name: _value(known[name], value, ort, fehler)
        for name, value in data.items()
        if name in known
    }
    return cls(**values) if len(fehler) == before else None


def _value(item: Field[Any], value: Any, ort: Ort, fehler: list[Fundfehler]) -> Any:
    kind, table = item.metadata["kind"], item.metadata["table"]
    here = ort.at(item.name)
    if not _is_kind(value, kind):
        fehler.append(Fundfehler(f"„{item.name}“ muss {_ARTEN[kind]} sein.", here))
    elif kind is list:
        return _list(item, value, ort, fehler)
    elif table is not None:
        return _read(table, value, ort.inside(item.name), fehler)
    else:
        _check_texts(item, value, here, fehler)
    return value


def _check_texts(item: Field[Any], value: Any, here: Ort, fehler: list[Fundfehler]) -> None:
    is_table = isinstance(value, dict)
    for text in value if is_table else (value,):
        _check_allowed(item, text, here, fehler)
    if is_table and not all(isinstance(text, str) for text in value.values()):
        fehler.append(_wrong_entry(item.name, str, here))


def _is_kind(value: Any, kind: type) -> bool:
    if kind is int:
        return isinstance(value, int) and not isinstance(value, bool) and value >= 0
    if kind is date:
        return isinstance(value, date) and not isinstance(value, datetime)
    return isinstance(value, kind)


def _list(item: Field[Any], values: list[Any], ort: Ort, fehler: list[Fundfehler]) -> Any:
    table, here = item.metadata["table"], ort.at(item.name)
    kind = str if table is None else dict
    if not all(isinstance(value, kind) for value in values):
        fehler.append(_wrong_entry(item.name, kind, here))
        return ()
    if table is not None:
        return tuple(
            _read(table, value, ort.inside(item.name, nr), fehler)
            for nr, value in enumerate(values, start=1)
        )
    for value in values:
        _check_allowed(item, value, here, fehler)
    if len(set(values)) != len(values):
        fehler.append(Fundfehler(f"„{item.name}“ nennt etwas doppelt.", here))
    return tuple(values)


def _wrong_entry(name: str, kind: type, here: Ort) -> Fundfehler:
    return Fundfehler(f"Jeder Eintrag von „{name}“ muss {_ARTEN[kind]} sein.", here)


def _check_allowed(item: Field[Any], value: Any, here: Ort, fehler: list[Fundfehler]) -> None:
    allowed: Container[str] | None = item.metadata["allowed"]
    if allowed is not None and value not in allowed:
        names = ", ".join(sorted(allowed))  # type: ignore[call-overload]
        satz = f"„{item.name}“ kennt „{value}“ nicht; möglich: {names}."
        fehler.append(Fundfehler(satz, here))
