"""Help and menu in a browser: accessible, on a phone, by keyboard, and nothing typed is lost."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from admin.base import hilfetext
from tests.e2e.conftest import Server

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.e2e, pytest.mark.datenbank("sqlite")]
LogIn = Callable[..., "Page"]
Axe = Callable[["Page"], None]
SEITEN = ("/hilfe/", "/hilfe/erster-tag/", "/hilfe/schritte/", "/hilfe/glossar/",
          "/hilfe/schritt/zugeleitet/", "/hilfe/vorgang/", "/hilfe/anmelden/")  # fmt: skip


def _fits(page: "Page") -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


@pytest.mark.parametrize("dunkel", [False, True])
def test_the_help_is_accessible_and_fits_a_phone(
    server: Server, log_in: LogIn, axe: Axe, dunkel: bool
) -> None:
    page = log_in("anna", dunkel=dunkel)
    for url in SEITEN:
        page.set_viewport_size({"width": 1366, "height": 800})
        page.goto(url)
        for details in page.locator("main details").all():
            details.evaluate("element => element.open = true")
        axe(page)
        page.set_viewport_size({"width": 320, "height": 800})
        assert _fits(page), url


def test_every_page_of_the_help_fits_a_phone(server: Server, log_in: LogIn) -> None:
    page = log_in("adam", breite=320)
    for name in hilfetext.seiten():
        page.goto(f"/hilfe/{name}/")
        assert _fits(page), name


@pytest.mark.parametrize(("wer", "breite"), [("anna", 1366), ("anna", 1024), ("adam", 1366)])
def test_the_unfolded_menu_is_accessible_and_lies_inside_the_window(
    server: Server, log_in: LogIn, axe: Axe, wer: str, breite: int
) -> None:
    page = log_in(wer, breite=breite)
    page.get_by_text("Verwaltung", exact=True).click()
    expect(page.get_by_role("navigation").get_by_role("link", name="Einheiten")).to_be_visible()
    axe(page)
    assert _fits(page)


def test_on_a_phone_the_menu_unfolds_twice(server: Server, log_in: LogIn, axe: Axe) -> None:
    page = log_in("anna", breite=320, dunkel=True)
    expect(page.get_by_role("link", name="Vorgänge", exact=True)).to_be_hidden()
    page.get_by_role("button", name="Menü").click()
    page.get_by_text("Verwaltung", exact=True).click()
    page.get_by_role("link", name="Einheiten").scroll_into_view_if_needed()
    axe(page)
    assert _fits(page)


def test_the_menu_obeys_the_keyboard(server: Server, log_in: LogIn) -> None:
    page = log_in("anna")
    unfolds = page.locator(".untermenue summary")
    unfolds.focus()
    page.keyboard.press("Enter")
    einheiten = page.get_by_role("link", name="Einheiten")
    expect(einheiten).to_be_visible()
    page.keyboard.press("Tab")
    expect(einheiten).to_be_focused()
    page.keyboard.press("Escape")
    expect(einheiten).to_be_hidden()
    expect(unfolds).to_be_focused()
    page.keyboard.press("Enter")
    page.locator("main").click()
    expect(einheiten).to_be_hidden()


def test_the_menu_works_without_a_script(server: Server, browser, log_in: LogIn) -> None:  # type: ignore[no-untyped-def]
    cookies = log_in("anna", breite=320).context.cookies()
    context = browser.new_context(
        base_url=server.url, java_script_enabled=False, viewport={"width": 320, "height": 800}
    )
    context.add_cookies(cookies)
    page = context.new_page()
    page.goto("/")
    page.get_by_text("Verwaltung", exact=True).click()
    page.get_by_role("link", name="Einheiten").click()
    expect(page.get_by_role("heading", name="Einheiten")).to_be_visible()
    context.close()


def test_help_beside_an_unsaved_form_opens_in_a_tab_of_its_own(
    server: Server, log_in: LogIn
) -> None:
    page = log_in("anna")
    page.goto("/eingang/lob/")
    page.get_by_label("Was wird gelobt?").fill("Schnelle Hilfe am Empfang.")
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Hilfe (neuer Tab)").click()
    heading = opened.value.get_by_role("heading", name="Hilfe: Lob, Anregung oder Idee erfassen")
    expect(heading).to_be_visible()
    expect(page.get_by_label("Was wird gelobt?")).to_have_value("Schnelle Hilfe am Empfang.")


def test_help_about_a_list_opens_in_the_same_tab(server: Server, log_in: LogIn) -> None:
    page = log_in("anna")
    page.goto("/vorgang/")
    page.get_by_role("link", name="Hilfe", exact=True).click()
    expect(page.get_by_role("heading", name="Hilfe: Liste der Vorgänge")).to_be_visible()
