"""Code lists that a house may extend; a new meaning is a new value."""

from admin.base import KrmView
from admin.base.filter import WahlFilter
from admin.base.formular import Formular, Gruppe, datum, text, typed_values, wahl, zahl
from admin.base.handlung import Handlung
from admin.formatters import field_label
from admin.security import anfrage
from models.actions.codes import ERWEITERBAR, add_code, close_code, update_code
from models.rules.codes import CODES
from models.rules.rollen import Recht
from models.tables import Codewert


def _close(row: Codewert, form: Formular, version: int) -> None:
    close_code(by=anfrage.akteur(), now=anfrage.now(), code_id=row.id, version=version,
               gueltig_bis=form["gueltig_bis"].data)  # fmt: skip


def _listname(view: KrmView, context: object, row: Codewert, name: str) -> str:
    return field_label(row.feld)


class CodeView(KrmView):
    rechte = {
        "index_view": Recht.CODE_LESEN,
        "filter_view": Recht.CODE_LESEN,
        "details_view": Recht.CODE_LESEN,
        "create_view": Recht.CODE_PFLEGEN,
        "edit_view": Recht.CODE_PFLEGEN,
        "handlung_view": Recht.CODE_PFLEGEN,
    }
    column_list = ("bezeichnung", "feld", "code", "gueltig_ab", "gueltig_bis")
    column_sortable_list = ("bezeichnung", "feld", "code", "gueltig_ab")
    column_labels = {"bezeichnung": "Bezeichnung", "feld": "Liste", "code": "Code",
                     "gueltig_ab": "Gültig ab", "gueltig_bis": "Gültig bis",
                     "position": "Reihenfolge"}  # fmt: skip
    column_formatters = {"feld": _listname}
    standard_sortierung = ("feld", False)
    filter = (WahlFilter(Codewert.feld, "Liste", tuple(
        (feld, field_label(feld)) for feld in CODES)),)  # fmt: skip
    neu_titel = "Neuer Wert"
    gruppen = (Gruppe("Wert", (
        wahl("feld", [(feld, field_label(feld)) for feld in ERWEITERBAR], label="Liste",
             pflicht=True, hilfe="Andere Listen liegen durch Weisung fest."),
        text("bezeichnung", label="Bezeichnung", pflicht=True),
        datum("gueltig_ab", label="Gültig ab", pflicht=True, default=anfrage.today),
        zahl("position", label="Reihenfolge", bis=9999),
    )),)  # fmt: skip
    details_gruppen = (("Wert", (*column_list, "position")),)
    handlungen = (
        Handlung("beenden", "Beenden", Recht.CODE_PFLEGEN, _close, "Der Wert ist beendet.",
                 "Was unter diesem Wert gezählt wurde, behält seine Bezeichnung.",
                 (Gruppe("Letzter Tag", (
                     datum("gueltig_bis", label="Gültig bis", pflicht=True),)),),
                 passt=lambda row: row.gueltig_bis is None and row.feld in ERWEITERBAR,
                 symbol="x-circle"),
    )  # fmt: skip

    def row_title(self, row: Codewert) -> str:
        return row.bezeichnung

    def prepare_form(self, form: Formular, row: Codewert | None) -> None:
        if row is not None:
            form.drop(["feld", "gueltig_ab"])

    def create_row(self, form: Formular) -> Codewert:
        werte = {name: value for name, value in typed_values(form).items() if value is not None}
        return add_code(by=anfrage.akteur(), now=anfrage.now(), werte=werte)

    def update_row(self, row: Codewert, form: Formular, version: int) -> None:
        update_code(by=anfrage.akteur(), now=anfrage.now(), code_id=row.id, version=version,
                    werte=typed_values(form))  # fmt: skip
