"""A whole case without the mouse, and how few interactions the daily work takes."""

import sys
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from models.db import acting_as, close
from models.rules.rechte import SYSTEM
from models.rules.zeit import berlin_day, utc_now
from models.tables import Inhalt, Strichliste, Vorgang
from tests.e2e.conftest import Server
from tests.e2e.tasten import Tasten
from tests.e2e.wege import LogIn

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.e2e, pytest.mark.datenbank("sqlite")]


def counted(what: str, wer: Tasten) -> int:
    """The number of interactions, printed for who runs the tests with -s."""
    sys.stdout.write(f"{what}: {wer.interaktionen} Interaktionen, {wer.tabs} Tabulatorschritte\n")
    return wer.interaktionen


def stored() -> tuple[Vorgang, Inhalt]:
    with acting_as(SYSTEM):
        vorgang = Vorgang.select().order_by(Vorgang.id.desc()).get()
        inhalt = Inhalt.get(Inhalt.vorgang == vorgang.id)
    close()
    return vorgang, inhalt


def told(page: "Page", words: str) -> None:
    page.locator(".meldungen").get_by_text(words).first.wait_for()


def anna_at(log_in: LogIn, kind: str) -> Tasten:
    """Anna at the form of a kind, one click from her desk."""
    anna = Tasten(log_in("anna"))
    anna.click(f"Erfassen: {kind}")
    anna.page.wait_for_url(f"**/eingang/{kind.lower()}/")
    return anna


def step(wer: Tasten, name: str) -> None:
    """Open the page of a step from the page of the case."""
    wer.open(name)
    wer.page.get_by_role("heading", name=name, level=1, exact=True).wait_for()


def taken(wer: Tasten) -> None:
    wer.press("Control+Enter")
    told(wer.page, "Eingetragen")


def test_a_whole_case_without_the_mouse(server: Server, log_in: LogIn) -> None:
    anna = Tasten(log_in("anna"))
    anna.open("Erfassen: Beschwerde")
    anna.page.wait_for_url("**/eingang/beschwerde/")
    anna.choose("eingangsweg", "e-m")
    anna.choose("einheit", "501")
    anna.type("name", "Zander")
    anna.type("anliegen_1_anliegen_text", "Keine Antwort seit Mai.")
    anna.hand_in("dateien", "brief.pdf")
    anna.press("Control+Enter")
    told(anna.page, "ist erfasst")
    step(anna, "Zuleiten")
    taken(anna)

    bernd = Tasten(log_in("bernd"))
    bernd.open(stored()[0].vorgangsnummer)
    bernd.page.wait_for_url("**/vorgang/details/**")
    step(bernd, "Verantwortung festlegen")
    bernd.choose("verantwortlich", "Bernd")
    taken(bernd)
    bernd.choose("dokument-art", "Antwort")
    bernd.hand_in("dokument-datei", "antwort.pdf")
    bernd.open("Ablegen")
    told(bernd.page, "Abgelegt")
    for name in ("Antwort zur Zeichnung geben", "Als Teamleitung schlusszeichnen",
                 "Antwort versenden"):  # fmt: skip
        step(bernd, name)
        taken(bernd)
    step(bernd, "Ergebnisart feststellen")
    for field, letters in (("ergebnisart", "unb"), ("ergebnis_kriterium", "Anw"),
                           ("art_der_klaerung", "schr"), ("abhilfe", "nein")):  # fmt: skip
        bernd.choose(field, letters)
        if field == "ergebnis_kriterium":
            bernd.type("ergebnis_begruendung", "Der Bescheid ist richtig.")
    taken(bernd)
    step(bernd, "Erledigung melden")
    taken(bernd)

    anna.open("Start")
    anna.page.wait_for_url(f"{server.url}/")
    anna.open(stored()[0].vorgangsnummer)
    anna.page.wait_for_url("**/vorgang/details/**")
    step(anna, "Austragen")
    taken(anna)
    assert stored()[0].status == "erledigt"


