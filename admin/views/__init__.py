"""The screens, in the order of the menu."""

from typing import Any

from flask import Flask
from flask_admin import Admin, BaseView
from flask_admin.theme import Theme

from admin.views import freigabe
from admin.views.bericht import BerichtView
from admin.views.berichtsadresse import BerichtsadresseView, circle
from admin.views.berichtslauf import run_title
from admin.views.berichtszeit import in_words
from admin.views.briefkopf import BriefkopfView
from admin.views.code import CodeView
from admin.views.eingang import EingangView
from admin.views.einheit import EinheitView
from admin.views.gefahr import GefahrView
from admin.views.hilfe import HilfeView
from admin.views.ich import IchView
from admin.views.kalender import OEFFENTLICH as KALENDER
from admin.views.konto import KontoView
from admin.views.post import PostView
from admin.views.protokoll import ProtokollView
from admin.views.regelwerk import RegelwerkView
from admin.views.rolle import RolleView
from admin.views.start import StartView
from admin.views.strichliste import StrichlisteView
from admin.views.strichzaehler import OEFFENTLICH
from admin.views.textbaustein import TextbausteinView
from admin.views.verfahren import VerfahrenView
from admin.views.vorgang import VorgangView
from admin.views.zeitplan import ZeitplanView
from models.tables import (
    Berichtsadresse,
    Briefkopf,
    Codewert,
    Einheit,
    Ereignis,
    Konto,
    Lauf,
    Rollenzuweisung,
    Strichliste,
    Textbaustein,
    Vorgang,
    Zeitplan,
)

VERWALTUNG = "Verwaltung"
"""The menu's row holds what is needed every day; a screen of this category lies one click away."""


def init_app(app: Flask) -> None:
    """Register every screen."""
    app.register_blueprint(OEFFENTLICH)
    app.register_blueprint(KALENDER)
    freigabe.init_app(app)
    app.jinja_env.filters["berichtstitel"] = run_title
    app.jinja_env.filters["zeitraum"] = in_words
    app.jinja_env.filters["kreis"] = circle
    # All templates are ours; the folder only has to be none of those that are shipped.
    admin = Admin(
        app,
        name="KRM",
        index_view=StartView("Start", endpoint="start", url="/", menu_icon_value="house"),
        theme=Theme(folder="krm5", base_template="layout.html"),
        static_url_path="/static",
    )
    admin.add_views(*_daily(), *_administration(), *_reached_from_elsewhere())


def _daily() -> list[BaseView]:
    """The menu's row."""
    return [
        EingangView("Eingang", endpoint="eingang", url="/eingang", menu_icon_value="plus-lg"),
        VorgangView(Vorgang, "Vorgänge", endpoint="vorgang", menu_icon_value="inbox"),
        StrichlisteView(
            Strichliste, "Strichliste", endpoint="strichliste", menu_icon_value="check2-square"
        ),
        BerichtView(Lauf, "Berichte", endpoint="bericht", menu_icon_value="bar-chart"),
        GefahrView(
            "Notfall", endpoint="gefahr", url="/gefahr", menu_icon_value="exclamation-triangle"
        ),
    ]


def _administration() -> list[BaseView]:
    """What the menu unfolds."""
    inside: dict[str, Any] = {"category": VERWALTUNG}
    return [
        EinheitView(
            Einheit, "Einheiten", endpoint="einheit", menu_icon_value="diagram-3", **inside
        ),
        KontoView(Konto, "Konten", endpoint="konto", menu_icon_value="people", **inside),
        RolleView(Rollenzuweisung, "Rollen", endpoint="rolle", menu_icon_value="key", **inside),
        freigabe.FreigabeView(
            "Freigaben", endpoint="freigabe", url="/freigabe", menu_icon_value="check2-square",
            **inside,
        ),
        CodeView(Codewert, "Codelisten", endpoint="code", menu_icon_value="tags", **inside),
        TextbausteinView(
            Textbaustein, "Textbausteine", endpoint="textbaustein", menu_icon_value="pencil",
            **inside,
        ),
        BriefkopfView(
            Briefkopf, "Briefkopf", endpoint="briefkopf", menu_icon_value="file-earmark-text",
            **inside,
        ),
        BerichtsadresseView(
            Berichtsadresse, "Adressen für Berichte", endpoint="berichtsadresse",
            menu_icon_value="box-arrow-right", **inside,
        ),
        ZeitplanView(
            Zeitplan, "Zeitpläne", endpoint="zeitplan", menu_icon_value="hourglass-split", **inside
        ),
        RegelwerkView(
            "Regelwerke", endpoint="regelwerk", url="/regelwerk", menu_icon_value="list-check",
            **inside,
        ),
        PostView(
            "E-Mails", endpoint="post", url="/post", menu_icon_value="box-arrow-right", **inside
        ),
        ProtokollView(
            Ereignis, "Protokoll", endpoint="protokoll", menu_icon_value="shield-check", **inside
        ),
    ]  # fmt: skip


def _reached_from_elsewhere() -> list[BaseView]:
    """Screens that stand in no menu."""
    return [
        VerfahrenView("Verfahrensdokumentation", endpoint="verfahren", url="/vorgang/verfahren"),
        IchView("Mein KRM", endpoint="ich", url="/ich"),
        HilfeView("Hilfe", endpoint="hilfe", url="/hilfe"),
    ]
