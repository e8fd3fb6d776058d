"""Log-in, log-out and sessions."""

import re
from datetime import timedelta
from urllib.parse import urljoin, urlsplit

import pytest
import time_machine
from flask.testing import FlaskClient

from admin.security.anmeldung import FEHLSCHLAG
from admin.security.passwort import hash_password
from models.actions.konten import lock_konto, set_passwort
from models.actions.rollen import end_rolle
from models.db import acting_as, close
from models.rules.rechte import SYSTEM
from models.tables import Konto, Rollenzuweisung, Sitzung
from tests.haus import HEUTE, JETZT
from tests.integration.web.klient import ANMELDEN, Web, check_markup

PASSWORT = "Ein Satz fuer Anna."


@pytest.fixture
def anna(web: Web) -> Konto:
    """Anna, whose password is known."""
    konto = web.haus.konten["anna"]
    set_passwort(by=SYSTEM, now=JETZT, konto_id=konto.id, passwort_hash=hash_password(PASSWORT))
    close()
    return konto


def _log_in(client: FlaskClient, login: str, passwort: str, **extra: str):  # type: ignore[no-untyped-def]
    page = client.get(ANMELDEN).text
    check_markup(page)
    found = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert found
    form = {"login": login, "password": passwort, "csrf_token": found.group(1)}
    return client.post(ANMELDEN, data=form | extra)


def test_anna_logs_in_in_any_case_and_lands_at_the_start(web: Web, anna: Konto) -> None:
    client = web.app.test_client()
    response = _log_in(client, " Anna ", PASSWORT)
    assert response.status_code == 302
    assert response.location == "/"
    assert "Guten Tag, Anna" in client.get("/").text


def test_after_log_in_she_is_where_she_wanted_to_go(web: Web, anna: Konto) -> None:
    client = web.app.test_client()
    asked = client.get("/vorgang/?sort=art")
    assert asked.location == "/anmelden?next=%2Fvorgang%2F%3Fsort%3Dart"
    assert _log_in(client, "anna", PASSWORT, next="/vorgang/?sort=art").location == (
        "/vorgang/?sort=art"
    )


@pytest.mark.parametrize(
    "next_url",
    [
        "https://evil.example/",
        "//evil.example",
        "///evil.example",
        "\\\\evil.example",
        "http:evil.example",
        "javascript:alert(1)",
    ],
)
def test_nobody_is_led_to_another_house(web: Web, anna: Konto, next_url: str) -> None:
    response = _log_in(web.app.test_client(), "anna", PASSWORT, next=next_url)
    assert response.status_code == 302
    assert urlsplit(urljoin("http://localhost/", response.location)).netloc == "localhost"


def test_unknown_account_wrong_password_and_lock_get_the_same_answer(web: Web, anna: Konto) -> None:
    answers = []
    for login, passwort in (("anna", "falsch"), ("gibtesnicht", "falsch")):
        answers.append(_log_in(web.app.test_client(), login, passwort).text)
    with acting_as(SYSTEM):
        version = Konto.get_by_id(anna.id).version
    lock_konto(by=SYSTEM, now=JETZT, konto_id=anna.id, version=version)
    close()
    answers.append(_log_in(web.app.test_client(), "anna", PASSWORT).text)
    assert all(FEHLSCHLAG in answer for answer in answers)
    assert len({_without_secrets(answer) for answer in answers}) == 1


def test_guessing_gets_slow_and_waiting_helps(web: Web, anna: Konto) -> None:
    client = web.app.test_client()
    for _ in range(7):
        page = _log_in(client, "anna", "falsch").text
    assert "Zu viele Fehlversuche" in page
    assert "Zu viele Fehlversuche" in _log_in(client, "anna", PASSWORT).text
    with time_machine.travel(JETZT + timedelta(minutes=16), tick=False):
        assert _log_in(client, "anna", PASSWORT).status_code == 302


