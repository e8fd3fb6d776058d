"""The snapshot: one SQLite file with what a report may know, frozen at one moment.

Written as the system and cut to the unit of the report, so that two people who start the same
report get the same numbers. For exploring, cut to what a person may see. Classes A and B never
leave the database: what names a person is read only to compute the pseudonym.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from peewee import fn

from models.db import acting_as, is_sqlite
from models.db.ueberlagerung import allow_temporary, keep_temporary_in_memory, overlaid
from models.queries.akteure import Baum
from models.queries.erfassung import load_erfassung
from models.queries.kette import chain_end
from models.queries.rueckblick import Rueckblick
from models.queries.snapshot_abfragen import Umfang
from models.queries.snapshot_datei import Moment, Snapshot, create_datei, describe
from models.queries.snapshot_kopie import Kopie, from_server, inside_sqlite
from models.queries.snapshot_massnahmen import massnahme_rows
from models.queries.snapshot_rueckblick import rewind
from models.queries.snapshot_stamm import (
    ausgewiesen_rows,
    code_rows,
    einheit_rows,
    fakt_rows,
    meta_rows,
)
from models.rules.fehler import RuleViolation
from models.rules.rechte import SYSTEM, Akteur
from models.rules.zeit import utc_now
from models.tables import Ereignis

__all__ = [
    "Ausschnitt",
    "Snapshot",
    "write_snapshot",
    "write_snapshot_as_of",
    "write_snapshot_for",
]


@dataclass(frozen=True)
class Ausschnitt:
    """What a snapshot is of: a unit and everything below it, as known on the day `stand`.

    `zeitraum` is what its reader asks about, as text; cases that came in after its end, `bis`, are
    left out. `fassung` is the version of KRM. `datenstand`: a moment (UTC) that is over, if the
    data are wanted as they were known then.
    """

    einheit_id: int
    stand: date
    fassung: str
    zeitraum: str = ""
    bis: date | None = None
    datenstand: datetime | None = None


def write_snapshot(
    path: Path, *, einheit_id: int, stand: date, pseudonym_key: bytes, fassung: str
) -> Snapshot:
    """Write the snapshot of a unit and everything below it to `path`, a file that is not there yet.

    `pseudonym_key` belongs to one evaluation; `fassung` is the version of KRM for the meta table.
    It holds every case that ever lay in one of them; which day counts where, the report decides.
    """
    return _write(path, SYSTEM, Ausschnitt(einheit_id, stand, fassung), pseudonym_key)


def write_snapshot_for(
    akteur: Akteur, path: Path, ausschnitt: Ausschnitt, pseudonym_key: bytes
) -> Snapshot:
    """The same with those rows alone that `akteur` may see; `meta` says whose view it is."""
    return _write(path, akteur, ausschnitt, pseudonym_key)


def write_snapshot_as_of(path: Path, ausschnitt: Ausschnitt, pseudonym_key: bytes) -> Snapshot:
    """What write_snapshot would have written at the moment `ausschnitt.datenstand`.

    But for cases deleted since: these count as anonymous sums, their number is `geloescht`. What
    was told outside stays as it is today, for whoever puts numbers together knows it. Raises
    RuleViolation where the log does not reach back that far or the unit was not there yet.
    """
    return _write(path, SYSTEM, ausschnitt, pseudonym_key)


def _write(path: Path, akteur: Akteur, ausschnitt: Ausschnitt, key: bytes) -> Snapshot:
    create_datei(path)
    copying = inside_sqlite if is_sqlite() else from_server
    try:
        if ausschnitt.datenstand:
            keep_temporary_in_memory()
        with (
            acting_as(akteur),
            copying(path, key) as kopie,
            _as_of(ausschnitt.datenstand) as moment,
        ):
            _fill(kopie, ausschnitt, akteur)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return describe(path, moment)


@contextmanager
def _as_of(datenstand: datetime | None) -> Iterator[Moment]:
    """Read the moment where the rows are read, so that no event comes in between."""
    if datenstand is None:
        with acting_as(SYSTEM):
            moment = _moment()
        yield moment
        return
    allow_temporary()
    with acting_as(SYSTEM):
        rueckblick = Rueckblick.at(datenstand)
        kette, ereignis = rueckblick.end()
        befund = rewind(rueckblick)
    with overlaid(befund.tabellen):
        yield Moment(datenstand, kette, ereignis, befund.geloescht)


def _moment() -> Moment:
    newest = Ereignis.select(fn.MAX(Ereignis.id)).scalar()
    return Moment(utc_now(), chain_end(), newest or 0)


def _fill(kopie: Kopie, ausschnitt: Ausschnitt, akteur: Akteur) -> None:
    einheit_id = ausschnitt.einheit_id
    baum = Baum.load()
    if einheit_id not in baum.by_id:
        satz = "Diese Organisationseinheit gab es zu diesem Datenstand noch nicht."
        raise RuleViolation(satz, "datenstand")
    ids = baum.below(einheit_id)
    alles = ids >= baum.by_id.keys()
    umfang = Umfang(einheit_id, tuple(sorted(ids)), alles, ausschnitt.bis)
    meta = meta_rows(baum, einheit_id, ausschnitt.stand, ausschnitt.fassung)
    kopie.add("meta", meta + _about(ausschnitt, akteur))
    kopie.add("einheit", einheit_rows(baum, load_erfassung(baum, einheit_id)))
    kopie.add("code", code_rows())
    kopie.add("massnahme", massnahme_rows(umfang))
    kopie.add("ausgewiesen", ausgewiesen_rows(umfang.ids))
    kopie.add("fakt", fakt_rows(ids))
    kopie.copy(umfang)


def _about(ausschnitt: Ausschnitt, akteur: Akteur) -> list[tuple[str, str]]:
    """What is said of a snapshot that is not a report's: whose view, and which period."""
    told = {"sicht": "" if akteur.system else akteur.login, "zeitraum": ausschnitt.zeitraum}
    return [(name, wert) for name, wert in told.items() if wert]
