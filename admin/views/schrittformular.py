"""The form of a step, made from what its Regelwerk asks for, and its way to a Tat."""

from collections.abc import Iterator
from typing import Any

from peewee import BooleanField as BooleanColumn
from peewee import DateField as DateColumn
from peewee import Field as Column
from wtforms import BooleanField
from wtforms.validators import InputRequired, Optional

from admin.base.formular import (
    Feld,
    Formular,
    Gruppe,
    Schluesselfeld,
    auswahl,
    datum,
    einheit,
    ja_nein,
    langtext,
    text,
    typed,
)
from admin.security import anfrage
from models.actions.schritte import Tat
from models.queries.schritte import Angebot
from models.queries.zustaendige import role_holders
from models.rules.ablauf_fakten import label_of
from models.rules.ablauf_format import VERMERKE
from models.rules.codes import CODES
from models.tables import Anliegen, Inhalt, Konto, Vorgang

_SPALTEN: dict[str, Column] = {**Inhalt._meta.fields, **Vorgang._meta.fields}
# Whom a step may name: the roles asked for, nearest to the unit of the case.
_ROLLEN = {
    "zustaendige_tl": ("tl",),
    "mitlesend_bl": ("bl",),
    "verantwortlich": ("bearbeitung", "tl"),
    "massnahme_verantwortlich": ("tl", "bl"),
}
_ANTWORT = "anliegen_antwort"


def groups_of(angebot: Angebot, vorgang: Vorgang, anliegen: list[Anliegen]) -> tuple[Gruppe, ...]:
    """The fieldset of a step; empty where a click is enough."""
    felder = tuple(_fields(angebot, vorgang, anliegen))
    return (Gruppe("Angaben", felder),) if felder else ()


def tat_of(angebot: Angebot, form: Formular) -> Tat:
    """What was typed, as the action takes it."""
    werte = {field.name: typed(field) for field in form if field.name != "begruendung"}
    antworten = [werte.pop(name) for name in sorted(werte) if name.startswith(f"{_ANTWORT}_")]
    if antworten:
        werte[_ANTWORT] = antworten
    given = {name: value for name, value in werte.items() if value is not None}
    begruendung = form["begruendung"].data if "begruendung" in form else ""
    return Tat(angebot.schritt.name, given, begruendung or "")


def _fields(angebot: Angebot, vorgang: Vorgang, anliegen: list[Anliegen]) -> Iterator[Feld]:
    schritt = angebot.schritt
    for name in dict.fromkeys((*angebot.pflicht, *angebot.felder)):
        pflicht = name in angebot.pflicht
        if name == _ANTWORT:
            yield from (_answer(punkt) for punkt in anliegen)
        else:
            yield _field(name, pflicht, vorgang)
    for name, label in schritt.angaben.items():
        yield langtext(name, zeilen=2, label=label, pflicht=True)
    for name, satz in schritt.bestaetigt.items():
        yield name, BooleanField(satz, [InputRequired(f"Bitte bestätigen: {satz}")])
    if schritt.vermerk:
        yield langtext("begruendung", label=VERMERKE[schritt.vermerk], pflicht=True)


def _answer(punkt: Anliegen) -> Feld:
    label = f"Rückmeldung zu Anliegen {punkt.anliegen_nr}"
    return langtext(f"{_ANTWORT}_{punkt.anliegen_nr}", zeilen=2, label=label, pflicht=True)


def _field(name: str, pflicht: bool, vorgang: Vorgang) -> Feld:
    options: dict[str, Any] = {"label": label_of(name), "pflicht": pflicht}
    column = _SPALTEN.get(name)
    if name in _ROLLEN:
        return _person(name, vorgang, options)
    if name == "team":
        return einheit(name, arten=("team",), **options)
    if name in CODES:
        return auswahl(name, **options)
    if isinstance(column, DateColumn) or name.endswith("_termin"):
        return datum(name, default=anfrage.today if pflicht else None, **options)
    if isinstance(column, BooleanColumn):
        return ja_nein(name, **options)
    if name in Inhalt._meta.fields:
        return langtext(name, zeilen=3, **options)
    return text(name, laenge=60, **options)


def _person(name: str, vorgang: Vorgang, options: dict[str, Any]) -> Feld:
    """People who hold the role for the unit of the case; the only one is proposed."""
    people = _holders(_ROLLEN[name], vorgang)
    label, pflicht = options["label"], options["pflicht"]
    validators = [InputRequired(f"{label} fehlt noch.") if pflicht else Optional()]
    proposed = str(people[0].id) if len(people) == 1 else ""
    choices = [(str(konto.id), konto.name) for konto in people]
    return name, Schluesselfeld(label, validators, options=lambda: choices, default=proposed)


def _holders(rollen: tuple[str, ...], vorgang: Vorgang) -> list[Konto]:
    found = {
        inhaber.konto.id: inhaber.konto
        for rolle in rollen
        for inhaber in role_holders(rolle, vorgang.einheit_id, anfrage.today())
    }
    return sorted(found.values(), key=lambda konto: (konto.name.casefold(), konto.id))
