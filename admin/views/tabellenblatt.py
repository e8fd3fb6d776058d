"""Cases as a workbook: the rows of the list as it is filtered, in its order."""

from tempfile import TemporaryFile

from flask import Response, send_file
from flask_admin import expose

from admin.security import anfrage
from models.queries.export import export_header, export_rows, write_xlsx

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Tabellenblatt:
    """`/vorgang/export/xlsx/`; mixed into the view of cases."""

    @expose("/export/xlsx/")
    def xlsx_view(self) -> Response:
        self._address().require_readable()
        order = self._order(*self._sort())
        keys = [key for (key,) in self._hits(self._zustand()).order_by(*order).tuples()]
        today = anfrage.today()
        # Written to a file, not to memory: the list may be long. Sending it closes and drops it.
        file = TemporaryFile()  # noqa: SIM115
        write_xlsx(file, export_header(), export_rows(keys, today))
        file.seek(0)
        name = f"{self.endpoint}-{today:%Y-%m-%d}.xlsx"
        return send_file(file, mimetype=_XLSX, as_attachment=True, download_name=name, max_age=0)
