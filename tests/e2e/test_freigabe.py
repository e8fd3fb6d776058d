"""In the browser: Adam asks, Greta agrees, Bernd chooses his own password, Ines has seen it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.e2e.conftest import PASSWORT, Server

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.e2e, pytest.mark.datenbank("sqlite")]
LogIn = Callable[..., "Page"]
Axe = Callable[["Page"], None]
NEU = "Im Juli regnet es oft."
EIGENES = "Im August scheint die Sonne."


def _set_password(page: "Page", server: Server) -> None:
    page.goto(f"{server.url}/konto/handlung/passwort/?id={server.haus.konten['bernd'].id}")
    page.get_by_label("Neues Passwort").fill(NEU)
    page.get_by_label("Noch einmal").fill(NEU)
    page.get_by_role("button", name="Passwort setzen").click()


def test_a_password_goes_through_two_hands_and_then_becomes_his_own(
    server: Server, log_in: LogIn, axe: Axe
) -> None:
    adam = log_in("adam")
    _set_password(adam, server)
    assert "gilt noch nicht" in adam.inner_text("main")
    assert "Wartet auf Greta" in adam.inner_text("main")
    axe(adam)

    greta = log_in("greta")
    axe(greta)
    assert "nichts wartet auf Sie" not in greta.inner_text("main")
    greta.get_by_role("link", name="Ansehen und entscheiden").click()
    assert "Passwort setzen: Bernd" in greta.inner_text("main")
    axe(greta)
    greta.get_by_role("button", name="Freigeben: Passwort setzen Bernd").press("Enter")
    assert "Freigegeben; es gilt jetzt." in greta.inner_text("main")

    ines = log_in("ines")
    axe(ines)
    ines.get_by_role("button", name="Gesehen: Passwort setzen Bernd").click()
    assert "Bitte zur Kenntnis nehmen" not in ines.inner_text("main")

    bernd = ines.context.browser.new_page() if ines.context.browser else ines
    _choose_own(bernd, server, axe)


def _choose_own(page: "Page", server: Server, axe: Axe) -> None:
    page.goto(f"{server.url}/anmelden")
    page.get_by_label("Anmeldename").fill("bernd")
    page.get_by_label("Passwort").fill(NEU)
    page.get_by_role("button", name="Anmelden").click()
    assert "Bitte wählen Sie ein eigenes Passwort" in page.inner_text("main")
    page.goto(f"{server.url}/vorgang/")
    assert "Bitte wählen Sie ein eigenes Passwort" in page.inner_text("main")
    axe(page)
    page.get_by_label("Bisheriges Passwort").fill(NEU)
    page.get_by_label("Neues Passwort").fill(EIGENES)
    page.get_by_label("Noch einmal").fill(EIGENES)
    page.get_by_role("button", name="Passwort ändern").click()
    assert PASSWORT != EIGENES
    page.get_by_label("Anmeldename").fill("bernd")
    page.get_by_label("Passwort").fill(EIGENES)
    page.get_by_role("button", name="Anmelden").click()
    assert "Guten Tag, Bernd" in page.inner_text("main")
    page.close()
