"""Writing many cases without stopping the house: bit by bit, unseen, shown by one row at the end.

Each slice is a short transaction of its own, with time between two of them for everyone else. Until
the switch, cases and events are in nobody's view (models.db.verborgen). Whoever is killed before
leaves nothing that anyone sees; the next import or the worker takes it back, numbers included.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from models.actions.ereignisse import Meldung, Stapel, record_event, record_events
from models.actions.nummern import give_back
from models.db import acting_as, writing
from models.db.alleingang import alone
from models.db.verborgen import showing, unfinished_imports
from models.rules.bruchstellen import reach
from models.rules.fehler import RuleViolation
from models.rules.rechte import SYSTEM, Akteur
from models.tables import Einheit, Einspielung, Ereignis, Verborgen, Vorgang

SCHEIBE = 250
"""Cases in one transaction: a fraction of a second."""
# SQLite's waiting writers ask every tenth of a second; a shorter pause would starve them.
_PAUSE_S = 0.12
_RESTE = 1000
_LAEUFT = (
    "Gerade läuft schon ein Import; es wurde nichts übernommen. Bitte warten, bis er fertig ist, "
    "und noch einmal beginnen."
)
_HAUS_GEAENDERT = (
    "Während des Imports wurden Einheiten oder ihr Kalender geändert; nichts wurde übernommen. "
    "Bitte noch einmal importieren."
)


@dataclass
class Lauf:
    """An import at work: `write(slice)` for each slice, in the name of `by`."""

    by: Akteur
    now: datetime
    stapel: Stapel
    haus: list[tuple[int, int]]
    _frei_seit: float = 0.0

    def write(self, slice_: Callable[[], tuple[list[Vorgang], list[Meldung]]]) -> int:
        """Write one slice; `slice_` inserts its cases and says what happened to them."""
        self._let_others()
        with writing(by=self.by):
            vorgaenge, meldungen = slice_()
            with acting_as(SYSTEM):
                marks = [{"fall": v.id, "einspielung": self.stapel.id} for v in vorgaenge]
                Verborgen.insert_many(marks).execute()
            record_events(now=self.now, meldungen=meldungen, stapel=self.stapel)
        self._frei_seit = time.monotonic()
        reach("import.scheibe")
        return len(vorgaenge)

    def show(self) -> None:
        """The switch: everything is seen from now on, and the chain vouches for its events."""
        self._let_others()
        reach("import.geschrieben")
        with writing(by=self.by):
            with acting_as(SYSTEM):
                if house_versions() != self.haus:
                    raise RuleViolation(_HAUS_GEAENDERT)
                done = Einspielung.update(fertig_am=self.now).where(
                    Einspielung.id == self.stapel.id, Einspielung.fertig_am.is_null()
                )
                if not done.execute():
                    raise RuntimeError("Den Import hat jemand anderes zurückgenommen.")
            record_event(now=self.now, meldung=_imported(self.stapel))
        reach("import.gezeigt")

    def _let_others(self) -> None:
        time.sleep(max(0.0, _PAUSE_S - (time.monotonic() - self._frei_seit)))


@contextmanager
def importing(*, by: Akteur, now: datetime) -> Iterator[Lauf]:
    """An import: shown at the end of the block, taken back where the block raises.

    Raises RuleViolation where another one is at work.
    """
    with alone() as is_mine:
        if not is_mine:
            raise RuleViolation(_LAEUFT)
        take_back_all(now)
        lauf = _announce(by, now)
        reach("import.angekuendigt")
        try:
            yield lauf
            lauf.show()
        except BaseException:
            _take_back(lauf.stapel.id, now)
            raise
        _drop_marks(lauf.stapel.id)


def sweep_imports(*, now: datetime) -> int:
    """Take back imports whose process is gone, drop what finished ones left; returns how many.

    Nothing where one is at work.
    """
    with acting_as(SYSTEM):
        if not unfinished_imports() and not Verborgen.select().exists():
            return 0
    with alone() as is_mine:
        return take_back_all(now) if is_mine else 0


def take_back_all(now: datetime) -> int:
    """The same, for who is alone already."""
    dead = unfinished_imports()
    for einspielung_id in dead:
        _take_back(einspielung_id, now)
    with acting_as(SYSTEM):
        left = [key for (key,) in Verborgen.select(Verborgen.einspielung).distinct().tuples()]
    for einspielung_id in left:
        _drop_marks(einspielung_id)
    return len(dead) + len(left)


def house_versions() -> list[tuple[int, int]]:
    """What the deadlines and places of cases rest on; as the system."""
    rows = Einheit.select(Einheit.id, Einheit.version).order_by(Einheit.id)
    return [(key, version) for key, version in rows.tuples()]


def _announce(by: Akteur, now: datetime) -> Lauf:
    """Before the first case: whoever asks from now on leaves this import out."""
    with writing(by=SYSTEM):
        einspielung = Einspielung.create(begonnen_am=now)
        haus = house_versions()
    return Lauf(by, now, Stapel(einspielung.id), haus, time.monotonic())


def _imported(stapel: Stapel) -> Meldung:
    zusatz = {"stapel": stapel.id, "anzahl": stapel.laenge, "wurzel": stapel.letzter_hash}
    return Meldung("vorgaenge_imported", Einspielung, stapel.id, zusatz=zusatz)


def _take_back(einspielung_id: int, now: datetime) -> None:
    """Undo what nobody has seen, slice by slice; begun again, it goes on where it stood."""
    if not _is_unseen(einspielung_id):
        return
    with showing(einspielung_id):
        while _take_back_slice(einspielung_id):
            reach("import.zurueck")
            time.sleep(_PAUSE_S)
        while _delete_events(einspielung_id):
            time.sleep(_PAUSE_S)
    with writing(by=SYSTEM):
        Einspielung.delete().where(Einspielung.id == einspielung_id).execute()
        meldung = Meldung("import_undone", Einspielung, einspielung_id)
        record_event(now=now, meldung=meldung)


def _is_unseen(einspielung_id: int) -> bool:
    """Asked by a write: it waits for a switch whose answer got lost with its connection."""
    mine = Einspielung.id == einspielung_id
    with writing(by=SYSTEM):
        same = Einspielung.update(begonnen_am=Einspielung.begonnen_am)
        return bool(same.where(mine, Einspielung.fertig_am.is_null()).execute())


def _take_back_slice(einspielung_id: int) -> int:
    with writing(by=SYSTEM):
        ids = _marked(einspielung_id, SCHEIBE)
        if ids:
            cases = Vorgang.select(Vorgang.vorgangsnummer).where(Vorgang.id << ids)
            give_back([nummer for (nummer,) in cases.tuples()])
            Vorgang.delete().where(Vorgang.id << ids).execute()
            Verborgen.delete().where(Verborgen.fall << ids).execute()
    return len(ids)


def _delete_events(einspielung_id: int) -> int:
    with writing(by=SYSTEM):
        query = Ereignis.select(Ereignis.id).where(Ereignis.stapel == einspielung_id)
        ids = [key for (key,) in query.limit(_RESTE).tuples()]
        if ids:
            Ereignis.delete().where(Ereignis.id << ids).execute()
    return len(ids)


def _drop_marks(einspielung_id: int) -> None:
    """Marks of an import that is shown mean nothing; they go little by little."""
    while True:
        with writing(by=SYSTEM):
            ids = _marked(einspielung_id, _RESTE)
            if ids:
                Verborgen.delete().where(Verborgen.fall << ids).execute()
        if len(ids) < _RESTE:
            return
        time.sleep(_PAUSE_S)


def _marked(einspielung_id: int, count: int) -> list[int]:
    marks = Verborgen.select(Verborgen.fall).where(Verborgen.einspielung == einspielung_id)
    return [key for (key,) in marks.limit(count).tuples()]
