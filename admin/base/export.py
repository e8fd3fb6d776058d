"""CSV for German Excel: streamed, with BOM and semicolons, and no cell that runs as a formula."""

import csv
import io
from collections.abc import Callable, Iterator, Sequence

from flask import Response, current_app, g
from flask.ctx import AppContext

from admin.security import anfrage
from models.db import acting_as, close, database
from models.rules.rechte import Akteur

_BOM = "\ufeff"
# What spreadsheets take for a formula, also behind blanks or as a wide character.
_FORMEL = tuple("=+-@|%\t\r＝＋－＠")


def csv_response(filename: str, header: Sequence[str], rows: Iterator[list[str]]) -> Response:
    """Send rows as they come. The name of the file must not tell of any person."""
    return Response(
        _lines(header, rows),
        mimetype="text/csv",
        headers={"Content-Disposition": f'attachment; filename="{filename}"'},
    )


def streamed(load: Callable[[], Iterator[list[list[str]]]]) -> Iterator[list[str]]:
    """Rows that `load` reads in chunks, in the name of this request though it has ended by then.

    The answer is streamed after the request, its connection and its actor are gone. They are in
    force again while a chunk is read, never while the reader of the stream waits.
    """
    return _drain(_carried_over(), anfrage.akteur(), load)


def guard(cell: str) -> str:
    """The cell as text, whatever it begins with."""
    return f"'{cell}" if cell.lstrip().startswith(_FORMEL) or cell.startswith(_FORMEL) else cell


def _lines(header: Sequence[str], rows: Iterator[list[str]]) -> Iterator[str]:
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    buffer.write(_BOM)
    writer.writerow(header)
    yield _take(buffer)
    for row in rows:
        writer.writerow([guard(cell) for cell in row])
        yield _take(buffer)


def _take(buffer: io.StringIO) -> str:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text


def _carried_over() -> AppContext:
    context = current_app.app_context()
    for name in ("akteur", "baum", "jetzt"):
        setattr(context.g, name, g.get(name))
    return context


def _drain(
    context: AppContext, akteur: Akteur, load: Callable[[], Iterator[list[list[str]]]]
) -> Iterator[list[str]]:
    chunks = load()
    try:
        while True:
            with context, acting_as(akteur):
                database.connect(reuse_if_open=True)
                chunk = next(chunks, None)
            if chunk is None:
                return
            yield from chunk
    finally:
        close()
