"""Every page, filled, empty and with errors: accessible, small, without a word from outside."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from models.db import acting_as, close
from models.rules.rechte import SYSTEM
from models.tables import Codewert, Konto, Lauf, Rollenzuweisung, Strichliste, Vorgang
from tests.e2e.conftest import Server
from tests.e2e.wege import leave_out_required

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.e2e, pytest.mark.datenbank("sqlite")]
LogIn = Callable[..., "Page"]
Axe = Callable[["Page"], None]

LISTEN = (
    "/",
    "/vorgang/",
    "/strichliste/",
    "/bericht/",
    "/einheit/",
    "/konto/",
    "/rolle/",
    "/code/",
    "/ich/",
    "/freigabe/",
)
FORMULARE = {
    "anna": (
        "/eingang/beschwerde/",
        "/strichliste/new/",
        "/bericht/new/",
        "/code/new/",
        "/ich/vertretung/",
        "/ich/passwort/",
    ),
    "adam": ("/einheit/new/", "/konto/new/", "/rolle/new/"),
}
HOECHSTENS_ANFRAGEN = 12
HOECHSTENS_ZEICHEN = 100_000


def _pages(server: Server) -> Iterator[tuple[str, str]]:
    """Who opens which address, with a row of each kind."""
    with acting_as(SYSTEM):
        tables = (Vorgang, Konto, Lauf, Rollenzuweisung, Strichliste)
        ids = {table: table.select().order_by(table.id).first().id for table in tables}
        kategorie = Codewert.get(Codewert.feld == "kategorie").id
    close()
    yield from (("anna", url) for url in (
        *LISTEN, *FORMULARE["anna"], f"/vorgang/details/?id={ids[Vorgang]}",
        f"/vorgang/edit/?id={ids[Vorgang]}", f"/bericht/details/?id={ids[Lauf]}",
        f"/strichliste/edit/?id={ids[Strichliste]}", f"/code/details/?id={kategorie}",
        f"/code/handlung/beenden/?id={kategorie}", "/gibtesnicht", "/protokoll/",
        "/regelwerk/", "/regelwerk/werk/?id=marzahn-hellersdorf-2022",
        "/regelwerk/vergleich/?alt=braunschweig&neu=marzahn-hellersdorf-2022",
        f"/vorgang/verfahren/?id={ids[Vorgang]}",
    ))  # fmt: skip
    yield from (("adam", url) for url in (
        *FORMULARE["adam"], "/einheit/details/?id=1", "/einheit/edit/?id=1",
        "/einheit/handlung/umgliedern/?id=3", f"/konto/details/?id={ids[Konto]}",
        f"/konto/edit/?id={ids[Konto]}", f"/konto/delete/?id={ids[Konto]}",
        f"/konto/handlung/passwort/?id={ids[Konto]}",
        f"/rolle/details/?id={ids[Rollenzuweisung]}",
    ))  # fmt: skip
    yield "ines", "/protokoll/"


@pytest.mark.parametrize("wer", ["anna", "adam", "ines"])
def test_filled_pages_are_accessible_small_and_fit_a_phone(
    filled: Server, log_in: LogIn, axe: Axe, wer: str
) -> None:
    page = log_in(wer)
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    for url in [url for who, url in _pages(filled) if who == wer]:
        requests.clear()
        answer = page.goto(url)
        assert answer is not None
        assert len(answer.text()) < HOECHSTENS_ZEICHEN, url
        assert len(requests) < HOECHSTENS_ANFRAGEN, (url, requests)
        axe(page)
        page.set_viewport_size({"width": 320, "height": 800})
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= 320, (url, width)
        page.set_viewport_size({"width": 1366, "height": 800})


def test_empty_pages_are_accessible(server: Server, log_in: LogIn, axe: Axe) -> None:
    page = log_in("anna")
    for url in LISTEN[:4]:
        page.goto(url)
        axe(page)


@pytest.mark.parametrize("wer", ["anna", "adam"])
def test_forms_with_errors_are_accessible(
    server: Server, log_in: LogIn, axe: Axe, wer: str
) -> None:
    page = log_in(wer)
    for url in FORMULARE[wer]:
        page.goto(url)
        leave_out_required(page)
        axe(page)


def test_dark_and_narrow_pages_are_accessible_too(filled: Server, log_in: LogIn, axe: Axe) -> None:
    page = log_in("anna", breite=320, dunkel=True)
    for url in ("/", "/vorgang/", "/eingang/beschwerde/", "/vorgang/details/?id=1", "/gibtesnicht"):
        page.goto(url)
        axe(page)
    page.get_by_role("button", name="Menü").click()
    axe(page)


def test_the_log_in_is_accessible_also_when_it_fails(
    server: Server, page: "Page", axe: Axe
) -> None:
    page.goto(f"{server.url}/anmelden")
    axe(page)
    page.get_by_label("Anmeldename").fill("anna")
    page.get_by_label("Passwort").fill("falsch")
    page.get_by_role("button", name="Anmelden").click()
    page.get_by_text("Die Anmeldung ist nicht gelungen").wait_for()
    axe(page)


def test_the_conflict_page_is_accessible(filled: Server, log_in: LogIn, axe: Axe) -> None:
    anna, greta = log_in("anna"), log_in("greta")
    for page in (anna, greta):
        page.goto("/vorgang/edit/?id=1")
    for page, name in ((greta, "Greta"), (anna, "Anna")):
        page.get_by_label("Kontakt und gewünschter Antwortweg").fill(name)
        page.get_by_role("button", name="Speichern").click()
    anna.get_by_role("heading", name="zwei Fassungen").wait_for()
    axe(anna)
