"""The list as a clerk works with it: search, filter, keep, use; and her own page, in a browser."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.e2e.conftest import Server

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.e2e, pytest.mark.datenbank("sqlite")]
LogIn = Callable[..., "Page"]
Axe = Callable[["Page"], None]


def _fits_a_phone(page: "Page") -> None:
    page.set_viewport_size({"width": 320, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.set_viewport_size({"width": 1366, "height": 800})


def test_anna_searches_keeps_and_uses_a_filter_by_keyboard(
    filled: Server, log_in: LogIn, axe: Axe
) -> None:
    page = log_in("anna")
    page.goto("/vorgang/")
    page.get_by_label("Suche", exact=True).fill("muster1")
    page.keyboard.press("Enter")
    page.get_by_text("1 Eintrag").wait_for()
    assert "muster" not in page.url
    axe(page)
    page.get_by_text("Diese Auswahl merken").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Name des Filters").fill("Nur einer")
    axe(page)
    page.keyboard.press("Enter")
    page.get_by_text("Der Filter ist gemerkt").wait_for()
    axe(page)
    _fits_a_phone(page)
    page.get_by_role("button", name="Filter zurücksetzen").click()
    page.get_by_text("6 Einträge").wait_for()
    page.get_by_role("link", name="Nur einer").click()
    page.get_by_text("1 Eintrag").wait_for()
    page.get_by_role("link", name="ändern").click()
    page.get_by_role("link", name="umbenennen oder löschen").click()
    axe(page)
    _fits_a_phone(page)
    page.get_by_label("Name").fill("")
    page.get_by_role("button", name="Umbenennen").click()
    page.get_by_text("Bitte einen Namen").wait_for()
    axe(page)


def test_the_choices_of_the_list_stand_in_one_line(filled: Server, log_in: LogIn, axe: Axe) -> None:
    page = log_in("anna")
    page.goto("/vorgang/")
    tops = page.eval_on_selector_all(
        "nav.ansichten > ul > li",
        "items => items.map(i => Math.round(i.getBoundingClientRect().top))",
    )
    assert max(tops) - min(tops) < 10
    page.get_by_text("Weitere", exact=True).click()
    axe(page)
    page.get_by_role("link", name="Beendet").click()
    page.get_by_text("Unter „Beendet“ steht zurzeit nichts.").wait_for()
    axe(page)


def test_an_empty_answer_is_accessible_and_leads_on(
    filled: Server, log_in: LogIn, axe: Axe
) -> None:
    page = log_in("anna", dunkel=True)
    page.goto("/vorgang/?ansicht=heute")
    page.get_by_label("Suche", exact=True).fill("gibtesnicht")
    page.get_by_role("button", name="Suchen").click()
    page.get_by_text("Zu dieser Auswahl gibt es keine Einträge.").wait_for()
    axe(page)
    _fits_a_phone(page)
    page.get_by_role("link", name="In allen suchen").click()
    page.get_by_text("Zu dieser Auswahl gibt es keine Einträge.").wait_for()


def test_bernd_names_a_deputy_and_gets_a_calendar_link(
    filled: Server, log_in: LogIn, axe: Axe
) -> None:
    page = log_in("bernd")
    page.goto("/ich/vertretung/")
    page.get_by_label("Vertretung (Pflicht)").select_option(label="Berta (501)")
    page.get_by_label("Letzter Tag").fill(page.get_by_label("Erster Tag").input_value())
    page.get_by_role("button", name="Eintragen").click()
    page.get_by_text("Die Vertretung ist eingetragen").wait_for()
    axe(page)
    page.get_by_role("button", name="Link anlegen").click()
    address = page.get_by_label("Adresse").input_value()
    axe(page)
    _fits_a_phone(page)
    answer = page.request.get(address)
    assert answer.status == 200
    assert "BEGIN:VCALENDAR" in answer.text()
    page.goto("/ich/")
    page.get_by_role("button", name="Vertretung durch Berta beenden").click()
    page.get_by_text("ihre Rechte sind sofort weg").wait_for()


def test_a_stroke_takes_two_clicks_and_one_takes_it_back(
    filled: Server, log_in: LogIn, axe: Axe
) -> None:
    page = log_in("bernd")
    page.get_by_role("link", name="Strichliste").click()
    page.get_by_role("button", name="Erreichbarkeit Telefon").click()
    page.get_by_text("Gezählt: Erreichbarkeit Telefon, heute 1 in 501.").wait_for()
    axe(page)
    page.get_by_role("button", name="Letzten Strich zurücknehmen").click()
    page.get_by_text("Zurückgenommen: Erreichbarkeit Telefon, heute 0 in 501.").wait_for()


def test_the_counter_without_log_in_is_accessible_and_forgives_a_slip(
    filled: Server, log_in: LogIn, page: "Page", axe: Axe
) -> None:
    team = filled.haus.einheiten["501"].id
    bernd = log_in("bernd")
    bernd.goto(f"/strichliste/link/?team={team}")
    bernd.get_by_role("button", name="Neuen Link anlegen").click()
    told = bernd.get_by_text("Der Link, nur jetzt zu sehen").inner_text()
    page.goto(told.rpartition(" ")[2])
    page.get_by_role("button", name="Bearbeitungsdauer").click()
    page.get_by_text("Gezählt, heute 2.").wait_for()
    axe(page)
    _fits_a_phone(page)
    page.get_by_role("button", name="Letzten Strich zurücknehmen").click()
    page.get_by_text("Zurückgenommen, heute 1.").wait_for()
