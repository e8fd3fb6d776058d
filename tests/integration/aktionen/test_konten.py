"""Accounts and roles are given by others, end when they should, and never by oneself to oneself."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from models.actions.konten import (
    create_konto,
    delete_konto,
    lock_konto,
    set_passwort,
    update_konto,
)
from models.actions.rollen import Vergabe, end_rolle, give_rolle
from models.db import acting_as
from models.queries.akteure import find_akteur
from models.queries.konten import find_konto, holds_role, role_rows
from models.rules.fehler import RuleViolation
from models.rules.rechte import SYSTEM
from models.tables import Ereignis, Konto, Rollenzuweisung, StaleVersion
from tests.haus import HEUTE, JETZT, Haus

HASH = "$argon2id$v=19$m=65536,t=3,p=4$c2Fsei1hdXMtZGVtLVRlc3Q$aGFzaC1hdXMtZGVtLVRlc3Q"
FRIEDA = {"login": "frieda", "name": "Frieda Fink", "email": "frieda@jobcenter.example"}


def _frieda(haus: Haus, **werte: Any) -> Konto:
    given = {**FRIEDA, "einheit": haus.einheiten["501"].id, **werte}
    return create_konto(by=haus.akteur("adam"), now=JETZT, werte=given, passwort_hash=HASH)


def _vergabe(haus: Haus, login: str, rolle: str = "bearbeitung", **werte: Any) -> Vergabe:
    given = {"gueltig_ab": HEUTE, "einheit_id": haus.einheiten["501"].id, **werte}
    return Vergabe(konto_id=haus.konten[login].id, rolle=rolle, **given)


def test_the_log_keeps_no_name_of_an_account(haus: Haus) -> None:
    _frieda(haus)
    with acting_as(SYSTEM):
        texts = [event.daten for event in Ereignis.select()]
    assert texts
    assert not any("Fink" in text or "frieda" in text or HASH in text for text in texts)


@pytest.mark.datenbank("sqlite")  # refused before any database is asked
@pytest.mark.parametrize(
    ("werte", "feld"),
    [
        ({"login": "anna"}, "login"),
        ({"login": "Frieda Fink"}, "login"),
        ({"email": "anna@jobcenter.example"}, "email"),
        ({"email": "frieda"}, "email"),
        ({"name": " "}, "name"),
    ],
)
def test_a_wrong_value_names_its_field(haus: Haus, werte: dict[str, Any], feld: str) -> None:
    with pytest.raises(RuleViolation) as caught:
        _frieda(haus, **werte)
    assert caught.value.feld == feld


def test_adam_makes_no_account_elsewhere(haus: Haus) -> None:
    with pytest.raises(RuleViolation, match="Zuständigkeit"):
        _frieda(haus, einheit=haus.einheiten["JC2"].id)


def test_adam_moves_no_account_elsewhere(haus: Haus) -> None:
    frieda = _frieda(haus)
    with pytest.raises(RuleViolation, match="Zuständigkeit"):
        update_konto(
            by=haus.akteur("adam"),
            now=JETZT,
            konto_id=frieda.id,
            version=1,
            werte={"einheit": haus.einheiten["JC2"].id},
        )


def test_a_name_is_corrected_once(haus: Haus) -> None:
    frieda, adam = _frieda(haus), haus.akteur("adam")
    new_name = {"name": "Frieda Falk"}
    update_konto(by=adam, now=JETZT, konto_id=frieda.id, version=1, werte=new_name)
    with pytest.raises(StaleVersion):
        update_konto(by=adam, now=JETZT, konto_id=frieda.id, version=1, werte=FRIEDA)
    with acting_as(adam):
        assert find_konto("frieda").name == "Frieda Falk"


def test_locking_ends_every_session_at_once(haus: Haus) -> None:
    bernd = haus.konten["bernd"]
    locked = lock_konto(by=haus.akteur("adam"), now=JETZT, konto_id=bernd.id, version=1)
    assert not locked.active
    assert locked.fs_uniquifier != bernd.fs_uniquifier
    with pytest.raises(LookupError):
        find_akteur("bernd", HEUTE)


def test_adam_cannot_lock_himself_out(haus: Haus) -> None:
    adam = haus.konten["adam"]
    with pytest.raises(RuleViolation, match="eigene Konto"):
        lock_konto(by=haus.akteur("adam"), now=JETZT, konto_id=adam.id, version=1)


def test_bernd_sets_his_own_password_but_not_claras(haus: Haus) -> None:
    bernd = haus.akteur("bernd")
    mine = haus.konten["bernd"].id
    assert set_passwort(by=bernd, now=JETZT, konto_id=mine, passwort_hash=HASH).password == HASH
    with pytest.raises(RuleViolation):
        set_passwort(by=bernd, now=JETZT, konto_id=haus.konten["clara"].id, passwort_hash=HASH)


def test_a_password_in_clear_is_refused(haus: Haus) -> None:
    with pytest.raises(RuleViolation, match="argon2id"):
        set_passwort(
            by=haus.akteur("bernd"),
            now=JETZT,
            konto_id=haus.konten["bernd"].id,
            passwort_hash="geheim",
        )


def test_an_account_with_roles_stays(haus: Haus) -> None:
    with pytest.raises(RuleViolation, match="Rolle"):
        delete_konto(by=haus.akteur("adam"), now=JETZT, konto_id=haus.konten["berta"].id)
    frieda = _frieda(haus)
    delete_konto(by=haus.akteur("adam"), now=JETZT, konto_id=frieda.id)


@pytest.mark.regel("MH-87")
def test_adam_gives_roles_but_none_to_himself(haus: Haus) -> None:
    adam = haus.akteur("adam")
    give_rolle(by=adam, now=JETZT, vergabe=_vergabe(haus, "clara"))
    with pytest.raises(RuleViolation, match="sich selbst"):
        give_rolle(by=adam, now=JETZT, vergabe=_vergabe(haus, "adam", "gf"))
    with acting_as(SYSTEM):
        assert holds_role(haus.konten["clara"].id, "bearbeitung", haus.einheiten["501"].id, HEUTE)


@pytest.mark.regel("MH-87")
def test_bernd_lends_his_role_for_a_dated_period(haus: Haus) -> None:
    bernd = haus.akteur("bernd")
    vertretung = _vergabe(haus, "berta", "tl", vertretung_fuer=haus.konten["bernd"].id)
    with pytest.raises(RuleViolation, match="letzten Tag"):
        give_rolle(by=bernd, now=JETZT, vergabe=vertretung)
    rolle = give_rolle(
        by=bernd, now=JETZT, vergabe=replace(vertretung, gueltig_bis=date(2026, 8, 1))
    )
    with acting_as(SYSTEM):
        row = next(row for row in role_rows(HEUTE) if row.zuweisung.id == rolle.id)
    assert (row.login, row.einheit, row.vertritt) == ("berta", "501", "Bernd")
    ended = end_rolle(
        by=bernd, now=JETZT, rolle_id=rolle.id, version=1, gueltig_bis=date(2026, 7, 20)
    )
    assert ended.gueltig_bis == date(2026, 7, 20)


@pytest.mark.datenbank("sqlite")  # refused before any database is asked
@pytest.mark.parametrize(
    ("by", "to", "rolle", "fuer"),
    [
        ("bernd", "berta", "bl", "bernd"),  # a role he does not hold
        ("bernd", "berta", "bl", "emil"),  # somebody else's
        ("victor", "berta", "tl", "bernd"),  # a deputy lends nothing on
        ("victor", "berta", "tl", "victor"),
        ("bernd", "bernd", "tl", "bernd"),
        ("berta", "victor", "tl", "bernd"),
    ],
)
def test_nobody_lends_what_is_not_hers(haus: Haus, by: str, to: str, rolle: str, fuer: str) -> None:
    vergabe = _vergabe(
        haus, to, rolle, gueltig_bis=date(2026, 7, 30), vertretung_fuer=haus.konten[fuer].id
    )
    with pytest.raises(RuleViolation):
        give_rolle(by=haus.akteur(by), now=JETZT, vergabe=vergabe)


@pytest.mark.datenbank("sqlite")  # refused before any database is asked
@pytest.mark.parametrize(
    ("rolle", "werte"),
    [
        ("koenig", {}),
        ("tl", {"gueltig_bis": date(2020, 1, 1)}),
        ("tl", {}),  # has it already
    ],
)
def test_an_impossible_role_is_refused(haus: Haus, rolle: str, werte: dict[str, Any]) -> None:
    with pytest.raises(RuleViolation):
        give_rolle(
            by=haus.akteur("adam"), now=JETZT, vergabe=_vergabe(haus, "bernd", rolle, **werte)
        )


def test_a_locked_account_gets_no_role(haus: Haus) -> None:
    adam = haus.akteur("adam")
    lock_konto(by=adam, now=JETZT, konto_id=haus.konten["berta"].id, version=1)
    with pytest.raises(RuleViolation, match="gesperrt"):
        give_rolle(by=adam, now=JETZT, vergabe=_vergabe(haus, "berta", "tl"))


def test_a_refused_role_leaves_nothing(haus: Haus) -> None:
    with acting_as(SYSTEM):
        before = Rollenzuweisung.select().count(), Ereignis.select().count()
    with pytest.raises(RuleViolation):
        give_rolle(by=haus.akteur("anna"), now=JETZT, vergabe=_vergabe(haus, "clara"))
    with acting_as(SYSTEM):
        assert before == (Rollenzuweisung.select().count(), Ereignis.select().count())
