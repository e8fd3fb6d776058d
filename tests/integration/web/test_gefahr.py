"""Drohung and Notlage: the GF is called at once, by number or unit, never by name."""

import pytest

from models.actions.vorgaenge import update_vorgang
from models.db import acting_as
from models.rules.rechte import SYSTEM
from models.tables import Ereignis, Inhalt, Nachricht, Vorgang
from tests.haus import JETZT, Haus
from tests.integration.web.klient import Web


def _mails() -> list[Nachricht]:
    with acting_as(SYSTEM):
        return list(Nachricht.select().order_by(Nachricht.id))


def _stored(vorgang: Vorgang) -> Vorgang:
    with acting_as(SYSTEM):
        return Vorgang.get_by_id(vorgang.id)


def _mark(web: Web, wer: str, vorgang: Vorgang, **more: str) -> int:
    form = {"anlass": "risiko_notlage", "text": "Stromsperre am Freitag"} | more
    version = str(_stored(vorgang).version)
    answer = web.als(wer).post(f"/vorgang/akte/gefahr/?id={vorgang.id}", version=version, **form)
    return int(answer.status_code)


@pytest.mark.regel("BKW-34")
@pytest.mark.parametrize("wer", ["berta", "bernd", "dora", "ines", "adam"])
def test_everybody_of_the_house_calls_greta_without_a_case(web: Web, haus: Haus, wer: str) -> None:
    mensch = web.als(wer)
    assert "Notruf 110" in mensch.get("/gefahr/").text
    unit = str(haus.einheiten["501"].id)
    assert mensch.post("/gefahr/", anlass="drohpotenzial", einheit=unit).status_code == 303
    (mail,) = _mails()
    assert mail.empfaenger == "greta@jobcenter.example"
    assert "501" in mail.text
    assert wer not in f"{mail.betreff} {mail.text}".lower()


def test_calling_twice_in_a_minute_is_one_mail(web: Web, haus: Haus) -> None:
    unit = str(haus.einheiten["501"].id)
    for _ in range(2):
        web.als("berta").post("/gefahr/", anlass="risiko_notlage", einheit=unit)
    assert len(_mails()) == 1
    with acting_as(SYSTEM):
        assert Ereignis.select().where(Ereignis.name == "gefahr_reported").count() == 2


def test_greta_and_anna_see_who_called_from_where_others_do_not(web: Web, haus: Haus) -> None:
    unit = str(haus.einheiten["501"].id)
    web.als("berta").post("/gefahr/", anlass="drohpotenzial", einheit=unit)
    for wer, sees in (("greta", True), ("anna", True), ("bernd", False), ("zoe", False)):
        page = web.als(wer).get("/gefahr/").text
        assert ("Meldungen der letzten 14 Tage" in page) is sees, wer
        assert "Berta" not in page.partition("Meldungen der")[2]


@pytest.mark.parametrize(
    ("form", "satz"),
    [
        ({"einheit": "", "anlass": "drohpotenzial"}, "einheit"),
        ({"einheit": "987654", "anlass": "drohpotenzial"}, "einheit"),
        ({"einheit": "x", "anlass": ""}, "anlass"),
        ({}, "anlass"),
    ],
)
def test_what_is_missing_is_said_at_the_field(web: Web, form: dict[str, str], satz: str) -> None:
    answer = web.als("berta").post("/gefahr/", **form)
    assert answer.status_code == 422
    assert f'id="{satz}-fehler"' in answer.text
    assert not _mails()


@pytest.mark.regel("MV-08", "BKW-34")
def test_notlage_in_a_case_raises_it_and_tells_greta_by_number(web: Web, haus: Haus) -> None:
    vorgang = haus.record("501")
    page = web.als("bernd").get(f"/vorgang/details/?id={vorgang.id}").text
    assert "Drohung oder Notlage melden" in page
    assert _mark(web, "bernd", vorgang) == 303
    assert _stored(vorgang).prioritaet == "erheblich"
    (mail,) = _mails()
    assert mail.empfaenger == "greta@jobcenter.example"
    assert vorgang.vorgangsnummer in mail.text
    assert "Stromsperre" not in mail.text
    with acting_as(SYSTEM):
        assert Inhalt.get(Inhalt.vorgang == vorgang.id).risiko_notlage == (
            "ja: Stromsperre am Freitag"
        )


@pytest.mark.regel("MV-08")
def test_nobody_lowers_a_case_in_which_there_is_danger(web: Web, haus: Haus) -> None:
    vorgang = haus.record("501")
    _mark(web, "bernd", vorgang)
    eintrag = haus.eintrag("501", prioritaet="normal")
    stored = _stored(vorgang)
    update_vorgang(by=haus.akteur("anna"), now=JETZT, vorgang_id=vorgang.id,
                   version=stored.version, eintrag=eintrag)  # fmt: skip
    assert _stored(vorgang).prioritaet == "erheblich"
    assert vorgang.vorgangsnummer in web.als("greta").get("/").text.partition("Sofort handeln")[2]


def test_what_was_noted_before_stays(web: Web, haus: Haus) -> None:
    vorgang = haus.record("501", drohpotenzial="ja, am Telefon")
    _mark(web, "bernd", vorgang, anlass="drohpotenzial", text="Heute am Empfang")
    with acting_as(SYSTEM):
        noted = Inhalt.get(Inhalt.vorgang == vorgang.id).drohpotenzial
    assert noted == "ja, am Telefon; Heute am Empfang"


def test_dora_and_strangers_note_nothing_in_a_case(web: Web, haus: Haus) -> None:
    vorgang = haus.record("501")
    assert _mark(web, "dora", vorgang) == 403
    assert _mark(web, "clara", vorgang) == 404
    assert _mark(web, "bernd", vorgang, text=" ") == 422
    assert _stored(vorgang).prioritaet == "normal"
