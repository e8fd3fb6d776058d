"""Counting what was settled on the spot: two clicks, no person, and a link for the counter."""

import re

import pytest

from models.db import acting_as
from models.rules.rechte import SYSTEM
from models.tables import Ereignis, Strichliste
from tests.integration.web.klient import Web


def counts() -> dict[tuple[int, str], int]:
    with acting_as(SYSTEM):
        return {(row.einheit_id, row.thema): row.anzahl for row in Strichliste.select()}


@pytest.mark.regel("MH-39", "BS-12")
def test_bernd_counts_with_one_click_on_a_topic(web: Web) -> None:
    bernd = web.als("bernd")
    team = web.haus.einheiten["501"].id
    page = bernd.get("/strichliste/").text
    assert 'name="thema" value="bearbeitungsdauer"' in page
    for _ in range(2):
        answer = bernd.post("/strichliste/strich/", einheit=str(team), thema="bearbeitungsdauer")
    assert "heute 2 in 501" in bernd.get(answer.location).text
    assert counts() == {(team, "bearbeitungsdauer"): 2}


def test_bernd_does_not_count_for_claras_team(web: Web) -> None:
    foreign = str(web.haus.einheiten["502"].id)
    answer = web.als("bernd").post(
        "/strichliste/strich/", einheit=foreign, thema="bearbeitungsdauer"
    )
    assert answer.status_code == 404
    assert counts() == {}


def test_an_unknown_topic_is_refused_kindly(web: Web) -> None:
    team = str(web.haus.einheiten["501"].id)
    answer = web.als("bernd").post("/strichliste/strich/", einheit=team, thema="erfunden")
    assert answer.status_code == 303
    assert counts() == {}


def test_the_counter_counts_by_its_link_until_it_is_revoked(web: Web) -> None:
    bernd, nobody = web.als("bernd"), web.als(None)
    team = str(web.haus.einheiten["501"].id)
    page = bernd.get(bernd.post("/strichliste/link/", einheit=team).location).text
    (address,) = re.findall(r"/zaehlen/[\w-]{20,}/", page)
    assert "Ein Klick zählt einen Strich" in nobody.get(address).text
    assert nobody.post(address, thema="bearbeitungsdauer").status_code == 303
    assert counts() == {(int(team), "bearbeitungsdauer"): 1}
    with acting_as(SYSTEM):
        names = {e.akteur for e in Ereignis.select().where(Ereignis.tabelle == "strichliste")}
    assert names == {"teamlink-1"}

    bernd.post("/strichliste/link/", einheit=team, beenden="1")
    assert nobody.get(address).status_code == 404
    assert nobody.post(address, thema="bearbeitungsdauer").status_code == 404
    assert counts() == {(int(team), "bearbeitungsdauer"): 1}


def test_there_is_no_link_until_somebody_asks_for_one(web: Web) -> None:
    team = web.haus.einheiten["501"].id
    page = web.als("bernd").get("/strichliste/link/", team=str(team)).text
    assert "Zurzeit gibt es keinen Link" in page
