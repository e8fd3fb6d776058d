"""The snapshot: one SQLite file with what a report may know, frozen at one moment.

Written as the system and cut to the unit of the report, so that two people who start the same
report get the same numbers. Classes A and B never leave the database: what names a person is
read only to compute the pseudonym.
"""

from datetime import date
from pathlib import Path

from peewee import fn

from models.db import acting_as, is_sqlite
from models.queries.akteure import Baum
from models.queries.kette import chain_end
from models.queries.snapshot_abfragen import Umfang
from models.queries.snapshot_datei import Moment, Snapshot, create_datei, describe
from models.queries.snapshot_kopie import Kopie, from_server, inside_sqlite
from models.queries.snapshot_stamm import code_rows, einheit_rows, meta_rows
from models.rules.rechte import SYSTEM
from models.rules.zeit import utc_now
from models.tables import Ereignis

__all__ = ["Snapshot", "write_snapshot"]


def write_snapshot(
    path: Path, *, einheit_id: int, stand: date, pseudonym_key: bytes, fassung: str
) -> Snapshot:
    """Write the snapshot of a unit and everything below it to `path`, a file that is not there yet.

    `pseudonym_key` belongs to one evaluation; `fassung` is the version of KRM for the meta table.
    It holds every case that ever lay in one of them; which day counts where, the report decides.
    """
    create_datei(path)
    copying = inside_sqlite if is_sqlite() else from_server
    try:
        with acting_as(SYSTEM), copying(path, pseudonym_key) as kopie:
            moment = _moment()
            _fill(kopie, einheit_id, stand, fassung)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return describe(path, moment)


def _moment() -> Moment:
    """Read where the rows are read: no event comes in between."""
    newest = Ereignis.select(fn.MAX(Ereignis.id)).scalar()
    return Moment(utc_now(), chain_end(), newest or 0)


def _fill(kopie: Kopie, einheit_id: int, stand: date, fassung: str) -> None:
    baum = Baum.load()
    ids = baum.below(einheit_id)
    umfang = Umfang(einheit_id, tuple(sorted(ids)), alles=ids >= baum.by_id.keys())
    kopie.add("meta", meta_rows(baum, einheit_id, stand, fassung))
    kopie.add("einheit", einheit_rows(baum))
    kopie.add("code", code_rows())
    kopie.copy(umfang)
