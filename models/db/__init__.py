"""Connection, actor and write transactions: the floor below the tables."""

from models.db.ausfall import Ausfall, ausfall_of, is_duplicate
from models.db.kontext import (
    NoActor,
    WriteOutsideAction,
    acting_as,
    current_akteur,
    noting,
    require_action,
    writing,
)
from models.db.sitzungsspeicher import sitzungen, wipe_ended
from models.db.sperre import alone
from models.db.transaktion import Schreibstand, Vollzogen, after_commit, saved_for, watch_writes
from models.db.verbindung import close, connect, database, is_sqlite, sorted_german

__all__ = [
    "Ausfall",
    "NoActor",
    "Schreibstand",
    "Vollzogen",
    "WriteOutsideAction",
    "acting_as",
    "alone",
    "after_commit",
    "ausfall_of",
    "close",
    "connect",
    "current_akteur",
    "database",
    "is_duplicate",
    "is_sqlite",
    "noting",
    "require_action",
    "saved_for",
    "sitzungen",
    "sorted_german",
    "watch_writes",
    "wipe_ended",
    "writing",
]
