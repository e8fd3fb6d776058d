"""Whom a case is about is named on its page, too: she sees nothing of it from then on (D22)."""

from dataclasses import replace

import pytest

from models.actions.betroffene import add_betroffene, withdraw_betroffene
from models.actions.vorgaenge import record_many
from models.db import acting_as
from models.rules.fehler import RuleViolation
from models.rules.rechte import SYSTEM
from models.tables import Betroffen, Ereignis, Nachricht, Vermerk, Vorgang
from tests.haus import JETZT
from tests.integration.web.formulare import edit
from tests.integration.web.klient import Web

SATZ = "Wer ein Konto hat, sieht den Vorgang jetzt nicht mehr."


def _name(web: Web, login: str, vorgang: Vorgang, **form: str) -> int:
    return edit(web.als(login), f"/vorgang/akte/betroffene/?id={vorgang.id}", **form).status_code


def _sees(web: Web, login: str, vorgang: Vorgang) -> bool:
    return web.als(login).get(f"/vorgang/details/?id={vorgang.id}").status_code == 200


def _id(web: Web, login: str) -> str:
    return str(web.haus.konten[login].id)


def test_anna_names_two_people_later_and_both_lose_sight_at_once(web: Web) -> None:
    vorgang = web.haus.record("501")
    assert _sees(web, "bernd", vorgang)
    assert _name(web, "anna", vorgang, person=_id(web, "bernd")) == 303
    assert _name(web, "anna", vorgang, person=_id(web, "emil")) == 303
    assert not any(_sees(web, who, vorgang) for who in ("bernd", "victor", "emil"))
    page = web.als("anna").get(f"/vorgang/details/?id={vorgang.id}").text
    assert "sieht diesen Vorgang nicht" in page
    with acting_as(SYSTEM):
        assert Betroffen.select().count() == 2
        assert [e.name for e in Ereignis.select().order_by(Ereignis.id)][-1] == "betroffene_named"


def test_it_is_no_quiet_thing(web: Web) -> None:
    vorgang = web.haus.record("501")
    assert _name(web, "emil", vorgang, person=_id(web, "bernd")) == 303
    with acting_as(SYSTEM):
        (mail,) = Nachricht.select().where(Nachricht.betreff.contains("Betroffene"))
    assert "anna@" in mail.empfaenger
    assert "greta@" in mail.empfaenger
    assert "Bernd" not in mail.text


def test_bernd_does_not_take_a_case_from_his_superior(web: Web) -> None:
    vorgang = web.haus.record("501")
    for person in ("emil", "greta"):
        assert _name(web, "bernd", vorgang, person=_id(web, person)) == 422
        assert _sees(web, person, vorgang)
    assert _name(web, "anna", vorgang, person=_id(web, "greta")) == 303
    assert not _sees(web, "greta", vorgang)


def test_berta_names_nobody(web: Web) -> None:
    vorgang = web.haus.record("501", verantwortlich=web.haus.konten["berta"].id)
    url = f"/vorgang/akte/betroffene/?id={vorgang.id}"
    assert web.als("berta").get(url).status_code == 403
    assert "Benennen" not in web.als("berta").get(f"/vorgang/details/?id={vorgang.id}").text


def test_bernd_says_that_it_is_about_himself_and_comes_to_the_list(web: Web) -> None:
    vorgang = web.haus.record("501")
    bernd = web.als("bernd")
    answer = edit(bernd, f"/vorgang/akte/betroffene/?id={vorgang.id}", person=_id(web, "bernd"))
    assert answer.location.endswith("/vorgang/")
    assert not _sees(web, "bernd", vorgang)


def test_either_an_account_or_a_name_and_nobody_twice(web: Web) -> None:
    vorgang = web.haus.record("501")
    person = _id(web, "bernd")
    assert _name(web, "anna", vorgang) == 422
    assert _name(web, "anna", vorgang, person=person, name="Frau X") == 422
    assert _name(web, "anna", vorgang, person=person) == 303
    assert _name(web, "anna", vorgang, person=person) == 422


def test_a_withdrawal_needs_a_reason_that_stays(web: Web) -> None:
    vorgang = web.haus.record("501", betroffene=(web.haus.konten["bernd"].id,))
    with acting_as(SYSTEM):
        row = Betroffen.get()
    url = f"/vorgang/akte/betroffene-zurueck/?id={vorgang.id}&nr={row.id}"
    assert web.als("bernd").get(url).status_code == 404
    anna = web.als("anna")
    assert edit(anna, url, grund="").status_code == 422
    assert edit(anna, url, grund="Gemeint war jemand anderes.").status_code == 303
    assert _sees(web, "bernd", vorgang)
    with acting_as(SYSTEM):
        assert "Gemeint war jemand anderes." in Vermerk.get().text
        assert not Betroffen.select().exists()


@pytest.mark.parametrize(("wahl", "sees"), [("bernd", False), ("", True)])
def test_an_imported_name_waits_until_somebody_says_whose_it_is(
    web: Web, wahl: str, sees: bool
) -> None:
    eintrag = replace(web.haus.eintrag(betroffene=("Herr Bernd",)), herkunft="import")
    record_many(by=SYSTEM, now=JETZT, eintraege=[eintrag])
    with acting_as(SYSTEM):
        vorgang, row = Vorgang.get(), Betroffen.get()
    anna = web.als("anna")
    assert vorgang.vorgangsnummer in anna.get("/vorgang/?ansicht=namen").text
    assert "Gehört er zu einem Konto?" in anna.get(f"/vorgang/details/?id={vorgang.id}").text
    url = f"/vorgang/akte/betroffene-zuordnen/?id={vorgang.id}&nr={row.id}"
    person = _id(web, wahl) if wahl else ""
    assert edit(anna, url, person=person).status_code == 303
    assert _sees(web, "bernd", vorgang) is sees
    assert vorgang.vorgangsnummer not in anna.get("/vorgang/?ansicht=namen").text


def test_several_are_named_at_the_door(web: Web) -> None:
    answer = web.als("anna").post(
        "/eingang/beschwerde/", eingang_am="2026-07-10", eingangsweg="schriftlich",
        einheit=str(web.haus.einheiten["501"].id), anliegen_1_kategorie="bearbeitungsdauer",
        betroffen=_id(web, "bernd"), betroffen_2=_id(web, "emil"))  # fmt: skip
    assert answer.status_code == 303
    with acting_as(SYSTEM):
        vorgang = Vorgang.get()
    assert not any(_sees(web, who, vorgang) for who in ("bernd", "emil"))


def test_who_is_named_takes_nothing_back_by_the_action_either(web: Web) -> None:
    vorgang = web.haus.record("501", betroffene=(web.haus.konten["bernd"].id,))
    bernd = web.haus.akteur("bernd")
    with acting_as(SYSTEM):
        row = Betroffen.get()
    with acting_as(bernd), pytest.raises(Betroffen.DoesNotExist):
        withdraw_betroffene(by=bernd, now=JETZT, betroffen_id=row.id, version=1, grund="ich")
    berta = web.haus.akteur("berta")
    with acting_as(berta), pytest.raises((RuleViolation, Vorgang.DoesNotExist)):
        add_betroffene(by=berta, now=JETZT, vorgang_id=vorgang.id, version=1, wer="X")
