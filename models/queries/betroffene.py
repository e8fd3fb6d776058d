"""Whom a case is about, as its page shows it, and where mere names wait for an account."""

from dataclasses import dataclass
from datetime import date

from peewee import Expression

from models.db import acting_as
from models.queries.lagen import Lage
from models.rules.rechte import SYSTEM
from models.tables import Betroffen, Konto, Vorgang


@dataclass(frozen=True)
class Betroffene:
    """One of them; `offen`: a mere name of which nobody has said whose it is."""

    id: int
    name: str
    hat_konto: bool
    offen: bool


def betroffene_of(vorgang_id: int) -> list[Betroffene]:
    """In the order of naming; empty for who does not read the content of the case."""
    rows = list(Betroffen.select().where(Betroffen.vorgang == vorgang_id).order_by(Betroffen.id))
    wanted = [row.konto_id for row in rows if row.konto_id is not None]
    with acting_as(SYSTEM):
        names = dict(Konto.select(Konto.id, Konto.name).where(Konto.id << wanted).tuples())
    return [_shown(row, names) for row in rows]


def _shown(row: Betroffen, names: dict[int, str]) -> Betroffene:
    has_account = row.konto_id is not None
    return Betroffene(
        id=row.id,
        name=names.get(row.konto_id, "") if has_account else row.bezeichnung or "",
        hat_konto=has_account,
        offen=not has_account and not row.ohne_konto,
    )


def _names_waiting(today: date) -> Expression:
    waiting = Betroffen.select(Betroffen.vorgang).where(
        Betroffen.konto.is_null(),
        Betroffen.ohne_konto == False,  # noqa: E712
    )
    return Vorgang.id << waiting


NAMEN_OHNE_KONTO = Lage("namen", "Namen ohne Konto", _names_waiting)
"""Cases taken over with the name of an employee: somebody has to say whose account it is."""
