"""The door: what it is first, then one screen; what KRM must not record is handed over."""

from datetime import date
from io import BytesIO

import pytest

from models.db import acting_as
from models.rules.rechte import SYSTEM
from models.tables import Anliegen, Dokument, Inhalt, Vorgang
from tests.haus import Haus
from tests.integration.web.formulare import edit, form_of
from tests.integration.web.klient import Mensch, Web

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
MAIL = (
    b"From: Mila Meise <mila@mail.example>\r\nTo: krm@jobcenter.example\r\n"
    b"Date: Mon, 13 Jul 2026 10:00:00 +0200\r\nSubject: Keine Antwort\r\nMIME-Version: 1.0\r\n"
    b'Content-Type: multipart/mixed; boundary="x"\r\n\r\n'
    b"--x\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nSeit Mai warte ich.\r\n"
    b'--x\r\nContent-Type: text/plain; name="zettel.txt"\r\n'
    b'Content-Disposition: attachment; filename="zettel.txt"\r\n\r\nEin Zettel.\r\n--x--\r\n'
)


def entry(haus: Haus, **changes: str) -> dict[str, str]:
    return {
        "eingangsweg": "schriftlich",
        "eingang_am": "2026-07-10",
        "einheit": str(haus.einheiten["501"].id),
        "name": "Zander",
        "anliegen_1_kategorie": "bearbeitungsdauer",
        "anliegen_1_anliegen_text": "Seit Mai keine Antwort.",
    } | changes


def cases() -> list[Vorgang]:
    with acting_as(SYSTEM):
        return list(Vorgang.select().order_by(Vorgang.id))


def test_anna_records_a_complaint_on_one_screen(web: Web) -> None:
    answer = web.als("anna").post("/eingang/beschwerde/", **entry(web.haus))
    assert answer.status_code == 303
    (vorgang,) = cases()
    assert (vorgang.art, vorgang.anonym, vorgang.frist_am) == (
        "beschwerde",
        False,
        date(2026, 7, 24),
    )


def test_a_day_long_ago_is_asked_back(web: Web) -> None:
    anna = web.als("anna")
    anna.post("/eingang/beschwerde/", **entry(web.haus, eingang_am="2016-07-10"))
    assert "Eingang am 10.07.2016: Stimmt das Jahr?" in anna.get("/").text
    anna.post("/eingang/beschwerde/", **entry(web.haus))
    assert "Stimmt das Jahr?" not in anna.get("/").text


def test_a_team_s_case_lies_with_the_team_though_anna_may_act(web: Web) -> None:
    anna = web.als("anna")
    given = entry(web.haus) | {"anliegen_1_kategorie": ""}
    anna.post("/eingang/hinweis/", **given)
    (vorgang,) = cases()
    page = anna.get(f"/vorgang/details/?id={vorgang.id}").text
    assert "Zur Kenntnis nehmen und abschließen</a>" in page
    assert "Ihnen</span>" not in page
    assert "Ihnen</span>" in web.als("bernd").get(f"/vorgang/details/?id={vorgang.id}").text


def test_line_ends_pasted_from_word_stay_line_ends(web: Web) -> None:
    pasted = {"anliegen_1_anliegen_text": "Eins.\x0bZwei.\x01", "name": "Zan\x0bder"}
    web.als("anna").post("/eingang/beschwerde/", **entry(web.haus) | pasted)
    with acting_as(SYSTEM):
        assert Anliegen.get().anliegen_text == "Eins.\nZwei."
        assert Inhalt.get().name == "Zan der"


@pytest.mark.regel("MH-91")
def test_what_is_wanted_is_ticked_several_at_once_and_may_be_unticked(web: Web) -> None:
    anna, name = web.als("anna"), "anliegen_1_begehren_art"
    anna.post("/eingang/beschwerde/", **entry(web.haus) | {name: ["klaerung", "pruefung"]})
    (vorgang,) = cases()
    page = anna.get(f"/vorgang/details/?id={vorgang.id}").text
    assert "Klärung, Prüfung" in page
    url = f"/vorgang/edit/?id={vorgang.id}"
    assert anna.get(url).text.count(" checked>") == 2
    for ticked, kept in ((["pruefung"], "pruefung"), ([], None)):
        form = form_of(anna.get(url).text) | {name: ticked}
        assert anna.post(url, **form).status_code == 303
        with acting_as(SYSTEM):
            assert Anliegen.get(Anliegen.vorgang == vorgang.id).begehren_art == kept
    form = form_of(anna.get(url).text) | {name: ["geld"]}
    assert f'href="#{name}"' in anna.post(url, **form).text


