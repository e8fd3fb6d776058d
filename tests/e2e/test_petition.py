"""A petition through the Führungsberatung with its seven people, a remark of Dora and one of it.

Anna (VZ GF), Bernd (TL), Victor (his deputy), Berta (responsible), Dora (QMB), Emil (BL), Greta
(GF). The Führungsberatung is outside: Anna notes what it says.
"""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from models.db import acting_as, close, writing
from models.demo.schriftstuecke import make_docx
from models.rules.rechte import SYSTEM
from models.rules.zeit import berlin_day, utc_now
from models.tables import Rollenzuweisung, Schritt, Uebermittlung, Vorgang
from tests.e2e.conftest import Server
from tests.e2e.wege import Axe, LogIn, fill, take

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.e2e, pytest.mark.datenbank("sqlite")]
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TEXTE = (
    ("Stellungnahme", "Die Bearbeitung dauerte länger als üblich.", "Wir bedauern das."),
    ("Stellungnahme", "Die Bearbeitung dauerte sieben Wochen.", "Wir bedauern das."),
    ("Stellungnahme", "Die Bearbeitung dauerte sieben Wochen.", "Grund war ein Ausfall.",
     "Wir bedauern das."),
)  # fmt: skip
Besetzung = Callable[[str], "Page"]


@pytest.fixture
def people(server: Server, log_in: LogIn) -> Besetzung:
    """people("anna"): her browser, logged in when she is first needed."""
    today = berlin_day(utc_now())
    with writing(by=SYSTEM):
        Rollenzuweisung.update(gueltig_ab=today, gueltig_bis=today + timedelta(days=7)).where(
            Rollenzuweisung.vertretung_fuer.is_null(False)
        ).execute()
    close()
    pages: dict[str, Page] = {}

    def people(login: str) -> "Page":
        if login not in pages:
            pages[login] = log_in(login)
        return pages[login]

    return people


def record_petition(page: "Page", **werte: str) -> str:
    """Anna records it from her start page; returns the case's address."""
    page.get_by_role("navigation", name="Hauptmenü").get_by_role("link", name="Eingang").click()
    page.get_by_role("link", name=re.compile("^Petition")).click()
    for name, value in werte.items():
        fill(page, name, value)
    page.get_by_role("button", name="Speichern").click()
    page.get_by_text("ist erfasst").first.wait_for()
    return page.url.partition("#")[0]


def hand_in_word(page: "Page", fassung: int) -> None:
    """File the next Fassung of the Stellungnahme on the page of the case."""
    daten = make_docx(TEXTE[fassung - 1])
    page.get_by_label("Was für ein Dokument?").select_option(label="Stellungnahme")
    page.get_by_label("Datei").set_input_files(
        {"name": f"stellungnahme-{fassung}.docx", "mimeType": WORD, "buffer": daten}
    )
    page.get_by_role("button", name="Ablegen").click()
    page.get_by_text(f"Fassung {fassung}").first.wait_for()


class Gang:
    """The petition on its way: who opens it sees what is hers to do, and does it."""

    def __init__(self, people: Besetzung, url: str) -> None:
        self.people, self.url = people, url

    def open(self, wer: str) -> "Page":
        page = self.people(wer)
        page.goto(self.url)
        return page

    def next(self, wer: str, schritt: str, **werte: str) -> None:
        """It is her turn: the page says so with one button, and she takes the step."""
        page = self.open(wer)
        assert page.locator(".schritte .btn-primary").inner_text() == schritt
        take(page, schritt, **werte)

    def instead(self, wer: str, schritt: str, **werte: str) -> None:
        """What she may do as well."""
        take(self.open(wer), schritt, **werte)

    def draft(self, wer: str, fassung: int) -> None:
        """The page says that a Fassung is missing; she files it and hands it on."""
        page = self.open(wer)
        assert "Es fehlt in der Akte: Stellungnahme" in page.locator(".schritte").inner_text()
        hand_in_word(page, fassung)
        self.next(wer, "Stellungnahme vorlegen")

    def ahead(self, wer: str) -> None:
        """Anna sends it on to the Führungsberatung, encrypted."""
        page = self.open(wer)
        page.locator(".schritte .btn-primary", has_text="Vorab an die FüB AA senden").click()
        page.get_by_label("Die Stellungnahme ging als verschlüsselter Anhang.").check()
        page.locator("main button.btn-primary").click()
        page.get_by_text("Eingetragen:").wait_for()

    def waits_for(self, wer: str, name: str) -> None:
        """Who has nothing to do reads who has."""
        page = self.open(wer)
        assert page.locator(".schritte .btn-primary").count() == 0
        assert name in page.locator(".aktenlage").inner_text()


def the_case() -> Vorgang:
    with acting_as(SYSTEM):
        found = Vorgang.select().order_by(Vorgang.id.desc()).get()
    close()
    return found


