"""Schedules as people see them: Dora plans, pauses, ends; the worker makes the run."""

from datetime import UTC, datetime

import pytest

from models.actions.zeitplaene import fire_due
from models.db import acting_as, writing
from models.rules.rechte import SYSTEM
from models.tables import Lauf, Zeitplan
from tests.integration.web.formulare import form_of
from tests.integration.web.klient import Web


def _plan(web: Web, **werte: str) -> Zeitplan:
    dora = web.als("dora")
    form = form_of(dora.get("/zeitplan/new/").text)
    form |= {"bericht": "jahresbericht", "empfaenger": "agentur", "rhythmus": "halbjährlich",
             "einheit": str(web.haus.einheiten["JC"].id)} | werte  # fmt: skip
    assert dora.post("/zeitplan/new/", **form).status_code == 303
    with acting_as(SYSTEM):
        return Zeitplan.select().order_by(Zeitplan.id.desc()).get()


def _change(web: Web, row: Zeitplan, **werte: str) -> None:
    dora = web.als("dora")
    form = form_of(dora.get(f"/zeitplan/edit/?id={row.id}").text) | werte
    assert dora.post(f"/zeitplan/edit/?id={row.id}", **form).status_code == 303


@pytest.mark.regel("MH-80", "MH-83")
def test_dora_plans_the_half_year_for_the_agentur_and_sees_the_next_dates(web: Web) -> None:
    row = _plan(web)
    page = web.als("dora").get(f"/zeitplan/details/?id={row.id}").text
    assert "halbjährlich, am 15. des Folgemonats, 06:00 Uhr (Europe/Berlin)" in page
    assert "15.01.2027, 06:00 Uhr: 2. Halbjahr 2026" in page
    assert "15.01.2027, 06:00 Uhr" in web.als("greta").get("/zeitplan/").text


@pytest.mark.regel("BKW-48")
def test_what_fell_due_stands_on_the_page_of_its_schedule(web: Web) -> None:
    row = _plan(web, bericht="traegerversammlung", empfaenger="traegerversammlung")
    assert fire_due(now=datetime(2027, 1, 15, 5, 1, tzinfo=UTC)) == 1
    with acting_as(SYSTEM):
        lauf = Lauf.get(Lauf.zeitplan == str(row.id))
        assert lauf.bericht.empfaenger == "traegerversammlung"
    page = web.als("greta").get(f"/zeitplan/details/?id={row.id}").text
    assert f"/bericht/details/?id={lauf.id}" in page
    assert "KRM (Zeitplan oder Befehlszeile)" in web.als("greta").get(
        f"/bericht/details/?id={lauf.id}"
    ).text  # fmt: skip


def test_a_pause_and_an_end_are_said_on_the_page_and_make_no_run(web: Web) -> None:
    row = _plan(web)
    _change(web, row, pausiert_bis="2027-01-20")
    page = web.als("dora").get(f"/zeitplan/details/?id={row.id}").text
    assert "pausiert bis 20.01.2027" in page
    assert "15.07.2027, 06:00 Uhr: 1. Halbjahr 2027" in page
    assert "15.01.2027" not in page
    _change(web, row, stand="beendet")
    assert "Dieser Zeitplan ist beendet." in web.als("dora").get(
        f"/zeitplan/details/?id={row.id}"
    ).text  # fmt: skip
    assert fire_due(now=datetime(2028, 1, 1, tzinfo=UTC)) == 0


def test_what_fell_due_before_a_change_is_made_as_it_was_planned(web: Web) -> None:
    row = _plan(web, rhythmus="monatlich", nachholen="alle")
    with writing(by=SYSTEM):  # as if nobody had looked since January
        Zeitplan.update(gesehen_bis=datetime(2026, 1, 1, tzinfo=UTC)).execute()
    _change(web, row, tag="20")
    with acting_as(SYSTEM):
        made = Lauf.select().where(Lauf.zeitplan == str(row.id)).count()
    assert made == len(range(1, 8)), "one for each month from December to June"


@pytest.mark.parametrize(
    ("werte", "satz"),
    [
        ({"uhrzeit": "25:00"}, "Bitte die Uhrzeit als 06:00 angeben."),
        ({"empfaenger": "gf"}, "Für diesen Kreis gibt es den Bericht nicht."),
    ],
)
def test_what_cannot_be_planned_is_said_at_its_field(
    web: Web, werte: dict[str, str], satz: str
) -> None:
    dora = web.als("dora")
    form = form_of(dora.get("/zeitplan/new/").text)
    form |= {"bericht": "jahresbericht", "empfaenger": "agentur",
             "einheit": str(web.haus.einheiten["JC"].id)} | werte  # fmt: skip
    answer = dora.post("/zeitplan/new/", **form)
    assert answer.status_code == 422
    assert satz in answer.text
