"""Cases: list, edit, the case's page. They are recorded at the door (admin.views.eingang)."""

from collections.abc import Iterable
from typing import Any

from admin.base import KrmView
from admin.base.filter import Ansicht, CodeFilter, DatumFilter, EinheitFilter
from admin.base.formular import Formular
from admin.base.merkliste import Merkliste
from admin.security import anfrage
from admin.views import vorgangsakte as akte
from admin.views.betroffenehandlungen import BETROFFENE, betroffene_context
from admin.views.brief import Briefseiten
from admin.views.briefakte import letters_context
from admin.views.briefhinweis import BRIEFHANDLUNGEN
from admin.views.dokument import Dokumentseiten
from admin.views.gefahr import GEFAHR
from admin.views.schritt import Schrittseiten
from admin.views.tabellenblatt import Tabellenblatt
from admin.views.vorgangsformular import GRUPPEN, drop_foreign, entry_of, values_of
from admin.views.vorgangshandlungen import HANDLUNGEN
from admin.views.vorgangsseiten import Aktenseiten
from models.actions.vorgaenge import update_vorgang
from models.queries.betroffene import NAMEN_OHNE_KONTO
from models.queries.desk import TISCHLAGEN
from models.queries.lagen import LAGEN
from models.queries.suche import search
from models.queries.wiedereroeffnung import mark_reopened
from models.rules.rechte import Verdict
from models.rules.rollen import Recht
from models.tables import Vorgang
from models.tables.vorgang import foresee_betroffene

_NACH_FRIST = ("frist_am", False)
_NACH_EINGANG = ("neu", "beendet")
_WEITERE = ("zuzuleiten", "beendet", "namen")
ANSICHTEN = tuple(
    Ansicht(lage.name, lage.label, lage.term, lage.name in _WEITERE,
            None if lage.name in _NACH_EINGANG else _NACH_FRIST)
    for lage in (*TISCHLAGEN, *LAGEN, NAMEN_OHNE_KONTO)
)  # fmt: skip


class VorgangView(Aktenseiten, Schrittseiten, Briefseiten, Dokumentseiten, Tabellenblatt,
                  Merkliste, KrmView):  # fmt: skip
    rechte = {
        "index_view": Recht.VORGANG_LESEN,
        "filter_view": Recht.VORGANG_LESEN,
        "merken_view": Recht.VORGANG_LESEN,
        "details_view": Recht.VORGANG_LESEN,
        "edit_view": Recht.VORGANG_BEARBEITEN,
        "export": Recht.VORGANG_EXPORTIEREN,
        "xlsx_view": Recht.VORGANG_EXPORTIEREN,
        "schritt_view": Recht.VORGANG_LESEN,
        "akte_view": Recht.VORGANG_LESEN,
        "dokument_view": Recht.VORGANG_BEARBEITEN,
        "datei_view": Recht.VORGANG_INHALT_LESEN,
        "schreiben_view": Recht.VORGANG_BEARBEITEN,
        "fassungen_view": Recht.VORGANG_INHALT_LESEN,
    }
    zeilenseiten = KrmView.zeilenseiten | {"schritt_view", "akte_view", "dokument_view",
                                           "datei_view", "schreiben_view",
                                           "fassungen_view"}  # fmt: skip
    aktenhandlungen = (*HANDLUNGEN, *BRIEFHANDLUNGEN, *BETROFFENE, GEFAHR)
    column_list = ("vorgangsnummer", "art", "status", "eingang_am", "frist_am", "einheit",
                   "eingangsweg", "verantwortlich")  # fmt: skip
    beiwerk = (
        "abgabefall",
        "frist_gehalten",
        "abschliessend_gehalten",
        "regelwerk",
        "abschluss_am",
        "zugeleitet_am",
    )
    column_sortable_list = column_list[:-1]
    column_labels = {"einheit": "Team", "frist_am": "Frist", "status": "Status", "art": "Art",
                     "eingang_am": "Eingang", "vorgangsnummer": "Nummer",
                     "verantwortlich": "Verantwortlich"}  # fmt: skip
    column_export_list = akte.EXPORT
    column_formatters = {"frist_am": akte.frist_cell, "art": akte.art_cell,
                         "status": akte.short_cell, "eingangsweg": akte.short_cell}  # fmt: skip
    standard_sortierung = ("eingang_am", True)
    filter = (CodeFilter(Vorgang.art, "Art"), CodeFilter(Vorgang.status, "Status"),
              EinheitFilter(Vorgang.einheit, "Team oder Bereich"),
              CodeFilter(Vorgang.eingangsweg), CodeFilter(Vorgang.ergebnisart, "Ergebnis"),
              DatumFilter(Vorgang.eingang_am, "Eingang"),
              DatumFilter(Vorgang.frist_am, "Frist"))  # fmt: skip
    ansichten = ANSICHTEN
    standard_ansicht = "offen"
    suchhilfe = "Nummer, Name oder Wörter aus dem Vorgang"
    leer_text = (
        "In Ihrer Zuständigkeit gibt es noch keine Vorgänge. Der erste entsteht, wenn ein Eingang "
        "erfasst und Ihrem Bereich zugeleitet wird."
    )
    gruppen = GRUPPEN
    details_template = "vorgang.html"
    list_template = "vorgaenge.html"

    def search_term(self, text: str) -> Any:
        return Vorgang.id << search(text)

    def load_rows(self, keys: Any, order: Any, felder: Iterable[str] = ()) -> list[Any]:
        rows = super().load_rows(keys, order, felder)
        mark_reopened(rows)
        return rows

    def before_rights(self, rows: Iterable[Vorgang]) -> None:
        foresee_betroffene(rows)

    def row_title(self, row: Vorgang) -> str:
        return row.vorgangsnummer

    def may_record(self) -> Verdict:
        """Whether the list offers the intake."""
        return self.allowed(Recht.VORGANG_ERFASSEN)

    def update_row(self, row: Vorgang, form: Formular, version: int) -> None:
        update_vorgang(by=anfrage.akteur(), now=anfrage.now(), vorgang_id=row.id,
                       version=version, eintrag=entry_of(form, row))  # fmt: skip

    def form_values(self, row: Vorgang) -> dict[str, Any]:
        return values_of(row)

    def prepare_form(self, form: Formular, row: Vorgang | None) -> None:
        if row is not None:
            drop_foreign(form, row)

    def details_context(self, row: Vorgang) -> dict[str, Any]:
        return akte.context(row) | letters_context(row) | betroffene_context(row)
