"""A complaint and a praise from intake to austragen, each step by whom the Regelwerk names."""

from datetime import date
from io import BytesIO

import pytest
from werkzeug.test import TestResponse

from models.actions.vorgaenge import update_vorgang
from models.actions.vorgangsfelder import Eintrag
from models.db import acting_as, close, writing
from models.rules.ablauf_datei import load_ablaufwerk
from models.rules.dateinamen import place
from models.rules.rechte import SYSTEM
from models.rules.regelwerk import ORDNER
from models.tables import Dokument, Ereignis, Nachricht, Schritt, Vorgang
from tests.haus import HEUTE, JETZT
from tests.integration.web.formulare import edit, form_of
from tests.integration.web.klient import Mensch, Web, parse
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
    assert "An die Teamleitung zugeleitet" in page
    assert "schritt_" not in page.partition("Verlauf")[2]
    assert (vorgang.status, vorgang.ergebnis_von_id) == ("erledigt", int(people["bernd"]))
    with acting_as(SYSTEM):
        mails = list(Nachricht.select())
    assert len(mails) >= 4
    for mail in mails:
        assert f"/vorgang/details/?id={vorgang.id}" in mail.text
        assert "Zander" not in mail.text + mail.betreff
        assert "Seit Mai" not in mail.text + mail.betreff


def open_case(web: Web, *, zugeleitet: bool = False, **changes: str) -> str:
    """Anna records a complaint; returns what the addresses of its pages end in."""
    web.als("anna").post("/eingang/beschwerde/", **entry(web.haus, **changes))
    if zugeleitet:
        take(web, "anna", "zugeleitet", **to_501(web))
    return f"?id={cases()[-1].id}"


def to_501(web: Web, **werte: str) -> dict[str, str]:
    return {"team": str(web.haus.einheiten["501"].id), "schlusszeichnung": "tl"} | werte


def flash_of(mensch: Mensch, answer: TestResponse) -> str:
    """What the page says that an answer leads to."""
    assert answer.status_code == 303, answer.text
    found = parse(mensch.get(answer.location).text)
    return " ".join(
        "".join(tag.itertext()) for tag in found.iter("p") if "meldung" in (tag.get("class") or "")
    )


def options_of(page: str, name: str) -> dict[str, str]:
    """Label by value of a select."""
    select = next(tag for tag in parse(page).iter("select") if tag.get("name") == name)
    return {o.get("value") or "": "".join(o.itertext()).strip() for o in select.iter("option")}


def test_a_step_before_its_turn_leads_back_with_the_reason(web: Web) -> None:
    case, bernd = open_case(web), web.als("bernd")
    told = flash_of(bernd, bernd.get(f"/vorgang/schritt/ausgetragen/{case}"))
    assert "„Austragen“ geht hier nicht" in told
    assert "Erst nach" in told
    details = bernd.get(f"/vorgang/details/{case}").text
    assert "Was noch kommt und woran es liegt" in details
    assert steps() == []


def test_a_step_that_is_done_says_who_did_it_and_when(web: Web) -> None:
    case, anna = open_case(web, zugeleitet=True), web.als("anna")
    told = flash_of(anna, anna.get(f"/vorgang/schritt/zugeleitet/{case}"))
    assert "Der Schritt ist schon eingetragen. (Anna, 15.07.2026)" in told


def test_a_step_that_another_one_rules_out_says_which(web: Web) -> None:
    case, bernd = open_case(web, zugeleitet=True), web.als("bernd")
    take(web, "bernd", "verantwortung_festgelegt", verantwortlich=id_of(web, "berta"))
    file(web, "berta", "antwort")
    take(web, "berta", "antwort_entworfen")
    told = flash_of(bernd, bernd.get(f"/vorgang/schritt/zurueckgegeben/{case}"))
    assert "Inzwischen ist „Antwort zur Zeichnung geben“ eingetragen." in told


def test_a_step_of_another_kind_of_case_and_one_that_is_none(web: Web) -> None:
    case, anna = open_case(web), web.als("anna")
    told = flash_of(anna, anna.get(f"/vorgang/schritt/lob_ausgewertet/{case}"))
    assert "Der Ablauf dieses Vorgangs kennt diesen Schritt nicht." in told
    assert anna.get(f"/vorgang/schritt/brieftaube/{case}").status_code == 404
    assert web.als("clara").get(f"/vorgang/schritt/zugeleitet/{case}").status_code == 404


