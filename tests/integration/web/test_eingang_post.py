"""E-mails and files that other programs stumbled over, taken in at the door and at the case."""

from io import BytesIO

import pytest

from models.db import acting_as
from models.rules.rechte import SYSTEM
from models.tables import Dokument, Vorgang
from tests.integration.web.formulare import form_of
from tests.integration.web.klient import Mensch, Web
from tests.integration.web.test_eingang import entry, taken
from tests.post import FAELLE


def mail(name: str) -> bytes:
    """A mail of the folder, sent while the clock of these tests stands in July."""
    return (FAELLE / name).read_bytes().replace(b"26 Nov 2026", b"09 Jul 2026")


def recorded(web: Web, anna: Mensch, content: bytes) -> list[tuple[str, str, str]]:
    """Record a case from a mail; what was filed of it."""
    form = form_of(taken(anna, content))
    answer = anna.post("/eingang/beschwerde/", **form | entry(web.haus))
    assert answer.status_code == 303, answer.text
    with acting_as(SYSTEM):
        rows = Dokument.select().order_by(Dokument.id)
        return [(row.art, row.name, row.medientyp) for row in rows]


@pytest.mark.parametrize(
    "name", ["11-bom.eml", "12-mbox-from.eml", "12b-mbox-from-html.eml", "14-leerzeile-vorn.eml"]
)
def test_the_original_is_filed_as_a_mail_whatever_stands_in_front(web: Web, name: str) -> None:
    filed = recorded(web, web.als("anna"), mail(name))
    assert filed == [("eingang", "E-Mail.eml", "message/rfc822")]


def test_annas_outlook_message_is_read_and_filed(web: Web) -> None:
    filed = recorded(web, web.als("anna"), (FAELLE / "outlook.msg").read_bytes())
    assert filed == [
        ("eingang", "E-Mail.msg", "application/vnd.ms-outlook"),
        ("anlage", "serveimage.jpg", "image/jpeg"),
    ]


def test_a_mail_from_the_future_leaves_the_day_open_and_says_why(web: Web) -> None:
    page = taken(web.als("anna"), mail("18-datum-zukunft.eml"))
    assert form_of(page)["eingang_am"] == ""
    assert "liegt in der Zukunft (26.11.2029)" in page


def test_a_mail_without_a_date_takes_the_day_of_its_route_and_says_so(web: Web) -> None:
    page = taken(web.als("anna"), mail("16-ohne-datum.eml"))
    assert form_of(page)["eingang_am"] == "2026-07-09"
    assert "Die E-Mail nennt kein Datum." in page


def test_behind_a_contact_form_anna_sees_the_person(web: Web) -> None:
    page = taken(web.als("anna"), mail("15-kontaktformular-replyto.eml"))
    form = form_of(page)
    assert (form["name"], form["vorname"], form["kontakt"]) == (
        "Probe",
        "Erika",
        "erika.probe@example.org",
    )
    assert "Absender ist „Webformular“" in page


def test_each_refused_attachment_is_named_with_its_own_reason(web: Web) -> None:
    page = taken(web.als("anna"), mail("44-anhaenge-gemischt.eml"))
    for words in (
        "foto.heic: Fotos im HEIC-Format nimmt KRM nicht an.",
        "alt.doc: Alte Office-Dateien (.doc, .xls, .ppt) nimmt KRM nicht an.",
        "scan.tif: TIFF-Bilder nimmt KRM nicht an.",
        "mit 2 Anhängen",
    ):
        assert words in page


def test_a_long_text_is_said_to_be_cut(web: Web) -> None:
    assert "länger als das Feld" in taken(web.als("anna"), mail("49-langer-text.eml"))


def upload(web: Web, name: str) -> str:
    """What Anna reads after filing a document in a new case."""
    anna = web.als("anna")
    anna.post("/eingang/beschwerde/", **entry(web.haus))
    with acting_as(SYSTEM):
        vorgang = Vorgang.select().get()
    datei = (BytesIO((FAELLE / name).read_bytes()), name)
    anna.post(f"/vorgang/dokument/?id={vorgang.id}", art="anlage", datei=datei)
    return anna.get(f"/vorgang/details/?id={vorgang.id}").text


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("bom.pdf", "Abgelegt: Anlage"),
        ("zitat.txt", "Abgelegt: Anlage"),
        ("kennwort.pdf", "Die PDF-Datei ist mit Kennwort geschützt."),
        ("brief.rtf", "Nicht abgelegt: RTF-Dateien nimmt KRM nicht an."),
    ],
)
def test_a_file_at_the_case_is_taken_or_refused_with_a_sentence(
    web: Web, name: str, words: str
) -> None:
    assert words in upload(web, name)


def test_a_locked_scan_is_taken_at_the_door_and_said(web: Web) -> None:
    anna = web.als("anna")
    datei = (BytesIO((FAELLE / "kennwort.pdf").read_bytes()), "kennwort.pdf")
    answer = anna.post("/eingang/beschwerde/", **entry(web.haus), dateien=datei)
    assert (
        "kennwort.pdf: Die PDF-Datei ist mit Kennwort geschützt." in anna.get(answer.location).text
    )
