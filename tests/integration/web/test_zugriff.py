"""Everybody at every address: allowed, refused or not there, as the access table says."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.db import acting_as, writing
from models.rules.rechte import SYSTEM
from models.tables import Konto, Lauf
from tests.integration.web import zeilen
from tests.integration.web.klient import ANMELDEN, Mensch, Web
from tests.integration.web.zugriff import WER, Zugriff, cells, endpoints

_ARGUMENTE = {
    "static": {"filename": "krm.js"},
    "bootstrap.static": {"filename": "css/bootstrap.min.css"},
    "bericht.handlung_view": {"was": "zurueckgeben"},
    "einheit.handlung_view": {"was": "beenden"},
    "konto.handlung_view": {"was": "sperren"},
    "rolle.handlung_view": {"was": "beenden"},
    "code.handlung_view": {"was": "beenden"},
    "vorgang.akte_view": {"was": "vermerk"},
    "vorgang.schritt_view": {"was": "zugeleitet"},
    "vorgang.schreiben_view": {"was": "antwort"},
    "textbaustein.handlung_view": {"was": "beenden"},
    "briefkopf.handlung_view": {"was": "ohne-logo"},
    "verfahren.datei_view": {"form": "docx"},
    "eingang.form_view": {"art": "beschwerde"},
    "zaehlen.seite": {"geheimnis": "geraten"},
    "kalender.feed": {"geheimnis": "geraten"},
    "hilfe.seite": {"thema": "start"},
    "hilfe.schritt": {"was": "zugeleitet"},
}


def _addresses(web: Web) -> dict[str, tuple[str, list[str]]]:
    with web.app.test_request_context():
        return {
            rule.endpoint: (
                web.app.url_map.bind("localhost").build(
                    rule.endpoint, _ARGUMENTE.get(rule.endpoint, {})
                ),
                sorted((rule.methods or set()) & {"GET", "POST"}),
            )
            for rule in web.app.url_map.iter_rules()
        }


@pytest.mark.datenbank("sqlite")
def test_every_address_has_a_line_in_the_access_table(web: Web) -> None:
    routes = {rule.endpoint for rule in web.app.url_map.iter_rules()}
    missing, stale = routes - endpoints(), endpoints() - routes
    assert not missing, (
        f"Diese Adressen haben keine Zeile in tests/integration/web/zugriff.py: {sorted(missing)}. "
        "Bitte je Adresse eine Zeile mit einem Zeichen für jede Person eintragen."
    )
    assert not stale, f"Diese Zeilen in zugriff.py haben keine Adresse mehr: {sorted(stale)}."


@pytest.fixture
def rows(web: Web) -> dict[str, int]:
    found = zeilen.plant(web.haus)
    with acting_as(SYSTEM):
        for lauf in Lauf.select():
            folder = Path(web.app.config["KRM"].reports_dir) / str(lauf.ordner)
            folder.mkdir(parents=True)
            (folder / "bericht.html").write_text("<!doctype html><title>B</title><p>ok")
            (folder / "lauf.json").write_text(json.dumps({"dateien": ["bericht.html"]}))
    return found


def test_everybody_gets_what_the_table_says(web: Web, rows: dict[str, int]) -> None:
    addresses = _addresses(web)
    wrong = []
    for wer in _clara_last(WER):
        mensch = _person(web, wer)
        for cell in cells():
            if cell.wer != wer or cell.endpoint == "security.logout":
                continue
            url, methods = addresses[cell.endpoint]
            target = f"{url}?id={rows[cell.zeile]}" if cell.zeile else url
            target += "&name=bericht.html" if cell.endpoint == "bericht.datei_view" else ""
            wrong += [
                f"{wer} {method} {cell.endpoint}@{cell.zeile}: {got} statt {cell.erwartet}"
                for method in methods
                if (got := _answer(mensch, method, target)) != _expected(cell)
            ]
    assert not wrong, "\n".join(wrong)


def test_nobody_finds_a_canary_of_a_row_that_is_not_hers(web: Web, rows: dict[str, int]) -> None:
    found = [
        f"{wer}: {url} zeigt {name}"
        for wer in _clara_last(WER)
        for url, body in _everything(web, rows, wer)
        for name, readers in (zeilen.LESENDE | {"zoe": {"zoe"}}).items()
        if wer not in readers and zeilen.canary(name).lower().encode() in body.lower()
    ]
    assert not found, "\n".join(found)


def test_who_may_read_a_case_does_find_its_canary(web: Web, rows: dict[str, int]) -> None:
    missing = [
        (wer, name)
        for name, readers in zeilen.LESENDE.items()
        for wer in readers
        if zeilen.canary(name) not in web.als(wer).get(f"/vorgang/details/?id={rows[name]}").text
    ]
    assert not missing


def test_searching_for_a_foreign_word_finds_nothing(web: Web, rows: dict[str, int]) -> None:
    for wer, expected in (("clara", 0), ("bernd", 1), ("zoe", 1), ("paul", 1)):
        mensch = web.als(wer)
        mensch.post("/vorgang/filter/", suche="KANARIE")
        page = mensch.get("/vorgang/").text
        assert page.count('<th scope="row">') == expected, wer


def test_log_out_is_for_who_is_logged_in(web: Web) -> None:
    assert web.als("anna").post("/abmelden").location == ANMELDEN
    assert web.als(None).post("/abmelden").location == ANMELDEN


def _everything(web: Web, rows: dict[str, int], wer: str) -> Iterator[tuple[str, bytes]]:
    """Every answer that `wer` can get, with the key of every row that its screen knows."""
    addresses, mensch = _addresses(web), _person(web, wer)
    with_row = {cell.endpoint for cell in cells() if cell.zeile}
    for endpoint in sorted(endpoints() - {"security.logout", "static", "bootstrap.static"}):
        url, methods = addresses[endpoint]
        keys = _keys_of_screen(endpoint, rows) if endpoint in with_row else []
        for method in methods:
            for key in (None, *keys):
                target = f"{url}?id={key}&name=bericht.html" if key else url
                yield f"{method} {target}", mensch.open(method, target).data


def _keys_of_screen(endpoint: str, rows: dict[str, int]) -> list[int]:
    """Rows that any address of the same screen has a line for."""
    screen = endpoint.partition(".")[0]
    named = {cell.zeile for cell in cells() if cell.endpoint.partition(".")[0] == screen}
    return sorted({rows[zeile] for zeile in named if zeile})


def _clara_last(wer: tuple[str, ...]) -> list[str]:
    """`gesperrt` is Clara's account, so it comes after her."""
    return sorted(wer, key=lambda name: name == "gesperrt")


def _person(web: Web, wer: str) -> Mensch:
    if wer == "niemand":
        return web.als(None)
    if wer != "gesperrt":
        return web.als(wer)
    mensch = web.als("clara")
    with writing(by=SYSTEM):
        Konto.update(active=False).where(Konto.login == "clara").execute()
    return mensch


def _answer(mensch: Mensch, method: str, url: str) -> str:
    response = mensch.open(method, url)
    if response.status_code in (302, 303) and ANMELDEN in (response.location or ""):
        return "A"
    return {403: "3", 404: "4"}.get(
        response.status_code, "+" if response.status_code < 500 else "!"
    )


def _expected(cell: Zugriff) -> str:
    return "+" if cell.erwartet == "." else cell.erwartet
