"""Letters, wordings and letterhead in a browser: accessible in every state, on a phone too."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from models.actions.briefkopf import create_briefkopf
from models.actions.textbausteine import seed_textbausteine
from models.db import acting_as, close
from models.rules.rechte import SYSTEM
from models.rules.zeit import utc_now
from models.tables import Dokument, Textbaustein
from tests.e2e.conftest import Server

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.e2e, pytest.mark.datenbank("sqlite")]
LogIn = Callable[..., "Page"]
Axe = Callable[["Page"], None]
SCHWER = "Hiermit teilen wir Ihnen ggf. mit, dass Ihr Antrag geprüft wird."


@pytest.fixture
def written(filled: Server) -> Server:
    """The filled house with the delivered wordings and a letterhead."""
    seed_textbausteine(by=SYSTEM, now=utc_now())
    jc = filled.haus.einheiten["JC"].id
    werte = {"anschrift": "Ulmenallee 12\n12345 Lindenau", "besuch": "Mo bis Fr 8 bis 12 Uhr"}
    create_briefkopf(by=SYSTEM, now=utc_now(), einheit_id=jc, werte=werte)
    close()
    return filled


def check(page: "Page", axe: Axe) -> None:
    """Accessible, and not wider than a phone."""
    axe(page)
    page.set_viewport_size({"width": 320, "height": 800})
    width = page.evaluate("document.documentElement.scrollWidth")
    page.set_viewport_size({"width": 1366, "height": 800})
    assert width <= 320, (page.url, width)


def test_bernd_writes_an_answer_from_the_case_and_files_it(
    written: Server, log_in: LogIn, axe: Axe
) -> None:
    page = log_in("bernd")
    page.goto("/vorgang/details/?id=1")
    page.get_by_role("link", name="Antwort", exact=True).click()
    check(page, axe)
    page.get_by_role("button", name="Als PDF ablegen").click()
    page.get_by_role("heading", name="Noch nicht gespeichert").wait_for()
    check(page, axe)
    page.get_by_label("Was Sie zu diesem Vorgang schreiben").fill(SCHWER)
    page.get_by_role("button", name="Speichern und prüfen").click()
    page.get_by_text("vielleicht; wenn nötig").wait_for()
    assert page.get_by_label("Was Sie zu diesem Vorgang schreiben").count() == 0
    check(page, axe)
    with page.expect_download() as download:
        page.get_by_role("button", name="PDF ansehen").click()
    assert download.value.suggested_filename.startswith("Antwort KRM-")
    page.get_by_role("button", name="Als PDF ablegen").click()
    page.get_by_text("Abgelegt: Antwortschreiben, Fassung 1.").wait_for()
    check(page, axe)
    with acting_as(SYSTEM):
        assert [row.art for row in Dokument.select()] == ["antwort"]


def test_annas_wordings_and_letterhead_are_accessible(
    written: Server, log_in: LogIn, axe: Axe
) -> None:
    page = log_in("anna")
    with acting_as(SYSTEM):
        row = Textbaustein.get(Textbaustein.schreiben == "antwort", Textbaustein.name == "text")
    close()
    for url in ("/textbaustein/", f"/textbaustein/details/?id={row.id}", "/textbaustein/new/",
                f"/textbaustein/edit/?id={row.id}", "/briefkopf/", "/briefkopf/new/",
                "/briefkopf/details/?id=1", "/briefkopf/edit/?id=1"):  # fmt: skip
        page.goto(url)
        check(page, axe)
    page.goto(f"/textbaustein/edit/?id={row.id}")
    page.get_by_label("Wortlaut").fill(f"{SCHWER} {{{{gibtsnicht}}}}")
    page.get_by_role("button", name="Vorschau").click()
    page.get_by_text("vielleicht; wenn nötig").wait_for()
    check(page, axe)
    page.get_by_role("button", name="Speichern", exact=True).click()
    page.get_by_role("heading", name="Noch nicht gespeichert").wait_for()
    check(page, axe)


def test_empty_and_dark_they_are_accessible_too(server: Server, log_in: LogIn, axe: Axe) -> None:
    page = log_in("anna", breite=320, dunkel=True)
    for url in ("/textbaustein/", "/briefkopf/", "/textbaustein/new/"):
        page.goto(url)
        axe(page)
