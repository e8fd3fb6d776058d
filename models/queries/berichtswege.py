"""Reports on their way out: what waits for whom, who signs off, what was sent, what it replaces."""

from datetime import date, datetime

from peewee import JOIN, Expression, ModelSelect, fn

from models.db import acting_as
from models.queries.akteure import Baum
from models.rules.berichtsweg import (
    BERICHTSSTAND,
    Berichtsstand,
    Berichtsweg,
    leaves_house,
    may_release,
    way_of,
)
from models.rules.lauf import Laufstatus, Nachrichtstatus, needs_person
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

_ENTWURF = (Berichtsstand.ZUR_FREIGABE.value, Berichtsstand.ZURUECKGEGEBEN.value)


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


def mails_for_person() -> Expression:
    """Mails that `needs_person` holds for: the rule is asked for every state, never said again."""
    plain = [s.value for s in Nachrichtstatus if needs_person(s, None)]
    faulty = [s.value for s in Nachrichtstatus if needs_person(s, "Fehler")]
    with_fault = (Nachricht.status << faulty) & Nachricht.fehler.is_null(False)
    return (Nachricht.status << plain) | with_fault


def is_open(row: Berichtsversand) -> bool:
    """Whether a person has to see to it that this report leaves; `nachricht` is loaded."""
    if row.uebergeben_am is not None:
        return False
    if row.nachricht_id is None:
        return True
    return needs_person(row.nachricht.status, row.nachricht.fehler)


def waits(lauf: Lauf) -> bool:
    """Whether somebody has to sign it off."""
    finished = lauf.status == Laufstatus.FERTIG
    pending = finished and lauf.freigabe == Berichtsstand.ZUR_FREIGABE.value
    return bool(pending and overtaken_by(lauf) is None)


def came_back(lauf: Lauf) -> bool:
    """Whether it was returned and its makers still have to see to it."""
    return lauf.freigabe == Berichtsstand.ZURUECKGEGEBEN.value and overtaken_by(lauf) is None


def overtaken_by(lauf: Lauf) -> Lauf | None:
    """The newest finished run of the same report that this draft gives way to.

    One for an earlier Datenstand knows less, so nothing gives way to it, nor it to anything.
    """
    if lauf.freigabe not in _ENTWURF or lauf.rueckblick:
        return None
    with acting_as(SYSTEM):
        newer = Lauf.select().where(
            Lauf.bericht == lauf.bericht_id,
            Lauf.id > lauf.id,
            Lauf.freigabe.is_null(False),
            Lauf.rueckblick.is_null(),
        )
        return newer.order_by(Lauf.id.desc()).first()


def not_overtaken() -> Expression:
    """Finished runs that are the newest of their report: none has overtaken them."""
    finished = Lauf.select(fn.MAX(Lauf.id)).where(
        Lauf.freigabe.is_null(False), Lauf.rueckblick.is_null()
    )
    return Lauf.rueckblick.is_null(False) | (Lauf.id << finished.group_by(Lauf.bericht))


def overtaken_words(newer: Lauf) -> str:
    """Why a draft is no longer decided on, naming the run that took its place."""
    stand = BERICHTSSTAND[Berichtsstand(newer.freigabe)]
    return (
        f"Dieser Entwurf ist überholt: Es gibt eine neuere Fassung dieses Berichts, Lauf "
        f"{newer.id} vom {berlin_day(newer.angelegt_am):%d.%m.%Y} ({stand}). "
        "Bitte sehen Sie diese an."
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
