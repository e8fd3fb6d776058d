"""What people bring into a case on its page: notes, Wiedervorlagen, measures, what went out."""

from datetime import date, timedelta
from io import BytesIO

import pytest

from models.actions.schritte import Tat, perform_schritt
from models.db import acting_as, writing
from models.rules.rechte import SYSTEM
from models.tables import (
    Dokument,
    Einheit,
    Ereignis,
    Massnahme,
    Uebermittlung,
    Vermerk,
    Vorgang,
    Wiedervorlage,
)
from tests import dateien
from tests.haus import HEUTE, JETZT
from tests.integration.web.klient import Mensch, Web

MORGEN = (HEUTE + timedelta(days=1)).isoformat()


@pytest.fixture
def fall(web: Web) -> Vorgang:
    """A complaint of Bernd's team for which Berta is responsible."""
    berta = web.haus.konten["berta"].id
    return web.haus.record("501", zugeleitet_am=date(2026, 7, 2), verantwortlich=berta,
                           name="Zander")  # fmt: skip


def page(web: Web, wer: str, fall: Vorgang) -> str:
    answer = web.als(wer).get(f"/vorgang/details/?id={fall.id}")
    assert answer.status_code == 200
    return answer.text


def bring(mensch: Mensch, was: str, fall: Vorgang, nr: int | None = None, **werte: str) -> int:
    """Send the small form; the answer's status."""
    url = f"/vorgang/akte/{was}/?id={fall.id}{f'&nr={nr}' if nr else ''}"
    version = werte.pop("version", str(fall.version))
    return mensch.post(url, version=version, **werte).status_code


def count(table: type) -> int:
    with acting_as(SYSTEM):
        return int(table.select().count())  # type: ignore[attr-defined]


def test_berta_notes_a_call_and_bernd_reads_it_with_day_and_name(web: Web, fall: Vorgang) -> None:
    text = "Frau Zander ruft morgen wieder an."
    given = {"art": "telefon", "datum": "2026-07-14", "text": text}
    assert bring(web.als("berta"), "vermerk", fall, **given) == 303
    seen = page(web, "bernd", fall)
    for words in ("Telefonat", "Di, 14.07.2026, Berta", text, "Vermerk geschrieben"):
        assert words in seen
    with acting_as(SYSTEM):
        assert not any("Zander" in event.daten for event in Ereignis.select())


def test_the_note_of_a_step_stands_among_the_notes_in_the_words_of_the_step(
    web: Web, fall: Vorgang
) -> None:
    perform_schritt(by=web.haus.akteur("bernd"), now=JETZT, vorgang_id=fall.id,
                    version=fall.version,
                    tat=Tat("zurueckgegeben", {}, "Zuständig ist Team 502."))  # fmt: skip
    seen = page(web, "anna", fall)
    assert "Als nicht zuständig zurückgegeben" in seen
    assert "Zuständig ist Team 502." in seen


def test_an_empty_note_is_told_at_its_field(web: Web, fall: Vorgang) -> None:
    url = f"/vorgang/akte/vermerk/?id={fall.id}"
    answer = web.als("bernd").post(url, version="1", art="gespraech", datum="2026-07-16", text="")
    assert answer.status_code == 422
    assert "fehlt noch." in answer.text
    assert 'value="2026-07-16"' in answer.text
    later = web.als("bernd").post(
        url, version="1", art="gespraech", datum="2026-07-16", text="Ein Wort."
    )
    assert later.status_code == 422
    assert "liegt nicht in der Zukunft" in later.text
    assert count(Vermerk) == 0


@pytest.mark.parametrize("was", ["vermerk", "massnahme", "uebermittlung", "zwischennachricht"])
@pytest.mark.parametrize(("wer", "status"), [("clara", 404), ("zoe", 404), ("dora", 403)])
def test_who_may_not_change_a_case_brings_nothing_into_it(
    web: Web, fall: Vorgang, was: str, wer: str, status: int
) -> None:
    assert web.als(wer).get(f"/vorgang/akte/{was}/?id={fall.id}").status_code == status
    assert bring(web.als(wer), was, fall) == status


