"""The desk: what is to be done today by who is logged in, in five queries whatever there is to do.

Every part has a name that the list of cases knows too (`?ansicht=…`), with the same WHERE term: a
count and the list behind it cannot differ.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from typing import Any

from peewee import SQL, Expression, ModelSelect, Select, Value, fn

from models.db import acting_as, current_akteur, database
from models.queries.laeufe import finished_laeufe
from models.queries.lagen import LAGEN, Lage, unanswered
from models.queries.schritte import waiting_for
from models.queries.wiedereroeffnung import reopened_of
from models.rules.lauf import Laufstatus
from models.rules.puenktlichkeit import met_deadline
from models.rules.rechte import Akteur, may
from models.rules.rollen import Recht
from models.rules.zeit import midnight
from models.tables import Lauf, Vorgang, Wiedervorlage

ZAEHLGRENZE = 99
"""Counts stop here: nobody works differently with 100 than with 1,000."""
JE_ABSCHNITT = 5
NEU = timedelta(days=7)
BERICHTE = timedelta(days=14)


@dataclass(frozen=True)
class Zeile:
    """A case on the desk: head data only."""

    vorgang_id: int
    vorgangsnummer: str
    art: str | None
    einheit_id: int
    status: str
    prioritaet: str
    naechster_schritt: str | None
    wartet_auf: str | None
    regelwerk: str
    eingang_am: date
    frist_am: date | None
    frist_gehalten: bool | None
    abschliessend_gehalten: bool | None
    wieder_offen: bool = False

    @property
    def fristgerecht(self) -> bool | None:
        """Answered in time as its order counts; None while it is not answered."""
        return met_deadline(asdict(self))


@dataclass(frozen=True)
class Merkzettel:
    """A Wiedervorlage that is due, one's own or of whom one stands in for."""

    wiedervorlage_id: int
    version: int
    vorgang_id: int
    vorgangsnummer: str
    faellig_am: date
    grund: str


@dataclass(frozen=True)
class Abschnitt:
    """One part of the desk: `zeilen` the first five.

    `anzahl` stops at ZAEHLGRENZE and `ist_mehr` says that there are more; `kriterien` is the
    state of the list of cases that shows all of them.
    """

    name: str
    label: str
    dringend: bool
    anzahl: int
    ist_mehr: bool
    zeilen: Sequence[Any]

    @property
    def kriterien(self) -> dict[str, str]:
        return {"ansicht": self.name}


@dataclass(frozen=True)
class Desk:
    """`vorgaenge`: parts with rows of Zeile, none for who reads no cases; `wiedervorlagen` with
    rows of Merkzettel; `berichte`: of each report the newest run of the last 14 days, published
    ones and one's own that failed since, newest first."""

    vorgaenge: tuple[Abschnitt, ...]
    wiedervorlagen: Abschnitt
    berichte: Sequence[Lauf]


_KOPF = (
    "vorgangsnummer",
    "art",
    "einheit",
    "status",
    "prioritaet",
    "naechster_schritt",
    "wartet_auf",
    "regelwerk",
    "eingang_am",
    "frist_am",
    "frist_gehalten",
    "abschliessend_gehalten",
)


def _waiting(today: date) -> Expression:
    return waiting_for(current_akteur())  # a closed case waits for nobody


def _waiting_unanswered(today: date) -> Expression:
    return _waiting(today) & unanswered()


def _new(today: date) -> Expression:
    since = (Vorgang.eingang_am > today - NEU) & (Vorgang.eingang_am <= today)
    return since & Vorgang.abschluss_am.is_null() & unanswered()


def _resubmitted(today: date) -> Expression:
    return Vorgang.id << _notes(today, Wiedervorlage.vorgang)


_LAGEN = {lage.name: lage for lage in LAGEN}
WARTET = Lage("wartet", "Wartet auf mich", _waiting)
NEUE = Lage("neu", "Neu in 7 Tagen", _new)
WIEDERVORLAGE = Lage("wiedervorlage", "Wiedervorlagen", _resubmitted)
TISCHLAGEN: tuple[Lage, ...] = (WARTET, NEUE, WIEDERVORLAGE)
"""Choices that the list of cases offers beside LAGEN; they depend on the actor in force."""
_TEILE = (
    _LAGEN["ueberfaellig"],
    _LAGEN["heute"],
    _LAGEN["woche"],
    WARTET,
    _LAGEN["sofort"],
    NEUE,
)
_OFFEN_BEI_MIR = Lage("wartet", "", _waiting_unanswered)
_DATUM = (Vorgang.frist_am.asc(nulls="LAST"), Vorgang.id)
# What stands first: what is due first, of new cases the newest. The orders are those of the
# indexes from their first column on (of open cases it is empty), so that nothing is sorted.
_NACH_FRIST = (Vorgang.abschluss_am, *_DATUM)
_ORDNUNG = {
    WARTET.name: _DATUM,
    NEUE.name: (Vorgang.abschluss_am.desc(), Vorgang.eingang_am.desc(), Vorgang.id.desc()),
}


