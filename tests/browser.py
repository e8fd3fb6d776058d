"""Fixtures for the browser: Debian's Chromium by Playwright, axe-core from its Python package."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from tests.netz import is_local

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Request

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
    """A page of a German desk, its cookies its own. Any request to another machine fails the test.

    Scripts that fail on the page fail the test, too.
    """
    context = browser.new_context(locale="de-DE", timezone_id="Europe/Berlin")
    faults: list[str] = []
    opened = context.new_page()
    context.on("request", lambda request: faults.extend(_leaving(request)))
    context.on("weberror", lambda error: faults.append(f"Skriptfehler: {error.error}"))
    yield opened
    context.close()
    assert not faults, faults


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


def _leaving(request: "Request") -> list[str]:
    address = urlsplit(request.url)
    is_remote = address.scheme in ("http", "https", "ws", "wss") and not is_local(address.hostname)
    return [f"Anfrage nach außen: {request.url}"] if is_remote else []
