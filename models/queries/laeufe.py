"""Reading the run ledger: what was published, what runs, for whoever may see it."""

from datetime import date, datetime

from peewee import Case, ModelSelect

from models.rules.berichtsweg import Berichtsstand
from models.rules.lauf import Laufstatus
from models.rules.zeit import BERLIN
from models.tables import Bericht, Einheit, Lauf, Vorgang

_HOECHSTENS_JAHRE = 30

_NEUESTE = 50


def recent_laeufe(limit: int = 50) -> list[Lauf]:
    """The newest runs in view, with `bericht` and `einheit` loaded; one query."""
    return list(_with_bericht().order_by(Lauf.angelegt_am.desc(), Lauf.id.desc()).limit(limit))


def finished_laeufe(login: str, since: datetime) -> list[Lauf]:
    """Runs in view that ended since then: published ones, and those failed that `login` began.

    Newest first, with `bericht` and `einheit` loaded; one query, bounded.
    """
    failed = (Lauf.status == Laufstatus.GESCHEITERT) & (Lauf.gestartet_von == login)
    ended = (Lauf.beendet_am >= since) & ((Lauf.status == Laufstatus.FERTIG) | failed)
    rows = _with_bericht().where(ended)
    return list(rows.order_by(Lauf.angelegt_am.desc(), Lauf.id.desc()).limit(_NEUESTE))


def comparable_laeufe(lauf: Lauf, limit: int = 30) -> list[Lauf]:
    """Other finished runs in view of the same report, unit and circle, the same period first."""
    bericht = lauf.bericht
    same = (
        (Bericht.name == bericht.name)
        & (Bericht.einheit == bericht.einheit_id)
        & (Bericht.empfaenger == bericht.empfaenger)
        & (Lauf.status == Laufstatus.FERTIG)
    )
    rows = _with_bericht().where(same, Lauf.id != lauf.id)
    own_first = Case(None, [(Lauf.bericht == bericht.id, 0)], 1)
    return list(rows.order_by(own_first, Lauf.beendet_am.desc(), Lauf.id.desc()).limit(limit))


def laeufe_of_zeitplan(zeitplan_id: int, limit: int = 20) -> list[Lauf]:
    """The newest runs of a schedule in view, with `bericht` and `einheit` loaded; one query."""
    rows = _with_bericht().where(Lauf.zeitplan == str(zeitplan_id))
    return list(rows.order_by(Lauf.faellig_am.desc(), Lauf.id.desc()).limit(limit))


def find_lauf(lauf_id: int) -> Lauf | None:
    """One run with its `bericht` and `einheit`; None when there is none in view."""
    return _with_bericht().where(Lauf.id == lauf_id).first()


def published_before(lauf: Lauf, sha256: str) -> Lauf | None:
    """The newest published run of the same report over the whole period, made of other data.

    A second run on the same data is left out, so that both tell of the same one. So is one that
    showed an earlier Datenstand: it told nothing new. One that does is compared with what was
    published by then.
    """
    comparable = (
        (Lauf.bericht == lauf.bericht_id)
        & (Lauf.freigabe == Berichtsstand.FREIGEGEBEN)
        & (Lauf.datenstand >= Bericht.bis)
        & Lauf.bis_ereignis.is_null(False)
        & (Lauf.snapshot_sha256 != sha256)
        & Lauf.rueckblick.is_null()
    )
    if lauf.rueckblick:
        comparable &= Lauf.datenstand_zeit < lauf.rueckblick
    rows = _with_bericht().where(comparable, Lauf.id != lauf.id)
    return rows.order_by(Lauf.beendet_am.desc(), Lauf.id.desc()).first()


def unfinished_laeufe() -> list[Lauf]:
    """Runs in view that were begun and are not published: what they left on disk is no report."""
    begun = (Lauf.status != Laufstatus.FERTIG) & (Lauf.versuch > 0)
    return list(_with_bericht().where(begun).order_by(Lauf.id))


def years_of_cases(until: date) -> list[int]:
    """The years a report can be about, newest first: from the first case in view; one query."""
    first = Vorgang.select(Vorgang.eingang_am).order_by(Vorgang.eingang_am, Vorgang.id).first()
    begin = min(first.eingang_am.year, until.year) if first else until.year
    return list(range(until.year, max(begin, until.year - _HOECHSTENS_JAHRE) - 1, -1))


def folder_name(lauf: Lauf) -> str:
    """The last part of a run's folder: when it was asked for (Berlin), and its number.

    The moment keeps two databases with the same reports folder apart.
    """
    return f"{lauf.angelegt_am.astimezone(BERLIN):%Y%m%d-%H%M%S}-{lauf.id}"


def _with_bericht() -> ModelSelect:
    return (
        Lauf.select(Lauf, Bericht, Einheit)
        .join(Bericht)
        .switch(Lauf)
        .join(Einheit, on=(Lauf.einheit == Einheit.id))
    )
