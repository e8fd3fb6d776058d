"""Who acts: accounts with the roles that are valid on a day."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from peewee import JOIN

from models.db import acting_as
from models.rules.rechte import SYSTEM, Akteur, Bindung
from models.rules.regelwerk import regelwerk_on
from models.rules.rollen import Sicht
from models.tables import Einheit, Konto, Rollenzuweisung


class Baum:
    """The tree of units in memory: a few hundred rows, read once per request.

    `below(id)` is a unit with everything under it, `house(id)` all of its Dienststelle. Both
    follow `vorgaenger`, so that who leads a reorganised team still sees its old cases.
    """

    def __init__(self, einheiten: Iterable[Einheit]) -> None:
        self.by_id = {einheit.id: einheit for einheit in einheiten}
        self._kinder: dict[int, list[int]] = defaultdict(list)
        for einheit in self.by_id.values():
            if einheit.eltern_id is not None:
                self._kinder[einheit.eltern_id].append(einheit.id)
            if einheit.vorgaenger_id is not None:
                self._kinder[einheit.id].append(einheit.vorgaenger_id)

    @classmethod
    def load(cls) -> "Baum":
        """Read the tree; one query."""
        return cls(Einheit.select())

    def below(self, einheit_id: int) -> frozenset[int]:
        """Ids of the unit and everything below it, predecessors included."""
        found, todo = set(), [einheit_id]
        while todo:
            current = todo.pop()
            if current not in found:
                found.add(current)
                todo.extend(self._kinder[current])
        return frozenset(found)

    def above(self, einheit_id: int) -> list[Einheit]:
        """The unit and its ancestors, innermost first."""
        chain: list[Einheit] = []
        current: int | None = einheit_id
        while current is not None and current in self.by_id and len(chain) < 20:
            chain.append(self.by_id[current])
            current = self.by_id[current].eltern_id
        return chain

    def of_art(self, einheit_id: int, art: str) -> Einheit | None:
        """The nearest unit of this art, going up; None where there is none."""
        return next((e for e in self.above(einheit_id) if e.art == art), None)

    def house(self, einheit_id: int) -> frozenset[int]:
        """Everything of the Dienststelle the unit belongs to; above it, everything below."""
        dienststelle = self.of_art(einheit_id, "dienststelle")
        return self.below(dienststelle.id if dienststelle else einheit_id)

    def root(self) -> Einheit:
        """The unit without a parent: the whole installation. Raises LookupError when empty."""
        roots = sorted(e.id for e in self.by_id.values() if e.eltern_id is None)
        if not roots:
            raise LookupError("Es gibt noch keine Dienststelle: python -m admin einrichten")
        return self.by_id[roots[0]]


def load_akteur(konto: Konto, today: date, baum: Baum | None = None) -> Akteur:
    """The account as an actor with the roles valid on `today`; two queries, one with `baum`."""
    with acting_as(SYSTEM):
        baum = baum or Baum.load()
        rows = list(_valid_roles(konto.id, today))
    bindungen = tuple(_bindung(row, baum, today) for row in rows)
    haus: frozenset[int] = frozenset().union(*(baum.house(b.einheit_id) for b in bindungen))
    return Akteur(konto_id=konto.id, login=konto.login, bindungen=bindungen, haus=haus)


def find_akteur(login: str, today: date) -> Akteur:
    """The actor with this log-in name. Raises LookupError for unknown or locked accounts."""
    with acting_as(SYSTEM):
        konto = Konto.get_or_none(Konto.login == login, Konto.active)
    if konto is None:
        raise LookupError(f"Es gibt kein aktives Konto „{login}“.")
    return load_akteur(konto, today)


def _valid_roles(konto_id: int, today: date) -> Iterable[Rollenzuweisung]:
    vertreten = Konto.label_alias("vertreten")
    return (
        Rollenzuweisung.select(Rollenzuweisung, vertreten)
        .join(
            vertreten,
            JOIN.LEFT_OUTER,
            on=(Rollenzuweisung.vertretung_fuer == vertreten.id),
            attr="vertreten",
        )
        .where(
            Rollenzuweisung.konto == konto_id,
            Rollenzuweisung.gueltig_ab <= today,
            Rollenzuweisung.gueltig_bis.is_null() | (Rollenzuweisung.gueltig_bis >= today),
        )
        .order_by(Rollenzuweisung.id)
    )


def _bindung(row: Rollenzuweisung, baum: Baum, today: date) -> Bindung:
    vertreten = getattr(row, "vertreten", None)
    return Bindung(
        rolle=row.rolle,
        einheit_id=row.einheit_id,
        einheiten=baum.below(row.einheit_id),
        vertretung_fuer=vertreten.login if vertreten else None,
        vertretung_fuer_id=row.vertretung_fuer_id,
        abweichende_sichten=_other_views(row, baum, today),
    )


def _other_views(row: Rollenzuweisung, baum: Baum, today: date) -> tuple[Sicht, ...] | None:
    """What the Regelwerk in force in the Dienststelle lets this role see instead of its default."""
    dienststelle = baum.of_art(row.einheit_id, "dienststelle")
    if dienststelle is None or not dienststelle.regelwerk:
        return None
    return regelwerk_on(dienststelle.regelwerk, today).sichten(row.rolle)
