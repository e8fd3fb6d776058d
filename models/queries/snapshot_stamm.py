"""The small tables of a snapshot: units, code lists, and what the snapshot is about."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from peewee import Table

from models.db import database
from models.queries.akteure import Baum
from models.queries.erfassung import Erfassung
from models.queries.snapshot_schema import AUSGEWIESEN, FAKT, SCHEMA
from models.rules.codes import CODES, FASSUNG
from models.rules.regelwerk import regelwerk_on
from models.tables import Berichtszelle, Codewert, Fakt

Zeile = tuple[Any, ...]
_GESCHICHTE, _VERLAUF = "schema_migration", "0020_verlauf"


def meta_rows(baum: Baum, einheit_id: int, stand: date, fassung: str) -> list[Zeile]:
    """Key and value of what a report says about itself."""
    einheit = baum.by_id[einheit_id]
    dienststelle = baum.of_art(einheit_id, "dienststelle") or einheit
    below = (baum.by_id[number] for number in baum.below(einheit_id))
    named = {e.regelwerk for e in (*below, dienststelle) if e.regelwerk}
    regelwerke = {regelwerk_on(ids, stand).id for ids in named}
    return [
        ("schema", str(SCHEMA)),
        ("datenstand", stand.isoformat()),
        ("aufzeichnung_seit", _iso(recording_since()) or ""),
        ("dienststelle", dienststelle.name),
        ("einheit", einheit.kuerzel),
        ("einheit_name", einheit.name),
        ("einheit_art", einheit.art),
        ("einheit_id", str(einheit_id)),
        ("regelwerk", ", ".join(sorted(regelwerke))),
        ("fassung", fassung),
        ("codes_fassung", FASSUNG),
        ("genderform", dienststelle.genderform),
    ]


def einheit_rows(baum: Baum, erfassung: Mapping[int, Erfassung]) -> list[Zeile]:
    """Every unit there is or was: whose cases are whose on a day, the report works out itself.

    `erfassung`: since when the Dienststellen of the report record.
    """
    return [
        (
            e.id,
            e.kuerzel,
            e.name,
            e.art,
            e.eltern_id,
            _iso(e.gueltig_ab),
            _iso(e.gueltig_bis),
            e.vorgaenger_id,
            *_recorded(erfassung.get(e.id)),
        )
        for _, e in sorted(baum.by_id.items())
    ]


def code_rows() -> list[Zeile]:
    """Every code with its label and validity: the house's lists, else those of codes.csv."""
    own = [
        (row.feld, row.code, row.bezeichnung, _iso(row.gueltig_ab), _iso(row.gueltig_bis))
        for row in Codewert.select().order_by(Codewert.feld, Codewert.position, Codewert.id)
    ]
    kept = {row[0] for row in own}
    given = [
        (code.feld, code.code, code.bezeichnung, None, None)
        for feld, codes in CODES.items()
        if feld not in kept
        for code in codes
    ]
    return own + given


def fakt_rows(ids: Collection[int]) -> list[Zeile]:
    """Sums of deleted cases that count for these units."""
    felder = [spalte.feld for spalte in FAKT]
    rows = Fakt.select(*felder).where(Fakt.bereich << list(ids)).tuples()
    return list(rows.order_by(Fakt.zeitraum, Fakt.monat, Fakt.bereich, Fakt.art))


def recording_since() -> date | None:
    """The day from which the dated record was written along; what is older was reconstructed."""
    if not database.table_exists(_GESCHICHTE):
        return None
    history = Table(_GESCHICHTE, ("name", "applied")).bind(database)
    rows = history.select(history.applied).where(history.name == _VERLAUF).tuples()
    moment = next((applied for (applied,) in rows), None)
    return date.fromisoformat(str(moment)[:10]) if moment else None


def _recorded(erfassung: Erfassung | None) -> tuple[str | None, int | None]:
    if erfassung is None:
        return None, None
    return erfassung.seit.isoformat(), int(erfassung.geschaetzt)


def ausgewiesen_rows(ids: Iterable[int]) -> list[Zeile]:
    """What went out of these units before, oldest first."""
    fields = [spalte.feld for spalte in AUSGEWIESEN]
    out = Berichtszelle.veroeffentlicht_am.is_null(False) & (Berichtszelle.einheit << list(ids))
    query = Berichtszelle.select(*fields).where(out).order_by(Berichtszelle.id)
    return [tuple(_iso(v) if isinstance(v, date) else v for v in row) for row in query.tuples()]


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