def test_bernd_puts_a_case_before_berta_who_is_done_with_it_on_her_desk(
    web: Web, fall: Vorgang
) -> None:
    berta = str(web.haus.konten["berta"].id)
    given = {"faellig_am": HEUTE.isoformat(), "fuer": berta, "grund": "Rückruf nach 16 Uhr"}
    assert bring(web.als("bernd"), "wiedervorlage", fall, **given) == 303
    with acting_as(SYSTEM):
        row = Wiedervorlage.get()
    assert "Rückruf nach 16 Uhr" in web.als("berta").get("/").text
    url = f"/vorgang/akte/wiedervorlage-erledigt/?id={fall.id}&nr={row.id}"
    answer = web.als("berta").post(url, version="1", zurueck="start")
    assert (answer.status_code, answer.location) == (303, "/")
    assert "Rückruf nach 16 Uhr" not in web.als("berta").get("/").text
    assert "Erledigt (1)" in page(web, "bernd", fall)


def test_a_wiedervorlage_is_moved_by_whose_it_is_and_by_nobody_else(
    web: Web, fall: Vorgang
) -> None:
    given = {"faellig_am": HEUTE.isoformat(), "fuer": str(web.haus.konten["bernd"].id),
             "grund": "Steht die Antwort?"}  # fmt: skip
    bring(web.als("bernd"), "wiedervorlage", fall, **given)
    with acting_as(SYSTEM):
        row = Wiedervorlage.get()
    url = f"/vorgang/akte/wiedervorlage-verschieben/?id={fall.id}&nr={row.id}"
    emil = web.als("emil")
    assert emil.post(url, version="1", faellig_am=MORGEN).status_code == 303
    assert "gehört jemand anderem" in page_after(emil, fall)
    assert "Verschieben" not in page(web, "emil", fall)
    victor = web.als("victor")
    assert victor.post(url, version="1", faellig_am=MORGEN).status_code == 303
    with acting_as(SYSTEM):
        assert Wiedervorlage.get().faellig_am.isoformat() == MORGEN


def page_after(mensch: Mensch, fall: Vorgang) -> str:
    return mensch.get(f"/vorgang/details/?id={fall.id}").text


def test_two_who_finish_it_at_once_are_told(web: Web, fall: Vorgang) -> None:
    with writing(by=SYSTEM):
        row = Wiedervorlage.create(vorgang=fall, fuer=web.haus.konten["bernd"], faellig_am=HEUTE)
        Wiedervorlage.update(version=2).execute()
    url = f"/vorgang/akte/wiedervorlage-verschieben/?id={fall.id}&nr={row.id}"
    answer = web.als("bernd").post(url, version="1", faellig_am=MORGEN)
    assert answer.status_code == 422
    assert "fehlerliste" in answer.text


def test_only_who_works_on_the_case_can_be_chosen(web: Web, fall: Vorgang) -> None:
    form = web.als("anna").get(f"/vorgang/akte/wiedervorlage/?id={fall.id}").text
    for name in ("Anna (ich)", "Bernd", "Berta", "Emil", "Greta"):
        assert f">{name}</option>" in form
    for name in ("Clara", "Zoe", "Adam", "Paul"):
        assert f">{name}</option>" not in form
    clara = str(web.haus.konten["clara"].id)
    given = {"faellig_am": MORGEN, "fuer": clara, "grund": "x"}
    assert bring(web.als("anna"), "wiedervorlage", fall, **given) == 422


def test_a_row_of_another_case_is_not_there(web: Web, fall: Vorgang) -> None:
    other = web.haus.record("501")
    with writing(by=SYSTEM):
        row = Wiedervorlage.create(vorgang=other, fuer=web.haus.konten["bernd"], faellig_am=HEUTE)
    url = "/vorgang/akte/wiedervorlage-erledigt/"
    for nr in (str(row.id), "", "abc", "-1", "９", "99999999999999"):
        assert web.als("bernd").get(url, id=fall.id, nr=nr).status_code == 404
    assert web.als("bernd").get("/vorgang/akte/unsinn/", id=fall.id).status_code == 404


