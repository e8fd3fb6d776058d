"""Anna keeps the wordings of letters and the letterhead; Bernd and the others write with them."""

from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from models.actions.textbausteine import seed_textbausteine
from models.db import acting_as, close
from models.rules.rechte import SYSTEM
from models.tables import Briefkopf, Textbaustein
from tests.haus import JETZT
from tests.integration.web.formulare import edit, form_of
from tests.integration.web.klient import Web


@pytest.fixture(autouse=True)
def delivered(web: Web) -> None:
    seed_textbausteine(by=SYSTEM, now=JETZT)
    close()


def wording(schreiben: str, name: str = "text") -> Textbaustein:
    with acting_as(SYSTEM):
        query = Textbaustein.select().where(
            Textbaustein.schreiben == schreiben, Textbaustein.name == name
        )
        return query.order_by(Textbaustein.gueltig_ab.desc()).first()


def edit_url(row: Textbaustein) -> str:
    return f"/textbaustein/edit/?id={row.id}"


@pytest.mark.regel("MH-55")
def test_a_new_wording_stands_in_bernds_next_letter(web: Web) -> None:
    old = wording("antwort")
    saved = edit(web.als("anna"), edit_url(old), text="{{anrede}}, guten Morgen!\n\n{{antwort}}")
    assert saved.status_code == 303
    new = wording("antwort")
    assert (new.id != old.id, new.gueltig_ab.isoformat()) == (True, "2026-07-15")
    vorgang = web.haus.record()
    page = web.als("bernd").get(f"/vorgang/schreiben/antwort/?id={vorgang.id}")
    assert "guten Morgen!" in form_of(page.text)["text"]
    details = web.als("anna").get(f"/textbaustein/details/?id={old.id}").text
    assert "galt bis 14.07.2026" in details
    assert "gilt heute" in details


def test_only_the_front_office_sees_the_screen(web: Web) -> None:
    row = wording("antwort")
    for wer, status in (("anna", 200), ("bernd", 403), ("dora", 403), ("adam", 403)):
        assert web.als(wer).get("/textbaustein/").status_code == status
        assert web.als(wer).get("/briefkopf/").status_code == status
    assert web.als("bernd").get(edit_url(row)).status_code == 404
    assert "Textbausteine" not in web.als("bernd").get("/").text
    assert "Textbausteine" in web.als("anna").get("/").text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{{anrede}} {{7*7}} {{antwort}}", "kein Platzhalter"),
        ("{{anrede}} {{antwort}} {{kundennummer}}", "gibt es hier nicht; möglich: abgabe_am"),
        ("{{anrede}}", "In diesem Schreiben fehlt: {{antwort}}"),
        ("{{antwort}} Sie Querulant!", "beschreibt eine Person"),
    ],
)
def test_a_wrong_wording_is_told_at_its_field_and_kept(web: Web, text: str, words: str) -> None:
    row = wording("antwort")
    answer = edit(web.als("anna"), edit_url(row), text=text)
    assert answer.status_code == 422
    assert words in answer.text
    assert form_of(answer.text)["text"] == text
    assert wording("antwort").id == row.id


def test_the_preview_saves_nothing_and_shows_an_invented_case_with_advice(web: Web) -> None:
    row = wording("antwort")
    answer = edit(web.als("anna"), edit_url(row), text="{{anrede}}, ggf. {{antwort}}",
                  aktion="vorschau")  # fmt: skip
    assert answer.status_code == 200
    assert "Guten Tag Kim Muster, ggf. Ihr Antrag ist bewilligt." in answer.text
    assert "vielleicht; wenn nötig" in answer.text
    assert wording("antwort").id == row.id
    pdf = web.als("anna").get(f"/textbaustein/muster/?id={row.id}")
    assert pdf.data.startswith(b"%PDF-1.7")


def test_hard_words_are_a_hint_and_no_obstacle(web: Web) -> None:
    row = wording("baustein", "Entschuldigung")
    saved = edit(web.als("anna"), edit_url(row), text="Hiermit bedauern wir das zeitnah.")
    assert saved.status_code == 303
    assert "weglassen" in web.als("anna").get(saved.location).text


