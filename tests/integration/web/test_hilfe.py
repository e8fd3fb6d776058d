"""Help: on every screen, about that screen, and true to the rights table."""

from datetime import timedelta
from typing import Any

import pytest

from admin.base import hilfetext
from admin.views import hilfeschritte
from models.db import writing
from models.rules.recht import Recht
from models.rules.rechte import SYSTEM
from models.rules.rechte_worte import RECHTE
from models.tables import Konto, Rollenzuweisung
from tests.haus import HEUTE, JETZT
from tests.integration.web.klient import Web
from tests.integration.web.zugriff import WER

OHNE_SEITE = {"static", "bootstrap.static"}
PERSONEN = [wer for wer in WER if wer not in ("niemand", "gesperrt")]


def _views(web: Web) -> list[Any]:
    return list(web.app.extensions["admin"][0]._views)


def _rights(web: Web) -> dict[str, Recht | None]:
    """What each address of a view asks for."""
    return {f"{v.endpoint}.{name}": recht for v in _views(web) for name, recht in v.rechte.items()}


def _actions(view: Any) -> list[Any]:
    return [*getattr(view, "handlungen", ()), *getattr(view, "aktenhandlungen", ())]


@pytest.mark.datenbank("sqlite")
def test_every_screen_has_its_help(web: Web) -> None:
    routes = {rule.endpoint for rule in web.app.url_map.iter_rules()} - OHNE_SEITE
    without = sorted(route for route in routes if hilfetext.page_for(route) is None)
    assert without == [], "Bitte in admin/hilfe/ bei „fuer“ einer Seite nennen."


@pytest.mark.datenbank("sqlite")
def test_no_page_of_the_help_is_about_a_screen_that_is_gone(web: Web) -> None:
    routes = {rule.endpoint for rule in web.app.url_map.iter_rules()}
    named = {key.partition("/")[0] for s in hilfetext.seiten().values() for key in s.fuer}
    assert sorted(named - routes) == []


@pytest.mark.datenbank("sqlite")
def test_every_thing_to_do_to_a_row_is_named_on_the_page_of_its_screen(web: Web) -> None:
    missing = []
    for view in _views(web):
        for handlung in _actions(view):
            method = "akte_view" if handlung in getattr(view, "aktenhandlungen", ()) else "handlung"
            endpoint = f"{view.endpoint}.{method.removesuffix('_view')}_view"
            seite = hilfetext.page_for(endpoint, {"was": handlung.name})
            assert seite is not None
            told = " ".join([seite.wozu, *(tun.satz for tun in seite.tun)])
            words = (handlung.titel, getattr(handlung, "knopf", handlung.titel))
            if not any(f"„{word}“" in told for word in words):
                missing.append(f"{seite.name}: „{handlung.titel}“")
    assert missing == []


@pytest.mark.datenbank("sqlite")
def test_what_a_screen_asks_a_right_for_is_explained_with_that_right(web: Web) -> None:
    rights = _rights(web)
    missing = []
    for seite in hilfetext.seiten().values():
        asked = {rights.get(key) for key in seite.fuer} - {None}
        told = {Recht(tun.recht) for tun in seite.tun if tun.recht}
        missing += [f"{seite.name}: {RECHTE[recht]}" for recht in asked - told if recht]
    assert missing == []


@pytest.mark.parametrize("wer", PERSONEN)
def test_everybody_reads_every_page_of_the_help(web: Web, wer: str) -> None:
    mensch = web.als(wer)
    names = [f"/hilfe/{name}/" for name in hilfetext.seiten()]
    for url in ("/hilfe/", "/hilfe/schritte/", "/hilfe/erster-tag/", "/hilfe/glossar/", *names):
        answer = mensch.get(url)
        assert answer.status_code == 200, url
        assert len(answer.text) < 100_000, url


def test_every_step_of_the_house_has_a_page(web: Web) -> None:
    anna = web.als("anna")
    for ablauf in hilfeschritte.ablaeufe("marzahn-hellersdorf-2022"):
        for schritt in ablauf.schritte:
            page = anna.get(f"/hilfe/schritt/{schritt.name}/")
            assert page.status_code == 200, schritt.name
            assert schritt.satz.split(".")[0] in page.text


def test_what_is_not_there_is_not_found(web: Web) -> None:
    anna = web.als("anna")
    for url in (
        "/hilfe/gibtesnicht/",
        "/hilfe/schritt/gibtesnicht/",
        "/hilfe/schritt/versandt%00/",
    ):
        assert anna.get(url).status_code == 404, url


def test_help_tells_anna_and_bernd_what_each_may_do(web: Web) -> None:
    recording = "„Eingang erfassen“ beginnt einen neuen Vorgang."
    for wer, own in (("anna", True), ("bernd", False)):
        mine, _, others = (
            web.als(wer).get("/hilfe/vorgaenge/").text.partition("Das tun hier andere")
        )
        assert (recording in mine) is own, wer
        assert (recording in others) is not own, wer
    assert "Darf: VZ GF, KRM-Beauftragte/r." in web.als("bernd").get("/hilfe/vorgaenge/").text


