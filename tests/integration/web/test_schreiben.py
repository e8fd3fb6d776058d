"""Writing a letter on the case's page: who may, what is kept, what is refused and how."""

from datetime import date
from io import BytesIO

import pytest
from docx import Document
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from models.db import acting_as, close, writing
from models.rules.rechte import SYSTEM
from models.rules.rollen import DAB
from models.tables import Betroffen, Briefentwurf, Dokument, Ereignis, Vorgang
from tests.integration.web.formulare import edit, form_of
from tests.integration.web.klient import Web

PERSON = {"name": "Beispiel", "vorname": "Kim", "kontakt": "Lindenweg 12\n12345 Lindenau"}
BOESE = '#panic("x") $a$ *b* {{7*7}} <w:t>&amp;</w:t> <script>alert(1)</script>'
FERTIG = "Guten Tag Kim Beispiel,\n\nIhr Geld ist da."


def case(web: Web, **werte: object) -> int:
    return web.haus.record(**{"zugeleitet_am": date(2026, 7, 2)} | PERSON | werte).id


def url(vorgang_id: int, was: str = "antwort") -> str:
    return f"/vorgang/schreiben/{was}/?id={vorgang_id}"


def drafts() -> list[Briefentwurf]:
    with acting_as(SYSTEM):
        return list(Briefentwurf.select().order_by(Briefentwurf.id))


def documents() -> list[Dokument]:
    with acting_as(SYSTEM):
        return list(Dokument.select().order_by(Dokument.id))


@pytest.mark.regel("MH-49", "MH-50", "MH-53")
def test_bernd_writes_the_answer_and_files_it(web: Web) -> None:
    vorgang = case(web)
    bernd = web.als("bernd")
    page = bernd.get(url(vorgang))
    assert "Was Sie zu diesem Vorgang schreiben" in page.text
    assert "Kim Beispiel\nLindenweg 12" in form_of(page.text)["anschrift"]
    saved = edit(bernd, url(vorgang), luecke_antwort="Ihr Antrag wird ggf. geprüft.",
                 aktion="speichern")  # fmt: skip
    assert saved.status_code == 303
    page = bernd.get(url(vorgang))
    assert "Was Sie zu diesem Vorgang schreiben" not in page.text
    assert "vielleicht; wenn nötig" in page.text
    assert "Sagen, wer handelt" in page.text
    filed = edit(bernd, url(vorgang), aktion="ablegen")
    assert filed.status_code == 303, filed.text
    (dokument,) = documents()
    assert (dokument.art, dokument.fassung, dokument.medientyp) == ("antwort", 1, "application/pdf")
    assert "Beispiel" not in dokument.name
    details = bernd.get(f"/vorgang/details/?id={vorgang}").text
    assert "Antwort (Entwurf)" in details
    assert bernd.get(f"/vorgang/datei/?id={dokument.id}").data.startswith(b"%PDF-1.7")


def test_a_second_filing_is_the_next_fassung_and_the_words_stay(web: Web) -> None:
    vorgang = case(web, verantwortlich=web.haus.konten["berta"].id)
    berta = web.als("berta")
    for text in (FERTIG, f"{FERTIG} Danke."):
        assert edit(berta, url(vorgang), text=text, aktion="ablegen").status_code == 303
    assert [d.fassung for d in documents()] == [1, 2]
    assert form_of(berta.get(url(vorgang)).text)["text"].endswith("Danke.")


def test_a_gap_stops_files_and_filing_and_nothing_typed_is_lost(web: Web) -> None:
    vorgang = case(web)
    bernd = web.als("bernd")
    for aktion in ("pdf", "docx", "ablegen"):
        answer = edit(bernd, url(vorgang), betreff="Mein Betreff", aktion=aktion)
        assert answer.status_code == 422
        assert "Hier sind noch Lücken: „was Sie zu diesem Vorgang schreiben“" in answer.text
        assert form_of(answer.text)["betreff"] == "Mein Betreff"
    assert (drafts(), documents()) == ([], [])


def test_values_are_text_in_every_file(web: Web) -> None:
    vorgang = case(web, name=BOESE)
    bernd = web.als("bernd")
    given = {"text": f"{BOESE}\n\n{FERTIG}", "betreff": BOESE, "unterschrift": BOESE}
    pdf = edit(bernd, url(vorgang), aktion="pdf", **given)
    assert (pdf.status_code, pdf.mimetype) == (200, "application/pdf")
    assert pdf.headers["Content-Disposition"].startswith("attachment")
    docx = edit(bernd, url(vorgang), aktion="docx", **given)
    document = Document(BytesIO(docx.data))
    assert BOESE in [p.text for p in document.paragraphs]
    page = edit(bernd, url(vorgang), aktion="speichern", **given)
    assert page.status_code == 303
    text = bernd.get(url(vorgang)).text
    assert "<script>alert" not in text
    assert drafts()[0].text == f"{BOESE}\n\n{FERTIG}"