def test_the_same_page_taken_twice_takes_the_step_once_and_keeps_what_was_typed(web: Web) -> None:
    url = f"/vorgang/schritt/zugeleitet/{open_case(web)}"
    given = to_501(web, frist_begruendung="Urlaub der Kundin")
    first = web.als("anna").post(url, version="1", **given)
    second = web.als("anna").post(url, version="1", **given)
    assert (first.status_code, second.status_code) == (303, 409)
    assert "schon eingetragen" in second.text
    assert "Urlaub der Kundin" in second.text
    assert 'class="btn btn-primary">Zuleiten' not in second.text
    assert steps().count("zugeleitet") == 1


def test_who_comes_second_sees_what_changed_and_sends_again(web: Web) -> None:
    url = f"/vorgang/schritt/zugeleitet/{open_case(web)}"
    anna = web.als("anna")
    opened = form_of(anna.get(url).text)
    case = cases()[-1]
    update_vorgang(
        by=web.haus.akteur("anna"), now=JETZT, vorgang_id=case.id, version=case.version,
        eintrag=Eintrag(case.einheit_id, {"schlusszeichnung": "gf"}),
    )  # fmt: skip
    close()
    second = anna.post(url, **opened | {"mitlesend_bl": id_of(web, "emil")})
    assert second.status_code == 409
    assert "Inzwischen steht hier: Geschäftsführung" in second.text
    assert anna.post(url, **form_of(second.text)).status_code == 303
    assert cases()[-1].mitlesend_bl_id == web.haus.konten["emil"].id


@pytest.mark.regel("MH-41", "MH-43")
def test_zuleiten_offers_the_people_of_the_house_and_proposes_what_is_known(web: Web) -> None:
    case = open_case(web, einheit=str(web.haus.einheiten["JC"].id))
    page = web.als("anna").get(f"/vorgang/schritt/zugeleitet/{case}").text
    assert set(options_of(page, "zustaendige_tl").values()) >= {
        "Bernd – Team 501",
        "Clara – Team 502",
        "Victor – Team 501, Vertretung",
    }
    assert "Emil – Bereich Leistung" in options_of(page, "mitlesend_bl").values()
    assert "701 · Team 701" not in options_of(page, "team").values()
    typed = form_of(page)
    assert (typed["schlusszeichnung"], typed["frist_am"]) == ("tl", "2026-07-24")
    assert "So steht es in Weisung 03/2022, Abschnitt 5.3, Zuleitung an Fachbereiche." in page


def test_zuleiten_finds_who_leads_the_team_and_says_who_does_not_fit(web: Web) -> None:
    case = open_case(web, einheit=str(web.haus.einheiten["JC"].id))
    url, anna = f"/vorgang/schritt/zugeleitet/{case}", web.als("anna")
    refused = edit(anna, url, **to_501(web, zustaendige_tl=id_of(web, "clara")))
    assert refused.status_code == 422
    assert "Diese Person hat in dem Team keine Rolle." in refused.text
    assert edit(anna, url, **to_501(web)).status_code == 303
    assert cases()[-1].zustaendige_tl_id == web.haus.konten["bernd"].id


@pytest.mark.regel("MH-44")
def test_changing_who_is_responsible_needs_a_name(web: Web) -> None:
    case = open_case(web, zugeleitet=True)
    take(web, "bernd", "verantwortung_festgelegt", verantwortlich=id_of(web, "berta"))
    url, bernd = f"/vorgang/schritt/verantwortung_geaendert/{case}", web.als("bernd")
    assert "Bisher: Berta." in bernd.get(url).text
    answer = edit(bernd, url)
    assert answer.status_code == 422
    assert "fehlt noch." in answer.text
    assert "verantwortung_geaendert" not in steps()


@pytest.mark.regel("MH-67")
def test_who_signs_sees_the_answer_and_who_wrote_it(web: Web) -> None:
    case = open_case(web, zugeleitet=True)
    take(web, "bernd", "verantwortung_festgelegt", verantwortlich=id_of(web, "berta"))
    file(web, "berta", "antwort")
    take(web, "berta", "antwort_entworfen")
    page = web.als("bernd").get(f"/vorgang/schritt/selbst_gezeichnet/{case}").text
    assert "Antwortschreiben, Fassung 1:" in page
    assert "brief.pdf" in page
    assert "Antwort entworfen und zur Zeichnung gegeben: Berta, 15.07.2026, 11:00" in page
    with writing(by=SYSTEM):
        Dokument.delete().execute()
    close()
    page = web.als("bernd").get(f"/vorgang/schritt/selbst_gezeichnet/{case}").text
    assert "in KRM ist kein Dokument abgelegt" in page


