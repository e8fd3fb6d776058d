"""Who holds a role for a unit on a day, nearest first, with whoever stands in."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from models.db import acting_as
from models.queries.akteure import Baum
from models.queries.konten import is_running
from models.rules.rechte import SYSTEM
from models.rules.zustaendig import AMT, ERSATZ, VERANTWORTLICH, step_in
from models.tables import Konto, Rollenzuweisung, Vorgang


@dataclass(frozen=True)
class Inhaber:
    """An account that holds a role for a unit, or stands in for one that does (`vertritt`: its
    id)."""

    konto: Konto
    vertritt: int | None = None
    einheit_id: int | None = None


def role_holders(rolle: str, einheit_id: int, today: date) -> list[Inhaber]:
    """Active accounts with this role or office nearest to the unit, and their deputies."""
    with acting_as(SYSTEM):
        baum = Baum.load()
        rows = [
            row
            for row in _rows(AMT.get(rolle, (rolle,)))
            if is_running(row, today) and einheit_id in baum.below(row.einheit_id)
        ]
        reach = {row.id: len(baum.below(row.einheit_id)) for row in rows}
    nearest = min(reach.values(), default=0)
    return [_inhaber(row) for row in rows if reach[row.id] == nearest]


def house_holders(rolle: str, einheit_id: int, today: date) -> list[Inhaber]:
    """Active accounts with this role or office anywhere in the unit's Dienststelle."""
    with acting_as(SYSTEM):
        house = Baum.load().house(einheit_id)
        rows = [row for row in _rows(AMT.get(rolle, (rolle,))) if row.einheit_id in house]
    return [_inhaber(row) for row in rows if is_running(row, today)]


def roles_over(konten: Collection[int], einheit_id: int, since: date) -> frozenset[str]:
    """Roles that these accounts hold themselves over the unit, on `since` or later."""
    if not konten:
        return frozenset()
    with acting_as(SYSTEM):
        baum = Baum.load()
        rows = Rollenzuweisung.select().where(
            Rollenzuweisung.konto << sorted(konten), Rollenzuweisung.vertretung_fuer.is_null()
        )
        return frozenset(
            row.rolle
            for row in rows
            if (row.gueltig_bis is None or row.gueltig_bis >= since)
            and einheit_id in baum.below(row.einheit_id)
        )


def has_role_over(konto_id: int, einheit_id: int, today: date) -> bool:
    """Whether the account is active and holds some role over the unit on this day."""
    with acting_as(SYSTEM):
        baum = Baum.load()
        rows = (
            Rollenzuweisung.select(Rollenzuweisung, Konto)
            .join_from(Rollenzuweisung, Konto, on=(Rollenzuweisung.konto == Konto.id))
            .where(Rollenzuweisung.konto == konto_id, Konto.active)
        )
        return any(is_running(r, today) and einheit_id in baum.below(r.einheit_id) for r in rows)


@dataclass(frozen=True)
class Blick:
    """What decides who is asked in a case: its head, whom it is about, which roles step back.

    `einheit_id`: the unit it is about to go to; None: where it lies.
    """

    vorgang: Vorgang
    today: date
    befangen: frozenset[str] = frozenset()
    betroffene: frozenset[int] = frozenset()
    einheit_id: int | None = None
    ersatz: Mapping[str, str] = field(default_factory=lambda: ERSATZ)

    @property
    def unit_id(self) -> int:
        return self.einheit_id or self.vorgang.einheit_id

    def people(self, rollen: Iterable[str]) -> list[Konto]:
        """Accounts behind these roles in this case, without doubles and never whom it is about."""
        found: dict[int, Konto] = {}
        for name in rollen:
            for konto in self._of(name):
                found.setdefault(konto.id, konto)
        return [konto for konto in found.values() if konto.active]

    def _of(self, name: str) -> list[Konto]:
        if name == "@schlusszeichnung":
            name = self.vorgang.schlusszeichnung or "tl"
        rolle = step_in(name, self.befangen, self.ersatz)
        if rolle == VERANTWORTLICH:
            return self._account(self.vorgang.verantwortlich_id)
        if rolle is None:
            return []
        holders = [
            h
            for h in role_holders(rolle, self.unit_id, self.today)
            if not {h.konto.id, h.vertritt} & self.betroffene
        ]
        return [h.konto for h in self._assigned(rolle, holders)]

    def _assigned(self, rolle: str, holders: list[Inhaber]) -> list[Inhaber]:
        """Of several team leaders the one the case was sent to, and who stands in for her."""
        named = self.vorgang.zustaendige_tl_id
        if rolle != "tl" or named is None:
            return holders
        return [h for h in holders if named in (h.konto.id, h.vertritt)] or holders

    def _account(self, konto_id: int | None) -> list[Konto]:
        if konto_id is None or konto_id in self.betroffene:
            return []
        with acting_as(SYSTEM):
            return list(Konto.select().where(Konto.id == konto_id))


def _inhaber(row: Rollenzuweisung) -> Inhaber:
    return Inhaber(row.konto, row.vertretung_fuer_id, row.einheit_id)


def _rows(rollen: tuple[str, ...]) -> Iterable[Rollenzuweisung]:
    return (
        Rollenzuweisung.select(Rollenzuweisung, Konto)
        .join_from(Rollenzuweisung, Konto, on=(Rollenzuweisung.konto == Konto.id))
        .where(Rollenzuweisung.rolle << list(rollen), Konto.active)
        .order_by(Rollenzuweisung.id)
    )
