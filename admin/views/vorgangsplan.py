"""The plan backwards from an office's date, as the page of a petition tells it."""

from datetime import date
from typing import Any

from admin.formatters import format_date, frist_lage
from admin.security import anfrage
from models.queries.rueckweg import Planzeile, backward_plan_of
from models.rules.regelwerk import load_regelwerk
from models.tables import Vorgang

AUSSEN = "Stelle außerhalb des Hauses"


def plan_context(row: Vorgang) -> list[dict[str, Any]]:
    """Each step with its day, whose it is and where it stands, in words; empty without a plan."""
    lines = backward_plan_of(row)
    if not lines:
        return []
    order, today = load_regelwerk(row.regelwerk), anfrage.today()
    return [
        {
            "termin": line.termin,
            "wer": order.rolle_bezeichnung(line.termin.rolle) if line.termin.rolle else AUSSEN,
            "ton": _tone(line, today, is_over=row.abschluss_am is not None),
            "stand": _state(line, today, is_over=row.abschluss_am is not None),
        }
        for line in lines
    ]


def _state(line: Planzeile, today: date, *, is_over: bool) -> str:
    if line.erledigt_am is not None:
        late = line.erledigt_am > line.termin.bis
        return (
            f"erledigt am {format_date(line.erledigt_am)}{', später als geplant' if late else ''}"
        )
    if is_over:
        return "nicht eingetragen"
    again = "; war erledigt, eine neue Fassung ist nötig" if line.erneut else ""
    return f"{frist_lage(line.termin.bis, today).wort}{again}"


def _tone(line: Planzeile, today: date, *, is_over: bool) -> str:
    if line.erledigt_am is not None:
        return "gut"
    return "ruhig" if is_over else frist_lage(line.termin.bis, today).ton