def test_a_lob_without_a_name_is_anonymous(web: Web) -> None:
    web.als("anna").post("/eingang/lob/", **entry(web.haus, name=""))
    (vorgang,) = cases()
    assert (vorgang.art, vorgang.anonym, vorgang.wartet_auf) == ("lob", True, "vz_gf")


@pytest.mark.regel("MH-12", "MH-16", "MH-17", "MH-18", "BS-17", "BL-08")
@pytest.mark.parametrize(
    ("kind", "addressee"),
    [
        ("widerspruch", "rechtsbehelfsstelle"),
        ("datenschutz", "bdsb"),
        ("anfrage", "fachbereich"),
        ("korruption", "andere-stelle"),
        ("leistungsmissbrauch", "fachbereich"),
        ("meldestelle", "meldestelle"),
    ],
)
def test_what_is_no_krm_matter_is_handed_over_without_content(
    web: Web, kind: str, addressee: str
) -> None:
    anna = web.als("anna")
    assert addressee in anna.get(f"/eingang/{kind}/").text
    anna.post(f"/eingang/{kind}/", **entry(web.haus, abgabe_an=addressee, abgabe_am="2026-07-15"))
    (vorgang,) = cases()
    assert (vorgang.art, vorgang.abgabefall, vorgang.status) == (None, kind, "abgegeben")
    assert vorgang.eingang_am == date(2026, 7, 10)
    with acting_as(SYSTEM):
        stored = Inhalt.get()
        assert [stored.name, stored.kontakt] == [None, None]
        assert Anliegen.select().count() == 0


@pytest.mark.regel("MH-12", "MH-18")
def test_a_hidden_widerspruch_goes_its_way_and_the_complaint_stays(web: Web) -> None:
    parts = {"teil_abgabefall": "widerspruch", "teil_an": "rechtsbehelfsstelle"}
    web.als("anna").post("/eingang/beschwerde/", **entry(web.haus, **parts))
    complaint, handed_over = cases()
    assert (complaint.art, complaint.teilabgabe, complaint.status) == (
        "beschwerde",
        "Widerspruch → Rechtsbehelfsstelle (598), 15.07.2026",
        "erfasst",
    )
    assert (handed_over.abgabefall, handed_over.abgabe_am, handed_over.eingang_am) == (
        "widerspruch",
        date(2026, 7, 15),
        date(2026, 7, 10),
    )


def test_a_part_without_addressee_is_asked_for_and_nothing_is_recorded(web: Web) -> None:
    answer = web.als("anna").post(
        "/eingang/beschwerde/", **entry(web.haus, teil_abgabefall="widerspruch")
    )
    assert answer.status_code == 422
    assert "an wen der Teil abgegeben wird" in answer.text
    assert cases() == []


@pytest.mark.regel("MH-30")
def test_cards_are_typed_one_after_another(web: Web) -> None:
    anna = web.als("anna")
    card = entry(
        web.haus, eingangsweg="meinungskarte", art="lob", standort="Haus B", weiter="ja", name=""
    )
    answer = anna.post("/eingang/meinungskarte/", **card)
    assert answer.location.endswith(f"/eingang/meinungskarte/?nach={cases()[0].id}")
    page = anna.get(answer.location).text
    assert 'value="Haus B"' in page
    assert 'value="2026-07-10"' in page
    assert "Seit Mai keine Antwort." not in page


def test_earlier_cases_of_the_person_show_up_and_only_in_annas_house(web: Web) -> None:
    asked = {"name": "Zander", "vorname": "Zita"}
    web.als("anna").post("/eingang/beschwerde/", **entry(web.haus, **asked))
    assert "KRM-2026-00001" in web.als("anna").post("/eingang/frueher/", **asked).text
    assert "KRM-2026-00001" not in web.als("zoe").post("/eingang/frueher/", **asked).text


def test_a_dropped_mail_fills_the_form_and_keeps_its_attachments(web: Web) -> None:
    anna = web.als("anna")
    answer = anna.post("/eingang/mail/", datei=(BytesIO(MAIL), "post.eml"))
    page = anna.get(answer.location).text
    for words in ("Meise", "mila@mail.example", "Seit Mai warte ich.", "2026-07-13", "1 Anhang"):
        assert words in page
    anna.post("/eingang/beschwerde/", **form_of(page) | entry(web.haus))
    with acting_as(SYSTEM):
        filed = [(d.art, d.name) for d in Dokument.select().order_by(Dokument.id)]
    assert filed == [("eingang", "E-Mail.eml"), ("anlage", "zettel.txt")]
    assert "Seit Mai warte ich." not in anna.get("/eingang/beschwerde/").text


