"""Reports: start one, watch it, fetch what it published."""

from typing import Any

from flask import Response, abort, jsonify, request
from flask_admin import expose

from admin.base import KrmView
from admin.base.filter import WahlFilter
from admin.base.formular import Formular
from admin.base.handlung import Handlung
from admin.views import (
    berichtsfreigabe,
    berichtshandlungen,
    berichtsordner,
    berichtsparameter,
    berichtsvergleich,
)
from admin.views import berichtslauf as lauf
from models.rules.berichtsweg import SCHRITTE, Berichtsstand
from models.rules.fehler import RuleViolation
from models.rules.lauf import LAUFSTATUS
from models.rules.rollen import Recht
from models.tables import Lauf


class BerichtView(KrmView):
    rechte = {
        "index_view": Recht.BERICHT_LESEN,
        "filter_view": Recht.BERICHT_LESEN,
        "details_view": Recht.BERICHT_LESEN,
        "stand_view": Recht.BERICHT_LESEN,
        "datei_view": Recht.BERICHT_LESEN,
        "zip_view": Recht.BERICHT_LESEN,
        "vergleich_view": Recht.BERICHT_LESEN,
        "create_view": Recht.BERICHT_STARTEN,
        "handlung_view": Recht.BERICHT_LESEN,
    }
    zeilenseiten = KrmView.zeilenseiten | {
        "stand_view", "datei_view", "zip_view", "vergleich_view"}  # fmt: skip
    column_list = ("bericht", "zeitraum", "einheit", "empfaenger", "status", "angelegt_am")
    column_sortable_list = ("angelegt_am", "einheit")
    column_labels = {"bericht": "Bericht", "zeitraum": "Zeitraum", "einheit": "Einheit",
                     "empfaenger": "Empfänger", "status": "Stand",
                     "angelegt_am": "Angefordert"}  # fmt: skip
    column_formatters = lauf.CELLS
    mitladen = (Lauf.bericht,)
    standard_sortierung = ("angelegt_am", True)
    filter = (WahlFilter(Lauf.status, "Stand", tuple(LAUFSTATUS.items())),)
    leer_text = "Noch kein Bericht. Der erste entsteht mit „Bericht starten“."
    neu_titel = neu_knopf = "Bericht starten"
    gruppen = lauf.GRUPPEN
    create_template = "bericht_start.html"
    details_template = "bericht.html"
    handlungen = berichtshandlungen.HANDLUNGEN

    def row_title(self, row: Lauf) -> str:
        return lauf.run_title(row.bericht)

    def create_row(self, form: Formular) -> Lauf:
        return self.get_one(lauf.start(form).id)

    def details_context(self, row: Lauf) -> dict[str, Any]:
        return {
            "status": LAUFSTATUS.get(row.status, row.status),
            "dateien": lauf.files(row),
            "gestartet_von": lauf.started_by(row),
            "weg": berichtsfreigabe.on_page(row),
            "wegschritte": SCHRITTE,
            "vergleichbar": berichtsvergleich.others(row),
            "parameter": berichtsparameter.in_words(row.bericht),
            **self._again(row),
        }

    def _again(self, row: Lauf) -> dict[str, Any]:
        """What the start form would post for the same once more."""
        if not self.allowed(Recht.BERICHT_STARTEN, row):
            return {"nochmal": {}, "damals": {}}
        return {"nochmal": lauf.order_of(row), "damals": lauf.order_with_datenstand(row)}

    def offered(self, row: Lauf) -> list[Handlung]:
        """Decisions are offered to who may sign this very run off."""
        return berichtshandlungen.without_decisions(super().offered(row), row)

    @expose("/zip/")
    def zip_view(self) -> Response:
        row = self.requested_row()
        if row.freigabe != Berichtsstand.FREIGEGEBEN:
            abort(409, "Für die Akte gibt es nur, was freigegeben ist.")
        try:
            inhalt = berichtsordner.packed(row)
        except RuleViolation as violation:
            abort(409, violation.satz)
        name = f"{berichtsordner.packed_name(row)}.zip"
        head = {"Content-Disposition": f'attachment; filename="{name}"'}
        return Response(inhalt, mimetype="application/zip", headers=head)

    @expose("/vergleich/")
    def vergleich_view(self) -> str:
        row = self.requested_row()
        return str(self.render("bericht_vergleich.html", row=row, **berichtsvergleich.sides(row)))

    @expose("/stand/")
    def stand_view(self) -> Response:
        row = self.requested_row()
        return jsonify(lauf.progress(row))

    @expose("/datei/")
    def datei_view(self) -> Response:
        row = self.requested_row()
        return lauf.send(row, request.args.get("name", "")) or abort(404)
