"""The tree of Organisationseinheiten."""

from types import SimpleNamespace
from typing import Any

from admin.base import KrmView
from admin.base.filter import Ansicht, CodeFilter, EinheitFilter
from admin.base.formular import Formular
from admin.security import anfrage
from admin.views import einheitsformular as felder
from admin.views.einheitsfelder import at_field
from admin.views.einheitsseite import house_details
from models.actions.einheiten import create_einheit, delete_einheit, update_einheit
from models.rules.fehler import RuleViolation
from models.rules.rollen import Recht
from models.tables import Einheit


class EinheitView(KrmView):
    rechte = {
        "index_view": Recht.EINHEIT_LESEN,
        "filter_view": Recht.EINHEIT_LESEN,
        "details_view": Recht.EINHEIT_LESEN,
        "create_view": Recht.EINHEIT_PFLEGEN,
        "edit_view": Recht.EINHEIT_PFLEGEN,
        "delete_view": Recht.EINHEIT_PFLEGEN,
        "handlung_view": Recht.EINHEIT_PFLEGEN,
    }
    column_list = ("kuerzel", "name", "art", "eltern", "gueltig_ab", "gueltig_bis")
    column_sortable_list = ("kuerzel", "name", "gueltig_ab")
    column_labels = {"kuerzel": "Kürzel", "name": "Name", "art": "Art", "eltern": "Gehört zu",
                     "gueltig_ab": "Gültig ab", "gueltig_bis": "Gültig bis",
                     "vorgaenger": "Hervorgegangen aus"}  # fmt: skip
    code_lists = {"art": "einheit_art"}
    standard_sortierung = ("kuerzel", False)
    filter = (CodeFilter(Einheit.art, "Art", liste="einheit_art"),
              EinheitFilter(Einheit.id, "Einheit mit allem darunter"))  # fmt: skip
    ansichten = (Ansicht("gueltig", "Heute gültige", lambda today: (Einheit.gueltig_ab <= today) & (
        Einheit.gueltig_bis.is_null() | (Einheit.gueltig_bis >= today))),)  # fmt: skip
    neu_titel = "Neue Einheit"
    gruppen = felder.GRUPPEN
    details_gruppen = (("Einheit", ("kuerzel", "name", "art", "eltern", "gueltig_ab",
                                    "gueltig_bis", "vorgaenger")),)  # fmt: skip
    details_template = "einheit.html"
    handlungen = felder.HANDLUNGEN

    def rights_object(self, row: Einheit) -> Any:
        return SimpleNamespace(einheit_id=row.id)

    def row_title(self, row: Einheit) -> str:
        return f"{row.kuerzel} · {row.name}"

    def form_values(self, row: Einheit) -> dict[str, Any]:
        return felder.form_values(row)

    def prepare_form(self, form: Formular, row: Einheit | None) -> None:
        felder.prepare(form, row)

    def details_context(self, row: Einheit) -> dict[str, Any]:
        return {"haus": house_details(row, anfrage.today()) if row.art == "dienststelle" else None}

    def create_row(self, form: Formular) -> Einheit:
        try:
            return create_einheit(by=anfrage.akteur(), now=anfrage.now(),
                                  werte=felder.values_from(form))  # fmt: skip
        except RuleViolation as violation:
            raise at_field(violation) from None

    def update_row(self, row: Einheit, form: Formular, version: int) -> None:
        try:
            update_einheit(by=anfrage.akteur(), now=anfrage.now(), einheit_id=row.id,
                           version=version, werte=felder.values_from(form))  # fmt: skip
        except RuleViolation as violation:
            raise at_field(violation) from None

    def delete_row(self, row: Einheit, version: int) -> None:
        delete_einheit(by=anfrage.akteur(), now=anfrage.now(), einheit_id=row.id)
