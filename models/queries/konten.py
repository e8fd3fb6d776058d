"""Reading accounts and who holds which role."""

from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_

from peewee import JOIN, Expression, fn

from models.db import is_sqlite
from models.tables import Einheit, Konto, Rollenzuweisung

_NAMEN = (Konto.name, Konto.login)


@dataclass(frozen=True)
class Rollenzeile:
    """A role somebody holds, with the names people read."""

    zuweisung: Rollenzuweisung
    login: str
    name: str
    einheit: str
    vertritt: str | None


def find_konto(login: str) -> Konto:
    """The account with this log-in name, in view. Raises LookupError."""
    konto = Konto.get_or_none(Konto.login == login.strip().lower())
    if konto is None:
        raise LookupError(f"Das Konto „{login}“ gibt es nicht.")
    return konto


def name_of_login(login: str) -> str | None:
    """What the person with this log-in name is called; None for nobody in view. One query."""
    konto = Konto.select(Konto.name).where(Konto.login == login).first()
    return konto.name if konto else None


def named_like(text: str) -> Expression:
    """WHERE term: accounts whose name or log-in holds this text, in any case."""
    if is_sqlite():
        names = (fn.INSTR(fn.krm_sort(field), fn.krm_sort(text)) for field in _NAMEN)
    else:
        names = (fn.STRPOS(fn.LOWER(field), fn.LOWER(text)) for field in _NAMEN)
    return reduce(or_, (place > 0 for place in names))


def is_running(zuweisung: Rollenzuweisung, on: date) -> bool:
    """Whether the role is held on this day."""
    ended = zuweisung.gueltig_bis is not None and zuweisung.gueltig_bis < on
    return zuweisung.gueltig_ab <= on and not ended


def holds_role(konto_id: int, rolle: str, einheit_id: int, on: date) -> bool:
    """Whether the account holds this role itself, not as a deputy, on this day."""
    rows = Rollenzuweisung.select().where(
        Rollenzuweisung.konto == konto_id,
        Rollenzuweisung.rolle == rolle,
        Rollenzuweisung.einheit == einheit_id,
        Rollenzuweisung.vertretung_fuer.is_null(),
    )
    return any(is_running(row, on) for row in rows)


def role_rows(on: date) -> list[Rollenzeile]:
    """Every role in view that is held on this day or will be, ordered by name; one query."""
    vertreten = Konto.label_alias("vertreten")
    query = (
        Rollenzuweisung.select(Rollenzuweisung, Konto, Einheit, vertreten)
        .join_from(Rollenzuweisung, Konto, on=(Rollenzuweisung.konto == Konto.id))
        .join_from(Rollenzuweisung, Einheit, on=(Rollenzuweisung.einheit == Einheit.id))
        .join_from(
            Rollenzuweisung,
            vertreten,
            JOIN.LEFT_OUTER,
            on=(Rollenzuweisung.vertretung_fuer == vertreten.id),
            attr="vertreten",
        )
        .where(Rollenzuweisung.gueltig_bis.is_null() | (Rollenzuweisung.gueltig_bis >= on))
        .order_by(Konto.name, Rollenzuweisung.id)
    )
    return [_row(zuweisung) for zuweisung in query]


def _row(zuweisung: Rollenzuweisung) -> Rollenzeile:
    vertreten = getattr(zuweisung, "vertreten", None)
    return Rollenzeile(
        zuweisung=zuweisung,
        login=zuweisung.konto.login,
        name=zuweisung.konto.name,
        einheit=zuweisung.einheit.kuerzel,
        vertritt=vertreten.name if vertreten else None,
    )
