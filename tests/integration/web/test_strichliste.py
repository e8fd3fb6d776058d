"""Counting what was settled on the spot: two clicks, no person, and a link for the counter."""

import re
from datetime import timedelta

import pytest
import time_machine

from models.actions.strichliste import Strich, count_strich
from models.actions.teamlinks import JE_MINUTE, JE_TAG
from models.db import acting_as
from models.rules.rechte import SYSTEM
from models.tables import Ereignis, Strichliste
from tests.haus import HEUTE, JETZT
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


def take_back(page: str) -> dict[str, str]:
    """What the button sends that takes the last stroke back."""
    form = page.partition('action="/strichliste/zurueck/">')[2].partition("</form>")[0]
    pairs = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))
    return {name: value for name, value in pairs.items() if name != "csrf_token"}


def test_bernd_takes_his_last_stroke_back_once(web: Web) -> None:
    bernd = web.als("bernd")
    team = web.haus.einheiten["501"].id
    assert "zurücknehmen" not in bernd.get("/strichliste/").text
    for thema in ("bearbeitungsdauer", "umgangston-verhalten"):
        bernd.post("/strichliste/strich/", einheit=str(team), thema=thema)
    assert "Letzten Strich zurücknehmen: Umgangston" in bernd.get("/strichliste/").text
    taken = take_back(bernd.get("/strichliste/").text)
    assert (taken["einheit"], taken["thema"]) == (str(team), "umgangston-verhalten")
    for _ in range(2):  # a double click
        answer = bernd.post("/strichliste/zurueck/", **taken)
    assert "heute 0 in 501" in bernd.get(answer.location).text
    again = bernd.post("/strichliste/zurueck/", **taken | {"einmal": "neu"})
    assert "keinen Strich" in bernd.get(again.location).text
    assert counts() == {(team, "bearbeitungsdauer"): 1, (team, "umgangston-verhalten"): 0}
    with acting_as(SYSTEM):
        assert Ereignis.select().order_by(Ereignis.id.desc()).first().name == "strich_withdrawn"


def test_two_tabs_take_back_each_what_its_button_says(web: Web) -> None:
    bernd, team = web.als("bernd"), web.haus.einheiten["501"].id
    bernd.post("/strichliste/strich/", einheit=str(team), thema="bearbeitungsdauer")
    first_tab = take_back(bernd.get("/strichliste/").text)
    bernd.post("/strichliste/strich/", einheit=str(team), thema="umgangston-verhalten")
    bernd.post("/strichliste/zurueck/", **first_tab)
    assert counts() == {(team, "bearbeitungsdauer"): 0, (team, "umgangston-verhalten"): 1}


def test_nobody_takes_back_the_stroke_of_another_or_of_yesterday(web: Web) -> None:
    bernd, berta = web.als("bernd"), web.als("berta")
    team = web.haus.einheiten["501"].id
    bernd.post("/strichliste/strich/", einheit=str(team), thema="bearbeitungsdauer")
    taken = {"einheit": str(team), "thema": "bearbeitungsdauer"}
    berta.post("/strichliste/zurueck/", **taken)
    with time_machine.travel(JETZT + timedelta(minutes=29), tick=False):
        bernd.get("/")
    with time_machine.travel(JETZT.replace(hour=21, minute=50), tick=False):
        late = web.als("bernd")
        late.post("/strichliste/strich/", einheit=str(team), thema="bearbeitungsdauer")
    with time_machine.travel(JETZT.replace(hour=22, minute=10), tick=False):
        late.post("/strichliste/zurueck/", **taken)
    assert sum(counts().values()) == 2


def test_the_counter_takes_back_too_and_a_leaked_link_does_not_flood(web: Web) -> None:
    bernd, nobody = web.als("bernd"), web.als(None)
    team = str(web.haus.einheiten["501"].id)
    page = bernd.get(bernd.post("/strichliste/link/", einheit=team).location).text
    (address,) = re.findall(r"/zaehlen/[\w-]{20,}/", page)
    nobody.post(address, thema="bearbeitungsdauer")
    assert "Letzten Strich zurücknehmen: Bearbeitungsdauer" in nobody.get(address).text
    taken = {"zurueck": "1", "thema": "bearbeitungsdauer"}
    nobody.post(address, **taken)
    assert sum(counts().values()) == 0
    assert "keinen Strich" in nobody.get(nobody.post(address, **taken).location).text
    for _ in range(JE_MINUTE):
        answer = nobody.post(address, thema="bearbeitungsdauer")
    assert "eine Minute warten" in nobody.get(answer.location).text
    assert sum(counts().values()) < JE_MINUTE
    with time_machine.travel(JETZT + timedelta(minutes=2), tick=False):
        before = sum(counts().values())
        nobody.post(address, thema="bearbeitungsdauer")
        assert sum(counts().values()) == before + 1


def test_a_link_counts_no_more_than_a_team_can(web: Web) -> None:
    bernd, nobody = web.als("bernd"), web.als(None)
    team = web.haus.einheiten["501"].id
    count_strich(by=SYSTEM, now=JETZT, strich=Strich(team, HEUTE, "bearbeitungsdauer", JE_TAG))
    page = bernd.get(bernd.post("/strichliste/link/", einheit=str(team)).location).text
    (address,) = re.findall(r"/zaehlen/[\w-]{20,}/", page)
    answer = nobody.post(address, thema="umgangston-verhalten")
    assert "Bitte die Teamleitung fragen" in nobody.get(answer.location).text