def test_help_follows_a_role_that_ended_yesterday(web: Web) -> None:
    with writing(by=SYSTEM):
        bernd = web.haus.konten["bernd"].id
        Rollenzuweisung.update(gueltig_bis=HEUTE - timedelta(days=1)).where(
            Rollenzuweisung.konto == bernd
        ).execute()
    page = web.als("bernd").get("/hilfe/erster-tag/").text
    assert "Ihr Konto hat heute keine Rolle" in page
    assert "Das können Sie hier" not in web.als("bernd").get("/hilfe/strichliste/").text


def test_the_first_day_shows_ones_own_role_open_and_the_others_folded(web: Web) -> None:
    own, _, folded = (
        web.als("bernd").get("/hilfe/erster-tag/").text.partition('<details class="gruppe"')
    )
    assert "<h2>Teamleitung</h2>" in own
    assert "VZ GF und KRM-Beauftragte" in folded
    assert "VZ GF und KRM-Beauftragte" not in own


@pytest.mark.parametrize(
    ("url", "hilfe"),
    [
        ("/", "/hilfe/start/"),
        ("/vorgang/", "/hilfe/vorgaenge/"),
        ("/eingang/", "/hilfe/eingang/"),
        ("/eingang/lob/", "/hilfe/eingang-lob/"),
        ("/eingang/widerspruch/", "/hilfe/eingang-abgabe/"),
        ("/strichliste/new/", "/hilfe/strichliste-nachtragen/"),
        ("/protokoll/", "/hilfe/protokoll/"),
        ("/hilfe/vorgaenge/", "/hilfe/"),
        ("/gibtesnicht", "/hilfe/"),
    ],
)
def test_the_link_in_the_frame_leads_to_the_help_of_this_very_screen(
    web: Web, url: str, hilfe: str
) -> None:
    assert f'href="{hilfe}" data-hilfe' in web.als("anna").get(url).text


def test_the_link_leads_to_the_help_of_this_very_step(web: Web) -> None:
    vorgang = web.haus.record("501")
    page = web.als("anna").get(f"/vorgang/schritt/zugeleitet/?id={vorgang.id}").text
    assert 'href="/hilfe/schritt/zugeleitet/" data-hilfe' in page


def test_a_step_that_only_another_order_has_names_that_order(web: Web) -> None:
    page = web.als("anna").get("/hilfe/schritt/gf_beantwortet/")
    assert page.status_code == 200
    assert "Bernkastel-Wittlich" in page.text
    assert "Bernkastel-Wittlich" not in web.als("anna").get("/hilfe/schritt/zugeleitet/").text


def test_what_comes_later_in_a_case_leads_to_its_help(web: Web) -> None:
    vorgang = web.haus.record("501")
    page = web.als("bernd").get(f"/vorgang/details/?id={vorgang.id}").text
    assert 'href="/hilfe/schritt/antwort_versandt/"' in page


def test_rules_of_the_house_stand_apart_from_those_of_other_orders(web: Web) -> None:
    page = web.als("anna").get("/hilfe/eingang-beschwerde/").text
    here, _, elsewhere = page.partition("Was andere Weisungen dazu sagen")
    assert "MH-56" in here
    assert "BKW-27" not in here
    assert "BKW-27" in elsewhere


def test_a_refusal_says_in_words_what_is_missing_and_who_can_help(web: Web) -> None:
    page = web.als("bernd").get("/eingang/")
    assert page.status_code == 403
    for words in ("Keine Ihrer Rollen erlaubt: Vorgänge erfassen.", "Das dürfen: VZ GF",
                  "wenden Sie sich an die Administration"):  # fmt: skip
        assert words in page.text
    assert "vorgang_erfassen" not in page.text


def test_help_costs_few_statements(web: Web) -> None:
    anna = web.als("anna")
    anna.get("/hilfe/vorgang/")
    with web.counting() as statements:
        anna.get("/hilfe/vorgang/")
    assert len(statements) <= 8, statements


def test_the_desk_leads_a_newcomer_to_the_first_day_and_later_only_when_it_is_empty(
    web: Web,
) -> None:
    hint = 'href="/hilfe/erster-tag/"'
    assert "Neu hier?" in web.als("bernd").get("/").text
    with writing(by=SYSTEM):
        Konto.update(angelegt_am=JETZT - timedelta(days=15)).execute()
    empty = web.als("bernd").get("/").text
    assert hint in empty
    assert "Neu hier?" not in empty
    web.haus.record("501", eingang_am=HEUTE - timedelta(days=30))
    assert hint not in web.als("bernd").get("/").text


def test_who_cannot_log_in_reads_what_helps(web: Web) -> None:
    page = web.als(None).get("/anmelden").text
    assert "Wenn es nicht klappt" in page
    assert "danach hilft die Administration" in page
    assert "/hilfe/" not in page


def test_a_step_says_when_it_comes_at_all(web: Web) -> None:
    page = web.als("bernd").get("/hilfe/schritt/selbst_gezeichnet/").text
    assert "Kommt nur vor bei" in page
    assert "Schlusszeichnung: TL" in page
    switched = web.als("anna").get("/hilfe/schritt/eingangsbestaetigung_versandt/").text
    assert "eingangsbestaetigung-ba" not in switched
