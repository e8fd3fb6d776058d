"""The log: who did what when. Read only, without values of persons."""

from typing import Any

from admin.base import KrmView
from admin.base.filter import MomentFilter, WahlFilter
from admin.formatters import format_moment
from admin.formatters.ereignisse import EREIGNISSE, TABELLEN, event_label
from models.rules.rollen import Recht
from models.tables import Ereignis


def _moment(view: KrmView, context: object, row: Ereignis, name: str) -> str:
    return format_moment(row.zeitpunkt)


def _event(view: KrmView, context: object, row: Ereignis, name: str) -> str:
    return event_label(row.name)


def _table(view: KrmView, context: object, row: Ereignis, name: str) -> str:
    return f"{TABELLEN.get(row.tabelle, row.tabelle)} {row.objekt_id}"


class ProtokollView(KrmView):
    rechte = {"index_view": Recht.PROTOKOLL_LESEN, "filter_view": Recht.PROTOKOLL_LESEN}
    column_list = ("id", "zeitpunkt", "name", "akteur", "in_vertretung_fuer", "tabelle",
                   "vorgangsnummer")  # fmt: skip
    column_sortable_list = ("id",)
    column_labels = {"id": "Nr.", "zeitpunkt": "Zeitpunkt", "name": "Ereignis", "akteur": "Wer",
                     "in_vertretung_fuer": "In Vertretung für", "tabelle": "Woran",
                     "vorgangsnummer": "Vorgang"}  # fmt: skip
    column_formatters = {"zeitpunkt": _moment, "name": _event, "tabelle": _table}
    standard_sortierung = ("id", True)
    filter = (WahlFilter(Ereignis.name, "Ereignis", tuple(EREIGNISSE.items())),
              WahlFilter(Ereignis.tabelle, "Woran", tuple(TABELLEN.items())),
              MomentFilter(Ereignis.zeitpunkt, "Zeitpunkt"))  # fmt: skip
    leer_text = "Das Protokoll ist noch leer."

    def row_title(self, row: Any) -> str:
        return f"Ereignis {row.id}"
