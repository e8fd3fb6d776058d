"""Strict reading of a TOML table into a frozen dataclass: the dataclass is the schema.

`key(...)` says what a key may hold. Anything unknown, missing or of the wrong kind raises
RuleViolation with a German sentence that names the file, the table and the key.
"""

from collections.abc import Container, Iterable
from dataclasses import MISSING, Field, field, fields
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


def read_table(cls: type[T], data: dict[str, Any], wo: str) -> T:
    """Build `cls` from a TOML table; `wo` names the place in messages. Raises RuleViolation."""
    known: dict[str, Field[Any]] = {item.name: item for item in fields(cls)}  # type: ignore[arg-type]
    for name in data:
        if name not in known:
            allowed = ", ".join(known)
            raise RuleViolation(f"{wo}: Den Schlüssel „{name}“ gibt es nicht; möglich: {allowed}.")
    for name, item in known.items():
        if name not in data and item.default is MISSING:
            raise RuleViolation(f"{wo}: Der Schlüssel „{name}“ fehlt.")
    return cls(**{name: _value(known[name], data[name], wo) for name in data})


def _value(item: Field[Any], value: Any, wo: str) -> Any:
    kind, table = item.metadata["kind"], item.metadata["table"]
    if not _is_kind(value, kind):
        raise RuleViolation(f"{wo}: „{item.name}“ muss {_ARTEN[kind]} sein.")
    if kind is list:
        return _list(item, value, wo)
    if table is not None:
        return read_table(table, value, f"{wo}, [{item.name}]")
    for text in value if kind is dict else (value,):
        _check_allowed(item.name, text, item.metadata["allowed"], wo)
    if kind is dict:
        for text in value.values():
            _entry(item.name, text, str, wo)
    return value


def _is_kind(value: Any, kind: type) -> bool:
    if kind is int:
        return isinstance(value, int) and not isinstance(value, bool) and value >= 0
    if kind is date:
        return isinstance(value, date) and not isinstance(value, datetime)
    return isinstance(value, kind)


def _list(item: Field[Any], values: list[Any], wo: str) -> tuple[Any, ...]:
    table = item.metadata["table"]
    if table is not None:
        return tuple(
            read_table(table, _entry(item.name, value, dict, wo), f"{wo}, [[{item.name}]] Nr. {nr}")
            for nr, value in enumerate(values, start=1)
        )
    for value in values:
        _check_allowed(item.name, _entry(item.name, value, str, wo), item.metadata["allowed"], wo)
    if len(set(values)) != len(values):
        raise RuleViolation(f"{wo}: „{item.name}“ nennt etwas doppelt.")
    return tuple(values)


def _entry(name: str, value: Any, kind: type, wo: str) -> Any:
    if not isinstance(value, kind):
        raise RuleViolation(f"{wo}: Jeder Eintrag von „{name}“ muss {_ARTEN[kind]} sein.")
    return value


def _check_allowed(name: str, value: Any, allowed: Container[str] | None, wo: str) -> None:
    if allowed is not None and value not in allowed:
        names = ", ".join(sorted(allowed))  # type: ignore[call-overload]
        raise RuleViolation(f"{wo}: „{name}“ kennt „{value}“ nicht; möglich: {names}.")