@pytest.mark.regel("MH-26")
def test_bernd_sets_a_measure_sees_it_on_his_desk_and_confirms_its_effect(
    web: Web, fall: Vorgang
) -> None:
    owner = str(web.haus.konten["bernd"].id)
    given = {"noetig": "ja", "massnahme": "Post wird täglich verteilt.",
             "massnahme_verantwortlich": owner, "massnahme_termin": MORGEN}  # fmt: skip
    for gap in ("massnahme", "massnahme_verantwortlich", "massnahme_termin"):
        assert bring(web.als("bernd"), "massnahme", fall, **(given | {gap: ""})) == 422
    assert bring(web.als("bernd"), "massnahme", fall, **given) == 303
    assert "Post wird täglich verteilt." in web.als("bernd").get("/").text
    with acting_as(SYSTEM):
        row = Massnahme.get()
    given = {"wirkung_geprueft_am": HEUTE.isoformat(), "version": "1"}
    assert bring(web.als("emil"), "massnahme-wirkung", fall, row.id, **given) == 303
    assert "Wirkung geprüft am 15.07.2026" in page(web, "bernd", fall)
    assert "Post wird täglich verteilt." not in web.als("bernd").get("/").text


def test_none_needed_is_an_answer(web: Web, fall: Vorgang) -> None:
    assert bring(web.als("bernd"), "massnahme", fall, noetig="nein") == 303
    assert "Keine erforderlich" in page(web, "bernd", fall)


def test_what_went_out_is_listed_and_open_mail_is_no_way(web: Web, fall: Vorgang) -> None:
    form = web.als("anna").get(f"/vorgang/akte/uebermittlung/?id={fall.id}").text
    assert ">E-Mail<" not in form
    given = {"empfaenger": "Stadtwerke", "am": "2026-07-14", "weg": "post", "zweck": "Aufschub"}
    assert bring(web.als("anna"), "uebermittlung", fall, **(given | {"am": MORGEN})) == 422
    assert bring(web.als("anna"), "uebermittlung", fall, **given) == 303
    seen = page(web, "bernd", fall)
    for words in ("14.07.2026, Stadtwerke", "Aufschub, Post"):
        assert words in seen
    assert count(Uebermittlung) == 1


def test_anna_reads_nothing_typed_about_a_forwarded_dienstaufsichtsbeschwerde(web: Web) -> None:
    fall = web.haus.record("501", art="dienstaufsichtsbeschwerde", zugeleitet_am=date(2026, 7, 2))
    given = {"empfaenger": "Anwalt Zander", "am": "2026-07-14", "weg": "post",
             "zweck": "Akte Zander"}  # fmt: skip
    assert bring(web.als("greta"), "uebermittlung", fall, **given) == 303
    assert "Anwalt Zander" in page(web, "greta", fall)
    assert "Zander" not in page(web, "anna", fall)
    assert bring(web.als("anna"), "uebermittlung", fall, **given) == 403


def test_the_log_of_what_went_out_repeats_nothing_that_was_typed(web: Web, fall: Vorgang) -> None:
    given = {"empfaenger": "Anwalt Zander", "am": "2026-07-14", "weg": "post",
             "zweck": "Akte Zander"}  # fmt: skip
    assert bring(web.als("anna"), "uebermittlung", fall, **given) == 303
    with acting_as(SYSTEM):
        (event,) = Ereignis.select().where(Ereignis.name == "uebermittlung_recorded")
    assert "Zander" not in event.daten
    assert "empfaenger" in event.daten


