"""Walking the chain of events from its first to its last, a few thousand at a time."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from models.db import database, is_sqlite
from models.db.verborgen import unfinished_imports
from models.rules.kette import ANFANG, WIEDERHERGESTELLT, Kettenende, Rueckkehr, link_hash
from models.tables import Ereignis, Kette

_STAPEL = 2000
_SPERREN = ("ereignis_bleibt", "ereignis_geht_nicht", "kette_waechst", "kette_bleibt")


@dataclass
class Kettenbefund:
    """What walking the chain came to; `fehler`: one German sentence, "" where all is well.

    `laenge` counts the chain's own events, `ereignisse` those of imports, too. `hashes`: of the
    places that were asked for.
    """

    laenge: int = 0
    ereignisse: int = 0
    letzter_hash: str = ANFANG
    anfang: str | None = None
    letztes: datetime | None = None
    hashes: dict[int, str] = field(default_factory=dict)
    rueckkehren: list[Rueckkehr] = field(default_factory=list)
    stapel: set[int] = field(default_factory=set)
    fehler: str = ""


class _Gebrochen(Exception):
    """The chain is broken here; its text is the sentence."""


def chain_end() -> Kettenende:
    """The chain as the newest event left it; as the system."""
    kette = Kette.get()
    first = Ereignis.select(Ereignis.hash).where(Ereignis.stapel.is_null())
    return Kettenende(
        kette.laenge, kette.letzter_hash, first.order_by(Ereignis.id).limit(1).scalar()
    )


def verify_chain(marken: frozenset[int] = frozenset()) -> Kettenbefund:
    """Recompute every event, as the system; stops at the first that does not fit.

    `marken`: places whose hashes are wanted. Events that are written meanwhile are walked, too.
    Memory does not grow with the log.
    """
    befund = Kettenbefund(hashes={0: ANFANG})
    try:
        _require_locks()
        _walk_main(befund, marken)
        _require_known_batches(befund)
    except _Gebrochen as broken:
        befund.fehler = str(broken)
    return befund


def _require_locks() -> None:
    sql = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    if not is_sqlite():
        sql = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"
    found = {name for (name,) in database.execute_sql(sql).fetchall()}
    if missing := [name for name in _SPERREN if name not in found]:
        raise _Gebrochen(
            "In der Datenbank fehlt die Sperre, die Ereignisse vor Änderungen schützt "
            f"({', '.join(missing)}); jemand hat sie entfernt."
        )


def _walk_main(befund: Kettenbefund, marken: frozenset[int]) -> None:
    last = 0
    while True:
        for ereignis in _events(Ereignis.stapel.is_null(), last):
            last = ereignis.id
            _check(ereignis, befund.letzter_hash, befund.laenge + 1)
            _note(befund, ereignis, marken)
        kette = Kette.get()
        laenge = kette.laenge
        if laenge <= befund.laenge:
            break
        # Written meanwhile, unless nothing more comes: then the end is missing.
        if next(_events(Ereignis.stapel.is_null(), last), None) is None:
            raise _Gebrochen(
                f"Nach Ereignis {befund.laenge} {_when(befund.letztes)}fehlen "
                f"{laenge - befund.laenge} Ereignisse."
            )
    if (laenge, kette.letzter_hash) != (befund.laenge, befund.letzter_hash):
        raise _Gebrochen(
            f"Nach Ereignis {laenge} stehen {befund.laenge - laenge} Ereignisse, die KRM nicht "
            "geschrieben hat."
            if laenge < befund.laenge
            else f"Das vermerkte Ende passt nicht zu Ereignis {befund.laenge}."
        )


def _note(befund: Kettenbefund, ereignis: Any, marken: frozenset[int]) -> None:
    befund.laenge += 1
    befund.ereignisse += 1
    befund.letzter_hash, befund.letztes = ereignis.hash, ereignis.zeitpunkt
    befund.anfang = befund.anfang or ereignis.hash
    if befund.laenge in marken:
        befund.hashes[befund.laenge] = ereignis.hash
    if '"wurzel"' in ereignis.daten or ereignis.name == WIEDERHERGESTELLT:
        daten = json.loads(ereignis.daten)
        if "wurzel" in daten:
            _walk_batch(befund, daten)
        if ereignis.name == WIEDERHERGESTELLT:
            befund.rueckkehren.append(Rueckkehr(int(daten["laenge"]), ereignis.zeitpunkt))


def _walk_batch(befund: Kettenbefund, daten: dict[str, Any]) -> None:
    """The events of one import: chained from ANFANG to the root that the chain's event names."""
    before, count = ANFANG, 0
    for ereignis in _events(Ereignis.stapel == daten["stapel"], 0):
        count += 1
        _check(ereignis, before, count, f" des Imports bei Ereignis {befund.laenge}")
        before = ereignis.hash
    if (count, before) != (daten["anzahl"], daten["wurzel"]):
        raise _Gebrochen(
            f"Die Ereignisse des Imports bei Ereignis {befund.laenge} "
            f"{_when(befund.letztes)}sind nicht vollständig: verzeichnet sind {daten['anzahl']}, "
            f"vorhanden {count}."
        )
    befund.ereignisse += count
    befund.stapel.add(daten["stapel"])


def _require_known_batches(befund: Kettenbefund) -> None:
    batches = Ereignis.select(Ereignis.stapel).where(Ereignis.stapel.is_null(False)).distinct()
    found = {stapel for (stapel,) in batches.tuples()}
    if strange := found - befund.stapel - set(unfinished_imports()):
        # An import that came to its end since then is in the chain by now.
        named = Ereignis.select().where(Ereignis.name == "vorgaenge_imported")
        found_later = {json.loads(e.daten).get("stapel") for e in named}
        if strange - found_later:
            raise _Gebrochen("Es gibt Ereignisse, die zu keinem Import gehören.")


def _check(ereignis: Any, before: str, place: int, wo: str = "") -> None:
    named = f"Ereignis {place}{wo} {_when(ereignis.zeitpunkt)}„{ereignis.name}“"
    if ereignis.vorheriger != before:
        raise _Gebrochen(f"{named} passt nicht zu seinem Vorgänger; davor fehlt etwas.")
    if link_hash(ereignis) != ereignis.hash:
        raise _Gebrochen(f"{named} wurde nachträglich verändert.")


def _when(moment: datetime | None) -> str:
    return f"({moment:%d.%m.%Y %H:%M} UTC) " if moment else ""


def _events(term: Any, last: int) -> Iterator[Any]:
    """Events after the one with this id, in their order; never more than a batch in memory."""
    while True:
        query = Ereignis.select().where(term, Ereignis.id > last).order_by(Ereignis.id)
        rows = list(query.limit(_STAPEL).namedtuples())
        yield from rows
        if len(rows) < _STAPEL:
            return
        last = rows[-1].id
