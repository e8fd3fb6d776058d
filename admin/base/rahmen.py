"""The frame of every page: menu by role, who is logged in, addresses of files, error pages."""

from dataclasses import dataclass, field
from typing import Any

from flask import Flask, current_app, get_flashed_messages, request, url_for
from flask_wtf.csrf import generate_csrf

from admin.base import einmal, fehlerseiten, hilfetext, verzeichnis
from admin.base.bausteine import asset, frist_marke, symbol
from admin.formatters import format_count, format_date, format_moment, format_value, frist_lage
from admin.security import anfrage
from models.db import acting_as
from models.rules.gefahr import call_words
from models.rules.rechte import SYSTEM, Akteur
from models.rules.rollen import ROLLEN
from models.tables import Konto

_ICH = "ich.index"
_SCHRITT = "vorgang.schritt_view"


@dataclass
class Menue:
    """The main menu of somebody: the row for every day, and what lies behind a category's name."""

    reihe: list[Any] = field(default_factory=list)
    gruppen: dict[str, list[Any]] = field(default_factory=dict)


def init_app(app: Flask) -> None:
    """Give templates their words and the application its error pages."""
    app.context_processor(_context)
    app.jinja_env.globals.update(
        asset=asset,
        symbol=symbol,
        frist=frist_marke,
        frist_lage=frist_lage,
        csrf_token=generate_csrf,
    )
    app.jinja_env.filters.update(
        datum=format_date,
        zeitpunkt=format_moment,
        anzahl=format_count,
        einheit=verzeichnis.einheit_label,
        code=_code,
        rolle=_rolle,
        wert=format_value,
        anruf=call_words,
    )
    einmal.init_app(app)
    fehlerseiten.init_app(app)


def roles_in_words(akteur: Akteur) -> list[str]:
    """The roles somebody acts in: „Teamleitung 502 i. V. für Bernd Brandt“."""
    names = _names({b.vertretung_fuer_id for b in akteur.bindungen} - {None})
    return [
        f"{ROLLEN[b.rolle].bezeichnung} {verzeichnis.einheit_label(b.einheit_id)}"
        + (f" i. V. für {names.get(b.vertretung_fuer_id)}" if b.vertretung_fuer_id else "")
        for b in akteur.bindungen
    ]


def _names(konten: set[Any]) -> dict[Any, str]:
    """Names of the accounts somebody stands in for; most stand in for nobody."""
    if not konten:
        return {}
    with acting_as(SYSTEM):
        rows = Konto.select(Konto.id, Konto.name).where(Konto.id << sorted(konten))
        return {row.id: row.name for row in rows}


def _code(code: str, feld: str) -> str:
    return verzeichnis.code_text(feld, code)


def _rolle(name: str) -> str:
    return ROLLEN[name].bezeichnung if name in ROLLEN else name


def _context() -> dict[str, Any]:
    akteur = anfrage.akteur_if_any()
    return {
        "akteur": akteur,
        "menue": _menu() if akteur else Menue(),
        "ich_endpoint": _ICH if _ICH in current_app.view_functions else None,
        "hilfe_url": _help_url() if akteur else "",
        "anmeldehilfe": None if akteur else hilfetext.page_for(request.endpoint),
        "rollen": roles_in_words(akteur) if akteur else [],
        "heute": anfrage.today(),
        "ist_demo": not current_app.config["KRM"].is_production,
        "meldungen": get_flashed_messages,
    }


def _menu() -> Menue:
    menue = Menue()
    for view in current_app.extensions["admin"][0]._views:
        if view.is_accessible() and view.is_visible():
            group = menue.gruppen.setdefault(view.category, []) if view.category else menue.reihe
            group.append(view)
    return menue


def _help_url() -> str:
    """Where the help of this very screen stands; of this very step where it is one."""
    arguments = request.view_args or {}
    step = arguments.get("was")
    if request.endpoint == _SCHRITT and step in hilfetext.schrittsaetze():
        return url_for("hilfe.schritt", was=step)
    seite = hilfetext.page_for(request.endpoint, arguments)
    if seite is None or seite.name == "hilfe":
        return url_for("hilfe.index")
    return url_for("hilfe.seite", thema=seite.name)
