"""Letters as downloads: stored by the browser, never shown in our pages."""

from flask import Response

from admin.formatters.schreiben import MEDIENTYPEN
from models.rules.dateinamen import content_disposition


def send_file_of(name: str, daten: bytes) -> Response:
    """A PDF or DOCX under this name."""
    response = Response(daten, mimetype=MEDIENTYPEN[name.rpartition(".")[2]])
    response.headers["Content-Disposition"] = content_disposition(name)
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
