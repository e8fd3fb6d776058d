"""Fixtures for the browser: Debian's Chromium by Playwright, axe-core from its Python package."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from tests.netz import is_local

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page, Route

CHROMIUM = "/usr/bin/chromium"
# Root has no sandbox in containers; the rest keeps the browser from calling its maker.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WCAG = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa")
_faults: "dict[BrowserContext, list[str]]" = {}


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    """One Chromium per worker."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: "Browser") -> "Iterator[Page]":
    """A page of a German desk, its cookies its own.

    A request to another machine or a script that fails makes the test fail.
    """
    context = browser.new_context(locale="de-DE", timezone_id="Europe/Berlin")
    faults = _faults[context] = []
    context.route(_is_remote, lambda route: _refuse(route, faults))
    context.on("weberror", lambda error: faults.append(f"Skriptfehler: {error.error}"))
    yield context.new_page()
    context.close()
    del _faults[context]
    assert not faults, faults


def faults_of(page: "Page") -> list[str]:
    """What went wrong in this page's context so far; a test that expects it takes it out."""
    return _faults[page.context]


@pytest.fixture(scope="session")
def axe() -> "Callable[[Page], None]":
    """The accessibility check: `axe(page)`."""
    return assert_no_violations


def assert_no_violations(page: "Page") -> None:
    """Fail with axe's report unless the page keeps WCAG 2.0 and 2.1, levels A and AA."""
    from axe_playwright_python.sync_playwright import Axe

    rules = {"type": "tag", "values": list(WCAG)}
    found = Axe().run(page, options={"runOnly": rules, "resultTypes": ["violations"]})
    assert not found.violations_count, found.generate_report()


def _is_remote(url: str) -> bool:
    address = urlsplit(url)
    return address.scheme in ("http", "https", "ws", "wss") and not is_local(address.hostname)


def _refuse(route: "Route", faults: list[str]) -> None:
    faults.append(f"Anfrage nach außen: {route.request.url}")
    route.abort()
