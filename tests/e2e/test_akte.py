"""A case's page and the desk in a real browser: filled, empty, with errors, on paper."""

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from models.actions.vermerke import Notiz, write_vermerk
from models.actions.wiedervorlagen import Vorlage, set_wiedervorlage
from models.db import acting_as, close, writing
from models.rules.rechte import SYSTEM
from models.rules.zeit import berlin_day, utc_now
from models.tables import Massnahme, Uebermittlung, Vorgang, Wiedervorlage
from tests import dateien
from tests.e2e.conftest import Server
from tests.e2e.wege import leave_out_required

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.e2e, pytest.mark.datenbank("sqlite")]
LogIn = Callable[..., "Page"]
Axe = Callable[["Page"], None]

FORMULARE = ("vermerk", "wiedervorlage", "massnahme", "uebermittlung", "zwischennachricht")
HOECHSTENS_ANFRAGEN = 12
HOECHSTENS_ZEICHEN = 100_000


@pytest.fixture
def voll(filled: Server) -> Server:
    """A case with one of everything in it, on Bernd's desk."""
    now = utc_now()
    today = berlin_day(now)
    konten = filled.haus.konten
    with acting_as(SYSTEM):
        vorgang = Vorgang.select().order_by(Vorgang.id).first()
        bernd = filled.haus.akteur("bernd", today)
    write_vermerk(by=bernd, now=now, vorgang_id=vorgang.id, notiz=Notiz("telefon", "Ein Wort."))
    for days in (0, 5):
        vorlage = Vorlage(today + timedelta(days=days), f"In {days} Tagen", konten["bernd"].id)
        set_wiedervorlage(by=bernd, now=now, vorgang_id=vorgang.id, vorlage=vorlage)
    with writing(by=SYSTEM):
        Massnahme.create(vorgang=vorgang, text="Post verteilen", verantwortlich=konten["bernd"],
                         termin=today)  # fmt: skip
        Uebermittlung.create(vorgang=vorgang, empfaenger="Stadtwerke", am=today, weg="post",
                             zweck="Aufschub")  # fmt: skip
    close()
    return filled


def _look(page: "Page", url: str, axe: Axe) -> None:
    """Accessible, small, few requests, and no wider than a phone."""
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    answer = page.goto(url)
    assert answer is not None
    assert len(answer.text()) < HOECHSTENS_ZEICHEN, url
    assert len(requests) < HOECHSTENS_ANFRAGEN, (url, requests)
    axe(page)
    page.set_viewport_size({"width": 320, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320, url
    axe(page)
    page.set_viewport_size({"width": 1366, "height": 800})


def test_the_filled_case_and_its_forms_are_accessible(
    voll: Server, log_in: LogIn, axe: Axe
) -> None:
    page = log_in("bernd")
    _look(page, "/vorgang/details/?id=1", axe)
    for was in FORMULARE:
        _look(page, f"/vorgang/akte/{was}/?id=1", axe)
    for was in ("wiedervorlage-verschieben", "wiedervorlage-erledigt", "massnahme-wirkung"):
        _look(page, f"/vorgang/akte/{was}/?id=1&nr=1", axe)


@pytest.mark.parametrize("wer", ["anna", "bernd", "dora", "greta", "adam", "ines", "berta"])
def test_everybodys_desk_is_accessible(voll: Server, log_in: LogIn, axe: Axe, wer: str) -> None:
    _look(log_in(wer), "/", axe)


def test_forms_of_a_case_with_errors_are_accessible(voll: Server, log_in: LogIn, axe: Axe) -> None:
    page = log_in("bernd")
    for was in FORMULARE:
        page.goto(f"/vorgang/akte/{was}/?id=1")
        leave_out_required(page)
        axe(page)


def test_a_closed_and_an_empty_case_are_accessible(filled: Server, log_in: LogIn, axe: Axe) -> None:
    with writing(by=SYSTEM):
        done = {"abschluss_am": berlin_day(utc_now()), "status": "erledigt"}
        Vorgang.update(done).where(Vorgang.id == 1).execute()
    close()
    page = log_in("anna")
    for number in (1, 2):
        _look(page, f"/vorgang/details/?id={number}", axe)


def test_the_head_alone_and_the_dark_page_are_accessible(
    voll: Server, log_in: LogIn, axe: Axe
) -> None:
    with writing(by=SYSTEM):
        dab = {"art": "dienstaufsichtsbeschwerde", "zugeleitet_am": berlin_day(utc_now())}
        Vorgang.update(dab).where(Vorgang.id == 2).execute()
    close()
    page = log_in("anna", dunkel=True)
    page.goto("/vorgang/details/?id=2")
    page.get_by_text("Inhalt: nur Kopfdaten").wait_for()
    axe(page)
    page.goto("/vorgang/details/?id=1")
    axe(page)


def test_bernd_finishes_a_wiedervorlage_at_his_desk_by_keyboard(
    voll: Server, log_in: LogIn
) -> None:
    page = log_in("bernd")
    button = page.get_by_role("button", name="Erledigt: KRM-")
    button.focus()
    page.keyboard.press("Enter")
    page.get_by_text("Die Wiedervorlage ist erledigt.").wait_for()
    assert page.url == f"{voll.url}/"
    assert button.count() == 0
    with acting_as(SYSTEM):
        assert Wiedervorlage.select().where(Wiedervorlage.erledigt_am.is_null()).count() == 1
    close()


def test_berta_notes_a_call_and_takes_out_a_wrong_file(voll: Server, log_in: LogIn) -> None:
    page = log_in("berta")
    page.goto("/vorgang/details/?id=1")
    page.get_by_role("link", name="Vermerk schreiben").click()
    page.get_by_label("Was ist es?").select_option(label="Telefonat")
    page.get_by_label("Mit wem, worüber").fill("Rückruf am Montag.")
    page.get_by_role("button", name="Vermerk schreiben").click()
    page.get_by_text("Rückruf am Montag.").wait_for()
    page.get_by_label("Was für ein Dokument?").select_option(label="Sonstiges")
    file = {"name": "falsch.pdf", "mimeType": "application/pdf", "buffer": dateien.PDF}
    page.get_by_label("Datei", exact=True).set_input_files(file)  # type: ignore[arg-type]
    page.get_by_role("button", name="Ablegen", exact=True).click()
    page.get_by_role("link", name="Entfernen von falsch.pdf").click()
    page.get_by_role("button", name="Entfernen").click()
    page.get_by_text("Das Dokument ist entfernt.").wait_for()
    assert page.get_by_role("link", name="falsch.pdf").count() == 0


def test_on_paper_the_case_has_its_day_and_no_buttons(voll: Server, log_in: LogIn) -> None:
    page = log_in("bernd")
    page.goto("/vorgang/details/?id=1")
    page.emulate_media(media="print")
    assert page.get_by_text("Ausdruck vom").is_visible()
    assert page.get_by_text("dieser Tag zählt nicht mit").first.is_visible()
    for selector in (".kopf", ".btn", "form", "nav", ".pfad"):
        shown = page.locator(selector).all()
        assert not [one for one in shown if one.is_visible()], selector