@pytest.mark.parametrize("content", [b"", b"kein Brief", b"\x00\xff" * 50])
def test_what_is_no_mail_is_refused_kindly(web: Web, content: bytes) -> None:
    answer = web.als("anna").post("/eingang/mail/", datei=(BytesIO(content), "x.eml"))
    assert answer.status_code == 422
    assert "E-Mail" in answer.text


def test_there_is_no_door_for_what_nobody_named(web: Web) -> None:
    assert web.als("anna").get("/eingang/brieftaube/").status_code == 404


def files(*given: tuple[bytes, str]) -> list[tuple[BytesIO, str]]:
    return [(BytesIO(content), name) for content, name in given]


def filed() -> list[tuple[str, str]]:
    with acting_as(SYSTEM):
        return [(d.art, d.name) for d in Dokument.select().order_by(Dokument.id)]


def tray(web: Web) -> list[str]:
    """What lies in the tray of the house."""
    folder = web.app.config["KRM"].ablage_dir / "eingang"
    return sorted(path.name for path in folder.glob("*"))


def test_the_scanned_letter_and_its_anlagen_are_filed_with_the_case(web: Web) -> None:
    anna = web.als("anna")
    assert "PDF, Word, Excel" in anna.get("/eingang/beschwerde/").text
    given = files((PDF, "brief.pdf"), (b"Ein Zettel.", "zettel.txt"))
    answer = anna.post("/eingang/beschwerde/", **entry(web.haus), dateien=given)
    assert answer.status_code == 303
    assert filed() == [("eingang", "brief.pdf"), ("anlage", "zettel.txt")]


def test_a_refused_file_is_named_and_the_good_one_is_not_lost(web: Web) -> None:
    anna = web.als("anna")
    given = files((PDF, "brief.pdf"), (b"<html><script>x</script>", "seite.html"))
    refused = anna.post("/eingang/beschwerde/", **entry(web.haus), dateien=given)
    assert refused.status_code == 422
    assert "seite.html: HTML, XML und SVG nimmt KRM nicht an." in refused.text
    assert "Seit Mai keine Antwort." in refused.text
    assert "brief.pdf ablegen" in refused.text
    assert (cases(), filed()) == ([], [])
    kept = form_of(refused.text)
    assert anna.post("/eingang/beschwerde/", **kept).status_code == 303
    assert filed() == [("eingang", "brief.pdf")]


def test_a_file_of_a_form_that_was_left_goes_into_no_other_case(web: Web) -> None:
    anna = web.als("anna")
    given = files((PDF, "brief.pdf"))
    anna.post("/eingang/beschwerde/", **entry(web.haus, eingang_am=""), dateien=given)
    assert "brief.pdf" not in anna.get("/eingang/lob/").text
    assert anna.post("/eingang/lob/", **entry(web.haus)).status_code == 303
    assert filed() == []


@pytest.mark.parametrize("way", ["e-mail", "telefonisch"])
def test_the_form_proposes_today_the_house_and_the_way_of_the_last_one(web: Web, way: str) -> None:
    anna = web.als("anna")
    first = form_of(anna.get("/eingang/beschwerde/").text)
    assert (first["eingangsweg"], first["eingang_am"]) == ("schriftlich", "2026-07-15")
    assert first["einheit"] == str(web.haus.einheiten["JC"].id)
    anna.post("/eingang/beschwerde/", **entry(web.haus, eingangsweg=way))
    assert form_of(anna.get("/eingang/lob/").text)["eingangsweg"] == way


@pytest.mark.regel("MH-43")
def test_the_next_step_is_one_click_away_after_the_intake(web: Web) -> None:
    anna = web.als("anna")
    answer = anna.post("/eingang/beschwerde/", **entry(web.haus))
    page = anna.get(answer.location).text
    assert "KRM-2026-00001 ist erfasst. Der nächste Schritt:" in page
    assert f'href="/vorgang/schritt/zugeleitet/?id={cases()[0].id}">Zuleiten</a>' in page


