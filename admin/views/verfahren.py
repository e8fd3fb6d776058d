"""The Verfahrensdokumentation of a case: as page, as PDF and DOCX, and filed as it stands."""

from io import BytesIO
from typing import Any

from flask import abort, flash, redirect, request, send_file
from flask_admin import expose

from admin.base import Seite
from admin.formatters.blatt import sheet_docx, sheet_pdf
from admin.formatters.verfahrensdokumentation import Blatt, build_sheet
from admin.security import anfrage
from admin.views.dokument import file_once
from models.actions.blaetter import sheet_name
from models.actions.dokumente import Schein
from models.queries.blaetter import BLATT, is_due
from models.queries.dokumente import dokumente_of
from models.queries.verfahren import load_verfahren
from models.rules.dateinamen import content_disposition
from models.rules.fehler import RuleViolation
from models.rules.rechte import may
from models.rules.rollen import Recht
from models.tables import Vorgang

_DATEIEN = {
    "pdf": ("application/pdf", sheet_pdf),
    "docx": (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        sheet_docx,
    ),
}


class VerfahrenView(Seite):
    """`/vorgang/verfahren/?id=`: whoever may read the case, and as far as she may."""

    rechte = {"index": None, "datei_view": None, "ablegen_view": None}

    def is_visible(self) -> bool:
        return False

    @expose("/")
    def index(self) -> str:
        row = _row()
        return self.render(
            "verfahren.html",
            row=row,
            blatt=_sheet(row),
            abgelegt=[d for d in dokumente_of(row.id) if d.art == BLATT],
            steht_aus=row.abschluss_am is None and is_due(row),
            darf_ablegen=_may_file(row),
        )

    @expose("/datei/<form>/")
    def datei_view(self, form: str) -> Any:
        if form not in _DATEIEN:
            abort(404)
        row = _row()
        medientyp, make = _DATEIEN[form]
        try:
            daten = make(_sheet(row))
        except RuleViolation as violation:
            return _back(row, violation.satz)
        response = send_file(BytesIO(daten), mimetype=medientyp, max_age=0)
        response.headers["Content-Disposition"] = content_disposition(sheet_name(row, form))
        return response

    @expose("/ablegen/", methods=("POST",))
    def ablegen_view(self) -> Any:
        row = _row()
        if not _may_file(row):
            abort(403, "Ablegen darf, wer den Vorgang bearbeitet.")
        try:
            strom = BytesIO(sheet_pdf(_sheet(row)))
            filed = file_once(row, Schein(BLATT, sheet_name(row)), strom, _address(row))
        except RuleViolation as violation:
            return _back(row, violation.satz)
        flash(f"Abgelegt als Fassung {filed.fassung} der Verfahrensdokumentation.", "success")
        return redirect(_address(row), 303)


def _row() -> Vorgang:
    """The case that the address names, in view; 404 for any other."""
    text = request.args.get("id", "")
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        abort(404)
    return Vorgang.get_or_none(Vorgang.id == int(text)) or abort(404)


def _sheet(row: Vorgang) -> Blatt:
    return build_sheet(load_verfahren(row.id), anfrage.now())


def _may_file(row: Vorgang) -> bool:
    rechte = (Recht.VORGANG_BEARBEITEN, Recht.VORGANG_INHALT_LESEN)
    return row.abschluss_am is None and all(may(anfrage.akteur(), r, row) for r in rechte)


def _back(row: Vorgang, satz: str) -> Any:
    flash(satz, "danger")
    return redirect(_address(row), 303)


def _address(row: Vorgang) -> str:
    return f"/vorgang/verfahren/?id={row.id}"
