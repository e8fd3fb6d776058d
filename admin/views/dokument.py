"""Documents of a case: handed in on its page, read only as a download."""

import logging
from typing import IO, Any

from flask import abort, current_app, flash, redirect, request, send_file
from flask_admin import expose
from werkzeug.datastructures import FileStorage

from admin.base.einmal import once
from admin.security import anfrage
from admin.views.fassungen import Fassungsseiten
from models.actions.ablage import received
from models.actions.dokumente import Schein, file_datei, note_damage
from models.queries.dokumente import Beschaedigt, open_dokument
from models.rules.dateien import DOKUMENTARTEN, describe_protection
from models.rules.dateinamen import content_disposition
from models.rules.fehler import RuleViolation
from models.rules.rollen import Recht
from models.tables import Dokument, Vorgang

_log = logging.getLogger("krm.dokument")


class Dokumentseiten(Fassungsseiten):
    """`/vorgang/dokument/?id=` takes a file, `/vorgang/datei/?id=` hands one out."""

    @expose("/dokument/", methods=("POST",))
    def dokument_view(self) -> Any:
        row = self.requested_row(Recht.VORGANG_BEARBEITEN)
        datei, art = request.files.get("datei"), request.form.get("art", "")
        try:
            dokument = self._store(row, datei, art)
        except RuleViolation as violation:
            flash(f"Nicht abgelegt: {violation.satz}", "danger")
        else:
            label = DOKUMENTARTEN[dokument.art]
            flash(f"Abgelegt: {label}, Fassung {dokument.fassung}.", "success")
            if datei and (satz := describe_protection(datei.stream)):
                flash(satz, "warning")
        return redirect(self._row_url(row), 303)

    @expose("/datei/")
    def datei_view(self) -> Any:
        text = request.args.get("id", "")
        if not text.isascii() or not text.isdigit() or len(text) > 9:
            abort(404)
        try:
            abruf = open_dokument(int(text), current_app.config["KRM"].ablage_dir)
        except Dokument.DoesNotExist:
            abort(404)
        except FileNotFoundError:
            _log.error("Dokument %s fehlt in der Ablage.", text)
            abort(410)
        except Beschaedigt:
            _log.error("Dokument %s in der Ablage ist verändert oder abgeschnitten.", text)
            note_damage(by=anfrage.akteur(), now=anfrage.now(), dokument_id=int(text))
            abort(410)
        response = send_file(abruf.pfad, mimetype=abruf.medientyp, max_age=0)
        response.headers["Content-Disposition"] = content_disposition(abruf.name)
        response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
        return response

    def _store(self, row: Vorgang, datei: FileStorage | None, art: str) -> Dokument:
        if datei is None or not datei.filename:
            raise RuleViolation("Bitte eine Datei auswählen.", "datei")
        if art not in DOKUMENTARTEN:
            raise RuleViolation("Bitte sagen, was für ein Dokument es ist.", "art")
        schein = Schein(art, datei.filename)
        return file_once(row, schein, datei.stream, self._row_url(row))


def file_once(row: Vorgang, schein: Schein, strom: IO[bytes], ziel: str) -> Dokument:
    """File what a form hands in or asks for, once; `ziel` is the page that shows it.

    The file lies complete in the Ablage before the transaction begins. Raises RuleViolation.
    """
    with received([strom], current_app.config["KRM"].ablage_dir) as dateien:
        return once(
            lambda: file_datei(by=anfrage.akteur(), now=anfrage.now(), vorgang_id=row.id,
                               schein=schein, datei=dateien[0]),
            lambda _: ziel,
        )  # fmt: skip
