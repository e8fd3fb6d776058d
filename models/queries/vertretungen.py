"""Reading who stands in for whom: what is one's own, and who could."""

from dataclasses import dataclass
from datetime import date

from models.db import sorted_german
from models.queries.akteure import Baum
from models.rules.rechte import Akteur, Bindung
from models.rules.rollen import OHNE_VORGAENGE, Recht
from models.tables import Konto, Rollenzuweisung

_HOECHSTENS = 1000


@dataclass(frozen=True)
class Vertretung:
    """Somebody (`name`) stands in: which role, for which unit, from and until when."""

    id: int
    version: int
    name: str
    rolle: str
    einheit_id: int
    gueltig_ab: date
    gueltig_bis: date | None


def lendable(akteur: Akteur) -> list[Bindung]:
    """The actor's own roles for which she may name a deputy herself."""
    return [
        bindung
        for bindung in akteur.bindungen
        if bindung.vertretung_fuer_id is None and Recht.VERTRETUNG_REGELN in bindung.rechte
    ]


def deputies_of(akteur: Akteur, today: date) -> list[Vertretung]:
    """Who stands in for the actor today or later, first who comes first; one query."""
    rows = (
        Rollenzuweisung.select(Rollenzuweisung, Konto)
        .join_from(Rollenzuweisung, Konto, on=(Rollenzuweisung.konto == Konto.id))
        .where(
            Rollenzuweisung.vertretung_fuer == akteur.konto_id,
            Rollenzuweisung.gueltig_bis >= today,
        )
        .order_by(Rollenzuweisung.gueltig_ab, Rollenzuweisung.id)
    )
    return [
        Vertretung(
            r.id, r.version, r.konto.name, r.rolle, r.einheit_id, r.gueltig_ab, r.gueltig_bis
        )
        for r in rows
    ]


def own_roles(akteur: Akteur, today: date) -> list[Vertretung]:
    """The roles that the actor holds today or will hold, own and lent; `name`: whom she stands
    in for, empty for an own role. One query."""
    vertreten = Konto.label_alias("vertreten")
    rows = (
        Rollenzuweisung.select(Rollenzuweisung, vertreten.name)
        .join_from(
            Rollenzuweisung,
            vertreten,
            "LEFT OUTER JOIN",
            on=(Rollenzuweisung.vertretung_fuer == vertreten.id),
            attr="vertreten",
        )
        .where(
            Rollenzuweisung.konto == akteur.konto_id,
            Rollenzuweisung.gueltig_bis.is_null() | (Rollenzuweisung.gueltig_bis >= today),
        )
        .order_by(Rollenzuweisung.gueltig_ab, Rollenzuweisung.id)
    )
    return [_role(row) for row in rows]


def possible_deputies(akteur: Akteur, baum: Baum) -> list[Konto]:
    """Active accounts of the Dienststellen of the actor's own roles by name, without herself and
    without those whose role keeps them apart from cases; two queries."""
    own = lendable(akteur)
    house = frozenset().union(*(baum.house(b.einheit_id) for b in own))
    rows = (
        Konto.select(Konto.id, Konto.name, Konto.einheit)
        .where(Konto.active, Konto.id != akteur.konto_id, Konto.einheit << sorted(house))
        .order_by(sorted_german(Konto.name), Konto.id)
        .limit(_HOECHSTENS)
    )
    if all(b.rolle in OHNE_VORGAENGE for b in own):
        return list(rows)
    apart = Rollenzuweisung.select(Rollenzuweisung.konto).where(
        Rollenzuweisung.rolle << sorted(OHNE_VORGAENGE)
    )
    return list(rows.where(Konto.id.not_in(apart)))


def _role(row: Rollenzuweisung) -> Vertretung:
    vertreten = getattr(row, "vertreten", None)
    return Vertretung(
        row.id,
        row.version,
        vertreten.name if vertreten else "",
        row.rolle,
        row.einheit_id,
        row.gueltig_ab,
        row.gueltig_bis,
    )