def test_signs_that_the_typeface_lacks_are_named_and_control_signs_go(web: Web) -> None:
    vorgang = case(web)
    bernd = web.als("bernd")
    answer = edit(bernd, url(vorgang), text=f"{FERTIG} \U0001f600", aktion="pdf")
    assert "Die Schrift des Briefs kennt nicht: „\U0001f600“" in answer.text
    docx = edit(bernd, url(vorgang), text=f"{FERTIG}\x01\x0b", aktion="docx")
    assert docx.status_code == 200


def test_who_may_not_write_gets_no_letter(web: Web) -> None:
    vorgang, dab = case(web), case(web, art=DAB)
    assert web.als("clara").get(url(vorgang)).status_code == 404
    assert web.als("dora").get(url(vorgang)).status_code == 403
    head_only = web.als("anna").get(url(dab))
    assert head_only.status_code == 403
    assert "Kim" not in head_only.text
    assert 'id="schreiben"' not in web.als("anna").get(f"/vorgang/details/?id={dab}").text
    assert web.als("clara").post(url(vorgang), text="x", aktion="speichern").status_code == 404
    assert drafts() == []


def test_only_what_fits_is_offered(web: Web) -> None:
    vorgang, lob = case(web), case(web, art="lob")
    page = web.als("bernd").get(f"/vorgang/details/?id={vorgang}").text
    offered = page.partition('id="schreiben"')[2].partition("</section>")[0]
    assert "schreiben/antwort/" in offered
    assert "schreiben/zwischennachricht/" in offered
    assert "dankeschreiben" not in offered
    assert "erledigung" not in offered
    lobseite = web.als("bernd").get(f"/vorgang/details/?id={lob}").text
    assert "schreiben/dankeschreiben/" in lobseite
    assert "schreiben/antwort/" not in lobseite
    answer = web.als("bernd").get(url(vorgang, "dankeschreiben"))
    assert answer.status_code == 303
    assert web.als("bernd").get(url(vorgang, "baustein")).status_code == 404
    assert web.als("bernd").get(url(vorgang, "gibtsnicht")).status_code == 404


def test_who_comes_too_late_keeps_her_text(web: Web) -> None:
    vorgang = case(web)
    answer = web.als("bernd").post(
        url(vorgang, "dankeschreiben"), betreff="B", text="Ein langer Text.", aktion="speichern"
    )
    assert answer.status_code == 422
    assert "passt zum Vorgang nicht" in answer.text
    assert form_of(answer.text)["text"] == "Ein langer Text."


def test_the_second_writer_sees_both_texts(web: Web) -> None:
    vorgang = case(web, verantwortlich=web.haus.konten["berta"].id)
    bernd, berta = web.als("bernd"), web.als("berta")
    before = form_of(bernd.get(url(vorgang)).text)
    edit(berta, url(vorgang), text="Text von Berta.", aktion="speichern")
    answer = bernd.post(url(vorgang), **before | {"text": "Text von Bernd.", "aktion": "speichern"})
    assert answer.status_code == 409
    assert "Text von Berta." in answer.text
    assert form_of(answer.text)["text"] == "Text von Bernd."
    again = bernd.post(url(vorgang), **form_of(answer.text) | {"aktion": "speichern"})
    assert again.status_code == 303
    assert drafts()[0].text == "Text von Bernd."


@pytest.mark.regel("MV-06")
def test_labels_and_names_of_employees_are_pointed_out(web: Web) -> None:
    vorgang = case(web)
    with writing(by=SYSTEM):
        Betroffen.create(vorgang=vorgang, konto=None, bezeichnung="Frau Sommerfeld")
    bernd = web.als("bernd")
    edit(bernd, url(vorgang), text="Frau Sommerfeld nannte Sie Querulant.", aktion="speichern")
    page = bernd.get(url(vorgang)).text
    assert "Etikett für eine Person" in page
    assert "nichts über andere Personen" in page


def test_a_passage_is_inserted_and_a_draft_begins_anew(web: Web) -> None:
    vorgang = case(web)
    bernd = web.als("bernd")
    edit(bernd, url(vorgang), text="Erster.\n\nLetzter.", baustein="Entschuldigung",
         aktion="einfuegen")  # fmt: skip
    text = form_of(bernd.get(url(vorgang)).text)["text"]
    assert text.startswith("Erster.")
    assert text.endswith("Letzter.")
    assert "um Entschuldigung" in text
    assert edit(bernd, url(vorgang), aktion="neu").status_code == 303
    assert drafts() == []
    with acting_as(SYSTEM):
        names = [e.name for e in Ereignis.select().order_by(Ereignis.id)]
        told = " ".join(e.daten for e in Ereignis.select())
    assert names[-2:] == ["brief_drafted", "brief_discarded"]
    assert "Erster" not in told


