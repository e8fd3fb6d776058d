"""Recording, changing and reading a case on screen."""

import re
from datetime import date

import pytest

from models.db import acting_as
from models.rules.rechte import SYSTEM
from models.tables import Inhalt, Vorgang
from tests.haus import Haus
from tests.integration.web.formulare import chosen_radios, edit, form_of
from tests.integration.web.klient import Web, parse


def _entry(haus: Haus, **changes: str) -> dict[str, str]:
    return {
        "eingang_am": "2026-07-10",
        "eingangsweg": "schriftlich",
        "einheit": str(haus.einheiten["501"].id),
        "name": "Zander",
        "anliegen_1_kategorie": "bearbeitungsdauer",
        "anliegen_1_anliegen_text": "Seit Mai keine Antwort.",
    } | changes


def test_anna_records_a_case_and_reads_it(web: Web) -> None:
    anna = web.als("anna")
    answer = anna.post("/eingang/beschwerde/", **_entry(web.haus))
    assert answer.status_code == 303
    page = anna.get(answer.location).text
    for words in ("KRM-2026-00001 ist erfasst.", "Zander", "Seit Mai keine Antwort.",
                  "Bearbeitungsdauer", "Fr, 24.07.2026", "MH-56", "Vorgang erfasst"):  # fmt: skip
        assert words in page


def test_who_is_at_fault_is_told_at_the_field_and_loses_nothing(web: Web) -> None:
    answer = web.als("anna").post(
        "/eingang/beschwerde/", **_entry(web.haus, eingang_am="", eingangsweg="taube")
    )
    page = answer.text
    assert answer.status_code == 422
    assert "Seit Mai keine Antwort." in page
    assert 'value="Zander"' in page
    assert '<a href="#eingang_am">Eingang am fehlt noch.</a>' in page
    tree = parse(page)
    (field,) = [i for i in tree.iter("input") if i.get("id") == "eingang_am"]
    assert field.get("aria-invalid") == "true"
    described = field.get("aria-describedby").split()
    texts = {p.get("id"): "".join(p.itertext()) for p in tree.iter("p")}
    assert any("fehlt noch" in texts[id] for id in described)
    with acting_as(SYSTEM):
        assert Vorgang.select().count() == 0


def test_a_broken_rule_of_the_domain_is_told_at_its_field(web: Web) -> None:
    answer = web.als("anna").post(
        "/eingang/beschwerde/", **_entry(web.haus, eingang_am="2026-07-20")
    )
    assert answer.status_code == 422
    assert '<a href="#eingang_am">' in answer.text
    assert "liegt in der Zukunft" in answer.text


def test_a_rule_at_a_concern_is_told_there(web: Web) -> None:
    answer = web.als("anna").post(
        "/eingang/beschwerde/", **_entry(web.haus, anliegen_2_kategorie="erfunden")
    )
    assert answer.status_code == 422
    assert '<a href="#anliegen_2_kategorie">' in answer.text


def test_nobody_records_for_a_foreign_house(web: Web) -> None:
    foreign = str(web.haus.einheiten["701"].id)
    answer = web.als("anna").post("/eingang/beschwerde/", **_entry(web.haus, einheit=foreign))
    assert answer.status_code == 422
    with acting_as(SYSTEM):
        assert Vorgang.select().count() == 0


def test_a_case_is_changed_and_the_history_names_what(web: Web) -> None:
    vorgang = web.haus.record("501", name="Zander")
    anna, url = web.als("anna"), f"/vorgang/edit/?id={vorgang.id}"
    assert edit(anna, url, kontakt="Tel. 1", name="Zander-Weiß").status_code == 303
    page = anna.get(f"/vorgang/details/?id={vorgang.id}").text
    assert "Zander-Weiß" in page
    assert "Vorgang geändert" in page
    assert "Name" in page
    assert "Zander<" not in page


def test_opening_and_saving_changes_nothing(web: Web) -> None:
    vorgang = web.haus.record("501", name="Zander", kontakt="Erste Zeile\nzweite Zeile")
    anna, url = web.als("anna"), f"/vorgang/edit/?id={vorgang.id}"
    assert edit(anna, url).status_code == 303
    with acting_as(SYSTEM):
        assert Vorgang.get_by_id(vorgang.id).version == vorgang.version


def test_the_tl_sets_the_result_but_not_the_intake(web: Web) -> None:
    vorgang = web.haus.record("501", zugeleitet_am=date(2026, 7, 2))
    bernd, url = web.als("bernd"), f"/vorgang/edit/?id={vorgang.id}"
    page = bernd.get(url).text
    assert 'name="ergebnisart"' in page
    for foreign in ("art", "eingang_am", "einheit", "frist_am", "austragen", "eb_am"):
        assert f'name="{foreign}"' not in page
    assert edit(bernd, url, ergebnisart="unbegruendet", art="lob").status_code == 303
    with acting_as(SYSTEM):
        stored = Vorgang.get_by_id(vorgang.id)
    assert (stored.ergebnisart, stored.art) == ("unbegruendet", "beschwerde")


