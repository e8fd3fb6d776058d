"""A clerk's work in a real browser: by keyboard, with a second writer, until log-out."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from models.db import acting_as, close
from models.rules.rechte import SYSTEM
from models.tables import Inhalt, Lauf, Vorgang
from tests.e2e.conftest import Server

if TYPE_CHECKING:
    from playwright.sync_api import Dialog, Page

pytestmark = [pytest.mark.e2e, pytest.mark.datenbank("sqlite")]
LogIn = Callable[..., "Page"]


def _press(page: "Page", *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def _tab_to(page: "Page", field_id: str) -> None:
    for _ in range(60):
        if page.evaluate("document.activeElement.id") == field_id:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Mit der Tabulatortaste ist {field_id} nicht zu erreichen.")


def test_anna_records_a_case_by_keyboard_alone(server: Server, log_in: LogIn) -> None:
    page = log_in("anna")
    page.goto("/eingang/beschwerde/")
    assert page.evaluate("document.activeElement.id") == "eingangsweg"
    for field_id, keys in (("eingangsweg", "tele"), ("einheit", "501"), ("name", "Zander"),
                           ("anliegen_1_anliegen_text", "Keine Antwort seit Mai."),
                           ("anliegen_1_kategorie", "Bearb")):  # fmt: skip
        _tab_to(page, field_id)
        page.keyboard.type(keys)
    while page.evaluate("document.activeElement.textContent.trim()") != "Speichern":
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/vorgang/details/**")
    assert page.get_by_role("status").inner_text().strip().startswith("KRM-")
    assert page.get_by_text("Keine Antwort seit Mai.").is_visible()


def test_what_is_wrong_is_read_first_and_leads_to_its_field(server: Server, log_in: LogIn) -> None:
    page = log_in("anna")
    page.goto("/eingang/beschwerde/")
    page.get_by_label("Name", exact=True).fill("Zander")
    page.get_by_label("Eingangsweg").select_option("")
    page.get_by_role("button", name="Speichern").click()
    page.get_by_role("heading", name="Noch nicht gespeichert").wait_for()
    assert page.evaluate("document.activeElement.className") == "fehlerliste"
    page.get_by_role("link", name="Eingangsweg").click()
    assert page.evaluate("document.activeElement.id") == "eingangsweg"
    assert page.get_by_label("Name", exact=True).input_value() == "Zander"


def test_the_second_writer_sees_both_versions_and_decides(filled: Server, log_in: LogIn) -> None:
    anna, greta = log_in("anna"), log_in("greta")
    for page in (anna, greta):
        page.goto("/vorgang/")
        page.get_by_role("link", name="KRM-").first.click()
        page.get_by_role("link", name="Bearbeiten").click()
    greta.get_by_label("Kundennummer").fill("4711")
    greta.get_by_role("button", name="Speichern").click()
    greta.wait_for_url("**/details/**")
    anna.get_by_label("Name", exact=True).fill("Zander")
    anna.get_by_role("button", name="Speichern").click()
    anna.get_by_role("heading", name="zwei Fassungen").wait_for()
    kundennummer = anna.get_by_role("group", name="Kundennummer")
    assert kundennummer.get_by_label("Gespeichert ist: 4711").is_checked()
    anna.get_by_role("button", name="Mit dieser Auswahl speichern").click()
    anna.wait_for_url("**/details/**")
    with acting_as(SYSTEM):
        stored = Inhalt.get(Inhalt.name == "Zander")
    close()
    assert stored.kundennummer == "4711"


def test_a_cookie_replayed_after_log_out_opens_nothing(server: Server, log_in: LogIn) -> None:
    page = log_in("anna")
    stolen = page.context.cookies()
    page.get_by_role("button", name="Abmelden").click()
    page.wait_for_url("**/anmelden")
    page.context.clear_cookies()
    page.context.add_cookies([{"name": c["name"], "value": c["value"], "url": server.url}
                              for c in stolen])  # fmt: skip
    page.goto("/vorgang/")
    assert page.url.startswith(f"{server.url}/anmelden")
    page.go_back()
    assert "Guten Tag" not in page.content()


def test_leaving_unsaved_text_asks_first(server: Server, log_in: LogIn) -> None:
    page = log_in("anna")
    asked: list[str] = []

    def leave(dialog: "Dialog") -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", leave)
    page.goto("/eingang/beschwerde/")
    page.get_by_label("Name", exact=True).type("Zander")
    page.get_by_role("link", name="Start").click()
    page.wait_for_url(f"{server.url}/")
    assert asked == ["beforeunload"]
    with acting_as(SYSTEM):
        assert Vorgang.select().count() == 0
    close()


def test_searching_filtering_sorting_and_paging_by_mouse(filled: Server, log_in: LogIn) -> None:
    page = log_in("anna")
    page.goto("/vorgang/")
    page.get_by_role("searchbox").fill("Muster3")
    page.get_by_role("button", name="Suchen").click()
    page.get_by_text("1 Eintrag").wait_for()
    assert "Muster3" not in page.url
    page.get_by_role("button", name="Filter zurücksetzen").first.click()
    page.get_by_text("6 Einträge").wait_for()
    page.get_by_role("link", name="Frist").click()
    assert page.locator("th[aria-sort=ascending]").inner_text().strip() == "Frist"


def test_a_start_page_count_leads_to_its_rows(filled: Server, log_in: LogIn) -> None:
    page = log_in("anna")
    link = page.get_by_role("link", name="Überfällig")
    count = int(link.locator("strong").inner_text())
    link.click()
    page.get_by_role("heading", name="Vorgänge").wait_for()
    assert page.locator("tbody tr").count() == count == 2


def test_the_page_of_a_run_follows_it(filled: Server, log_in: LogIn) -> None:
    from models.actions.laufbetrieb import fail, report_progress
    from models.rules.zeit import utc_now

    with acting_as(SYSTEM):
        token = str(Lauf.get().token)
    page = log_in("greta")
    page.goto("/bericht/")
    page.get_by_role("link", name="Auswertung").first.click()
    report_progress(token=token, schritt="Rechnet die Zahlen", anteil=0.4)
    page.get_by_text("Rechnet die Zahlen").wait_for(timeout=8000)
    fail(token=token, fehler="Dem Bericht fehlen Daten.", now=utc_now())
    page.get_by_text("Dem Bericht fehlen Daten.").wait_for(timeout=8000)
    close()


def test_the_menu_folds_on_a_phone(filled: Server, log_in: LogIn) -> None:
    page = log_in("anna", breite=320)
    menu = page.get_by_role("navigation", name="Hauptmenü")
    assert not menu.is_visible()
    page.get_by_role("button", name="Menü").click()
    menu.get_by_role("link", name="Vorgänge").click()
    page.get_by_role("heading", name="Vorgänge").wait_for()
