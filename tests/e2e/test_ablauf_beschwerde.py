"""A whole written Beschwerde and a Lob with four people, their mails through a real mail server."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
import time_machine

from models.db import acting_as, close
from models.rules.rechte import SYSTEM
from models.rules.zeit import BERLIN
from models.tables import Vorgang
from tests.e2e.conftest import Server
from tests.e2e.wege import (
    Axe,
    LogIn,
    Poststelle,
    fill,
    hand_in,
    link_in,
    paper,
    postamt,
    poststelle,
    take,
)

if TYPE_CHECKING:
    from playwright.sync_api import Page

__all__ = ["postamt", "poststelle"]
pytestmark = [pytest.mark.e2e, pytest.mark.datenbank("sqlite")]
GEHEIM = ("Zander", "Zita", "zita@mail.example", "Seit Mai", "Untätigkeit")


def record(page: "Page", art: str, **werte: str) -> None:
    """Anna records what came in, from her start page."""
    page.get_by_role("link", name=f"Erfassen: {art}").click()
    for name, value in werte.items():
        if not page.locator(f"main [name={name}]").is_visible():
            page.locator("details", has=page.locator(f"[name={name}]")).locator("summary").click()
        fill(page, name, value)
    page.locator("main input[type=file]").set_input_files(paper("eingang.pdf"))
    page.get_by_role("button", name="Speichern").click()
    page.get_by_text("Der nächste Schritt:").wait_for()


def the_case() -> Vorgang:
    with acting_as(SYSTEM):
        found = Vorgang.select().order_by(Vorgang.id.desc()).get()
    close()
    return found


def moved_to(day: date) -> time_machine.travel:
    """The clock at nine in the morning of that day."""
    return time_machine.travel(datetime(day.year, day.month, day.day, 9, tzinfo=BERLIN))


def only_link(mails: list[tuple[str, str, str]]) -> list[tuple[str, str]]:
    """To whom mails went and in copy; each holds a number and one link, no name, no content."""
    for _, _, text in mails:
        assert "/vorgang/details/?id=" in link_in(text)
        assert not [word for word in GEHEIM if word in text]
    return [(to, copy) for to, copy, _ in mails]


@pytest.mark.regel("MH-19", "MH-41", "MH-43", "MH-44", "MH-50", "MH-51", "MH-67", "MH-68", "MH-73",
                   "MH-75")  # fmt: skip
def test_a_written_complaint_from_annas_door_until_she_closes_it(
    server: Server, log_in: LogIn, axe: Axe, poststelle: Poststelle
) -> None:
    anna = log_in("anna")
    record(anna, "Beschwerde", einheit="501 · Team 501", name="Zander", vorname="Zita",
           kontakt="zita@mail.example", anliegen_1_anliegen_text="Seit Mai keine Antwort.",
           schlusszeichnung="BL")  # fmt: skip
    take(anna, "Zuleiten", axe)
    mails = poststelle.deliver()
    assert only_link(mails) == [("bernd", "emil")]

    bernd = log_in("bernd")
    bernd.goto(link_in(mails[0][2]))
    take(bernd, "Verantwortung festlegen", axe, verantwortlich="Berta – Team 501")
    mails = poststelle.deliver()
    assert only_link(mails) == [("berta", "")]

    reminded = remind_around(poststelle, the_case().frist_am)
    assert reminded == {"vorher": [("bernd", "")], "nachher": [("emil", "bernd, anna")]}

    berta = log_in("berta")
    berta.goto(link_in(mails[0][2]))
    berta_answers(berta, axe)
    mails = poststelle.deliver()
    assert only_link(mails) == [("emil", "")]

    emil = log_in("emil")
    emil.goto(link_in(mails[0][2]))
    emil_reads_and_signs(emil, axe)

    anna.goto(f"/vorgang/schritt/ausgetragen/?id={the_case().id}")
    anna.get_by_text("„Austragen“ geht hier nicht: Erst nach „Erledigung melden“.").wait_for()
    bernd.reload()
    bernd_decides(bernd, axe)
    only_link(poststelle.deliver())

    anna.reload()
    take(anna, "Austragen", axe)
    only_link(poststelle.deliver())
    check_closed(server)


def berta_answers(berta: "Page", axe: Axe) -> None:
    take(berta, "Gespräch vermerken", axe, begruendung="Am Telefon erklärt, was fehlt.")
    hand_in(berta, "Antwortschreiben", "antwort.pdf")
    take(berta, "Antwort zur Zeichnung geben", axe)


def emil_reads_and_signs(emil: "Page", axe: Axe) -> None:
    """The page of the signature shows what he signs and who wrote it."""
    emil.get_by_role("link", name="Schlusszeichnen", exact=True).first.click()
    shown = emil.locator(".vorlage").inner_text()
    assert "antwort.pdf" in shown
    assert "Berta" in shown
    emil.get_by_role("link", name=the_case().vorgangsnummer).click()
    take(emil, "Schlusszeichnen", axe)


def bernd_decides(bernd: "Page", axe: Axe) -> None:
    take(bernd, "Antwort versenden", axe)
    take(bernd, "Ergebnisart feststellen", axe, ergebnisart="unbegründet",
         ergebnis_kriterium="Anwendung des Rechts",
         ergebnis_begruendung="Der Bescheid ist richtig.",
         datum_der_klaerung=f"{the_case().antwort_versandt_am}", art_der_klaerung="schriftlich",
         abhilfe="nein")  # fmt: skip
    take(bernd, "Erledigung melden", axe)


def check_closed(server: Server) -> None:
    """The three mandatory facts stand, and who signed and decided."""
    closed = the_case()
    facts = (closed.datum_der_klaerung, closed.ergebnisart, closed.art_der_klaerung)
    assert all(facts)
    assert (closed.status, closed.schlusszeichnung) == ("erledigt", "bl")
    assert closed.schlussgezeichnet_von_id == server.haus.konten["emil"].id
    assert closed.ergebnis_von_id == server.haus.konten["bernd"].id


def remind_around(poststelle: Poststelle, frist: date) -> dict[str, list[tuple[str, str]]]:
    """The worker's walks from a week before the date to a week after it."""
    found: dict[str, list[tuple[str, str]]] = {"vorher": [], "nachher": []}
    for days in range(-7, 8):
        with moved_to(frist + timedelta(days=days)):
            mails = poststelle.remind()
        found["vorher" if days <= 0 else "nachher"] += only_link(mails)
    return found


@pytest.mark.regel("MH-15", "MH-74")
def test_a_lob_gets_its_dankeschreiben(
    server: Server, log_in: LogIn, axe: Axe, poststelle: Poststelle
) -> None:
    anna = log_in("anna")
    record(anna, "Lob", einheit="501 · Team 501", name="Zander",
           anliegen_1_anliegen_text="Seit Mai geht alles schnell.")  # fmt: skip
    take(anna, "Zuleiten")
    mails = poststelle.deliver()
    bernd = log_in("bernd")
    bernd.goto(link_in(mails[0][2]))
    take(bernd, "Lob auswerten", axe, lob_art="Verhalten")
    hand_in(bernd, "Dankeschreiben", "danke.pdf")
    take(bernd, "Dankeschreiben versenden", axe)
    assert ("anna", "") in only_link(poststelle.deliver())
    anna.reload()
    take(anna, "Austragen")
    assert (the_case().status, the_case().dankeschreiben_am) == ("erledigt", the_case().eingang_am)
