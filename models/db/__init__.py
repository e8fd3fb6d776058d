"""Connection, actor and write transactions: the floor below the tables."""

from models.db.kontext import (
    NoActor,
    WriteOutsideAction,
    acting_as,
    current_akteur,
    require_action,
    writing,
)
from models.db.transaktion import Schreibstand, after_commit, watch_writes
from models.db.verbindung import close, connect, database, is_sqlite, sorted_german

__all__ = [
    "NoActor",
    "Schreibstand",
    "WriteOutsideAction",
    "acting_as",
    "after_commit",
    "close",
    "connect",
    "current_akteur",
    "database",
    "is_sqlite",
    "require_action",
    "sorted_german",
    "watch_writes",
    "writing",
]