@pytest.mark.regel("MH-25", "MH-59", "MH-66", "MH-69", "MH-70", "MH-71")
def test_seven_people_bring_a_petition_through_the_fuehrungsberatung(
    people: Besetzung, axe: Axe
) -> None:
    due = berlin_day(utc_now()) + timedelta(days=42)
    url = record_petition(
        people("anna"),
        einheit="501 · Team 501",
        weg="über die FüB AA",
        adressat="Petitionsausschuss Bundestag",
        frist_extern=due.isoformat(),
        name="Zander",
        anliegen_1_anliegen_text="Der Antrag liegt seit sieben Wochen.",
    )
    gang = Gang(people, url)
    gang.next("anna", "Zuleiten")
    gang.instead("bernd", "Verantwortung ändern", verantwortlich="Berta – Team 501")
    gang.draft("berta", 1)
    gang.next("anna", "QMB informieren")
    gang.waits_for("emil", "Dora")
    gang.instead("dora", "Überarbeitung verlangen", begruendung="Bitte die Dauer nennen.")

    assert "Bitte die Dauer nennen." in gang.open("victor").locator("main").inner_text()
    gang.draft("victor", 2)
    look_at_the_difference(gang.open("dora"), axe)
    gang.next("dora", "Prüfung abschließen")
    gang.next("emil", "Mitzeichnen")
    gang.next("greta", "Schlusszeichnen")
    gang.next("bernd", "Gezeichnete Fassung melden")
    gang.ahead("anna")
    gang.waits_for("greta", "Anna")
    gang.instead("anna", "Hinweise der FüB AA eintragen", begruendung="Bitte den Grund nennen.")

    gang.draft("berta", 3)
    gang.next("dora", "Prüfung abschließen")
    gang.next("bernd", "Gezeichnete Fassung melden")
    gang.ahead("anna")
    gang.next("anna", "Freigabe der FüB AA eintragen")
    gang.instead("anna", "Ausdrucken")
    gang.next("greta", "Unterschreiben")
    gang.next("anna", "An die FüB AA versenden")
    gang.next("bernd", "Ergebnisart feststellen", ergebnisart="unbegründet",
              ergebnis_kriterium="Anwendung des Rechts",
              ergebnis_begruendung="Der Bescheid ist richtig.",
              datum_der_klaerung=f"{berlin_day(utc_now())}", art_der_klaerung="schriftlich",
              abhilfe="nein")  # fmt: skip
    gang.next("bernd", "Erledigung melden")
    axe(gang.open("anna"))
    gang.next("anna", "Austragen")
    check_the_record()


def look_at_the_difference(page: "Page", axe: Axe) -> None:
    """Dora compares what she had remarked on with what came back."""
    page.get_by_role("link", name="Stellungnahme: 2 Fassungen").click()
    page.get_by_role("heading", name="Stellungnahme: Fassungen vergleichen").wait_for()
    assert "1 Absatz geändert." in page.locator("main").inner_text()
    assert page.locator("ins").inner_text().endswith("sieben Wochen.")
    axe(page)
    page.set_viewport_size({"width": 320, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.set_viewport_size({"width": 1366, "height": 800})


def check_the_record() -> None:
    closed = the_case()
    assert (closed.status, closed.fassung, closed.versandt_an) == ("erledigt", 3, "FüB AA")
    assert all((closed.qmb_geprueft_am, closed.bl_mitgezeichnet_am, closed.fueb_frei_am))
    with acting_as(SYSTEM):
        taken = list(Schritt.select().order_by(Schritt.id))
        who = {row.getan_von.login for row in taken}
        sent = Uebermittlung.select().count()
    close()
    assert who == {"anna", "bernd", "berta", "victor", "dora", "emil", "greta"}
    assert [s.getan_von.login for s in taken if s.vertretung_fuer_id] == ["victor"]
    assert sent == 3


def test_the_call_for_help_is_accessible_also_when_it_fails(
    server: Server, log_in: LogIn, axe: Axe
) -> None:
    page = log_in("berta")
    page.get_by_role("link", name="Notfall").click()
    axe(page)
    page.get_by_label("Worum geht es?").select_option("")
    page.get_by_role("button", name="Jetzt melden").click()
    page.get_by_role("heading", name="Noch nicht gespeichert").wait_for()
    axe(page)
    page.get_by_label("Worum geht es?").select_option(index=1)
    page.get_by_role("button", name="Jetzt melden").click()
    page.get_by_role("heading", name="Die Meldung ist vermerkt").wait_for()
    page.get_by_text("KRM hat keinen Mailserver").wait_for()  # so it says whom to call
    axe(page)
    greta = log_in("greta", breite=320, dunkel=True)
    greta.goto("/gefahr/")
    assert "Meldungen der letzten 14 Tage" in greta.locator("main").inner_text()
    axe(greta)
    assert greta.evaluate("document.documentElement.scrollWidth") <= 320


def test_danger_noted_in_a_case_puts_it_first(filled: Server, log_in: LogIn, axe: Axe) -> None:
    bernd = log_in("bernd")
    bernd.goto("/vorgang/details/?id=1")
    bernd.get_by_role("link", name="Drohung oder Notlage melden").click()
    axe(bernd)
    bernd.get_by_role("button", name="Jetzt melden").click()
    bernd.get_by_role("heading", name="Noch nicht gespeichert").wait_for()
    axe(bernd)
    fill(bernd, "anlass", "Notlage: Energiesperre, Wohnungsverlust, kein Geld, keine Versicherung")
    fill(bernd, "text", "Stromsperre am Freitag")
    bernd.get_by_role("button", name="Jetzt melden").click()
    bernd.get_by_text("Der Vorgang hat jetzt Vorrang.").wait_for()
    assert "erheblich" in bernd.locator(".aktenlage").inner_text()
    bernd.goto("/vorgang/fassungen/?id=1")
    assert "noch keine zwei Fassungen" in bernd.locator("main").inner_text()
    axe(bernd)
