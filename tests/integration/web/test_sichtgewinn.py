"""Who is shut out of a case writes no key for herself: no field that decides on sight opens it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from peewee import DoesNotExist

from models.actions.vorgaenge import record_many, update_vorgang
from models.db import acting_as
from models.rules.fehler import RuleViolation
from models.rules.rechte import SYSTEM
from models.tables import Inhalt, Vorgang
from tests.haus import JETZT, PERSONEN, Haus
from tests.integration.web.formulare import edit, form_of
from tests.integration.web.klient import Web

ZUGELEITET = date(2026, 7, 2)
DAB = {"art": "dienstaufsichtsbeschwerde", "zugeleitet_am": ZUGELEITET, "name": "Kanarie"}


def _imported(haus: Haus, **werte: Any) -> Vorgang:
    eintrag = replace(haus.eintrag(**({"anliegen": ()} | werte)), herkunft="import")
    record_many(by=SYSTEM, now=JETZT, eintraege=[eintrag])
    with acting_as(SYSTEM):
        return Vorgang.select().order_by(Vorgang.id.desc()).get()


def _reads(haus: Haus, login: str, vorgang: Vorgang) -> bool:
    with acting_as(haus.akteur(login)):
        return Inhalt.select().where(Inhalt.vorgang == vorgang.id).exists()


@pytest.mark.regel("MH-86")
@pytest.mark.parametrize("zugeleitet", ["", " "])
def test_anna_does_not_read_a_dab_again_by_emptying_a_day(web: Web, zugeleitet: str) -> None:
    dab = _imported(web.haus, **DAB)
    anna = web.als("anna")
    answer = edit(anna, f"/vorgang/edit/?id={dab.id}", zugeleitet_am=zugeleitet)
    assert answer.status_code == 422
    assert "was Ihnen hier verschlossen ist" in answer.text
    assert "Kanarie" not in anna.get(f"/vorgang/details/?id={dab.id}").text
    with acting_as(SYSTEM):
        assert Vorgang.get_by_id(dab.id).zugeleitet_am == ZUGELEITET


def test_anna_still_corrects_the_day_itself(web: Web) -> None:
    dab = _imported(web.haus, **DAB)
    answer = edit(web.als("anna"), f"/vorgang/edit/?id={dab.id}", zugeleitet_am="2026-07-03")
    assert answer.status_code == 303
    with acting_as(SYSTEM):
        assert Vorgang.get_by_id(dab.id).zugeleitet_am == date(2026, 7, 3)


def _keys(haus: Haus, login: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every field that decides who sees a case, with what could open it to this person."""
    own, other = haus.einheiten["501"].id, haus.einheiten["601"].id
    me = haus.konten[login].id
    yield "501", {"zugeleitet_am": None}
    yield "501", {"zugeleitet_am": ZUGELEITET}
    for art in ("beschwerde", "lob", "dienstaufsichtsbeschwerde", "petition"):
        yield "501", {"art": art}
        yield "501", {"art": art, "zugeleitet_am": None}
    yield "501", {"art": None, "abgabefall": "widerspruch"}
    yield "501", {"verantwortlich": me}
    yield "501", {"befangenheit": False}
    for einheit_id in (own, other, haus.einheiten["50"].id, haus.einheiten["JC"].id):
        yield str(einheit_id), {}
        yield str(einheit_id), {"verantwortlich": me}


@pytest.mark.datenbank("sqlite")  # many writes; the check is the same statement on both
@pytest.mark.parametrize("login", [login for login, *_ in PERSONEN])
def test_no_field_opens_a_case_to_whom_it_was_shut(haus: Haus, login: str) -> None:
    for team in ("501", "601"):
        for werte in (DAB, {"name": "Kanarie"}, {**DAB, "betroffene": (haus.konten["anna"].id,)},
                      {"betroffene": (haus.konten[login].id,)}):  # fmt: skip
            vorgang = _imported(haus, team=team, **werte)
            for place, key in _keys(haus, login):
                before = _reads(haus, login, vorgang)
                _try(haus, login, vorgang, place, key)
                assert before or not _reads(haus, login, vorgang), (werte, place, key)


def _try(haus: Haus, login: str, vorgang: Vorgang, place: str, key: dict[str, Any]) -> None:
    einheit_id = vorgang.einheit_id if place == "501" else int(place)
    with acting_as(SYSTEM):
        version = Vorgang.get_by_id(vorgang.id).version
    eintrag = replace(haus.eintrag(anliegen=()), einheit_id=einheit_id, werte=key)
    try:
        with acting_as(haus.akteur(login)):
            update_vorgang(by=haus.akteur(login), now=JETZT, vorgang_id=vorgang.id,
                           version=version, eintrag=eintrag)  # fmt: skip
    except (RuleViolation, DoesNotExist):
        pass


@pytest.mark.datenbank("sqlite")
@pytest.mark.parametrize("login", ["anna", "greta", "paul"])
def test_each_role_sends_every_field_of_the_form(web: Web, login: str) -> None:
    """By real requests: what the form offers, changed one by one, opens nothing."""
    dab = _imported(web.haus, **DAB)
    mensch, url = web.als(login), f"/vorgang/edit/?id={dab.id}"
    before = _reads(web.haus, login, dab)
    offered = form_of(mensch.get(url).text)
    for name in ("zugeleitet_am", "art", "einheit", "verantwortlich", "abgabefall", "herkunft"):
        for value in ("", "beschwerde", str(web.haus.konten[login].id)):
            mensch.post(url, **(offered | {name: value}))
            assert before or not _reads(web.haus, login, dab), (name, value)