@pytest.mark.regel("MH-75")
@pytest.mark.parametrize(
    ("day", "sentence"),
    [("2026-07-16", "liegt in der Zukunft"), ("2026-07-09", "liegt vor dem Eingang")],
)
def test_the_day_of_sending_lies_between_the_eingang_and_today(
    web: Web, day: str, sentence: str
) -> None:
    case = ready_to_send(web)
    url, bernd = f"/vorgang/schritt/antwort_versandt/{case}", web.als("bernd")
    assert form_of(bernd.get(url).text)["antwort_versandt_am"] == "2026-07-15"
    refused = edit(bernd, url, antwort_versandt_am=day)
    assert refused.status_code == 422
    assert sentence in refused.text
    assert edit(bernd, url, antwort_versandt_am="2026-07-13").status_code == 303
    assert cases()[-1].antwort_versandt_am == date(2026, 7, 13)


def ready_to_send(web: Web) -> str:
    case = open_case(web, zugeleitet=True)
    take(web, "bernd", "verantwortung_festgelegt", verantwortlich=id_of(web, "berta"))
    file(web, "berta", "antwort")
    take(web, "berta", "antwort_entworfen")
    take(web, "bernd", "selbst_gezeichnet")
    return case


def id_of(web: Web, login: str) -> str:
    return str(web.haus.konten[login].id)


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


def test_a_changed_document_is_not_handed_out_and_the_log_tells_once(web: Web) -> None:
    web.als("anna").post("/eingang/beschwerde/", **entry(web.haus))
    file(web, "anna", "eingang")
    with acting_as(SYSTEM):
        dokument = Dokument.get()
    path = place(web.app.config["KRM"].ablage_dir, dokument.ablagename)
    path.write_bytes(PDF[:-1])
    for _ in range(2):
        answer = web.als("bernd").get(f"/vorgang/datei/?id={dokument.id}")
        assert answer.status_code == 410
        assert "aus einer Sicherung zurückholen" in answer.text
    with acting_as(SYSTEM):
        assert Ereignis.select().where(Ereignis.name == "dokument_found_damaged").count() == 1
    path.unlink()
    assert web.als("bernd").get(f"/vorgang/datei/?id={dokument.id}").status_code == 410


def test_what_is_no_document_is_said_and_not_filed(web: Web) -> None:
    web.als("anna").post("/eingang/beschwerde/", **entry(web.haus))
    url = f"/vorgang/dokument/?id={cases()[-1].id}"
    anna = web.als("anna")
    anna.post(url, art="eingang", datei=(BytesIO(b"<html><script>x</script>"), "x.pdf"))
    assert "Nicht abgelegt" in anna.get(f"/vorgang/details/?id={cases()[-1].id}").text
    with acting_as(SYSTEM):
        assert Dokument.select().count() == 0
        assert Vorgang.select().count() == 1


@pytest.mark.datenbank("sqlite")
@pytest.mark.parametrize("id", sorted(path.stem for path in ORDNER.glob("*[0-9a-z].toml")
                                      if not path.stem.endswith(".ablauf")))  # fmt: skip
def test_every_step_of_every_order_has_a_page_that_keeps_what_is_typed(web: Web, id: str) -> None:
    case, anna = open_case(web), web.als("anna")
    with writing(by=SYSTEM):
        Vorgang.update(regelwerk=id).execute()
    close()
    for schritt in load_ablaufwerk(id).schritt:
        url = f"/vorgang/schritt/{schritt.name}/{case}"
        typed = {name: "Getippt" for name in schritt.angaben}
        answer = anna.post(url, version="1", begruendung="Getippt", abgabe_an="?", **typed)
        assert answer.status_code in (303, 409, 422), schritt.name
        if schritt.vermerk or typed:
            assert "Getippt" in answer.text, schritt.name


def test_a_case_opened_again_says_so_wherever_its_deadline_reads_as_kept(web: Web) -> None:
    vorgang = web.haus.record("501", antwort_versandt_am=HEUTE, zugeleitet_am=HEUTE)
    with writing(by=SYSTEM):
        Schritt.create(vorgang=vorgang.id, name="antwort_versandt", gilt=False, getan_am=JETZT)
        Schritt.create(vorgang=vorgang.id, name="wiedereroeffnet", getan_am=JETZT)
    anna = web.als("anna")
    for page in ("/vorgang/?ansicht=offen", f"/vorgang/details/?id={vorgang.id}"):
        assert "eingehalten, wieder eröffnet" in anna.get(page).text
    page = anna.get(f"/vorgang/details/?id={vorgang.id}").text
    assert "Wieder eröffnet am" in page
    assert "(vor der Wiedereröffnung)" in page