def test_a_passage_may_be_added_once_and_may_end(web: Web) -> None:
    anna = web.als("anna")
    for expected in (303, 422):
        answer = edit(anna, "/textbaustein/new/", name="Termin", text="Kommen Sie gern.")
        assert answer.status_code == expected
    row = wording("baustein", "Termin")
    ended = edit(anna, f"/textbaustein/handlung/beenden/?id={row.id}", gueltig_bis="2026-07-31")
    assert ended.status_code == 303
    letter = wording("antwort")
    assert anna.get(f"/textbaustein/handlung/beenden/?id={letter.id}").status_code == 409


def test_two_who_write_at_once_lose_nothing(web: Web) -> None:
    row = wording("antwort")
    anna, zoe = web.als("anna"), web.als("zoe")
    before = form_of(anna.get(edit_url(row)).text)
    edit(zoe, edit_url(row), text="{{antwort}} Gruß von Zoe")
    answer = anna.post(edit_url(row), **before | {"text": "{{antwort}} Gruß von Anna"})
    assert answer.status_code == 422
    assert "schon eine neuere Fassung" in answer.text
    assert "Gruß von Anna" in form_of(answer.text)["text"]
    assert wording("antwort").text.endswith("Zoe")


def logo(kind: str = "PNG") -> BytesIO:
    file = BytesIO()
    Image.new("RGB", (60, 20), (20, 80, 107)).save(file, kind)
    file.seek(0)
    return file


def send_logo(web: Web, wer: str, datei: Any) -> Any:
    with acting_as(SYSTEM):
        row = Briefkopf.get()
    return web.als(wer).post(f"/briefkopf/logo/?id={row.id}", version=str(row.version), datei=datei)


def kopf() -> Briefkopf:
    with acting_as(SYSTEM):
        return Briefkopf.get()


def test_anna_enters_the_letterhead_and_it_stands_on_letters(web: Web) -> None:
    anna = web.als("anna")
    jc = str(web.haus.einheiten["JC"].id)
    made = edit(anna, "/briefkopf/new/", einheit=jc, anschrift="Ulmenallee 12\n12345 Lindenau",
                telefon="030 5555")  # fmt: skip
    assert made.status_code == 303
    for kind in ("PNG", "JPEG"):
        assert send_logo(web, "anna", (logo(kind), "logo.x")).status_code == 303
        assert kopf().logo_typ == kind.lower()
    vorgang = web.haus.record(name="Muster")
    url = f"/vorgang/schreiben/antwort/?id={vorgang.id}"
    docx = edit(web.als("bernd"), url, text="Guten Tag.", aktion="docx")
    pdf = edit(web.als("bernd"), url, text="Guten Tag.", aktion="pdf")
    assert (docx.status_code, pdf.status_code) == (200, 200)
    assert f"/briefkopf/logo/?id={kopf().id}" in anna.get(made.location).text
    picture = anna.get(f"/briefkopf/logo/?id={kopf().id}")
    assert (picture.mimetype, picture.data[:2]) == ("image/jpeg", b"\xff\xd8")
    assert anna.get(f"/briefkopf/muster/?id={kopf().id}").data.startswith(b"%PDF")
    gone = anna.post(f"/briefkopf/handlung/ohne-logo/?id={kopf().id}", version=str(kopf().version))
    assert (gone.status_code, kopf().logo) == (303, "")


def test_what_is_no_picture_is_no_logo(web: Web) -> None:
    edit(web.als("anna"), "/briefkopf/new/", einheit=str(web.haus.einheiten["JC"].id))
    broken = logo().getvalue()[:40]
    for daten in (b"%PDF-1.4", b"<svg/>", broken, logo().getvalue() + b"\0" * 400_000):
        send_logo(web, "anna", (BytesIO(daten), "logo.png"))
        assert kopf().logo == ""
    assert send_logo(web, "bernd", (logo(), "logo.png")).status_code == 404
    assert send_logo(web, "zoe", (logo(), "logo.png")).status_code == 403
    assert web.als("anna").post(f"/briefkopf/logo/?id={kopf().id}", version="1").status_code == 303
