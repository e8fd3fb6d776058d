"""What browsers may do with our pages, and how errors look."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from admin.app import create_app
from admin.config import load_config, provide_keys
from models.db import close
from tests.integration.web.klient import Web

# Nothing here depends on the database.
pytestmark = pytest.mark.datenbank("sqlite")
SEITEN = ("/", "/vorgang/", "/eingang/beschwerde/", "/konto/", "/gibtesnicht")


@pytest.mark.parametrize("url", SEITEN)
def test_every_page_is_closed_to_strangers_code_and_caches(web: Web, url: str) -> None:
    headers = web.als("anna").get(url).headers
    policy = headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "camera=()" in headers["Permissions-Policy"]


def test_the_nonce_is_new_each_time_and_the_scripts_is_the_headers(web: Web) -> None:
    anna = web.als("anna")
    nonces = []
    for _ in range(2):
        response = anna.get("/")
        (nonce,) = re.findall(r'<script[^>]*nonce="([^"]+)"', response.text)
        assert f"'nonce-{nonce}'" in response.headers["Content-Security-Policy"]
        nonces.append(nonce)
    assert len(set(nonces)) == 2


@pytest.mark.parametrize("url", SEITEN)
def test_no_page_has_script_or_style_of_its_own_or_from_elsewhere(web: Web, url: str) -> None:
    page = web.als("anna").get(url).text
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", page)
    assert not re.search(r'(?:src|href|action)="(?:https?:)?//', page)
    assert len(page) < 100_000


def test_the_session_cookie_is_for_our_pages_only(web: Web) -> None:
    cookie = web.app.test_client().get("/anmelden").headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Expires" not in cookie


def test_production_wants_tls(web: Web, tmp_path: Path) -> None:
    close()
    config = provide_keys(load_config({"KRM_VAR_DIR": str(tmp_path)}))
    strict = replace(config, betrieb="produktion", database_url=web.app.config["KRM"].database_url)
    response = create_app(strict).test_client().get("/anmelden")
    assert response.headers["Strict-Transport-Security"] == "max-age=31536000"
    assert response.headers["Set-Cookie"].startswith("__Host-krm=")
    assert "Secure" in response.headers["Set-Cookie"]
    assert "System für Demo" not in response.text
    close()


def test_static_files_may_be_kept_because_their_address_changes_with_them(web: Web) -> None:
    page = web.als("anna").get("/").text
    (url,) = re.findall(r'src="(/static/krm.js\?v=[0-9a-f]{12})"', page)
    response = web.als(None).get(url)
    assert "max-age=31536000" in response.headers["Cache-Control"]
    assert "Set-Cookie" not in response.headers


@pytest.mark.parametrize(
    ("url", "code", "titel"),
    [
        ("/gibtesnicht", 404, "Diese Seite gibt es nicht"),
        ("/vorgang/details/?id=abc", 404, "Diese Seite gibt es nicht"),
        ("/protokoll/", 403, "Dafür fehlt Ihnen das Recht"),
        ("/vorgang/filter/", 405, "So lässt sich diese Adresse nicht aufrufen"),
    ],
)
def test_errors_say_in_german_what_to_do(web: Web, url: str, code: int, titel: str) -> None:
    response = web.als("anna").get(url)
    assert response.status_code == code
    assert titel in response.text
    assert "Bitte" in response.text or "wenden Sie sich" in response.text


def test_a_form_without_its_token_is_refused_with_advice(web: Web) -> None:
    response = web.als("anna").post("/eingang/beschwerde/", csrf_token="")
    assert response.status_code == 400
    assert "öffnen Sie es neu" in response.text


def test_too_much_is_refused_with_advice(web: Web) -> None:
    response = web.als("anna").post(
        "/eingang/beschwerde/", anliegen_1_anliegen_text="x" * 3_000_000
    )
    assert response.status_code == 413
    assert "kürzen" in response.text


def test_a_fault_of_ours_tells_nothing_of_itself(
    web: Web, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("Frau Geheim wohnt hier")

    monkeypatch.setattr("admin.views.start.load_desk", broken)
    response = web.als("anna").get("/")
    assert response.status_code == 500
    assert "Da ist uns ein Fehler unterlaufen" in response.text
    assert "Geheim" not in response.text + caplog.text
    assert "RuntimeError" in caplog.text


def test_a_foreign_host_header_is_refused(web: Web) -> None:
    response = web.app.test_client().get("/anmelden", headers={"Host": "evil.example"})
    assert response.status_code == 400
    assert "evil.example" not in response.text


def test_a_form_of_an_ended_session_shows_longer_texts_to_copy(web: Web) -> None:
    text = "Seit Mai warte ich auf eine Antwort, <b>vergeblich</b>."
    send = web.als("anna").client.post
    form = {"csrf_token": "alt", "anliegen_1_anliegen_text": text, "name": "Zander"}
    own = send("/eingang/beschwerde/", data=form, headers={"Sec-Fetch-Site": "same-origin"})
    assert own.status_code == 400
    assert "Seit Mai warte ich" in own.text
    assert "<b>vergeblich" not in own.text
    foreign = send("/eingang/beschwerde/", data=form, headers={"Sec-Fetch-Site": "cross-site"})
    assert "Seit Mai" not in foreign.text
    geheim = {"csrf_token": "alt", "passwort": text, "wiederholung": text}
    told = send("/ich/passwort/", data=geheim, headers={"Sec-Fetch-Site": "same-origin"})
    assert "Seit Mai" not in told.text
