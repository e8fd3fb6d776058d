"""Reading the run ledger: what was published, what runs, for whoever may see it."""

from dataclasses import dataclass
from datetime import datetime

from models.rules.lauf import Laufstatus
from models.rules.zeit import BERLIN
from models.tables import Bericht, Einheit, Lauf


@dataclass(frozen=True)
class Spur:
    """What a run may have left on disk: its folder's name and whether its content is published."""

    lauf_id: int
    bericht: str
    ordnername: str
    ist_fertig: bool


def recent_laeufe(limit: int = 50) -> list[Lauf]:
    """The newest runs in view, with `bericht` and `einheit` loaded; one query."""
    return list(
        Lauf.select(Lauf, Bericht, Einheit)
        .join(Bericht)
        .switch(Lauf)
        .join(Einheit, on=(Lauf.einheit == Einheit.id))
        .order_by(Lauf.angelegt_am.desc(), Lauf.id.desc())
        .limit(limit)
    )


def find_lauf(lauf_id: int) -> Lauf | None:
    """One run with its `bericht` and `einheit`; None when there is none in view."""
    return (
        Lauf.select(Lauf, Bericht, Einheit)
        .join(Bericht)
        .switch(Lauf)
        .join(Einheit, on=(Lauf.einheit == Einheit.id))
        .where(Lauf.id == lauf_id)
        .first()
    )


def published_lauf(lauf_id: int) -> Lauf | None:
    """The run if it is in view and published; only then may anyone read its folder."""
    lauf = find_lauf(lauf_id)
    return lauf if lauf is not None and lauf.status == Laufstatus.FERTIG else None


def folder_name(lauf: Lauf) -> str:
    """The last part of a run's folder: when it was asked for (Berlin), and its number.

    The moment keeps two databases with the same reports folder apart.
    """
    return _folder_name(lauf.angelegt_am, lauf.id)


def find_spur(lauf_id: int) -> Spur | None:
    """What to expect on disk of this run; None when the ledger does not know it."""
    row = (
        Lauf.select(Lauf.angelegt_am, Lauf.status, Bericht.name)
        .join(Bericht)
        .where(Lauf.id == lauf_id)
        .tuples()
        .first()
    )
    if row is None:
        return None
    angelegt_am, status, name = row
    return Spur(lauf_id, name, _folder_name(angelegt_am, lauf_id), status == Laufstatus.FERTIG)


def _folder_name(angelegt_am: datetime, lauf_id: int) -> str:
    return f"{angelegt_am.astimezone(BERLIN):%Y%m%d-%H%M%S}-{lauf_id}"