@pytest.mark.regel("BKW-22")
def test_a_zwischennachricht_without_a_step_names_reason_state_and_a_later_day(
    web: Web, fall: Vorgang
) -> None:
    given = {"zwischennachricht_am": "2026-07-14", "grund": "Gutachten fehlt.",
             "stand": "Angefordert.", "neuer_termin_am": "2026-07-14"}  # fmt: skip
    assert bring(web.als("bernd"), "zwischennachricht", fall, **given) == 422
    given["neuer_termin_am"] = "2026-07-31"
    assert bring(web.als("bernd"), "zwischennachricht", fall, **given) == 303
    seen = page(web, "bernd", fall)
    for words in ("Zwischennachricht versandt", "Gutachten fehlt.", "Fr, 31.07.2026"):
        assert words in seen


def test_after_the_answer_no_zwischennachricht_is_offered(web: Web, fall: Vorgang) -> None:
    link = "/vorgang/akte/zwischennachricht/"
    assert link in page(web, "bernd", fall)
    with writing(by=SYSTEM):
        Vorgang.update(frist_gehalten=True, abschliessend_gehalten=True).where(
            Vorgang.id == fall.id
        ).execute()
    assert link not in page(web, "bernd", fall)
    bernd = web.als("bernd")
    assert bernd.get(f"{link}?id={fall.id}").status_code == 303
    assert "schon beantwortet" in page_after(bernd, fall)


@pytest.mark.regel("MH-88")
def test_of_a_forwarded_dab_anna_gets_neither_notes_nor_documents_nor_measures(web: Web) -> None:
    dab = web.haus.record("501", art="dienstaufsichtsbeschwerde", zugeleitet_am=date(2026, 7, 2))
    with writing(by=SYSTEM):
        Vermerk.create(vorgang=dab, art="vermerk", datum=HEUTE, text="Geheimnis", verfasst_am=JETZT)
        Massnahme.create(vorgang=dab, text="Geheimnis", termin=HEUTE,
                         verantwortlich=web.haus.konten["greta"])  # fmt: skip
        Wiedervorlage.create(vorgang=dab, fuer=web.haus.konten["anna"], faellig_am=HEUTE,
                             grund="Geheimnis")  # fmt: skip
    seen = page(web, "anna", dab)
    assert "Inhalt: nur Kopfdaten" in seen
    for words in ("Geheimnis", 'id="vermerke"', 'id="dokumente"', 'id="wiedervorlagen"'):
        assert words not in seen
    assert "Geheimnis" not in web.als("anna").get("/").text
    assert "Geheimnis" in page(web, "greta", dab)


def close_case(fall: Vorgang) -> None:
    with writing(by=SYSTEM):
        done = {
            "abschluss_am": HEUTE,
            "status": "erledigt",
            "frist_gehalten": True,
            "abschliessend_gehalten": True,
        }
        Vorgang.update(done).where(Vorgang.id == fall.id).execute()


def test_a_closed_case_offers_neither_edit_nor_upload_and_refuses_both(
    web: Web, fall: Vorgang
) -> None:
    close_case(fall)
    seen = page(web, "bernd", fall)
    for words in ("/vorgang/edit/", 'type="file"', "Entfernen"):
        assert words not in seen
    bernd = web.als("bernd")
    edit = f"/vorgang/edit/?id={fall.id}"
    upload = {"art": "antwort", "datei": (BytesIO(dateien.PDF), "x.pdf")}
    for try_it in (
        lambda: bernd.get(edit),
        lambda: bernd.post(edit, version="1", kontakt="neu"),
        lambda: bernd.post(f"/vorgang/dokument/?id={fall.id}", **upload),
    ):
        assert try_it().status_code == 303
        assert "zuerst mit Begründung wieder eröffnet" in page_after(bernd, fall)
    assert count(Dokument) == 0


