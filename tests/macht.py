"""Acts on accounts, roles and units: which widen somebody's sight or power, which do not."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from models.actions.einheiten import update_einheit
from models.actions.konten import lock_konto, set_passwort, update_konto
from models.actions.rollen import Vergabe, end_rolle, give_rolle
from models.actions.umgliederung import reorganise_einheit
from models.db import acting_as, writing
from models.rules.rechte import SYSTEM, Akteur
from models.rules.vieraugen import Macht
from models.tables import Konto, Rollenzuweisung
from tests.haus import HEUTE, JETZT, Haus

HASH = "$argon2id$v=19$m=65536,t=3,p=4$c2Fsei1zYWx6$aGFzaC1oYXNo"
Tat = Callable[[Haus, Akteur], Any]


def rolle_of(haus: Haus, login: str) -> Rollenzuweisung:
    with acting_as(SYSTEM):
        return Rollenzuweisung.get(Rollenzuweisung.konto == haus.konten[login].id)


def konto_of(haus: Haus, login: str) -> Konto:
    with acting_as(SYSTEM):
        return Konto.get_by_id(haus.konten[login].id)


def give(haus: Haus, by: Akteur, was: str, **more: Any) -> Any:
    """`was`: to whom, which role, for which unit."""
    to, rolle, team = was.split()
    vergabe = Vergabe(haus.konten[to].id, rolle, haus.einheiten[team].id, gueltig_ab=HEUTE)
    return give_rolle(by=by, now=JETZT, vergabe=replace(vergabe, **more))


def stand_in(haus: Haus, by: Akteur, was: str, fuer: str) -> Any:
    """`was` as for `give`; `fuer`: for whom."""
    stead, until = haus.konten[fuer].id, HEUTE + timedelta(days=9)
    return give(haus, by, was, vertretung_fuer=stead, gueltig_bis=until)


def end(haus: Haus, by: Akteur, login: str, day: date) -> Any:
    rolle = rolle_of(haus, login)
    return end_rolle(by=by, now=JETZT, rolle_id=rolle.id, version=rolle.version, gueltig_bis=day)


def update(haus: Haus, by: Akteur, wer: str, **werte: str) -> Any:
    konto = konto_of(haus, wer)
    return update_konto(by=by, now=JETZT, konto_id=konto.id, version=konto.version, werte=werte)


def lock(haus: Haus, by: Akteur, login: str, *, active: bool) -> Any:
    konto = konto_of(haus, login)
    return lock_konto(by=by, now=JETZT, konto_id=konto.id, version=konto.version, active=active)


def unlock(haus: Haus, by: Akteur, login: str) -> Any:
    with writing(by=SYSTEM):
        Konto.update(active=False).where(Konto.id == haus.konten[login].id).execute()
    return lock(haus, by, login, active=True)


def password(haus: Haus, by: Akteur, login: str) -> Any:
    return set_passwort(
        by=by, now=JETZT, konto_id=haus.konten[login].id, passwort_hash=HASH + login
    )


def move(haus: Haus, by: Akteur, **werte: Any) -> Any:
    team = haus.einheiten["601"]
    given = {"gueltig_ab": date(2026, 8, 1), **werte}
    return reorganise_einheit(
        by=by, now=JETZT, einheit_id=team.id, version=team.version, werte=given
    )


def longer(haus: Haus, by: Akteur) -> Any:
    with writing(by=SYSTEM):
        rolle = rolle_of(haus, "clara")
        rolle.save_version(rolle.version, {"gueltig_bis": HEUTE - timedelta(days=3)})
    return end(haus, by, "clara", date(2027, 12, 31))


def order(haus: Haus, by: Akteur) -> Any:
    jc = haus.einheiten["JC"]
    werte = {"regelwerk": "braunschweig", "land": "NI"}
    return update_einheit(by=by, now=JETZT, einheit_id=jc.id, version=jc.version, werte=werte)


def later_role(haus: Haus, by: Akteur) -> Any:
    """A role that only begins next month makes the account one with power today."""
    with writing(by=SYSTEM):
        rolle = rolle_of(haus, "berta")
        rolle.save_version(rolle.version, {"gueltig_ab": HEUTE + timedelta(days=30)})
    return password(haus, by, "berta")


# What widens somebody's sight or power, or takes over who has it: kind, and the act itself.
WEITET: dict[str, tuple[Macht, Tat]] = {
    "role GF for an accomplice": (Macht.ROLLE, lambda h, by: give(h, by, "clara gf JC")),
    "role QMB": (Macht.ROLLE, lambda h, by: give(h, by, "clara qmb JC")),
    "role Bearbeitung": (Macht.ROLLE, lambda h, by: give(h, by, "clara bearbeitung 501")),
    "a second bDSB": (Macht.ROLLE, lambda h, by: give(h, by, "clara bdsb JC")),
    "another Administration": (Macht.ROLLE, lambda h, by: give(h, by, "clara administration JC")),
    "role in the future": (
        Macht.ROLLE, lambda h, by: give(h, by, "clara gf JC", gueltig_ab=date(2027, 1, 1))),
    "deputy for Greta": (
        Macht.VERTRETUNG, lambda h, by: stand_in(h, by, "clara gf JC", "greta")),
    "deputy for Bernd": (
        Macht.VERTRETUNG, lambda h, by: stand_in(h, by, "clara tl 501", "bernd")),
    "longer than it was": (Macht.VERLAENGERT, longer),
    "ending who watches": (Macht.BEENDET, lambda h, by: end(h, by, "ines", HEUTE)),
    "password of Bernd": (Macht.PASSWORT, lambda h, by: password(h, by, "bernd")),
    "password of Paul": (Macht.PASSWORT, lambda h, by: password(h, by, "paul")),
    "password of the bDSB": (Macht.PASSWORT, lambda h, by: password(h, by, "ines")),
    "password before the role begins": (Macht.PASSWORT, later_role),
    "e-mail of Bernd": (Macht.KONTO, lambda h, by: update(h, by, "bernd", email="a@b.example")),
    "log-in name of Bernd": (Macht.KONTO, lambda h, by: update(h, by, "bernd", login="mueller")),
    "opening a locked account": (Macht.ENTSPERRT, lambda h, by: unlock(h, by, "bernd")),
    "a team under another leader": (
        Macht.UMGLIEDERUNG, lambda h, by: move(h, by, eltern=h.einheiten["50"].id)),
    "an order with other views": (Macht.REGELWERK, order),
}  # fmt: skip

# What does not: it goes on at once, and nobody is told.
WEITET_NICHT: dict[str, Tat] = {
    "a name is misspelt": lambda h, by: update(h, by, "bernd", name="Bernd B."),
    "role Revision": lambda h, by: give(h, by, "clara revision JC"),
    "ending a TL": lambda h, by: end(h, by, "bernd", HEUTE),
    "locking a TL": lambda h, by: lock(h, by, "bernd", active=False),
    "a new name for a team": lambda h, by: move(h, by, name="Team 601 neu"),
    "calendar of the house": lambda h, by: update_einheit(
        by=by, now=JETZT, einheit_id=h.einheiten["JC"].id, version=1, werte={"name": "JC Linde"}),
    "own password": lambda h, by: password(h, by, "adam"),
    "own e-mail": lambda h, by: update(h, by, "adam", email="adam.neu@jobcenter.example"),
}  # fmt: skip
