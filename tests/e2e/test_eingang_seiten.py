"""The pages of the intake and of the public counter: accessible in every state, on a phone too."""

from typing import TYPE_CHECKING

import pytest

from admin.views.eingangsarten import EINGANGSARTEN
from models.actions.teamlinks import create_teamlink
from models.db import close
from models.rules.zeit import berlin_day, utc_now
from tests.e2e.conftest import Server
from tests.e2e.wege import Axe, LogIn, fill, show_errors

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.e2e, pytest.mark.datenbank("sqlite")]
# Those whose HTML has groups of its own.
VERSCHIEDENE = ("beschwerde", "lob", "petition", "meinungskarte", "widerspruch")


def test_every_door_is_accessible(server: Server, log_in: LogIn, axe: Axe) -> None:
    page = log_in("anna")
    different = {id(eingang.gruppen): eingang.name for eingang in EINGANGSARTEN}
    for address in ("", *(f"{name}/" for name in different.values())):
        answer = page.goto(f"/eingang/{address}")
        assert answer is not None
        assert len(answer.text()) < 100_000
        axe(page)


def test_doors_with_errors_are_accessible(server: Server, log_in: LogIn, axe: Axe) -> None:
    page = log_in("anna")
    for art in VERSCHIEDENE:
        page.goto(f"/eingang/{art}/")
        for details in page.locator("main details").all():
            details.evaluate("group => group.open = true")
        show_errors(page)
        axe(page)


def test_doors_fit_a_dark_phone(server: Server, log_in: LogIn, axe: Axe) -> None:
    page = log_in("anna", breite=320, dunkel=True)
    for address in ("", *(f"{art}/" for art in VERSCHIEDENE)):
        page.goto(f"/eingang/{address}")
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, address


def test_a_filled_form_with_an_earlier_case_beside_it_is_accessible(
    filled: Server, log_in: LogIn, axe: Axe
) -> None:
    page = log_in("anna")
    type_in(page)
    page.get_by_role("button", name="Speichern").click()
    page.get_by_text("Der nächste Schritt:").wait_for()
    axe(page)
    type_in(page)
    page.get_by_text("Vielleicht dieselbe Person").wait_for()
    axe(page)
    page.get_by_role("button", name="Als Bezug eintragen").first.click()
    assert page.locator("#bezug_vorgang").input_value().startswith("KRM-")


def type_in(page: "Page") -> None:
    page.goto("/eingang/beschwerde/")
    for name, value in (("name", "Zander"), ("vorname", "Zita"), ("kontakt", "zita@mail.example"),
                        ("anliegen_1_anliegen_text", "Keine Antwort.")):  # fmt: skip
        fill(page, name, value)


@pytest.mark.parametrize(("breite", "dunkel"), [(1366, False), (320, True)])
def test_the_public_counter_is_accessible(
    filled: Server, browser: "Browser", axe: Axe, breite: int, dunkel: bool
) -> None:
    today = berlin_day(utc_now())
    _, secret = create_teamlink(by=filled.haus.akteur("bernd", today), now=utc_now(),
                                einheit_id=filled.haus.einheiten["501"].id)  # fmt: skip
    close()
    context = browser.new_context(
        viewport={"width": breite, "height": 800}, color_scheme="dark" if dunkel else "light"
    )
    page = context.new_page()
    page.goto(f"{filled.url}/zaehlen/{secret}/")
    axe(page)
    page.locator("button[name=thema]").first.click()
    page.get_by_role("button", name="(2)").wait_for()
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= breite
    context.close()