def load_desk(akteur: Akteur, today: date) -> Desk:
    """What this person has to do today, in her view: at most six queries."""
    with acting_as(akteur):
        berichte = _berichte(akteur, today) if may(akteur, Recht.BERICHT_LESEN) else []
        if not may(akteur, Recht.VORGANG_LESEN):
            return Desk((), _part(WIEDERVORLAGE, 0, ()), berichte)
        counts, rows = _counts(today), _rows(today)
        teile = [_part(lage, counts[lage.name], rows[lage.name]) for lage in _TEILE]
        notes = _merkzettel(today)
    return Desk(tuple(teile), _part(WIEDERVORLAGE, counts[WIEDERVORLAGE.name], notes), berichte)


def _part(lage: Lage, count: int, rows: Sequence[Any]) -> Abschnitt:
    is_more = count > ZAEHLGRENZE
    return Abschnitt(lage.name, lage.label, lage.dringend, min(count, ZAEHLGRENZE), is_more, rows)


def _counts(today: date) -> dict[str, int]:
    """How many of each part, up to one more than ZAEHLGRENZE; one query."""
    queries = {lage.name: _cases(lage, today, Vorgang.id) for lage in _TEILE}
    queries[WIEDERVORLAGE.name] = _notes(today, Wiedervorlage.vorgang).distinct()
    capped = [query.limit(ZAEHLGRENZE + 1).alias("c") for query in queries.values()]
    columns = [Select([query], [fn.COUNT(SQL("*"))]) for query in capped]
    (row,) = Select(columns=columns).bind(database.obj).tuples()
    return dict(zip(queries, row, strict=True))


def _rows(today: date) -> dict[str, list[Zeile]]:
    """The first cases of each part; two queries, one more where some are answered."""
    keys = _keys(today)
    zeilen = _zeilen({key for _, key in keys})
    rows = {lage.name: [z for z in zeilen if (lage.name, z.vorgang_id) in keys] for lage in _TEILE}
    rows[NEUE.name].sort(key=lambda zeile: (zeile.eingang_am, zeile.vorgang_id), reverse=True)
    # what is answered only waits to be closed: it comes after what still has a deadline
    rows[WARTET.name].sort(key=lambda zeile: zeile.fristgerecht is not None)
    return {name: first[:JE_ABSCHNITT] for name, first in rows.items()}


def _keys(today: date) -> set[tuple[str, int]]:
    """(part, id of a case), the first few of each; one query."""
    union: Any = None
    for lage in (*_TEILE, _OFFEN_BEI_MIR):
        order = _ORDNUNG.get(lage.name, _NACH_FRIST)
        named = _cases(lage, today, Value(lage.name).alias("lage"), Vorgang.id.alias("schluessel"))
        few = Select([named.order_by(*order).limit(JE_ABSCHNITT).alias("t")], [SQL("*")])
        union = few if union is None else union.union_all(few)
    return set(union.bind(database.obj).tuples())


def _zeilen(ids: set[int]) -> list[Zeile]:
    if not ids:
        return []
    fields = [Vorgang.id, *(getattr(Vorgang, name) for name in _KOPF)]
    rows = Vorgang.select(*fields).where(Vorgang.id << sorted(ids)).order_by(*_DATUM)
    zeilen = [Zeile(*row) for row in rows.tuples()]
    answered = [zeile.vorgang_id for zeile in zeilen if zeile.frist_gehalten is not None]
    again = reopened_of(answered)
    return [replace(zeile, wieder_offen=zeile.vorgang_id in again) for zeile in zeilen]


def _cases(lage: Lage, today: date, *fields: Any) -> ModelSelect:
    return Vorgang.select(*fields).where(lage.term(today))


def _notes(today: date, *fields: Any) -> ModelSelect:
    akteur = current_akteur()
    own = {akteur.konto_id} | {b.vertretung_fuer_id for b in akteur.bindungen}
    return Wiedervorlage.select(*fields).where(
        Wiedervorlage.fuer << [konto for konto in own if konto is not None],
        Wiedervorlage.erledigt_am.is_null(),
        Wiedervorlage.faellig_am <= today,
    )


def _merkzettel(today: date) -> list[Merkzettel]:
    fields = (
        Wiedervorlage.id,
        Wiedervorlage.version,
        Wiedervorlage.vorgang,
        Vorgang.vorgangsnummer,
        Wiedervorlage.faellig_am,
        Wiedervorlage.grund,
    )
    rows = _notes(today, *fields).join(Vorgang)
    first = rows.order_by(Wiedervorlage.faellig_am, Wiedervorlage.id).limit(JE_ABSCHNITT)
    return [Merkzettel(*row) for row in first.tuples()]


def _berichte(akteur: Akteur, today: date) -> list[Lauf]:
    """Runs that wait for her; one query."""
    found: dict[tuple[int, str], Lauf] = {}
    for lauf in finished_laeufe(akteur.login, midnight(today - BERICHTE)):
        done = (lauf.bericht_id, Laufstatus.FERTIG.value)
        if done not in found:  # what failed before a later success is nobody's concern
            found.setdefault((lauf.bericht_id, lauf.status), lauf)
    return list(found.values())[:JE_ABSCHNITT]
