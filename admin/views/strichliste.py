"""The Strichliste: what was settled on the spot, by team, day and topic."""

from typing import Any

from admin.base import KrmView
from admin.base.filter import CodeFilter, DatumFilter, EinheitFilter
from admin.base.formular import Formular, Gruppe, auswahl, datum, einheit, typed_values, zahl
from admin.security import anfrage
from admin.views.strichzaehler import Strichzaehler
from models.actions.strichliste import HOECHSTENS, Strich, correct_strich, count_strich
from models.rules.rollen import Recht
from models.tables import Strichliste


class StrichlisteView(Strichzaehler, KrmView):
    rechte = {
        "index_view": Recht.STRICHLISTE_LESEN,
        "filter_view": Recht.STRICHLISTE_LESEN,
        "create_view": Recht.STRICHLISTE_FUEHREN,
        "edit_view": Recht.STRICHLISTE_FUEHREN,
        "export": Recht.STRICHLISTE_LESEN,
        "strich_view": Recht.STRICHLISTE_FUEHREN,
        "zurueck_view": Recht.STRICHLISTE_FUEHREN,
        "link_view": Recht.TEAMLINK_PFLEGEN,
    }
    list_template = "strichliste.html"
    column_list = ("tag", "einheit", "thema", "anzahl")
    column_sortable_list = column_list
    column_labels = {"tag": "Tag", "einheit": "Team", "thema": "Thema", "anzahl": "Striche"}
    code_lists = {"thema": "kategorie"}
    standard_sortierung = ("tag", True)
    filter = (EinheitFilter(Strichliste.einheit, "Team"),
              CodeFilter(Strichliste.thema, "Thema", liste="kategorie"),
              DatumFilter(Strichliste.tag, "Tag"))  # fmt: skip
    leer_text = (
        "Noch nichts gezählt. Hier steht, was ein Team an Ort und Stelle klären konnte: ein Klick "
        "auf ein Thema ist ein Strich."
    )
    neu_titel = neu_knopf = "Striche eintragen"
    gruppen = (Gruppe("Striche", (
        einheit("einheit", label="Team", pflicht=True, recht=Recht.STRICHLISTE_FUEHREN),
        datum("tag", label="Tag", pflicht=True, default=anfrage.today),
        auswahl("thema", liste="kategorie", label="Thema", pflicht=True),
        zahl("anzahl", label="Wie viele?", pflicht=True, bis=HOECHSTENS, default=1),
    ), hilfe="Nur Zahlen: kein Name, kein Fall. Striche eines Tages werden addiert."),)  # fmt: skip

    def row_title(self, row: Strichliste) -> str:
        return f"Strichliste {self.text(row, 'einheit')}, {self.text(row, 'tag')}"

    def prepare_form(self, form: Formular, row: Strichliste | None) -> None:
        if row is not None:
            form.drop(["einheit", "tag", "thema"])

    def create_row(self, form: Formular) -> Any:
        values = typed_values(form)
        strich = Strich(values["einheit"], values["tag"], values["thema"], values["anzahl"])
        return count_strich(by=anfrage.akteur(), now=anfrage.now(), strich=strich)

    def update_row(self, row: Strichliste, form: Formular, version: int) -> None:
        correct_strich(by=anfrage.akteur(), now=anfrage.now(), strich_id=row.id, version=version,
                       anzahl=form["anzahl"].data)  # fmt: skip
