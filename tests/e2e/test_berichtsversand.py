"""In the browser: Dora enters where a report goes, Greta reads it, signs it off; small screens."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from models.db import close
from models.rules.zeit import utc_now
from tests.e2e.conftest import Server
from tests.integration.berichtsweg.conftest import AGENTUR, finished, write_folder

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.e2e, pytest.mark.datenbank("sqlite")]
LogIn = Callable[..., "Page"]
Axe = Callable[["Page"], None]


def _enter_address(dora: "Page", server: Server) -> None:
    dora.goto(f"{server.url}/berichtsadresse/new/")
    dora.get_by_label("Dienststelle").select_option(str(server.haus.einheiten["JC"].id))
    dora.locator("#kreis").select_option("agentur")
    dora.get_by_label("E-Mail-Adresse").fill(AGENTUR)
    dora.get_by_role("button", name="Speichern").press("Enter")
    dora.wait_for_url("**/berichtsadresse/details/**")


@pytest.mark.parametrize("breite", [1366, 390])
def test_a_report_is_read_released_and_its_way_seen(
    server: Server, log_in: LogIn, axe: Axe, tmp_path: Path, breite: int
) -> None:
    lauf = finished(server.haus, at=utc_now())
    write_folder(tmp_path / "berichte" / str(lauf.ordner))
    close()
    dora = log_in("dora", breite)
    _enter_address(dora, server)
    axe(dora)
    greta = log_in("greta", breite)
    axe(greta)
    greta.get_by_role("heading", name="Berichte zur Freigabe").wait_for()
    greta.goto(f"{server.url}/bericht/details/?id={lauf.id}")
    greta.get_by_text("Anschreiben", exact=True).press("Enter")
    assert AGENTUR in greta.inner_text("main")
    axe(greta)
    greta.get_by_role("link", name="Freigeben").press("Enter")
    axe(greta)
    greta.get_by_role("button", name="Freigeben").press("Enter")
    greta.get_by_text("Der Bericht ist freigegeben.").wait_for()
    axe(greta)
    wide = greta.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    assert not wide
