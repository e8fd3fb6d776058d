"""Whom a step may name: people with the roles it asks for, each with the unit she works for."""

from collections.abc import Iterable
from typing import Any

from wtforms.validators import InputRequired, Optional

from admin.base import verzeichnis
from admin.base.formular import Feld, Schluesselfeld
from admin.base.verzeichnis import Option
from admin.security import anfrage
from models.queries.zustaendige import Inhaber, house_holders, role_holders
from models.rules.ablauf_format import Schrittregel
from models.tables import Vorgang

PERSONENFELDER: dict[str, tuple[str, ...]] = {
    "zustaendige_tl": ("tl",),
    "mitlesend_bl": ("bl",),
    "verantwortlich": ("bearbeitung", "tl"),
    "massnahme_verantwortlich": ("tl", "bl"),
}
"""Fields for a person, and in which roles."""
VON_SELBST = ("zustaendige_tl", "mitlesend_bl")
"""Left empty, KRM finds them by the team."""


def person(name: str, schritt: Schrittregel, vorgang: Vorgang, options: dict[str, Any]) -> Feld:
    """People nearest to the unit of the case; of the whole house where the step chooses the team,
    so that the page needs no script."""
    wide = "team" in (*schritt.pflicht, *schritt.felder)
    find = house_holders if wide else role_holders
    holders = [
        inhaber
        for rolle in PERSONENFELDER[name]
        for inhaber in find(rolle, vorgang.einheit_id, anfrage.today())
    ]
    return _select(name, _options(holders), options)


def team(name: str, vorgang: Vorgang, options: dict[str, Any]) -> Feld:
    """The teams of the Dienststelle in which the case lies."""
    house = anfrage.baum().house(vorgang.einheit_id)
    offered = verzeichnis.einheit_options(arten=("team",))
    return _select(name, [(k, label.strip()) for k, label in offered if int(k) in house], options)


def _select(name: str, choices: list[Option], options: dict[str, Any]) -> Feld:
    label, pflicht = options["label"], options["pflicht"]
    validators = [InputRequired(f"{label} fehlt noch.") if pflicht else Optional()]
    leer = "" if pflicht or name not in VON_SELBST else "– nach dem Team –"
    field = Schluesselfeld(
        label,
        validators,
        options=lambda: choices,
        leer=leer,
        description=options.get("hilfe", ""),
    )
    return name, field


def _options(holders: Iterable[Inhaber]) -> list[Option]:
    units: dict[int, list[str]] = {}
    names: dict[int, str] = {}
    for inhaber in holders:
        einheit = verzeichnis.einheit(inhaber.einheit_id)
        where = f"{einheit.name if einheit else ''}{', Vertretung' if inhaber.vertritt else ''}"
        names[inhaber.konto.id] = inhaber.konto.name
        places = units.setdefault(inhaber.konto.id, [])
        if where not in places:
            places.append(where)
    found = [(str(id), f"{name} – {'; '.join(units[id])}") for id, name in names.items()]
    return sorted(found, key=lambda option: (option[1].casefold(), option[0]))
