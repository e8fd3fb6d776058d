"""One's own deadlines as iCal, without anything that names or describes a person."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from peewee import Expression

from models.db import acting_as
from models.queries.akteure import load_akteur
from models.rules.codes import bezeichnung
from models.rules.rechte import SYSTEM, Akteur, may
from models.rules.regelwerk_format import FRISTNAMEN
from models.rules.rollen import Recht
from models.tables import Frist, Kalenderlink, Konto, Vorgang, Wiedervorlage

if TYPE_CHECKING:
    from icalendar import Event

_NAME = "KRM: meine Fristen"
_EIN_TAG = timedelta(days=1)


@dataclass(frozen=True)
class Kalendertag:
    """One entry: `kennung` stays the same when the day moves, so that calendars follow."""

    kennung: str
    tag: date
    titel: str


def hash_secret(geheimnis: str) -> str:
    """What the database keeps of a secret."""
    return hashlib.sha256(geheimnis.encode("utf-8", "replace")).hexdigest()


def akteur_of_link(geheimnis: str, today: date) -> Akteur | None:
    """Whose link it is; None for an unknown or revoked one and for a locked account."""
    with acting_as(SYSTEM):
        konto = (
            Konto.select()
            .join(Kalenderlink)
            .where(
                Kalenderlink.geheimnis == hash_secret(geheimnis),
                Kalenderlink.widerrufen_am.is_null(),
                Konto.active,
            )
            .first()
        )
    return load_akteur(konto, today) if konto else None


def own_link(akteur: Akteur) -> Kalenderlink | None:
    """The actor's own link that is not revoked; one query."""
    with acting_as(akteur):
        return (
            Kalenderlink.select()
            .where(Kalenderlink.konto == akteur.konto_id, Kalenderlink.widerrufen_am.is_null())
            .first()
        )


def own_days(akteur: Akteur) -> list[Kalendertag]:
    """Open deadlines and Wiedervorlagen of the actor, by day; only of cases in her view.

    Her own are those she answers for, as TL or in person, also for whom she stands in; who closes
    cases (VZ GF) watches all of them (MH-19).
    """
    with acting_as(akteur):
        found = [*_fristen(akteur), *_wiedervorlagen(akteur)]
    return sorted(found, key=lambda entry: (entry.tag, entry.kennung))


def render_feed(akteur: Akteur, now: datetime) -> bytes:
    """The iCal file (RFC 5545) of own_days, as a calendar program fetches it."""
    from icalendar import Calendar  # takes its time, and most who come by here need none

    calendar = Calendar()
    calendar.add("prodid", "-//KRM//Fristen//DE")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _NAME)
    calendar.add("refresh-interval", timedelta(hours=1), parameters={"VALUE": "DURATION"})
    for entry in own_days(akteur):
        calendar.add_component(_event(entry, now))
    return calendar.to_ical()


def _event(entry: Kalendertag, now: datetime) -> "Event":
    from icalendar import Event

    event = Event()
    event.add("uid", f"{entry.kennung}@krm.invalid")
    event.add("dtstamp", now)
    event.add("dtstart", entry.tag)
    event.add("dtend", entry.tag + _EIN_TAG)
    event.add("summary", entry.titel)
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")
    return event


def _fristen(akteur: Akteur) -> Iterator[Kalendertag]:
    rows = (
        Frist.select(Frist, Vorgang)
        .join(Vorgang)
        .where(Frist.erledigt_am.is_null(), Vorgang.abschluss_am.is_null(), _own(akteur))
    )
    for row in rows:
        what = f"{FRISTNAMEN[row.name]} fällig"
        yield Kalendertag(f"frist-{row.id}", row.faellig_am, _titel(row.vorgang, what))


def _wiedervorlagen(akteur: Akteur) -> Iterator[Kalendertag]:
    rows = (
        Wiedervorlage.select(Wiedervorlage, Vorgang)
        .join(Vorgang)
        .where(Wiedervorlage.erledigt_am.is_null(), Wiedervorlage.fuer << sorted(_persons(akteur)))
    )
    for row in rows:
        titel = _titel(row.vorgang, "Wiedervorlage")
        yield Kalendertag(f"wiedervorlage-{row.id}", row.faellig_am, titel)


def _own(akteur: Akteur) -> Expression:
    if may(akteur, Recht.VORGANG_ABSCHLIESSEN):
        return Vorgang.id.is_null(False)
    persons = sorted(_persons(akteur))
    return (Vorgang.verantwortlich << persons) | (Vorgang.zustaendige_tl << persons)


def _persons(akteur: Akteur) -> set[int]:
    stood_in_for = {b.vertretung_fuer_id for b in akteur.bindungen}
    return {id for id in (akteur.konto_id, *stood_in_for) if id is not None}


def _titel(vorgang: Vorgang, what: str) -> str:
    art = bezeichnung("art", vorgang.art) if vorgang.art else "Abgabefall"
    return f"{vorgang.vorgangsnummer} {art}: {what}"