def test_a_document_filed_by_mistake_is_taken_out_after_a_question(web: Web, fall: Vorgang) -> None:
    berta = web.als("berta")
    berta.post(f"/vorgang/dokument/?id={fall.id}", art="anlage",
               datei=(BytesIO(dateien.PDF), "falsch.pdf"))  # fmt: skip
    with acting_as(SYSTEM):
        dokument = Dokument.get()
    assert "PDF, Word, Excel" in page(web, "berta", fall)
    url = f"/vorgang/akte/dokument-entfernen/?id={fall.id}&nr={dokument.id}"
    assert "falsch.pdf" in berta.get(url).text
    assert web.als("dora").get(url).status_code == 403
    assert web.als("clara").get(url).status_code == 404
    assert berta.post(url, version="1").status_code == 303
    assert "Dokument entfernt" in page(web, "berta", fall)
    assert count(Dokument) == 0


def test_the_page_says_who_has_the_case(web: Web, fall: Vorgang) -> None:
    assert "Liegt bei <strong>Berta</strong>, Bearbeitung" in page(web, "anna", fall)
    seen = page(web, "berta", fall)
    assert "geht aber noch nicht: Es fehlt in der Akte: Antwortschreiben." in seen
    assert "btn-primary" not in seen.partition("Was jetzt zu tun ist")[2].partition("</section>")[0]


def test_only_the_step_that_is_next_is_a_primary_button(web: Web) -> None:
    fall = web.haus.record("501")
    seen = page(web, "anna", fall)
    assert seen.count("btn btn-primary") == 1
    assert "schritt/zugeleitet/" in seen.partition("btn btn-primary")[2][:80]
    assert ">Ihnen</span>" in seen.partition("Liegt bei <strong>")[2][:60]


def test_the_page_of_a_case_asks_a_bounded_number_of_questions(web: Web, fall: Vorgang) -> None:
    web.als("bernd").get(f"/vorgang/details/?id={fall.id}")
    with web.counting() as few:
        page(web, "bernd", fall)
    with writing(by=SYSTEM):
        for _ in range(20):
            Vermerk.create(vorgang=fall, art="vermerk", datum=HEUTE, text="x", verfasst_am=JETZT,
                           verfasst_von=web.haus.konten["bernd"])  # fmt: skip
    with web.counting() as many:
        page(web, "bernd", fall)
    assert len(many) <= len(few) + 1


@pytest.mark.regel("BKW-22")
def test_where_the_order_has_a_step_for_it_the_zwischennachricht_is_that_step_alone(
    web: Web,
) -> None:
    with writing(by=SYSTEM):
        jc = web.haus.einheiten["JC"].id
        Einheit.update(regelwerk="bernkastel-wittlich-2012").where(Einheit.id == jc).execute()
    fall = web.haus.record("501", zugeleitet_am=date(2026, 7, 2),
                           verantwortlich=web.haus.konten["berta"].id)  # fmt: skip
    seen = page(web, "berta", fall)
    assert "/vorgang/schritt/zwischennachricht_versandt/" in seen
    assert "/vorgang/akte/zwischennachricht/" not in seen
    assert bring(web.als("berta"), "zwischennachricht", fall) == 303
    assert count(Vermerk) == 0


@pytest.mark.regel("MH-12")
def test_of_what_is_handed_over_nothing_is_kept(web: Web) -> None:
    fall = web.haus.record("JC", art=None, abgabefall="widerspruch", anliegen=(),
                           abgabe_an="rechtsbehelfsstelle", abgabe_am=HEUTE)  # fmt: skip
    anna = web.als("anna")
    seen = page(web, "anna", fall)
    assert "Abgegeben an Rechtsbehelfsstelle (598) am 15.07.2026" in seen
    for words in ("Vermerk schreiben", "Wiedervorlagen", 'type="file"', "/vorgang/edit/"):
        assert words not in seen
    given = {"art": "vermerk", "datum": HEUTE.isoformat(), "text": "Inhalt"}
    assert bring(anna, "vermerk", fall, **given) == 303
    assert "hält KRM keinen Inhalt fest" in page_after(anna, fall)
    assert count(Vermerk) == 0
