"""When the house fails: a page says what was saved, and who only reads notices nothing."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask import abort

from admin.base.stoerung import (
    AUSFAELLE,
    GELESEN,
    GESPEICHERT,
    NICHTS,
    UNGEWISS,
    ZUM_TEIL,
    say_saved,
)
from admin.security import sitzung
from admin.security.passwort import hash_password
from models.actions.konten import set_passwort
from models.db import Ausfall, Schreibstand, acting_as, close
from models.rules.rechte import SYSTEM
from models.tables import Vorgang
from tests import stoerungen
from tests.haus import JETZT
from tests.integration.web.klient import ANMELDEN, Mensch, Web
from tests.integration.web.test_eingang import entry
from tests.integration.web.test_sitzungen import log_in

SPAETER = JETZT + timedelta(minutes=5)
PASSWORT = "Ein Satz fuer Anna."


def _record(mensch: Mensch, web: Web, **changes: str) -> Any:
    return mensch.post("/eingang/beschwerde/", **entry(web.haus, **changes))


def _cases() -> int:
    with acting_as(SYSTEM):
        count = Vorgang.select().count()
    close()
    return int(count)


@pytest.mark.parametrize("url", ["/", "/vorgang/", "/eingang/", "/hilfe/"])
def test_who_reads_does_not_wait_for_who_saves(web: Web, migrierte_url: str, url: str) -> None:
    anna = web.als("anna")
    with (
        stoerungen.cases_locked(migrierte_url),
        time_machine.travel(SPAETER, tick=False),
    ):
        assert [anna.get(url).status_code for _ in range(3)] == [200] * 3


@pytest.mark.parametrize("url", ["/", "/vorgang/"])
def test_who_reads_does_not_notice_that_no_session_is_saved(
    web: Web, migrierte_url: str, url: str
) -> None:
    anna = web.als("anna")
    with (
        stoerungen.sessions_locked(migrierte_url),
        time_machine.travel(SPAETER, tick=False),
    ):
        assert anna.get(url).status_code == 200


def test_what_is_recorded_is_recorded_though_no_session_is_saved(
    web: Web, migrierte_url: str
) -> None:
    anna = web.als("anna")
    with stoerungen.sessions_locked(migrierte_url):
        answer = _record(anna, web)
    assert answer.status_code == 303
    assert _cases() == 1


def test_a_failure_after_the_saving_does_not_deny_it(
    web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("admin.views.eingang.flash", lambda *_: 1 / 0)
    answer = _record(web.als("anna"), web)
    with acting_as(SYSTEM):
        vorgang = Vorgang.get()
    assert answer.status_code == 500
    assert GESPEICHERT in answer.text
    assert NICHTS not in answer.text
    assert f'href="/vorgang/details/?id={vorgang.id}"' in answer.text


def test_a_failure_in_the_middle_of_the_saving_undoes_it_and_says_so(
    web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("models.actions.vorgaenge.record_event", lambda **_: 1 / 0)
    anna = web.als("anna")
    anna.client.environ_base |= {"HTTP_SEC_FETCH_SITE": "same-origin"}
    typed = "Seit Mai warte ich auf eine Antwort, und niemand ruft zurück."
    answer = _record(anna, web, anliegen_1_anliegen_text=typed)
    assert (answer.status_code, _cases()) == (500, 0)
    assert NICHTS in answer.text
    assert typed in answer.text


@pytest.mark.parametrize(
    ("stand", "methode", "satz"),
    [
        (Schreibstand(), "GET", GELESEN),
        (Schreibstand(gespeichert=1), "GET", GELESEN),
        (Schreibstand(), "POST", NICHTS),
        (Schreibstand(gescheitert=1), "POST", NICHTS),
        (Schreibstand(gespeichert=1), "POST", GESPEICHERT),
        (Schreibstand(gespeichert=1, gescheitert=1), "POST", ZUM_TEIL),
        (Schreibstand(gespeichert=1, ungewiss=1), "POST", UNGEWISS),
    ],
)
def test_the_sentence_follows_from_what_was_committed(
    stand: Schreibstand, methode: str, satz: str
) -> None:
    assert say_saved(stand, methode) == satz


def test_a_page_that_fails_says_nothing_about_saving(
    web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("admin.base.rahmen._menu", lambda: 1 / 0)
    answer = web.als("anna").get("/")
    assert answer.status_code == 500
    assert GELESEN in answer.text
    assert "gespeichert" not in answer.text


@pytest.mark.datenbank("postgresql")
def test_a_connection_lost_at_the_commit_is_called_uncertain(web: Web, migrierte_url: str) -> None:
    anna = web.als("anna")
    with stoerungen.connection_lost_at_commit(migrierte_url):
        answer = _record(anna, web)
    assert answer.status_code == 503
    assert UNGEWISS in answer.text
    assert NICHTS not in answer.text


def test_without_a_database_every_address_says_so_in_german(web: Web, migrierte_url: str) -> None:
    rules = [rule for rule in web.app.url_map.iter_rules() if "GET" in (rule.methods or ())]
    urls = {re.sub("<[^>]*>", "1", rule.rule) for rule in rules} | {"/gibt-es-nicht"}
    urls = {url for url in urls if not url.startswith(("/static/", "/bootstrap/"))}
    anna, niemand = web.als("anna"), web.app.test_client()
    with stoerungen.database_away(migrierte_url):
        answers = {url: (anna.get(url), niemand.get(url)) for url in urls}
    assert len(urls) > 60
    for url, pair in answers.items():
        for answer in pair:
            assert answer.status_code == 503, url
            assert AUSFAELLE[Ausfall.WEG].titel in answer.text, url
            assert answer.headers["Retry-After"] == "30"
            assert answer.headers["Content-Security-Policy"]
    assert anna.get("/").status_code == 200


def test_without_a_database_a_log_in_says_so(web: Web, migrierte_url: str) -> None:
    with stoerungen.database_away(migrierte_url):
        answer = web.app.test_client().post(ANMELDEN, data={"login": "anna", "password": "x"})
    assert answer.status_code == 503
    assert NICHTS in answer.text


def test_a_full_disk_is_named_and_nothing_is_saved(web: Web, migrierte_url: str) -> None:
    anna = web.als("anna")
    with stoerungen.disk_full(migrierte_url):
        answers = [_record(anna, web, anliegen_1_anliegen_text="Wort " * 1500) for _ in range(2)]
        assert anna.get("/").status_code == 200
    for answer in answers:
        assert answer.status_code == 503
        assert NICHTS in answer.text
        assert "Speicherplatz schaffen" in answer.text
    assert _cases() == 0
    assert _record(anna, web).status_code == 303


def test_who_cannot_save_for_long_reads_that_nothing_was_saved(
    web: Web, migrierte_url: str
) -> None:
    _be_impatient(web)
    anna = web.als("anna")
    with stoerungen.cases_locked(migrierte_url):
        answer = _record(anna, web)
    assert answer.status_code == 503
    assert AUSFAELLE[Ausfall.BESCHAEFTIGT].titel in answer.text
    assert NICHTS in answer.text
    assert _cases() == 0


def test_a_log_in_that_cannot_be_kept_says_so(web: Web, migrierte_url: str) -> None:
    konto = web.haus.konten["anna"]
    set_passwort(by=SYSTEM, now=JETZT, konto_id=konto.id, passwort_hash=hash_password(PASSWORT))
    close()
    client = web.app.test_client()
    client.get(ANMELDEN)
    with stoerungen.sessions_locked(migrierte_url):
        answer = log_in(client, "anna", PASSWORT)
    assert answer.status_code == 503
    assert "Sie sind nicht angemeldet" in answer.text
    assert client.get("/").location == ANMELDEN


def test_a_log_out_that_fails_says_so(web: Web, migrierte_url: str) -> None:
    anna = web.als("anna")
    with stoerungen.sessions_locked(migrierte_url):
        answer = anna.post("/abmelden")
    assert answer.status_code == 503
    assert sitzung.ABMELDUNG_SCHEITERT in answer.text
    assert anna.get("/").status_code == 200
    anna.post("/abmelden")
    assert anna.get("/").location == ANMELDEN


def test_a_refusal_of_ours_with_503_keeps_its_words(
    web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("admin.base.rahmen._menu", lambda: abort(503, "Heute nicht."))
    assert "Heute nicht." in web.als("anna").get("/").text


def _be_impatient(web: Web) -> None:
    from models.db import connect

    url = web.app.config["KRM"].database_url
    close()
    connect(url, geduld_ms=100)