def test_a_hand_over_is_not_called_a_case(web: Web) -> None:
    anna = web.als("anna")
    asked = {"abgabe_an": "rechtsbehelfsstelle", "abgabe_am": "2026-07-15"}
    answer = anna.post("/eingang/widerspruch/", **entry(web.haus, **asked))
    page = anna.get(answer.location).text
    assert "Vermerkt: abgegeben als Widerspruch an: Rechtsbehelfsstelle (598)." in page
    assert "ist erfasst" not in page


def test_the_part_that_goes_elsewhere_is_told_in_words(web: Web) -> None:
    anna = web.als("anna")
    parts = {"teil_abgabefall": "datenschutz", "teil_an": "bdsb"}
    answer = anna.post("/eingang/beschwerde/", **entry(web.haus, **parts))
    assert "Ein Teil ist abgegeben als Datenschutz/IFG an: bDSB." in anna.get(answer.location).text


def taken(anna: Mensch, mail: bytes = MAIL) -> str:
    """The page of the form that a mail fills."""
    answer = anna.post("/eingang/mail/", datei=(BytesIO(mail), "post.eml"))
    assert answer.status_code == 303, answer.text
    return anna.get(answer.location).text


def test_a_mail_waits_until_somebody_says_what_it_is(web: Web) -> None:
    anna = web.als("anna")
    token = form_of(taken(anna))["entwurf"]
    assert f'href="/eingang/?entwurf={token}">Keine Antwort</a>' in anna.get("/eingang/").text
    assert "„Keine Antwort“ ist eingelesen" in anna.get(f"/eingang/?entwurf={token}").text
    assert "Seit Mai warte ich." in anna.get(f"/eingang/lob/?entwurf={token}").text
    anna.post("/eingang/mail/", verwerfen="ja", entwurf=token)
    gone = anna.get(f"/eingang/lob/?entwurf={token}").text
    assert "Seit Mai warte ich." not in gone
    assert "liegt hier nicht mehr bereit" in gone
    assert "Keine Antwort" not in anna.get("/eingang/").text


def test_a_mail_that_is_handed_over_goes_into_no_case(web: Web) -> None:
    anna = web.als("anna")
    token = form_of(taken(anna))["entwurf"]
    page = anna.get(f"/eingang/widerspruch/?entwurf={token}").text
    assert "wird nicht in KRM abgelegt" in page
    asked = {"abgabe_an": "rechtsbehelfsstelle", "abgabe_am": "2026-07-15"}
    anna.post("/eingang/widerspruch/", **form_of(page) | entry(web.haus, **asked))
    anna.post("/eingang/beschwerde/", **entry(web.haus))
    assert filed() == []
    assert tray(web) == []


def test_what_is_rarely_known_is_asked_for_too(web: Web) -> None:
    more = {"vertretung": "Anwältin Ast", "bg_nummer": "96202//0001", "prioritaet": "erheblich",
            "art_wie_bezeichnet": "Widerspruch", "eingangsstelle": "gf"}  # fmt: skip
    answer = web.als("anna").post("/eingang/beschwerde/", **entry(web.haus, **more))
    assert answer.status_code == 303, answer.text
    with acting_as(SYSTEM):
        stored = Inhalt.get()
    assert (stored.vertretung, stored.bg_nummer) == ("Anwältin Ast", "96202//0001")
    assert cases()[0].prioritaet == "erheblich"


@pytest.mark.regel("MH-92")
def test_a_petition_of_several_people_is_one_case_that_names_them(web: Web, haus: Haus) -> None:
    form = {"eingangsweg": "schriftlich", "eingang_am": "2026-07-14", "name": "Zander",
            "einheit": str(haus.einheiten["JC"].id), "weitere_petenten": "Robin Beispiel\nToni B.",
            "anliegen_1_anliegen_text": "Keine Antwort."}  # fmt: skip
    answer = web.als("anna").post("/eingang/petition/", **form)
    assert answer.status_code == 303
    page = web.als("anna").get(answer.location).text
    assert "Weitere Petent" in page
    assert "Robin Beispiel" in page


@pytest.mark.parametrize("art", ["beschwerde", "lob", "petition", "hinweis"])
def test_a_slip_of_the_key_records_no_empty_case(web: Web, art: str) -> None:
    anna = web.als("anna")
    url = f"/eingang/{art}/"
    answer = edit(anna, url)
    assert answer.status_code == 422
    assert "Bitte sagen, worum es geht, oder den Brief als Datei mitgeben." in answer.text
    assert cases() == []
    assert edit(anna, url, dateien=files((PDF, "brief.pdf"))).status_code == 303