def test_a_complaint_takes_ten_interactions(server: Server, log_in: LogIn) -> None:
    """A mail of yesterday: way and date differ from what the form proposes."""
    anna = anna_at(log_in, "Beschwerde")
    yesterday = berlin_day(utc_now()) - timedelta(days=1)
    anna.choose("eingangsweg", "e-m")
    anna.type_day("eingang_am", yesterday)
    anna.choose("einheit", "501")
    anna.type("name", "Zander")
    anna.type("vorname", "Zita")
    anna.type("kontakt", "zita@mail.example, bitte per E-Mail")
    anna.type("anliegen_1_anliegen_text", "Seit Mai keine Antwort auf den Antrag.")
    anna.press("Control+Enter")
    told(anna.page, "ist erfasst")
    vorgang, inhalt = stored()
    assert (vorgang.eingangsweg, vorgang.eingang_am) == ("e-mail", yesterday)
    assert vorgang.einheit_id == server.haus.einheiten["501"].id
    assert (inhalt.name, inhalt.vorname) == ("Zander", "Zita")
    assert counted("Beschwerde", anna) <= 10


def test_a_complaint_with_its_category_takes_ten_too(server: Server, log_in: LogIn) -> None:
    """A letter of today, as the form proposes, with Kategorie."""
    anna = anna_at(log_in, "Beschwerde")
    anna.choose("einheit", "501")
    anna.type("name", "Zander")
    anna.type("vorname", "Zita")
    anna.type("kontakt", "Weg 1, Ulmenwerder")
    anna.type("anliegen_1_anliegen_text", "Seit Mai keine Antwort auf den Antrag.")
    anna.choose("anliegen_1_kategorie", "Bearb")
    anna.press("Control+Enter")
    told(anna.page, "ist erfasst")
    assert stored()[0].eingangsweg == "schriftlich"
    assert counted("Beschwerde mit Kategorie", anna) <= 10


def test_a_lob_takes_seven(server: Server, log_in: LogIn) -> None:
    """By post, today; what came by another way than the last one takes one more choice."""
    anna = anna_at(log_in, "Lob")
    anna.choose("einheit", "501")
    anna.type("anliegen_1_anliegen_text", "Frau B. hat schnell geholfen.")
    anna.type("name", "Zander")
    anna.type("kontakt", "Weg 1, Ulmenwerder")
    anna.press("Control+Enter")
    told(anna.page, "ist erfasst")
    assert (stored()[0].art, stored()[1].name) == ("lob", "Zander")
    assert counted("Lob", anna) <= 7


def test_a_stroke_takes_two(server: Server, log_in: LogIn) -> None:
    berta = Tasten(log_in("berta"))
    berta.click("Strichliste")
    berta.page.wait_for_url("**/strichliste/")
    topic = berta.page.locator(".zaehler button[name=thema]").first.inner_text()
    berta.click(topic)
    told(berta.page, "Gezählt")
    with acting_as(SYSTEM):
        assert Strichliste.get().anzahl == 1
    close()
    assert counted("Strichliste", berta) == 2


def test_cards_follow_one_another_and_earlier_cases_are_announced(
    server: Server, log_in: LogIn
) -> None:
    anna = Tasten(log_in("anna"))
    anna.page.goto("/eingang/meinungskarte/")
    for number, text in enumerate(("Lange Schlange.", "Nette Leute.")):
        if not number:
            anna.choose("einheit", "501")
            anna.choose("art", "Lob")
        anna.type("anliegen_1_anliegen_text", text)
        anna.type("kontakt", "zita@mail.example")
        anna.press("Control+Enter")
        told(anna.page, f"-0000{number + 1} ist erfasst")
    assert anna.page.evaluate("document.activeElement.id") == "anliegen_1_anliegen_text"
    anna.type("kontakt", "zita@mail.example")
    anna.page.keyboard.press("Tab")
    status = anna.page.get_by_role("status", name="Mögliche frühere Vorgänge")
    status.get_by_text("Vielleicht dieselbe Person").wait_for()
    assert status.get_by_role("link").count() == 2
