"""Roles and deputies: who holds what, where, from when until when."""

from datetime import date

from peewee import Expression

from admin.base import KrmView
from admin.base.filter import Ansicht, EinheitFilter, WahlFilter
from admin.base.formular import Formular, Gruppe, datum, einheit, konto, typed_values, wahl
from admin.base.handlung import Handlung
from admin.security import anfrage
from models.actions.rollen import Vergabe, end_rolle, give_rolle
from models.queries.vertretungen import lendable
from models.rules.rollen import ROLLEN, Recht
from models.tables import Rollenzuweisung

_NAMEN = tuple((rolle.name, rolle.bezeichnung) for rolle in ROLLEN.values())


def _end(row: Rollenzuweisung, form: Formular, version: int) -> None:
    end_rolle(by=anfrage.akteur(), now=anfrage.now(), rolle_id=row.id, version=version,
              gueltig_bis=form["gueltig_bis"].data)  # fmt: skip


def _running(today: date) -> Expression:
    begun = Rollenzuweisung.gueltig_ab <= today
    return begun & (Rollenzuweisung.gueltig_bis.is_null() | (Rollenzuweisung.gueltig_bis >= today))


def _lent(today: date) -> Expression:
    return Rollenzuweisung.vertretung_fuer.is_null(False) & (Rollenzuweisung.gueltig_bis >= today)


def _future(today: date) -> Expression:
    return Rollenzuweisung.gueltig_ab > today


def _past(today: date) -> Expression:
    return Rollenzuweisung.gueltig_bis < today


def _rolle(view: KrmView, context: object, row: Rollenzuweisung, name: str) -> str:
    return ROLLEN[row.rolle].bezeichnung if row.rolle in ROLLEN else row.rolle


class RolleView(KrmView):
    rechte = {
        "index_view": Recht.KONTO_LESEN,
        "filter_view": Recht.KONTO_LESEN,
        "details_view": Recht.KONTO_LESEN,
        "create_view": Recht.ROLLE_VERGEBEN,
        "handlung_view": Recht.ROLLE_VERGEBEN,
    }
    column_list = ("konto", "rolle", "einheit", "gueltig_ab", "gueltig_bis", "vertretung_fuer")
    column_sortable_list = ("rolle", "einheit", "gueltig_ab", "gueltig_bis")
    column_labels = {"konto": "Konto", "rolle": "Rolle", "einheit": "Für Einheit",
                     "gueltig_ab": "Gültig ab", "gueltig_bis": "Gültig bis",
                     "vertretung_fuer": "In Vertretung für"}  # fmt: skip
    column_formatters = {"rolle": _rolle}
    standard_sortierung = ("einheit", False)
    filter = (WahlFilter(Rollenzuweisung.rolle, "Rolle", _NAMEN),
              EinheitFilter(Rollenzuweisung.einheit, "Einheit"))  # fmt: skip
    ansichten = (Ansicht("gueltig", "Heute gültig", _running),
                 Ansicht("vertretung", "Vertretungen", _lent,
                         sortierung=("gueltig_ab", False)),
                 Ansicht("kuenftig", "Künftig", _future, sortierung=("gueltig_ab", False)),
                 Ansicht("beendet", "Beendet", _past,
                         sortierung=("gueltig_bis", True)))  # fmt: skip
    standard_ansicht = "gueltig"
    list_template = "rollen.html"
    neu_titel = neu_knopf = "Rolle geben"
    gruppen = (Gruppe("Rolle", (
        konto("konto", label="Konto", pflicht=True),
        wahl("rolle", _NAMEN, label="Rolle", pflicht=True),
        einheit("einheit", label="Für Einheit", pflicht=True, recht=Recht.ROLLE_VERGEBEN),
        datum("gueltig_ab", label="Gültig ab", pflicht=True, default=anfrage.today),
        datum("gueltig_bis", label="Gültig bis", hilfe="Für eine Vertretung nötig."),
        konto("vertretung_fuer", label="In Vertretung für"),
    )),)  # fmt: skip
    details_gruppen = (("Rolle", column_list),)
    handlungen = (Handlung("beenden", "Beenden", Recht.ROLLE_VERGEBEN, _end,
                           "Die Rolle endet an diesem Tag.", "", (Gruppe("Letzter Tag", (
                               datum("gueltig_bis", label="Gültig bis", pflicht=True),)),),
                           symbol="x-circle"),)  # fmt: skip

    def is_visible(self) -> bool:
        return False

    def lends(self) -> bool:
        """Whether the reader may name a deputy of her own."""
        return bool(lendable(anfrage.akteur()))

    def row_title(self, row: Rollenzuweisung) -> str:
        return f"{_rolle(self, None, row, 'rolle')}: {self.text(row, 'konto')}"

    def create_row(self, form: Formular) -> Rollenzuweisung:
        values = typed_values(form)
        vergabe = Vergabe(values["konto"], values["rolle"], values["einheit"], values["gueltig_ab"],
                          values["gueltig_bis"], values["vertretung_fuer"])  # fmt: skip
        return give_rolle(by=anfrage.akteur(), now=anfrage.now(), vergabe=vergabe)
