"""The browser fixtures themselves: they see what they must see."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser import faults_of

GOOD = (
    "<!doctype html><html lang='de'><title>Vorgänge</title><main><h1>Vorgänge</h1>"
    "<label>Suche <input></label></main></html>"
)
Axe = Callable[[Page], None]


def test_axe_passes_a_page_that_names_everything(page: Page, axe: Axe) -> None:
    page.set_content(GOOD)
    axe(page)


def test_axe_finds_a_field_without_a_name(page: Page, axe: Axe) -> None:
    page.set_content(GOOD.replace("<label>Suche <input></label>", "<input>"))
    with pytest.raises(AssertionError, match="label"):
        axe(page)


def test_it_speaks_german_in_berlin(page: Page) -> None:
    assert page.evaluate("navigator.language") == "de-DE"
    assert page.evaluate("Intl.DateTimeFormat().resolvedOptions().timeZone") == "Europe/Berlin"


def test_a_request_to_another_machine_is_noticed(page: Page) -> None:
    page.set_content(GOOD + "<img src='http://192.0.2.1/zaehler.gif' alt=''>")
    assert "192.0.2.1" in faults_of(page).pop()


def test_a_broken_script_is_noticed(page: Page) -> None:
    page.set_content(GOOD + "<script>kaputt()</script>")
    assert "kaputt" in faults_of(page).pop()
