"""Reports on their way out: what waits for whom, who signs off, what was sent, what it replaces."""

from datetime import date, datetime

from peewee import JOIN, Expression, ModelSelect

from models.db import acting_as
from models.queries.akteure import Baum
from models.rules.berichtsweg import Berichtsstand, Berichtsweg, leaves_house, may_release, way_of
from models.rules.lauf import Laufstatus, Nachrichtstatus
from models.rules.rechte import SYSTEM, Akteur, Verdict
from models.rules.regelwerk import regelwerk_on
from models.rules.zeit import berlin_day
from models.tables import (
    Bericht,
    Berichtsadresse,
    Berichtsfreigabe,
    Berichtsversand,
    Einheit,
    Konto,
    Lauf,
    Nachricht,
)

_HOECHSTENS = 50
_OFFEN = (Nachrichtstatus.UNKLAR.value, Nachrichtstatus.GESCHEITERT.value)


def dienststelle_of(lauf: Lauf) -> Einheit | None:
    """The Dienststelle that the run's unit belongs to, or that lies highest."""
    with acting_as(SYSTEM):
        return Baum.load().of_art(lauf.einheit_id, "dienststelle")


def way_of_lauf(lauf: Lauf, today: date) -> Berichtsweg:
    """Who signs this run off and what its reader is called, by the order of today."""
    house = dienststelle_of(lauf)
    order = regelwerk_on(house.regelwerk, today) if house and house.regelwerk else None
    return way_of(order, lauf.bericht.name, lauf.bericht.empfaenger)


def address_of(lauf: Lauf) -> Berichtsadresse | None:
    """Where the run's Dienststelle sends this circle its reports."""
    house = dienststelle_of(lauf)
    with acting_as(SYSTEM):
        return Berichtsadresse.get_or_none(
            Berichtsadresse.einheit == (house.id if house else None),
            Berichtsadresse.kreis == lauf.bericht.empfaenger,
        )


def makers_of(lauf: Lauf) -> frozenset[str]:
    """Log-ins of who started the run or submitted it again."""
    with acting_as(SYSTEM):
        rows = Berichtsfreigabe.select(Konto.login).join(
            Konto, on=(Berichtsfreigabe.von == Konto.id)
        )
        again = rows.where(
            Berichtsfreigabe.lauf == lauf.id,
            Berichtsfreigabe.ergebnis == Berichtsstand.ZUR_FREIGABE.value,
        )
        found = {login for (login,) in again.tuples()}
    return frozenset(found | {lauf.gestartet_von})


def release_verdict(akteur: Akteur, lauf: Lauf, now: datetime) -> Verdict:
    """Whether she may decide on this run, and why not."""
    weg = way_of_lauf(lauf, berlin_day(now))
    return may_release(akteur, lauf.einheit_id, weg, makers_of(lauf))


def predecessor(lauf: Lauf) -> Lauf | None:
    """The last released run of the same report: this one would replace it."""
    with acting_as(SYSTEM):
        rows = _released().where(Lauf.bericht == lauf.bericht_id, Lauf.id != lauf.id)
        return rows.order_by(Berichtsfreigabe.am.desc(), Lauf.id.desc()).first()


def released_at(lauf: Lauf) -> datetime | None:
    """When the run was released; None where it was not, or nobody had to."""
    with acting_as(SYSTEM):
        row = (
            _decisions(lauf)
            .where(Berichtsfreigabe.ergebnis == Berichtsstand.FREIGEGEBEN.value)
            .first()
        )
    return row.am if row else None


def decisions_on(lauf: Lauf) -> list[Berichtsfreigabe]:
    """What was decided on a run in view, the oldest first, with `von` loaded where there is one."""
    with acting_as(SYSTEM):
        return list(_decisions(lauf))


def dispatch_of(lauf: Lauf) -> Berichtsversand | None:
    """How a run in view was sent, with its `nachricht`."""
    with acting_as(SYSTEM):
        return (
            Berichtsversand.select(Berichtsversand, Nachricht)
            .join(Nachricht, JOIN.LEFT_OUTER)
            .where(Berichtsversand.lauf == lauf.id)
            .first()
        )


def needs_person() -> Expression:
    """Mails in doubt, given up, or taken for some of their addresses only."""
    in_part = (Nachricht.status == Nachrichtstatus.GESENDET.value) & ~Nachricht.fehler.is_null()
    return (Nachricht.status << list(_OFFEN)) | in_part


def is_open(row: Berichtsversand) -> bool:
    """Whether a person has to see to it that this report leaves; `nachricht` is loaded."""
    if row.uebergeben_am is not None:
        return False
    if row.nachricht_id is None:
        return True
    mail = row.nachricht
    in_part = mail.status == Nachrichtstatus.GESENDET.value and mail.fehler is not None
    return mail.status in _OFFEN or in_part


def waits(lauf: Lauf) -> bool:
    """Whether somebody has to sign it off."""
    return bool(
        lauf.status == Laufstatus.FERTIG and lauf.freigabe == Berichtsstand.ZUR_FREIGABE.value
    )


def is_out(lauf: Lauf) -> bool:
    """Whether the run may leave the house: it was released by a person."""
    released = lauf.freigabe == Berichtsstand.FREIGEGEBEN.value
    return bool(released and leaves_house(lauf.bericht.empfaenger))


def _released() -> ModelSelect:
    return (
        Lauf.select(Lauf, Bericht)
        .join_from(Lauf, Bericht)
        .join_from(Lauf, Berichtsfreigabe, on=(Berichtsfreigabe.lauf == Lauf.id))
        .where(Berichtsfreigabe.ergebnis == Berichtsstand.FREIGEGEBEN.value)
    )


def _decisions(lauf: Lauf) -> ModelSelect:
    return (
        Berichtsfreigabe.select(Berichtsfreigabe, Konto.id, Konto.name)
        .join(Konto, JOIN.LEFT_OUTER)
        .where(Berichtsfreigabe.lauf == lauf.id)
        .order_by(Berichtsfreigabe.id)
    )
