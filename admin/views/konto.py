"""Accounts, their passwords and locks; the roles of an account stand on its page."""

from typing import Any

from admin.base import KrmView
from admin.base.filter import Ansicht, EinheitFilter
from admin.base.formular import Formular, Gruppe, einheit, text, typed_values
from admin.security import anfrage
from admin.views import kontohandlungen as tun
from models.actions.konten import create_konto, delete_konto, update_konto
from models.queries.konten import named_like, role_rows
from models.rules.rollen import Recht
from models.tables import Konto


class KontoView(KrmView):
    rechte = {
        "index_view": Recht.KONTO_LESEN,
        "filter_view": Recht.KONTO_LESEN,
        "details_view": Recht.KONTO_LESEN,
        "create_view": Recht.KONTO_PFLEGEN,
        "edit_view": Recht.KONTO_PFLEGEN,
        "delete_view": Recht.KONTO_PFLEGEN,
        "handlung_view": Recht.KONTO_PFLEGEN,
    }
    column_list = ("name", "login", "einheit", "email", "active")
    column_sortable_list = ("name", "login", "einheit")
    column_labels = {"name": "Name", "login": "Anmeldename", "einheit": "Einheit",
                     "email": "E-Mail", "active": "Stand", "angelegt_am": "Angelegt am",
                     "angemeldet_am": "Zuletzt angemeldet"}  # fmt: skip
    column_formatters = {"active": tun.state}
    standard_sortierung = ("name", False)
    filter = (EinheitFilter(Konto.einheit, "Einheit"),)
    ansichten = (Ansicht("gesperrt", "Gesperrte", lambda today: ~Konto.active),)
    suchhilfe = "Name oder Anmeldename"
    neu_titel = "Neues Konto"
    gruppen = (Gruppe("Konto", (
        text("name", label="Name", pflicht=True),
        text("login", label="Anmeldename", pflicht=True, laenge=80),
        text("email", label="E-Mail-Adresse", pflicht=True),
        einheit("einheit", label="Einheit", pflicht=True, recht=Recht.KONTO_PFLEGEN),
    )),)  # fmt: skip
    details_gruppen = (("Konto", ("name", "login", "einheit", "email", "active", "angelegt_am")),)
    details_template = "konto.html"
    list_template = "konten.html"
    handlungen = tun.HANDLUNGEN

    def search_term(self, text: str) -> Any:
        return named_like(text)

    def row_title(self, row: Konto) -> str:
        return row.name

    def details_context(self, row: Konto) -> dict[str, Any]:
        rows = role_rows(anfrage.today())
        return {
            "rollenzeilen": [z for z in rows if z.zuweisung.konto_id == row.id],
            "vertreten": [z for z in rows if z.zuweisung.vertretung_fuer_id == row.id],
            "darf_rolle_geben": self.allowed(Recht.ROLLE_VERGEBEN),
        }

    def create_row(self, form: Formular) -> Konto:
        return create_konto(by=anfrage.akteur(), now=anfrage.now(), werte=typed_values(form))

    def update_row(self, row: Konto, form: Formular, version: int) -> None:
        update_konto(by=anfrage.akteur(), now=anfrage.now(), konto_id=row.id, version=version,
                     werte=typed_values(form))  # fmt: skip

    def delete_row(self, row: Konto, version: int) -> None:
        delete_konto(by=anfrage.akteur(), now=anfrage.now(), konto_id=row.id)
