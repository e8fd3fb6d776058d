"""The orders on screen, and what a Dienststelle decides about them."""

import pytest

from models.db import acting_as
from models.rules.rechte import SYSTEM
from models.rules.regelwerk import regelwerk_ids
from models.tables import Einheit
from tests.integration.web.formulare import edit
from tests.integration.web.klient import Web

MH, BS = "marzahn-hellersdorf-2022", "braunschweig"
SCHALTER = "schalter_eingangsbestaetigung-ba"


def stored(web: Web) -> Einheit:
    with acting_as(SYSTEM):
        return Einheit.get_by_id(web.haus.einheiten["JC"].id)


def test_everybody_reads_what_applies_where_and_what_each_order_says(web: Web) -> None:
    page = web.als("berta").get("/regelwerk/").text
    assert "für Eingänge ab 07.06.2022 (gilt heute)" in page
    assert "14 Kalendertage ab Eingang (je Vorgang änderbar)" in page
    assert "MH-56, Abschnitt 5.3, Bearbeitungsfrist" in page
    assert page.count('<th scope="row">') == 8


@pytest.mark.datenbank("sqlite")
@pytest.mark.parametrize("id", regelwerk_ids())
def test_every_order_has_a_page_with_its_steps_in_words_and_as_a_picture(web: Web, id: str) -> None:
    anna = web.als("anna")
    page = anna.get("/regelwerk/werk/", id=id).text
    assert page.count('<svg class="ablaufbild" role="img"') == 1
    assert "dieselben Schritte stehen darunter als Tabelle" in page
    assert len(page) < 100_000
    assert anna.get("/regelwerk/werk/", id=id, ablauf="lob").status_code == 200


@pytest.mark.datenbank("sqlite")
@pytest.mark.parametrize(
    "url",
    [
        "/regelwerk/werk/?id=atlantis",
        "/regelwerk/werk/?id=../../etc/passwd",
        f"/regelwerk/werk/?id={MH}&ablauf=quatsch",
        f"/regelwerk/vergleich/?alt={MH}",
        f"/regelwerk/vergleich/?alt={MH}&neu=%00",
    ],
)
def test_what_does_not_exist_is_not_there(web: Web, url: str) -> None:
    assert web.als("anna").get(url).status_code == 404


def test_two_orders_are_compared_with_what_it_means_for_the_open_cases_in_view(web: Web) -> None:
    web.haus.record("501")
    web.haus.record("502")
    url = f"/regelwerk/vergleich/?alt={MH}&neu={BS}"
    page = web.als("bernd").get(url).text
    assert "künftig 2 Wochen ab Versand der Eingangsbestätigung" in page
    assert "Schritt „QMB informieren“: entfällt." in page
    assert "sind nach dem bisherigen Regelwerk 1 offen" in page
    assert "Offene Vorgänge" not in web.als("adam").get(url).text
    assert "Die Regeln sind gleich." in web.als("anna").get(f"{url[: -len(BS)]}{MH}").text


def test_adam_sets_what_a_dienststelle_decides(web: Web) -> None:
    adam, jc = web.als("adam"), web.haus.einheiten["JC"].id
    url = f"/einheit/edit/?id={jc}"
    answer = edit(
        adam, url, dienstfreie_tage="24.12. 31.12.", zusaetzliche_feiertage="08.05.2027 Befreiung",
        kalender_geprueft_bis="31.12.2027", aufbewahrung_jahre="3", regelwerk_2=BS,
        **{SCHALTER: "an"},
    )  # fmt: skip
    assert answer.status_code == 303
    row = stored(web)
    assert row.dienstfreie_tage == "12-24 12-31"
    assert row.zusaetzliche_feiertage == "2027-05-08 Befreiung"
    assert (row.regelwerk, row.schalter) == (f"{MH} {BS}", "eingangsbestaetigung-ba")
    page = adam.get(answer.location).text
    assert "Eingangsbestätigung in 3 Arbeitstagen nach der Weisung der BA: an" in page
    assert "24.12. 31.12." in page
    assert "für Eingänge ab 07.06.2022 (gilt heute)" in page


def test_a_switch_is_turned_off_and_left_to_the_order_again(web: Web) -> None:
    adam, url = web.als("adam"), f"/einheit/edit/?id={web.haus.einheiten['JC'].id}"
    for chosen, kept in (("aus", "-eingangsbestaetigung-ba"), ("", "")):
        assert edit(adam, url, **{SCHALTER: chosen}).status_code == 303
        assert stored(web).schalter == kept
    page = adam.get(url).text
    assert "wie im Regelwerk: aus" in page
    assert "Dazu kommt der Schritt „Eingangsbestätigung versenden“." in page
    assert "alle-schriftlichen" not in page  # a switch of another order


def test_saving_nothing_new_writes_nothing(web: Web) -> None:
    adam, url = web.als("adam"), f"/einheit/edit/?id={web.haus.einheiten['JC'].id}"
    before = stored(web).version
    assert edit(adam, url).status_code == 303
    assert stored(web).version == before


@pytest.mark.datenbank("sqlite")
@pytest.mark.parametrize(
    ("feld", "wert", "satz"),
    [
        ("dienstfreie_tage", "Heiligabend", "kein dienstfreier Tag"),
        ("zusaetzliche_feiertage", "08.05.2027", "kein zusätzlicher Feiertag"),
        ("gemeinde", "Augsburg", "keine eigenen"),
        ("regelwerk", "", "braucht ein Regelwerk"),
    ],
)
def test_a_wrong_setting_is_said_at_its_field(web: Web, feld: str, wert: str, satz: str) -> None:
    answer = edit(
        web.als("adam"), f"/einheit/edit/?id={web.haus.einheiten['JC'].id}", **{feld: wert}
    )
    assert answer.status_code == 422
    assert satz in answer.text
    assert f'href="#{feld}"' in answer.text


def test_a_switch_that_the_new_order_does_not_have_goes_with_the_old_one(web: Web) -> None:
    adam, url = web.als("adam"), f"/einheit/edit/?id={web.haus.einheiten['JC'].id}"
    edit(adam, url, **{SCHALTER: "an"})
    answer = edit(adam, url, regelwerk=BS)
    assert answer.status_code == 422
    assert f'href="#{SCHALTER}"' in answer.text
    assert edit(adam, url, regelwerk=BS, **{SCHALTER: ""}).status_code == 303
    assert (stored(web).regelwerk, stored(web).schalter) == (BS, "")


def test_a_team_has_no_settings_of_a_house(web: Web) -> None:
    adam, team = web.als("adam"), web.haus.einheiten["501"].id
    page = adam.get(f"/einheit/edit/?id={team}").text
    assert 'name="land"' not in page
    assert "Kalender" not in adam.get(f"/einheit/details/?id={team}").text
