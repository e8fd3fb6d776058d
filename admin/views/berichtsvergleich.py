"""Two runs of a report side by side: every number that is another one."""

from itertools import groupby
from pathlib import Path
from typing import Any

from flask import abort, current_app, request

from admin.formatters import format_moment
from admin.views.berichtszeit import in_words
from models.queries.laeufe import comparable_laeufe
from models.rules.lauf import Laufstatus
from models.tables import Lauf
from notebooks.publish.korrektur import compare


def others(row: Lauf) -> list[tuple[int, str]]:
    """The published runs that this one can be laid beside: (number, what it is called)."""
    if row.status != Laufstatus.FERTIG:
        return []
    return [(one.id, label(one)) for one in comparable_laeufe(row)]


def label(row: Lauf) -> str:
    """„1. Halbjahr 2026, Lauf 7 vom 15.07.2026, 06:02“."""
    when = format_moment(row.beendet_am)
    return f"{in_words(row.bericht.zeitraum)}, Lauf {row.id} vom {when}"


def sides(row: Lauf) -> dict[str, Any]:
    """What the page shows of both runs; 404 for a run that is not among `others`."""
    found = {one.id: one for one in comparable_laeufe(row)}
    other = found.get(request.args.get("mit", type=int) or 0)
    if row.status != Laufstatus.FERTIG or other is None:
        abort(404)
    try:
        changes = list(compare(_folder(other), _folder(row)))
    except OSError:
        abort(404, "Die Dateien eines der beiden Läufe liegen nicht mehr vor.")
    tables = [(name, list(cells)) for name, cells in groupby(changes, lambda one: one.tabelle)]
    return {"alt": label(other), "neu": label(row), "tabellen": tables, "anzahl": len(changes)}


def _folder(row: Lauf) -> Path:
    return Path(current_app.config["KRM"].reports_dir) / str(row.ordner)
