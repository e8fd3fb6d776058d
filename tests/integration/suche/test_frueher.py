"""Possible earlier cases of a person: for who may read them, at most ten, with the reason."""

from datetime import date, timedelta
from typing import Any

import pytest

from models.actions.vorgaenge import record_many
from models.db import acting_as
from models.queries.frueher import find_earlier
from models.rules.rechte import SYSTEM
from tests.haus import JETZT, Haus

ERIKA = {
    "name": "Müller",
    "vorname": "Erika",
    "kundennummer": "955 D 123456",
    "bg_nummer": "96204//0012345",
    "kontakt": "Birkenweg 5, Tel. +49 30 / 123 45-67, Erika.Mueller@post.example",
}


def earlier(haus: Haus, login: str = "anna", **person: str) -> list[tuple[int, str]]:
    with acting_as(haus.akteur(login)):
        return [(found.vorgang_id, found.grund) for found in find_earlier(**person)]


@pytest.mark.parametrize(
    ("person", "grund"),
    [
        ({"kundennummer": "955D123456"}, "gleiche Kundennummer"),
        ({"bg_nummer": "96204 / 0012345"}, "gleiche BG-Nummer"),
        ({"kontakt": "erika.mueller@post.example"}, "gleiche E-Mail-Adresse"),
        ({"kontakt": "mobil? nein: 030 1234567"}, "gleiche Telefonnummer"),
        ({"name": "MUELLER", "vorname": "erika"}, "gleicher Name"),
        (ERIKA, "gleiche Kundennummer"),
    ],
)
@pytest.mark.regel("MH-46")
def test_erika_is_recognised_by_any_of_what_she_gives(
    haus: Haus, person: dict[str, str], grund: str
) -> None:
    vorgang = haus.record(**ERIKA)
    assert earlier(haus, **person) == [(vorgang.id, grund)]


@pytest.mark.parametrize(
    "person",
    [
        {},
        {"name": "Müller"},
        {"name": "Müller", "vorname": "Egon"},
        {"vorname": "Erika"},
        {"kundennummer": "955"},
        {"kundennummer": "955D12345"},
        {"kontakt": "Birkenweg 5"},
        {"kontakt": "123 45-67"},
        {"kontakt": "egon.mueller@post.example"},
        {"name": "\x00%\"'", "vorname": "*"},
    ],
)
def test_halves_and_others_are_not_recognised(haus: Haus, person: dict[str, str]) -> None:
    haus.record(**ERIKA)
    assert earlier(haus, **person) == []


def test_a_name_in_somebody_elses_text_is_no_match(haus: Haus) -> None:
    haus.record(anliegen=({"anliegen_text": "Erika Müller, 955D123456, war dabei"},))
    assert earlier(haus, **ERIKA) == []


# Who asks, and whether the case is in her view.
@pytest.mark.parametrize(
    ("login", "sees"),
    [("anna", True), ("bernd", True), ("emil", True), ("clara", False), ("zoe", False)],
)
@pytest.mark.regel("MH-88")
def test_a_stranger_is_told_nothing(haus: Haus, login: str, sees: bool) -> None:
    haus.record(**ERIKA)
    assert bool(earlier(haus, login, **ERIKA)) is sees


def test_a_dab_is_no_earlier_case_for_anna_once_it_was_passed_on(haus: Haus) -> None:
    dab: dict[str, Any] = {"art": "dienstaufsichtsbeschwerde", "zugeleitet_am": date(2026, 7, 2)}
    vorgang = haus.record(**ERIKA, **dab)
    assert earlier(haus, "anna", **ERIKA) == []
    assert earlier(haus, "greta", **ERIKA) == [(vorgang.id, "gleiche Kundennummer")]


def test_at_most_ten_the_surest_and_newest_first(haus: Haus) -> None:
    number = haus.record(kundennummer="955D123456", eingang_am=date(2026, 1, 5)).id
    days = [date(2026, 6, 1) + timedelta(days=n) for n in range(20)]
    eintraege = [haus.eintrag(name="Müller", vorname="Erika", eingang_am=day) for day in days]
    record_many(by=SYSTEM, now=JETZT, eintraege=eintraege)
    found = earlier(haus, **ERIKA)
    assert found[0] == (number, "gleiche Kundennummer")
    assert len(found) == 10
    assert [grund for _, grund in found[1:]] == ["gleicher Name"] * 9
    ids = [key for key, _ in found[1:]]
    assert ids == sorted(ids, reverse=True)
