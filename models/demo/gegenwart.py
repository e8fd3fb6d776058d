"""The last weeks of the demonstration: played cases among the many that are only written down."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from random import Random

from models.actions.vorgaenge import record_many
from models.actions.vorgangsfelder import Eintrag
from models.demo.szenen import SZENEN
from models.demo.zugang import Zugang
from models.rules.rechte import Akteur

WENIGSTENS = 200
"""With fewer cases than these nothing is played: they serve tests and quick looks."""
_FENSTER = timedelta(days=max(szene.tage for szene in SZENEN))
_FRISCH = timedelta(days=14)
"""What came in since then would be open still, and nobody would have touched it."""


def make_room(rng: Random, arrivals: Sequence[Zugang], heute: date) -> list[Zugang]:
    """The arrivals without as many as are played: the fresh ones, half of the weeks before them,
    so that these weeks close cases as others do, then any."""
    fresh = _between(arrivals, heute - _FRISCH, heute)
    weeks = _between(arrivals, heute - _FENSTER, heute - _FRISCH)
    older = _between(arrivals, date.min, heute - _FENSTER)
    wanted = len(SZENEN)
    gone = set(fresh[:wanted])
    gone |= set(rng.sample(weeks, min(wanted - len(gone), len(weeks) // 2)))
    gone |= set(rng.sample(older, min(wanted - len(gone), len(older))))
    return [arrival for number, arrival in enumerate(arrivals) if number not in gone]


def _between(arrivals: Sequence[Zugang], first: date, end: date) -> list[int]:
    """Places of the arrivals of these days, without the last."""
    return [number for number, a in enumerate(arrivals) if first <= a.eingang < end]


class Schreiber:
    """Writes entries in the order of recording, as far as a moment at a time; it is `now`."""

    def __init__(
        self,
        by: Akteur,
        now: datetime,
        eintraege: Iterable[Eintrag],
        tell: Callable[[int], None] | None,
    ) -> None:
        self._by, self._now, self._tell = by, now, tell
        self._rest = iter(eintraege)
        self._next = next(self._rest, None)
        self.written = 0

    def until(self, moment: datetime) -> None:
        """Write what was recorded by then."""
        if self._next is None or self._is_later(self._next, moment):
            return
        done, tell = self.written, self._tell
        progress = (lambda count: tell(done + count)) if tell else None
        self.written += record_many(
            by=self._by, now=self._now, eintraege=self._take(moment), progress=progress
        )

    def _take(self, moment: datetime) -> Iterator[Eintrag]:
        while self._next is not None and not self._is_later(self._next, moment):
            yield self._next
            self._next = next(self._rest, None)

    def _is_later(self, eintrag: Eintrag, moment: datetime) -> bool:
        return eintrag.erfasst_am is not None and eintrag.erfasst_am > moment