def test_who_guesses_anna_elsewhere_does_not_lock_her_out(web: Web, anna: Konto) -> None:
    stranger = web.app.test_client()
    stranger.environ_base = stranger.environ_base | {"REMOTE_ADDR": "192.0.2.9"}
    for _ in range(8):
        _log_in(stranger, "anna", "falsch")
    assert _log_in(web.app.test_client(), "anna", PASSWORT).status_code == 302


def test_log_in_changes_the_id_of_the_session(web: Web, anna: Konto) -> None:
    client = web.app.test_client()
    client.get(ANMELDEN)
    before = client.get_cookie("krm_sitzung")
    _log_in(client, "anna", PASSWORT)
    after = client.get_cookie("krm_sitzung")
    assert before
    assert after
    assert before.value != after.value
    replayed = web.app.test_client()
    replayed.set_cookie("krm_sitzung", before.value)
    assert ANMELDEN in replayed.get("/").location


def test_log_out_kills_a_replayed_cookie(web: Web) -> None:
    anna = web.als("anna")
    assert anna.get("/").status_code == 200
    anna.post("/abmelden")
    thief = web.app.test_client()
    thief.set_cookie("krm_sitzung", anna.kennung or "")
    assert thief.get("/").location == ANMELDEN


def test_log_out_needs_a_post_with_its_token(web: Web) -> None:
    anna = web.als("anna")
    assert anna.get("/abmelden").status_code == 405
    assert anna.post("/abmelden", csrf_token="falsch").status_code == 400
    assert anna.get("/").status_code == 200


@pytest.mark.parametrize(
    ("pause", "steps", "still_in"),
    [(29, 1, True), (31, 1, False), (25, 23, True), (25, 25, False)],
    ids=["29 Minuten Pause", "31 Minuten Pause", "9 Stunden Arbeit", "10 Stunden Arbeit"],
)
def test_a_session_ends_by_itself(web: Web, pause: int, steps: int, still_in: bool) -> None:
    anna = web.als("anna")
    for step in range(1, steps + 1):
        with time_machine.travel(JETZT + timedelta(minutes=pause * step), tick=False):
            response = anna.get("/")
    assert (response.status_code == 200) is still_in


def test_only_the_hash_of_the_cookie_is_stored(web: Web) -> None:
    anna = web.als("anna")
    anna.get("/")
    with acting_as(SYSTEM):
        rows = [row.kennung for row in Sitzung.select()]
    assert anna.kennung not in rows
    assert all(re.fullmatch(r"[0-9a-f]{64}", kennung) for kennung in rows)


def test_a_role_taken_counts_from_the_next_click(web: Web) -> None:
    bernd = web.als("bernd")
    assert bernd.get("/vorgang/").status_code == 200
    with acting_as(SYSTEM):
        rolle = Rollenzuweisung.get(Rollenzuweisung.konto == web.haus.konten["bernd"].id)
    end_rolle(by=SYSTEM, now=JETZT, rolle_id=rolle.id, version=rolle.version,
              gueltig_bis=HEUTE - timedelta(days=1))  # fmt: skip
    assert bernd.get("/vorgang/").status_code == 403


def test_a_new_password_ends_every_session(web: Web) -> None:
    anna = web.als("anna")
    assert anna.get("/").status_code == 200
    konto_id = web.haus.konten["anna"].id
    set_passwort(by=SYSTEM, now=JETZT, konto_id=konto_id, passwort_hash=hash_password(PASSWORT))
    assert anna.get("/").location == ANMELDEN


def test_a_deputy_acts_until_the_last_day_and_not_after(web: Web) -> None:
    victor = web.als("victor")
    assert f"i. V. für {web.haus.konten['bernd'].name}" in victor.get("/").text
    with time_machine.travel(JETZT + timedelta(days=17), tick=False):
        victor = web.als("victor")
        assert victor.get("/vorgang/").status_code == 403


def _without_secrets(page: str) -> str:
    return re.sub(r'nonce="[^"]*"|value="[^"]*"', "", page)
