"""Two people change one row: the second sees both versions field by field and decides.

A form carries a fingerprint of every value it was opened with. Thus it can be told afterwards who
changed what: only a field that both changed is a question, for the rest the answer is proposed.
"""

import hashlib
import hmac
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from flask import current_app
from werkzeug.datastructures import MultiDict
from wtforms import SelectField
from wtforms.fields.core import Field

from admin.base.formular import Formular, Mehrfachfeld, labels, typed_values
from admin.formatters import LEER, format_value

WAHL = "uebernahme_"
_LENGTH = 12


@dataclass(frozen=True)
class Unterschied:
    """A field whose two versions differ. `beide`: both persons changed it; `vorschlag` is
    „aktuell“ where only the other one did, else „eigene“."""

    name: str
    label: str
    aktuell: str
    eigene: str
    beide: bool
    vorschlag: str

    @property
    def wahl(self) -> str:
        return f"{WAHL}{self.name}"


def fingerprints(form: Formular) -> str:
    """What the form was opened with, without telling it: one short keyed hash per field."""
    values = typed_values(form)
    return ",".join(f"{name}:{_fingerprint(name, value)}" for name, value in values.items())


def differences(mine: Formular, current: Formular, opened_with: str) -> list[Unterschied]:
    """Fields whose posted and stored values differ, with a proposal for each."""
    opened = dict(part.split(":", 1) for part in opened_with.split(",") if ":" in part)
    return list(_differences(mine, current, opened))


def resolve(posted: MultiDict, current: Formular) -> MultiDict:
    """The posted form with the stored value wherever the person chose that one."""
    chosen = posted.copy()
    for field in current:
        if posted.get(f"{WAHL}{field.name}") == "aktuell":
            chosen.setlist(field.name, [raw(field)])
    return chosen


def raw(field: Field) -> str:
    """A field's value as a browser would post it."""
    value = field._value() if hasattr(field, "_value") else field.data
    return "" if value is None else str(value)


def _differences(
    mine: Formular, current: Formular, opened: Mapping[str, str]
) -> Iterator[Unterschied]:
    own, stored = typed_values(mine), typed_values(current)
    for field in mine:
        name = field.name
        if name not in stored or own[name] == stored[name]:
            continue
        i_did = opened.get(name) != _fingerprint(name, own[name])
        they_did = opened.get(name) != _fingerprint(name, stored[name])
        yield Unterschied(
            name,
            field.label.text,
            shown(current[name]),
            shown(field),
            beide=i_did and they_did,
            vorschlag="eigene" if i_did else "aktuell",
        )


def shown(field: Field) -> str:
    """A field's value as people read it."""
    if isinstance(field, SelectField):
        return labels(field).get(field.data, field.data).strip() if field.data else LEER
    if isinstance(field, Mehrfachfeld):
        return ", ".join(label for _, label, ticked in field.boxes() if ticked) or LEER
    return format_value(field.name, field.data)


def _fingerprint(name: str, value: Any) -> str:
    key = current_app.config["SECRET_KEY"].encode()
    return hmac.new(key, f"{name}={value!r}".encode(), hashlib.sha256).hexdigest()[:_LENGTH]