_HEIKEL = ("{{antwort}}", "{{", "{{a" * 50 + "}}", "\x00", "\x01\x0b", "\ud7ff", "\U0001f600",
           BOESE, "a" * 30_000, "-1", "99999999999", "\r\n\r\n", "{{luecke}}", "٣")  # fmt: skip
_TEILE = ("text", "betreff", "anschrift", "unterschrift", "version", "baustein", "luecke_antwort",
          "luecke_", "luecke_{{x}}", "luecke_csrf_token")  # fmt: skip


@pytest.mark.parametrize("feld", ["betreff", "text"])
@pytest.mark.parametrize(
    "unsichtbar", ["\ud7ff", "\u200b", "\u202e\ufe0f", "\U000e0041", " \u00ad "]
)
def test_what_nobody_sees_is_no_subject_and_no_text(web: Web, feld: str, unsichtbar: str) -> None:
    bernd, vorgang = web.als("bernd"), case(web)
    for aktion in ("pdf", "docx", "ablegen"):
        answer = edit(bernd, url(vorgang), **{"betreff": "Antwort", "text": FERTIG,
                      feld: unsichtbar, "aktion": aktion})  # fmt: skip
        assert answer.status_code == 422
        assert "Bitte dieses Feld ausfüllen." in answer.text
    assert documents() == []


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@example(form={"text": "{{antwort}}", "luecke_antwort": "\0"}, aktion="speichern")
@given(
    form=st.dictionaries(
        st.sampled_from(_TEILE), st.one_of(st.sampled_from(_HEIKEL), st.text(max_size=60))
    ),
    aktion=st.sampled_from(["speichern", "pdf", "docx", "ablegen", "einfuegen", "neu", "?"]),
)
def test_no_form_breaks_a_letter(web: Web, form: dict[str, str], aktion: str) -> None:
    with acting_as(SYSTEM):
        known = Vorgang.select(Vorgang.id).first()
    vorgang = known.id if known else case(web)
    bernd = web.als("bernd")
    data = {"csrf_token": bernd.token, "aktion": aktion} | form
    answer = bernd.client.post(url(vorgang), data=data, buffered=True)
    assert answer.status_code < 500
    close()
    assert bernd.get(url(vorgang)).status_code == 200


@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(betreff=st.one_of(st.sampled_from(_HEIKEL), st.text(max_size=8)), text=st.text(max_size=8),
       datei=st.sampled_from(["pdf", "docx"]))  # fmt: skip
def test_any_text_becomes_a_file_or_is_refused_at_its_field(
    web: Web, betreff: str, text: str, datei: str
) -> None:
    with acting_as(SYSTEM):
        known = Vorgang.select(Vorgang.id).first()
    bernd, vorgang = web.als("bernd"), known.id if known else case(web)
    data = {"csrf_token": bernd.token, "aktion": datei, "betreff": betreff, "text": text}
    answer = bernd.client.post(url(vorgang), data=data, buffered=True)
    assert answer.status_code in (200, 422)
    assert (answer.status_code == 200) is answer.data.startswith((b"%PDF", b"PK"))


@pytest.mark.regel("MH-64")
def test_the_verzicht_is_not_filed_before_it_is_signed(web: Web) -> None:
    vorgang = case(web, art="petition", weg="fueb", frist_extern=date(2026, 8, 31))
    bernd = web.als("bernd")
    page = bernd.get(url(vorgang, "verzicht"))
    assert "Ein Blatt ohne Briefkopf" in page.text
    assert "Als PDF ablegen" not in page.text
    answer = edit(bernd, url(vorgang, "verzicht"), text=FERTIG, aktion="ablegen")
    assert answer.status_code == 422
    assert documents() == []


@pytest.mark.regel("MH-12", "MH-18")
def test_a_hand_over_has_its_letter_after_its_end(web: Web) -> None:
    handed = web.haus.record(
        "JC", art=None, abgabefall="widerspruch", abgabe_an="rechtsbehelfsstelle",
        abgabe_am=date(2026, 7, 2), anliegen=(),
    )  # fmt: skip
    anna = web.als("anna")
    page = anna.get(url(handed.id, "abgabenachricht"))
    assert page.status_code == 200
    assert "Rechtsbehelfsstelle" in form_of(page.text)["text"]
    filed = edit(anna, url(handed.id, "abgabenachricht"), aktion="ablegen")
    assert filed.status_code == 303
    assert [d.art for d in documents()] == ["abgabenachricht"]