def test_of_a_forwarded_dab_anna_sees_the_head_only(web: Web) -> None:
    vorgang = web.haus.record(
        "501", art="dienstaufsichtsbeschwerde", name="Zander", frist_begruendung="Urlaub",
        zugeleitet_am=date(2026, 7, 2),
    )  # fmt: skip
    anna = web.als("anna")
    page = anna.get(f"/vorgang/details/?id={vorgang.id}").text
    assert "Inhalt: nur Kopfdaten" in page
    assert "Zander" not in page
    form = anna.get(f"/vorgang/edit/?id={vorgang.id}").text
    assert "Zander" not in form
    assert "Urlaub" not in form
    assert 'name="name"' not in form
    assert edit(anna, f"/vorgang/edit/?id={vorgang.id}", name="X").status_code == 303
    with acting_as(SYSTEM):
        assert Inhalt.get(Inhalt.vorgang == vorgang.id).name == "Zander"


def test_who_is_concerned_does_not_see_the_case_recorded_on_screen(web: Web) -> None:
    berta = str(web.haus.konten["berta"].id)
    answer = web.als("anna").post("/eingang/beschwerde/", **_entry(web.haus, betroffen=berta))
    assert web.als("anna").get(answer.location).status_code == 200
    assert web.als("berta").get(answer.location).status_code == 404


def test_two_who_edit_at_once_lose_nothing(web: Web) -> None:
    vorgang = web.haus.record("501", name="Zander", kontakt="Tel. 1")
    url = f"/vorgang/edit/?id={vorgang.id}"
    anna, greta = web.als("anna"), web.als("greta")
    anna_opened = form_of(anna.get(url).text)
    edit(greta, url, kontakt="Tel. 2 von Greta", kundennummer="4711")
    answer = anna.post(url, **(anna_opened | {"kontakt": "Tel. 3 von Anna", "name": "Zander-Neu"}))
    page = answer.text
    assert answer.status_code == 409
    assert "Tel. 2 von Greta" in page
    assert "Tel. 3 von Anna" in page
    proposed = chosen_radios(page)
    assert proposed == {"uebernahme_kontakt": "eigene", "uebernahme_name": "eigene",
                        "uebernahme_kundennummer": "aktuell"}  # fmt: skip
    assert page.count("von beiden geändert") == 1
    chosen = form_of(page) | proposed | {"uebernahme_kontakt": "aktuell"}
    assert anna.post(url, **chosen).status_code == 303
    with acting_as(SYSTEM):
        stored = Inhalt.get(Inhalt.vorgang == vorgang.id)
    assert stored.kontakt == "Tel. 2 von Greta"
    assert stored.name == "Zander-Neu"
    assert stored.kundennummer == "4711"


def test_a_third_who_is_late_again_is_asked_again(web: Web) -> None:
    vorgang = web.haus.record("501", kontakt="eins")
    url = f"/vorgang/edit/?id={vorgang.id}"
    anna, greta = web.als("anna"), web.als("greta")
    opened = form_of(anna.get(url).text)
    edit(greta, url, kontakt="zwei")
    conflict = anna.post(url, **(opened | {"kontakt": "drei"})).text
    edit(greta, url, kontakt="vier")
    again = anna.post(url, **(form_of(conflict) | {"uebernahme_kontakt": "eigene"}))
    assert again.status_code == 409
    assert "vier" in again.text
    assert "drei" in again.text


def test_a_form_without_its_version_is_refused(web: Web) -> None:
    vorgang = web.haus.record("501")
    url = f"/vorgang/edit/?id={vorgang.id}"
    for version in ("", "abc", "-1"):
        assert edit(web.als("anna"), url, version=version).status_code == 400


@pytest.mark.parametrize("id", ["abc", "-1", "0", "1e3", "99999999999999999999", "", "1 OR 1=1",
                                "%00", "2147483648", "１"])  # fmt: skip
def test_any_other_key_is_not_there(web: Web, id: str) -> None:
    web.haus.record("501")
    for page in ("details", "edit"):
        assert web.als("anna").get(f"/vorgang/{page}/", id=id).status_code == 404


def test_hostile_text_stays_text(web: Web) -> None:
    hostile = '"><script>alert(1)</script>{{7*7777}}'
    anna = web.als("anna")
    answer = anna.post("/eingang/beschwerde/", **_entry(web.haus, name=hostile, kontakt=hostile))
    for url in (answer.location, answer.location.replace("details", "edit"), "/vorgang/"):
        page = anna.get(url).text
        assert "<script>alert" not in page
        assert "54439" not in re.sub(r'nonce="[^"]*"|value="[^"]*"|v=[0-9a-f]*', "", page)
