"""The outbox as people need it: what is known of sending, and mails that did not arrive."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from peewee import Expression

from models.db import acting_as
from models.rules.lauf import Nachrichtklasse, Nachrichtstatus
from models.rules.lebenszeichen import POST, is_alive
from models.rules.poststand import STOCKT_NACH, Lage, Poststand, Versand, poststand
from models.rules.rechte import SYSTEM, Akteur
from models.rules.rollen import Recht
from models.tables import Konto, Lebenszeichen, Nachricht

JE_SEITE = 100
LANGE = timedelta(hours=1)
"""So long a mail may be tried again before a person is told that it waits."""


@dataclass(frozen=True)
class Postzeile:
    """One internal mail that did not arrive: never its text. `an`: names of accounts."""

    id: int
    betreff: str
    an: str
    versuche: int
    seit: datetime
    stand: Poststand


def versand_of(eingerichtet: bool, now: datetime) -> Versand:
    """What is known of sending now."""
    return Versand(eingerichtet, is_alive(last_sign(POST), now))


def last_sign(name: str) -> datetime | None:
    """When this part of the program last said that it runs."""
    with acting_as(SYSTEM):
        row = Lebenszeichen.get_or_none(Lebenszeichen.name == name)
    return row.am if row else None


def missing_mails(akteur: Akteur, versand: Versand, now: datetime) -> Sequence[Postzeile]:
    """Internal mails to the actor's house that a person should know of, oldest first.

    Given up, waiting for an hour and more, or stuck with a sender who says nothing.
    """
    house = _house_addresses(akteur)
    if house is not None and not house:
        return []
    with acting_as(SYSTEM):
        query = Nachricht.select().where(_stuck(now)).order_by(Nachricht.id)
        rows = list(query.limit(20 * JE_SEITE))
    lines = (_line(row, house, versand, now) for row in rows)
    return [line for line in lines if line is not None][:JE_SEITE]


def count_missing(now: datetime) -> dict[Lage, int]:
    """How many internal mails are given up (FEHLT) and how many wait too long (STOCKT)."""
    given_up = Nachricht.status == Nachrichtstatus.GESCHEITERT.value
    intern = Nachricht.klasse == Nachrichtklasse.INTERN.value
    with acting_as(SYSTEM):
        lost = Nachricht.select().where(intern, given_up).count()
        all_stuck = Nachricht.select().where(_stuck(now)).count()
    return {Lage.FEHLT: lost, Lage.STOCKT: all_stuck - lost}


def _stuck(now: datetime) -> Expression:
    waiting = (Nachricht.status == Nachrichtstatus.WARTET.value) & (
        (Nachricht.vermerkt_am < now - LANGE)
        | (Nachricht.vermerkt_am.is_null() & (Nachricht.faellig_am < now - LANGE))
        | (Nachricht.versuch > 2)  # refused three times: the first hour is nearly over
    )
    silent = (Nachricht.status == Nachrichtstatus.SENDET.value) & (
        Nachricht.lease_bis < now - STOCKT_NACH
    )
    lost = Nachricht.status == Nachrichtstatus.GESCHEITERT.value
    intern = Nachricht.klasse == Nachrichtklasse.INTERN.value
    return intern & (lost | waiting | silent)


def may_look_after(akteur: Akteur) -> bool:
    """Whether mails of some house are hers to look after."""
    return any(Recht.POST_BETREUEN in bindung.rechte for bindung in akteur.bindungen)


def _house_addresses(akteur: Akteur) -> dict[str, str] | None:
    """Name by address of the accounts of her house; None for the system: everybody."""
    if akteur.system:
        return None
    if not may_look_after(akteur):
        return {}
    with acting_as(akteur):
        rows: Iterable[Konto] = Konto.select(Konto.email, Konto.name)
        return {konto.email.casefold(): konto.name for konto in rows}


def _line(
    row: Nachricht, house: dict[str, str] | None, versand: Versand, now: datetime
) -> Postzeile | None:
    addresses = [part.strip() for part in f"{row.empfaenger},{row.kopie}".split(",")]
    known = house or {}
    names = [known[a.casefold()] for a in addresses if a.casefold() in known]
    if house is not None and not names:
        return None
    return Postzeile(
        id=row.id,
        betreff=row.betreff,
        an=", ".join(names),
        versuche=row.versuch,
        seit=row.vermerkt_am or row.faellig_am,
        stand=poststand(row, versand, now),
    )
