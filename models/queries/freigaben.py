"""Reading acts that no one does alone: who agrees, who is told, what waits for whom."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from peewee import JOIN

from models.db import acting_as
from models.queries.akteure import Baum
from models.queries.konten import is_running
from models.rules.rechte import SYSTEM, Akteur, may
from models.rules.rollen import Recht
from models.rules.vieraugen import (
    FRIST,
    NUR_SEIT_EINRICHTUNG,
    Freigabestand,
    gives_power,
    keeps_watch,
    roles_with,
)
from models.rules.zeit import berlin_day
from models.tables import Freigabe, Kenntnis, Konto, Rollenzuweisung

_HOECHSTENS = 200


@dataclass(frozen=True)
class Aufsicht:
    """Who keeps watch in the whole installation on a day: rows of roles, and the tree of units."""

    rollen: list[Rollenzuweisung]
    baum: Baum

    @classmethod
    def load(cls, today: date) -> "Aufsicht":
        """Two queries."""
        names = {*roles_with(Recht.FREIGEBEN), *roles_with(Recht.FREIGABE_ERFAHREN)}
        with acting_as(SYSTEM):
            rows = (
                Rollenzuweisung.select(Rollenzuweisung, Konto)
                .join_from(Rollenzuweisung, Konto, on=(Rollenzuweisung.konto == Konto.id))
                .where(Rollenzuweisung.rolle << sorted(names))
                .order_by(Rollenzuweisung.id)
            )
            return cls([row for row in rows if is_running(row, today)], Baum.load())

    def second_persons(self, einheit_id: int, ohne: Collection[int | None]) -> list[Konto]:
        """Who may agree to an act in this unit, apart from those `ohne`.

        A locked account counts, too: it keeps its say until its role ends, so that nobody rids
        herself of a second person by locking her. One without a password never came in yet.
        Where nobody is left over the unit, those over a part of it: what they watch is in it.
        """
        for rows in (self._over, self._within):
            found = {
                row.konto.id: row.konto
                for row in rows(einheit_id, Recht.FREIGEBEN)
                if row.konto.password and row.konto.id not in ohne and _may_agree(row)
            }
            if found:
                return list(found.values())
        return []

    def told(self, einheit_id: int, ohne: Collection[int | None]) -> list[Konto]:
        """Who is told of an act in this unit: the GF with her deputy, and the bDSB.

        Also those of the houses below it, and of the unit that it follows.
        """
        recht = Recht.FREIGABE_ERFAHREN
        rows = [*self._over(einheit_id, recht), *self._within(einheit_id, recht)]
        found = {row.konto.id: row.konto for row in rows if row.konto.id not in ohne}
        return list(found.values())

    def lenders(self, konto_id: int) -> set[int]:
        """For whom this account stands in as one that keeps watch or administrates."""
        rows = (row for row in self.rollen if row.konto.id == konto_id)
        return {row.vertretung_fuer_id for row in rows if row.vertretung_fuer_id}

    def _over(self, einheit_id: int, recht: Recht) -> Iterable[Rollenzuweisung]:
        names = roles_with(recht)
        return (
            row
            for row in self.rollen
            if row.rolle in names and einheit_id in self.baum.below(row.einheit_id)
        )

    def _within(self, einheit_id: int, recht: Recht) -> Iterable[Rollenzuweisung]:
        names, units = roles_with(recht), self.baum.below(einheit_id)
        return (row for row in self.rollen if row.rolle in names and row.einheit_id in units)


def place_of_power(konto_id: int, today: date) -> int | None:
    """The widest unit in which the account has such a role, today or later; None for no such role.

    Two queries.
    """
    return _widest(konto_id, today, gives_power)


def place_of_watch(konto_id: int, today: date) -> int | None:
    """The widest unit over which the account keeps watch; None where it keeps none."""
    return _widest(konto_id, today, keeps_watch)


def waits_for(akteur: Akteur, now: datetime, today: date) -> list[Freigabe]:
    """Requests that this person may decide now, the oldest first; at most three queries."""
    if not may(akteur, Recht.FREIGEBEN):
        return []
    with acting_as(SYSTEM):  # one for the units above hers may be hers to decide
        rows = _rows(Freigabe.stand == Freigabestand.OFFEN.value)
    rows = [row for row in rows if is_open(row, now)]
    if not rows:
        return []
    aufsicht = Aufsicht.load(today)
    return [row for row in rows if akteur.konto_id in _ids(deciders(row, aufsicht))]


def find_request(akteur: Akteur, freigabe_id: int, now: datetime) -> Freigabe:
    """One that she may decide, or that is in view. Raises DoesNotExist for any other."""
    mine = (row for row in waits_for(akteur, now, berlin_day(now)) if row.id == freigabe_id)
    return next(mine, None) or Freigabe.get_by_id(freigabe_id)


def own_requests(akteur: Akteur, now: datetime) -> list[Freigabe]:
    """Requests of this person that still wait for somebody; one query."""
    if not may(akteur, Recht.ROLLE_VERGEBEN):
        return []
    open_ones = Freigabe.stand == Freigabestand.OFFEN.value
    rows = _rows(open_ones & (Freigabe.beantragt_von == akteur.konto_id))
    return [row for row in rows if is_open(row, now)]


def deciders(freigabe: Freigabe, aufsicht: Aufsicht) -> list[Konto]:
    """Who may decide a request: nobody who made it, nobody whom it is about.

    Nor who lent the right to ask for it: her deputy does what she could not ask for and decide.
    """
    asking = freigabe.beantragt_von_id
    ohne = (asking, freigabe.konto_id, *aufsicht.lenders(asking))
    return aufsicht.second_persons(freigabe.einheit_id, ohne)


def decided_lately(akteur: Akteur, since: datetime) -> list[Freigabe]:
    """What is no longer open, in view, the newest first; one query."""
    done = Freigabe.stand != Freigabestand.OFFEN.value
    rows = _rows(done & (Freigabe.beantragt_am >= since))
    return sorted(rows, key=lambda row: row.entschieden_am or row.beantragt_am, reverse=True)


def unseen(akteur: Akteur) -> list[Kenntnis]:
    """What stands on her desk until she says that she has seen it; one query."""
    konto, wer = Konto.label_alias("betrifft"), Konto.label_alias("wer")
    return list(
        Kenntnis.select(Kenntnis, Freigabe, konto, wer)
        .join_from(Kenntnis, Freigabe, on=(Kenntnis.freigabe == Freigabe.id))
        .join_from(Freigabe, konto, JOIN.LEFT_OUTER, on=(Freigabe.konto == konto.id), attr="wen")
        .join_from(Freigabe, wer, on=(Freigabe.beantragt_von == wer.id), attr="wer")
        .where(Kenntnis.konto == akteur.konto_id, Kenntnis.gesehen_am.is_null())
        .order_by(Kenntnis.id)
        .limit(_HOECHSTENS)
    )


def is_open(freigabe: Freigabe, now: datetime) -> bool:
    """Whether it can still be decided."""
    return freigabe.stand == Freigabestand.OFFEN.value and now - freigabe.beantragt_am < FRIST


def _rows(term: object) -> list[Freigabe]:
    konto, wer = Konto.label_alias("betrifft"), Konto.label_alias("wer")
    return list(
        Freigabe.select(Freigabe, konto, wer)
        .join_from(Freigabe, konto, JOIN.LEFT_OUTER, on=(Freigabe.konto == konto.id), attr="wen")
        .join_from(Freigabe, wer, on=(Freigabe.beantragt_von == wer.id), attr="wer")
        .where(term)
        .order_by(Freigabe.id)
        .limit(_HOECHSTENS)
    )


def _widest(konto_id: int, today: date, counts: object) -> int | None:
    with acting_as(SYSTEM):
        rows = Rollenzuweisung.select().where(
            Rollenzuweisung.konto == konto_id,
            Rollenzuweisung.gueltig_bis.is_null() | (Rollenzuweisung.gueltig_bis >= today),
        )
        units = {row.einheit_id for row in rows if counts(row.rolle)}  # type: ignore[operator]
        if not units:
            return None
        baum = Baum.load()
    return max(sorted(units), key=lambda unit: len(baum.below(unit)))


def _may_agree(row: Rollenzuweisung) -> bool:
    """Administration only as named at set-up, in its own right, with a password of its own."""
    if row.rolle not in NUR_SEIT_EINRICHTUNG:
        return True
    own = row.vertretung_fuer_id is None and not row.konto.passwort_vorlaeufig
    return bool(row.bei_einrichtung and own)


def _ids(konten: Iterable[Konto]) -> set[int]:
    return {konto.id for konto in konten}
