"""What the screen says of a call to the GF follows from what is known of it (A2)."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine

from models.actions.lebenszeichen import give_sign
from models.actions.nachrichten import claim_nachricht, mark_refused, mark_sent
from models.db import acting_as, close, writing
from models.rules.lauf import WARTEZEITEN
from models.rules.lebenszeichen import POST
from models.rules.rechte import SYSTEM
from models.tables import Einheit, Ereignis, Gefahrmeldung, Konto, Nachricht
from tests.haus import JETZT, Haus
from tests.integration.web.klient import Web

NUMMER = "030 555 123"
MINUTE = timedelta(minutes=1)


@pytest.fixture
def mailend(web: Web, haus: Haus) -> Web:
    """A house with a mail server whose background work runs, and with a number to call."""
    config = web.app.config["KRM"]
    web.app.config["KRM"] = replace(
        config, smtp_url="smtp://127.0.0.1:1", mail_absender="krm@jobcenter.example"
    )
    give_sign(name=POST, now=JETZT)
    with writing(by=SYSTEM):
        Einheit.update(telefon_gf=NUMMER).where(Einheit.kuerzel == "JC").execute()
    close()
    return web


def _call(web: Web, haus: Haus, wer: str = "berta", anlass: str = "drohpotenzial") -> str:
    unit = str(haus.einheiten["501"].id)
    answer = web.als(wer).post("/gefahr/", anlass=anlass, einheit=unit)
    assert answer.status_code == 303, answer.text
    return str(answer.location)


def _attempt(now: datetime, fehler: str = "") -> None:
    mail = claim_nachricht(now=now, lease_s=300)
    assert mail is not None
    if fehler:
        mark_refused(token=mail.token, now=now, fehler=fehler)
    else:
        mark_sent(token=mail.token, now=now)
    close()


@pytest.mark.regel("MV-08", "BKW-34")
def test_berta_reads_unterwegs_then_zugestellt_then_gesehen(mailend: Web, haus: Haus) -> None:
    meldung = _call(mailend, haus)
    berta, greta = mailend.als("berta"), mailend.als("greta")
    page = berta.get(meldung).text
    assert "Die E-Mail ist unterwegs." in page
    assert "anrufen" not in page
    assert "benachrichtigt" not in page
    _attempt(JETZT)
    assert "zugestellt an den Mailserver um 11:00 Uhr" in berta.get(meldung).text
    desk = greta.get("/").text
    assert "Notfall</h2>" in desk
    assert "Drohpotenzial" in desk
    greta.post(meldung.replace("/meldung/", "/gesehen/"))
    assert "Gesehen um 11:00 Uhr von Greta." in berta.get(meldung).text
    assert "Notfall</h2>" not in greta.get("/").text
    with acting_as(SYSTEM):
        assert Ereignis.select().where(Ereignis.name == "gefahr_seen").count() == 1


def test_without_a_mail_server_berta_is_told_to_call_and_the_number(web: Web, haus: Haus) -> None:
    with writing(by=SYSTEM):
        Einheit.update(telefon_gf=NUMMER).where(Einheit.kuerzel == "JC").execute()
    page = web.als("berta").get(_call(web, haus)).text
    assert "KRM hat keinen Mailserver" in page
    assert f"Bitte rufen Sie die Geschäftsführung an: {NUMMER}" in page
    assert "Notfall</h2>" in web.als("anna").get("/").text  # the front office knows, too


def test_greta_is_not_told_to_call_herself_but_to_confirm(web: Web, haus: Haus) -> None:
    meldung = _call(web, haus)
    for page in (meldung, "/"):
        shown = web.als("greta").get(page).text
        assert "rufen Sie die Geschäftsführung an" not in shown
        assert "Bitte bestätigen Sie mit „Gesehen“" in shown
    assert "rufen Sie die Geschäftsführung an" in web.als("berta").get(meldung).text


def test_without_a_number_the_page_says_that_there_is_none(web: Web, haus: Haus) -> None:
    assert "In KRM steht keine Telefonnummer" in web.als("berta").get(_call(web, haus)).text


@pytest.mark.parametrize("adresse", ["", "greta", "greta@jobcenter.example\n"])
def test_an_account_without_a_usable_address_does_not_stop_the_report(
    mailend: Web, haus: Haus, adresse: str
) -> None:
    with writing(by=SYSTEM):
        Konto.update(email=adresse).where(Konto.login == "greta").execute()
    page = mailend.als("berta").get(_call(mailend, haus)).text
    assert "Es ging keine E-Mail hinaus" in page
    assert NUMMER in page
    assert "Drohpotenzial" in mailend.als("greta").get("/").text


def test_a_refused_mail_says_why_and_to_call_at_once(mailend: Web, haus: Haus) -> None:
    meldung = _call(mailend, haus)
    _attempt(JETZT, "Der Mailserver lehnt ab (Code 451).")
    page = mailend.als("berta").get(meldung).text
    assert "Code 451" in page
    assert NUMMER in page


def test_a_mail_given_up_says_so(mailend: Web, haus: Haus) -> None:
    meldung = _call(mailend, haus)
    for n in range(len(WARTEZEITEN) + 1):
        _attempt(JETZT + n * timedelta(days=2), "Der Mailserver lehnt ab (Code 550).")
    page = mailend.als("berta").get(meldung).text
    assert "nicht zugestellt" in page
    assert NUMMER in page


def test_a_silent_worker_is_no_way_for_a_mail(mailend: Web, haus: Haus) -> None:
    meldung = _call(mailend, haus)
    with time_machine.travel(JETZT + 10 * MINUTE, tick=False):
        page = mailend.als("berta").get(meldung).text
    assert "Hintergrundarbeit von KRM läuft nicht" in page
    assert NUMMER in page


@pytest.mark.parametrize("minuten", [15, -60])
def test_without_a_receipt_it_comes_back_to_anna_and_berta_also_when_the_clock_is_set_back(
    mailend: Web, haus: Haus, minuten: int
) -> None:
    _call(mailend, haus)
    _attempt(JETZT)
    assert "Notfall</h2>" not in mailend.als("anna").get("/").text
    later = JETZT + minuten * MINUTE
    with time_machine.travel(later, tick=False):
        give_sign(name=POST, now=later)
        for wer, sees in (("anna", True), ("berta", True), ("greta", True), ("clara", False)):
            page = mailend.als(wer).get("/").text
            assert ("Notfall</h2>" in page) is sees, wer
            assert ("als gesehen bestätigt" in page) is sees, wer


def test_only_who_is_of_the_gf_confirms_and_strangers_see_nothing(mailend: Web, haus: Haus) -> None:
    gesehen = _call(mailend, haus).replace("/meldung/", "/gesehen/")
    for wer, answer in (("berta", 403), ("anna", 403), ("clara", 404), ("zoe", 404)):
        assert mailend.als(wer).post(gesehen).status_code == answer, wer
    with acting_as(SYSTEM):
        assert Gefahrmeldung.get().gesehen_am is None


def test_a_case_of_danger_stands_on_gretas_desk_and_its_page_says_how_it_stands(
    mailend: Web, haus: Haus
) -> None:
    vorgang = haus.record("501", drohpotenzial="ja, am Telefon")
    assert vorgang.vorgangsnummer in mailend.als("greta").get("/").text.partition("Notfall</h2>")[2]
    page = mailend.als("bernd").get(f"/vorgang/details/?id={vorgang.id}").text
    assert "Die E-Mail ist unterwegs." in page
    assert "am Telefon" not in _texts()


def test_danger_noted_a_second_time_is_told_a_second_time(mailend: Web, haus: Haus) -> None:
    """Once only the first note sent a mail, while the screen claimed it each time."""
    vorgang = haus.record("501", drohpotenzial="ja, am Telefon")
    later = JETZT + timedelta(hours=2)
    with time_machine.travel(later, tick=False):
        form = {"anlass": "drohpotenzial", "text": "steht vor der Tür", "version": "1"}
        answer = mailend.als("bernd").post(f"/vorgang/akte/gefahr/?id={vorgang.id}", **form)
        assert answer.status_code == 303
    with acting_as(SYSTEM):
        assert Nachricht.select().where(Nachricht.betreff.contains("Sofort")).count() == 2


def test_what_greta_reports_herself_waits_for_nobody(mailend: Web, haus: Haus) -> None:
    page = mailend.als("greta").get(_call(mailend, haus, "greta")).text
    assert "Gesehen um 11:00 Uhr von Greta." in page


def _texts() -> str:
    with acting_as(SYSTEM):
        rows: Any = Nachricht.select()
        return " ".join(f"{row.betreff} {row.text}" for row in rows)
