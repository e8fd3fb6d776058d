"""A complaint and a praise from intake to austragen, each step by whom the Regelwerk names."""

from io import BytesIO

import pytest

from models.db import acting_as
from models.rules.rechte import SYSTEM
from models.tables import Dokument, Nachricht, Schritt, Vorgang
from tests.integration.web.klient import Web, parse
from tests.integration.web.test_eingang import cases, entry

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 0/Kids[]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"  # noqa: E501


def take(web: Web, wer: str, schritt: str, **werte: str) -> None:
    """Somebody opens the page of a step of the newest case and takes it."""
    vorgang = cases()[-1]
    url = f"/vorgang/schritt/{schritt}/?id={vorgang.id}"
    mensch = web.als(wer)
    page = mensch.get(url)
    assert page.status_code == 200, f"{wer} {schritt}: {page.text}"
    answer = mensch.post(url, version=str(vorgang.version), **werte)
    assert answer.status_code == 303, f"{wer} {schritt}: {errors(answer.text)}"


def errors(page: str) -> list[str]:
    """What the page says is wrong."""
    items = [li for li in parse(page).iter("div") if "fehlerliste" in (li.get("class") or "")]
    return ["".join(item.itertext()).strip() for item in items]


def file(web: Web, wer: str, art: str) -> None:
    vorgang = cases()[-1]
    url = f"/vorgang/dokument/?id={vorgang.id}"
    answer = web.als(wer).post(url, art=art, datei=(BytesIO(PDF), "brief.pdf"))
    assert answer.status_code == 303


def steps() -> list[str]:
    with acting_as(SYSTEM):
        return [schritt.name for schritt in Schritt.select().order_by(Schritt.id)]


@pytest.mark.regel("MH-43", "MH-44", "MH-50", "MH-51", "MH-67", "MH-68", "MH-73", "MH-75")
def test_a_complaint_goes_from_annas_desk_to_bernds_and_back(web: Web) -> None:
    people = {name: str(konto.id) for name, konto in web.haus.konten.items()}
    web.als("anna").post("/eingang/beschwerde/", **entry(web.haus))
    team = str(web.haus.einheiten["501"].id)
    take(web, "anna", "zugeleitet", team=team, schlusszeichnung="bl")
    assert cases()[-1].zustaendige_tl_id == int(people["bernd"])
    take(web, "bernd", "verantwortung_festgelegt", verantwortlich=people["berta"])
    take(web, "berta", "gespraech_gefuehrt", begruendung="Am Telefon alles geklärt.")
    file(web, "berta", "antwort")
    take(web, "berta", "antwort_entworfen")
    take(web, "emil", "schlussgezeichnet")
    take(web, "bernd", "antwort_versandt")
    take(
        web,
        "bernd",
        "ergebnis_festgestellt",
        ergebnisart="unbegruendet",
        ergebnis_kriterium="rechtslage",
        ergebnis_begruendung="Der Bescheid ist richtig.",
        datum_der_klaerung="2026-07-15",
        art_der_klaerung="schriftlich",
        abhilfe="nein",
        alternativvorschlag="nein",
    )
    take(web, "bernd", "erledigung_gemeldet")
    take(web, "anna", "ausgetragen")
    vorgang = cases()[-1]
    page = web.als("anna").get(f"/vorgang/details/?id={vorgang.id}").text
    assert "an die Teamleitung zugeleitet" in page
    assert "schritt_" not in page.partition("Verlauf")[2]
    assert (vorgang.status, vorgang.ergebnis_von_id) == ("erledigt", int(people["bernd"]))
    with acting_as(SYSTEM):
        mails = list(Nachricht.select())
    assert len(mails) >= 4
    for mail in mails:
        assert f"/vorgang/details/?id={vorgang.id}" in mail.text
        assert "Zander" not in mail.text + mail.betreff
        assert "Seit Mai" not in mail.text + mail.betreff


def test_a_step_out_of_turn_is_refused_with_its_reason(web: Web) -> None:
    web.als("anna").post("/eingang/beschwerde/", **entry(web.haus))
    vorgang = cases()[-1]
    page = web.als("bernd").get(f"/vorgang/schritt/ausgetragen/?id={vorgang.id}")
    assert page.status_code == 403
    assert "Zuständig ist" in page.text or "Erst nach" in page.text
    details = web.als("bernd").get(f"/vorgang/details/?id={vorgang.id}").text
    assert "Was noch kommt und woran es liegt" in details
    assert steps() == []


def test_the_same_page_taken_twice_takes_the_step_once(web: Web) -> None:
    web.als("anna").post("/eingang/beschwerde/", **entry(web.haus))
    vorgang = cases()[-1]
    url = f"/vorgang/schritt/zugeleitet/?id={vorgang.id}"
    given = {"team": str(web.haus.einheiten["501"].id), "schlusszeichnung": "tl"}
    first = web.als("anna").post(url, version="1", **given)
    second = web.als("anna").post(url, version="1", **given)
    assert (first.status_code, second.status_code) == (303, 404)
    assert steps().count("zugeleitet") == 1


def test_a_document_is_a_download_and_no_stranger_gets_it(web: Web) -> None:
    web.als("anna").post("/eingang/beschwerde/", **entry(web.haus))
    file(web, "anna", "eingang")
    with acting_as(SYSTEM):
        dokument = Dokument.get()
    answer = web.als("bernd").get(f"/vorgang/datei/?id={dokument.id}")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.data == PDF
    assert web.als("clara").get(f"/vorgang/datei/?id={dokument.id}").status_code == 404


def test_what_is_no_document_is_said_and_not_filed(web: Web) -> None:
    web.als("anna").post("/eingang/beschwerde/", **entry(web.haus))
    url = f"/vorgang/dokument/?id={cases()[-1].id}"
    anna = web.als("anna")
    anna.post(url, art="eingang", datei=(BytesIO(b"<html><script>x</script>"), "x.pdf"))
    assert "Nicht abgelegt" in anna.get(f"/vorgang/details/?id={cases()[-1].id}").text
    with acting_as(SYSTEM):
        assert Dokument.select().count() == 0
        assert Vorgang.select().count() == 1
