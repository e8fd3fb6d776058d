"""Each form keeps its own: two mails in two tabs, two piles of cards, a letter that must not go."""

import base64
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from admin.views import eingangspost
from models.actions import eingang as aktion
from models.db import acting_as
from models.rules.eml import Entwurf, parse_eml
from models.rules.rechte import SYSTEM
from models.tables import Dokument, Ereignis, Vorgang
from tests.integration.web.formulare import form_of
from tests.integration.web.klient import Web
from tests.integration.web.test_eingang import MAIL, PDF, cases, entry, filed, files, taken, tray

ANDERE = MAIL.replace(b"Mila Meise", b"Fritz Fink").replace(b"zettel", b"fink")


def documents(vorgang: Vorgang) -> list[str]:
    with acting_as(SYSTEM):
        rows = Dokument.select().where(Dokument.vorgang == vorgang.id).order_by(Dokument.id)
        return [row.name for row in rows]


def test_two_mails_in_two_tabs_keep_each_its_own_case(web: Web) -> None:
    anna = web.als("anna")
    tab_1, tab_2 = (form_of(taken(anna, mail)) for mail in (MAIL, ANDERE))
    assert (tab_1["name"], tab_2["name"]) == ("Meise", "Fink")
    for tab in (tab_1, tab_2):
        assert anna.post("/eingang/beschwerde/", **tab | {"einheit": entry(web.haus)["einheit"]})
    assert [documents(vorgang) for vorgang in cases()] == [
        ["E-Mail.eml", "zettel.txt"],
        ["E-Mail.eml", "fink.txt"],
    ]
    assert tray(web) == []


def test_a_mail_of_another_account_is_treated_as_not_there(web: Web) -> None:
    token = form_of(taken(web.als("anna")))["entwurf"]
    zoe = web.als("zoe")
    page = zoe.get(f"/eingang/beschwerde/?entwurf={token}").text
    assert "liegt hier nicht mehr bereit" in page
    assert "Meise" not in page
    refused = zoe.post("/eingang/beschwerde/", **entry(web.haus), entwurf=token)
    assert refused.status_code == 422
    zoe.post("/eingang/mail/", verwerfen="ja", entwurf=token)
    assert len(tray(web)) == 4
    assert cases() == []


@pytest.mark.parametrize("token", ["../../krm", "x", "0" * 32, "\x00", "ä" * 32])
def test_a_guessed_token_opens_nothing(web: Web, token: str) -> None:
    anna = web.als("anna")
    assert "liegt hier nicht mehr bereit" in anna.get("/eingang/lob/", entwurf=token).text
    kept = anna.post("/eingang/lob/", **entry(web.haus), entwurf=token)
    assert kept.status_code == 422
    assert "Seit Mai keine Antwort." in kept.text
    assert anna.post("/eingang/lob/", **form_of(kept.text)).status_code == 303


def test_an_attachment_is_no_mail_and_no_scan(web: Web) -> None:
    anna = web.als("anna")
    taken(anna)
    names = {name.partition(".")[0] for name in tray(web)}
    for name in names - {form_of(taken(anna))["entwurf"]}:
        anna.post("/eingang/lob/", **entry(web.haus), behalten=name)
    assert filed() == []


def test_two_piles_of_cards_keep_each_their_box(web: Web) -> None:
    anna = web.als("anna")
    card = entry(web.haus, eingangsweg="meinungskarte", art="lob", name="", weiter="ja")
    first = anna.post("/eingang/meinungskarte/", **card, standort="Haus A").location
    second = anna.post("/eingang/meinungskarte/", **card, standort="Haus B").location
    assert form_of(anna.get(first).text)["standort"] == "Haus A"
    assert form_of(anna.get(second).text)["standort"] == "Haus B"
    assert form_of(anna.get("/eingang/meinungskarte/").text)["standort"] == ""


def test_a_pile_of_another_house_is_not_carried_on(web: Web) -> None:
    card = entry(web.haus, eingangsweg="meinungskarte", art="lob", name="", standort="Haus A")
    last = web.als("anna").post("/eingang/meinungskarte/", **card, weiter="ja").location
    assert form_of(web.als("zoe").get(last).text)["standort"] == ""


def fail(*args: object, **kwargs: object) -> None:
    raise OSError("disk")


@pytest.mark.parametrize("stelle", ["record_vorgang", "file_dateien"])
def test_a_letter_is_not_lost_when_saving_fails(
    web: Web, monkeypatch: pytest.MonkeyPatch, stelle: str
) -> None:
    anna = web.als("anna")
    form, given = form_of(taken(anna)), files((PDF, "brief.pdf"))
    filled = form | {"einheit": entry(web.haus)["einheit"]}
    waiting = anna.post("/eingang/beschwerde/", **filled | {"eingang_am": "", "dateien": given})
    assert "brief.pdf ablegen" in waiting.text
    again = form_of(waiting.text) | {"eingang_am": "2026-07-13"}
    before = tray(web)
    web.app.config["PROPAGATE_EXCEPTIONS"] = False
    monkeypatch.setattr(aktion, stelle, fail)
    assert anna.post("/eingang/beschwerde/", **again).status_code == 500
    assert (cases(), filed(), tray(web)) == ([], [], before)
    assert stored_files(web.app.config["KRM"].ablage_dir) == []
    monkeypatch.undo()
    assert anna.post("/eingang/beschwerde/", **again).status_code == 303
    assert [name for _, name in filed()] == ["E-Mail.eml", "zettel.txt", "brief.pdf"]
    assert tray(web) == []


