"""What only one report asks for, in the form that starts it: from its notebook's own parameters."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from admin.base.formular import Feld, Gruppe, datum, wahl, zahl
from models.rules.fehler import RuleViolation
from models.tables import Bericht
from notebooks import catalogue
from notebooks.parameter import Parameter

JA_NEIN = (("ja", "ja"), ("nein", "nein"))


def groups(berichte: Iterable[catalogue.Bericht]) -> tuple[Gruppe, ...]:
    """A group for each report that has parameters of its own."""
    return tuple(
        Gruppe(
            f"Nur für „{entry.titel}“",
            tuple(_field(entry.name, parameter) for parameter in entry.eigene),
            klappt=True,
        )
        for entry in berichte
        if entry.eigene
    )


def chosen(name: str, values: Mapping[str, Any]) -> str:
    """What differs from the defaults of that report, as its runs keep it.

    Raises RuleViolation with the field to mend, also for what belongs to another report.
    """
    entry = catalogue.bericht(name)
    for other in catalogue.BERICHTE:
        if other is not entry and (field := _changed(other, values)):
            satz = f"Das gilt nur für „{other.titel}“. Bitte hier die Vorgabe stehen lassen."
            raise RuleViolation(satz, field)
    try:
        return entry.read(_texts(entry, values))
    except RuleViolation as violation:
        raise RuleViolation(violation.satz, _name(name, violation.feld or "")) from None


def fields_of(bericht: Bericht) -> dict[str, str]:
    """What the form would post for the parameters of this report; the defaults are not named."""
    if not bericht.parameter:
        return {}
    eigene = {p.name: p for p in catalogue.bericht(bericht.name).eigene}
    return {
        _name(bericht.name, name): eigene[name].as_text(wert)
        for name, wert in json.loads(bericht.parameter).items()
        if name in eigene
    }


def in_words(bericht: Bericht) -> list[tuple[str, str]]:
    """Label and value of each parameter that is not the default."""
    entry = next((e for e in catalogue.BERICHTE if e.name == bericht.name), None)
    eigene = {p.name: p for p in entry.eigene} if entry else {}
    return [
        (eigene[name].label, eigene[name].as_text(wert)) if name in eigene else (name, str(wert))
        for name, wert in json.loads(bericht.parameter or "{}").items()
    ]


def _field(bericht: str, p: Parameter) -> Feld:
    name = _name(bericht, p.name)
    options: dict[str, Any] = {"label": p.label, "hilfe": p.hilfe}
    vorgabe = p.as_text(p.vorgabe)
    if p.typ is bool:
        return wahl(name, JA_NEIN, default=vorgabe, **options)
    if p.werte:
        return wahl(name, [(wert, wert) for wert in p.werte], default=vorgabe, **options)
    if p.grenzen:
        return zahl(name, von=p.grenzen[0], bis=p.grenzen[1], default=p.vorgabe, **options)
    return datum(name, **options)


def _name(bericht: str, parameter: str) -> str:
    return f"{bericht.replace('-', '_')}__{parameter}"


def _texts(entry: catalogue.Bericht, values: Mapping[str, Any]) -> dict[str, str]:
    """What was filled in; a field left empty or not sent means the default."""
    given = {p.name: values.get(_name(entry.name, p.name)) for p in entry.eigene}
    return {name: str(value) for name, value in given.items() if value is not None}


def _changed(entry: catalogue.Bericht, values: Mapping[str, Any]) -> str:
    """The first field of this report that does not hold its default."""
    texte = _texts(entry, values)
    for p in entry.eigene:
        if p.name in texte and texte[p.name] != p.as_text(p.vorgabe):
            return _name(entry.name, p.name)
    return ""


GRUPPEN = groups(catalogue.BERICHTE)
