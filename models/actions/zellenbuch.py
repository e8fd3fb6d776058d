"""Keeping the ledger of numbers: noted with a run, published with its release."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from peewee import chunked

from models.db import acting_as, writing
from models.rules.berichtsweg import leaves_house
from models.rules.fehler import RuleViolation
from models.rules.rechte import SYSTEM
from models.tables import Berichtszelle, Lauf

Zellzeile = Sequence[Any]
"""tabelle, zeile, spalte, von, bis, schluss (ISO days), wert or None."""
SPALTEN = ("tabelle", "zeile", "spalte", "von", "bis", "schluss", "wert")
TAGE = ("von", "bis", "schluss")
UEBERHOLT = (
    "Seit dieser Bericht gerechnet wurde, ist ein anderer nach außen gegangen. Aus beiden zusammen "
    "ließen sich Zahlen über wenige Personen errechnen. Bitte den Bericht neu erstellen."
)
_JE_ANWEISUNG = 200


def note_cells(*, token: str, datenstand: date, zellen: Iterable[Zellzeile]) -> None:
    """Keep what the run tells, in place of what an earlier attempt of it noted.

    Nothing where another owns the run by now. Nobody outside knows of it yet.
    """
    with writing(by=SYSTEM):
        lauf = Lauf.get_or_none(Lauf.token == token)
        if lauf is None:
            return
        forget_cells(lauf.id)
        fest = {"lauf": lauf.id, "einheit": lauf.einheit_id, "datenstand": datenstand}
        rows = [{**fest, **dict(zip(SPALTEN, z, strict=True)), **_days(z)} for z in zellen]
        for part in chunked(rows, _JE_ANWEISUNG):
            Berichtszelle.insert_many(part).execute()


def forget_cells(lauf_id: int) -> None:
    """Drop what a run noted and never told; inside an action."""
    noted = (Berichtszelle.lauf == lauf_id) & Berichtszelle.veroeffentlicht_am.is_null()
    Berichtszelle.delete().where(noted).execute()


def publish_cells(*, now: datetime, lauf: Lauf) -> None:
    """What the run tells is known outside from now on; inside the action that releases it.

    Raises RuleViolation where something went out since its data were read that it does not take
    into account.
    """
    if not leaves_house(lauf.bericht.empfaenger):
        return
    with acting_as(SYSTEM):
        if _unforeseen(lauf):
            raise RuleViolation(UEBERHOLT)
        own = Berichtszelle.lauf == lauf.id
        Berichtszelle.update(veroeffentlicht_am=now).where(own).execute()


def _unforeseen(lauf: Lauf) -> bool:
    """Whether another run told, since this one began, a number that this one does not tell."""
    cell = Berichtszelle
    since = (cell.einheit == lauf.einheit_id) & (cell.veroeffentlicht_am > lauf.begonnen_am)
    others = _shown(since & (cell.lauf != lauf.id))
    return bool(others - _shown(cell.lauf == lauf.id))


def _shown(which: Any) -> set[tuple[Any, ...]]:
    fields = [getattr(Berichtszelle, name) for name in SPALTEN]
    return set(
        Berichtszelle.select(*fields).where(which, Berichtszelle.wert.is_null(False)).tuples()
    )


def _days(zelle: Zellzeile) -> dict[str, date]:
    return {
        name: date.fromisoformat(zelle[SPALTEN.index(name)]) for name in ("von", "bis", "schluss")
    }