def stored_files(ablage: Path) -> list[str]:
    return [path.name for path in ablage.glob("[0-9a-f][0-9a-f]/*")]


def test_a_file_that_no_longer_waits_is_asked_for_again(web: Web) -> None:
    anna = web.als("anna")
    given = files((PDF, "brief.pdf"))
    waiting = anna.post("/eingang/lob/", **entry(web.haus, eingang_am=""), dateien=given)
    for path in (web.app.config["KRM"].ablage_dir / "eingang").glob("*"):
        path.unlink()
    answer = anna.post("/eingang/lob/", **form_of(waiting.text) | {"eingang_am": "2026-07-13"})
    assert answer.status_code == 422
    assert "liegt nicht mehr bereit. Bitte noch einmal auswählen." in answer.text
    assert cases() == []


def test_case_and_documents_are_told_in_one_go(web: Web) -> None:
    anna = web.als("anna")
    anna.post("/eingang/beschwerde/", **entry(web.haus), dateien=files((PDF, "brief.pdf")))
    with acting_as(SYSTEM):
        names = [e.name for e in Ereignis.select().order_by(Ereignis.id)]
    assert names[-2:] == ["vorgang_recorded", "dokument_stored"]


def large_mail(size: int) -> bytes:
    """A mail of so many bytes: a short text and three PDFs, lines ending as on the wire."""
    share = base64.encodebytes(PDF.ljust(size * 76 // 78 // 4, b" ")).replace(b"\n", b"\r\n")
    part = (
        b'--x\r\nContent-Type: application/pdf; name="%s.pdf"\r\n'
        b"Content-Transfer-Encoding: base64\r\nContent-Disposition: attachment\r\n\r\n"
    )
    parts = b"".join(part % name + share for name in (b"eins", b"zwei", b"drei"))
    return MAIL.replace(b"--x--", parts + b"--x--")


def test_a_mail_over_the_limit_is_refused_before_anything_is_saved(web: Web) -> None:
    anna, mail = web.als("anna"), large_mail(int(25.6 * 2**20))
    # Cut at the limit, and without its carriage returns, it would pass: what counts is all of it.
    assert 25 * 2**20 < len(mail) < 27 * 2**20
    # As one piece: the test client leaves the temporary file of a large form to the collector.
    head = (
        f'--B\r\nContent-Disposition: form-data; name="csrf_token"\r\n\r\n{anna.token}\r\n'
        '--B\r\nContent-Disposition: form-data; name="datei"; filename="gross.eml"\r\n\r\n'
    )
    body = head.encode() + mail + b"\r\n--B--\r\n"
    kind = "multipart/form-data; boundary=B"
    answer = anna.client.post("/eingang/mail/", data=body, content_type=kind)
    assert answer.status_code == 422
    assert "größer als 25 MB" in answer.text
    assert (cases(), filed(), tray(web)) == ([], [], [])


def test_each_attachment_is_checked_before_saving_and_the_refused_ones_are_named(web: Web) -> None:
    page = (
        b'--x\r\nContent-Type: text/html; name="seite.html"\r\n'
        b'Content-Disposition: attachment; filename="seite.html"\r\n\r\n<html><script>x\r\n'
        b'--x\r\nContent-Type: application/zip; name="bilder.zip"\r\n'
        b'Content-Disposition: attachment; filename="bilder.zip"\r\n\r\nPK\x05\x06\x00\r\n'
    )
    anna = web.als("anna")
    told = taken(anna, MAIL.replace(b"--x--", page + b"--x--"))
    assert "mit 1 Anhang im Vorgang abgelegt: zettel.txt." in told
    for name in ("seite.html: HTML, XML und SVG nimmt KRM nicht an", "bilder.zip: Dieses Datei"):
        assert f"<li>{name}" in told
    anna.post("/eingang/beschwerde/", **form_of(told) | {"einheit": entry(web.haus)["einheit"]})
    assert filed() == [("eingang", "E-Mail.eml"), ("anlage", "zettel.txt")]


def test_what_the_reader_leaves_open_stays_open_and_its_hints_are_shown(
    web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(content: bytes, today: date) -> Entwurf:
        hints = ("Die E-Mail nennt keinen Tag.", "Ein Bild fehlt.")
        other = {"datum": None, "antwort_adresse": "mila@neu.example", "hinweise": hints}
        return replace(parse_eml(content, today), **other)

    monkeypatch.setattr(eingangspost, "parse_eml", read)
    anna = web.als("anna")
    page = taken(anna)
    form = form_of(page)
    assert form["eingang_am"] == ""
    assert form["kontakt"] == "mila@mail.example\nAntwort an: mila@neu.example"
    for hint in ("Die E-Mail nennt keinen Tag.", "Ein Bild fehlt."):
        assert f"<li>{hint}</li>" in page
    given = form | {"einheit": entry(web.haus)["einheit"]}
    assert anna.post("/eingang/beschwerde/", **given).status_code == 422
    assert cases() == []


def test_a_text_that_does_not_fit_is_cut_with_a_word(web: Web) -> None:
    page = taken(web.als("anna"), MAIL.replace(b"warte ich.", b"warte ich. " * 3000))
    assert "Hier stehen die ersten 19000 von" in page
