"""A letter from a case: what it knows, what the writer adds, and the two files."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import page
import pytest
from docx import Document
from PIL import Image

from admin.formatters.schreiben import letter_docx, letter_pdf
from admin.formatters.zeichen import missing_signs, printable
from models.actions.briefkopf import create_briefkopf, set_logo
from models.db import acting_as
from models.queries.schreiben import (
    Blatt,
    Entwurf,
    compose_letter,
    draft_letter,
    letter_values,
    proposed_blatt,
)
from models.queries.textbausteine import fill_example
from models.rules.fehler import RuleViolation
from models.rules.rollen import DAB
from models.rules.schreiben import SCHREIBEN, Brief
from models.tables import Vorgang
from tests.haus import HEUTE, JETZT, Haus

PERSON = {
    "name": "Beispiel",
    "vorname": "Kim",
    "kontakt": "Lindenweg 12\n12345 Lindenau\nTel. 030 1234567\nkim@post.example",
}
ANGABEN = {
    "antwort": 'Ihr Geld ist da.\n\n#panic("x") $a$ {{7*7}} <w:t> &amp;',
    "gespraech_am": "10.07.2026",
    "grund": "Das Wohnungsamt antwortet noch nicht.",
    "stand": "Die Akte ist geprüft.",
    "neuer_termin": "31.07.2026",
}


def draft(haus: Haus, schreiben: str, vorgang: Vorgang, login: str = "anna") -> Entwurf:
    with acting_as(haus.akteur(login)):
        return draft_letter(vorgang.id, schreiben, HEUTE, ANGABEN)


@pytest.mark.regel("BKW-21")
def test_a_confirmation_says_when_it_came_and_who_works_on_it(haus: Haus) -> None:
    entwurf = draft(haus, "eingangsbestaetigung", haus.record(**PERSON))
    assert entwurf.offen == ()
    assert entwurf.betreff == "Ihre Nachricht vom 01.07.2026 ist angekommen"
    assert entwurf.text.startswith("Guten Tag Kim Beispiel,")
    assert "Team 501" in entwurf.text
    assert "KRM-2026-00001" in entwurf.text
    dab = draft(haus, "eingangsbestaetigung", haus.record(art=DAB))
    assert "Geschäftsführung" in dab.text
    assert dab.text.startswith("Guten Tag,")


@pytest.mark.regel("BL-03")
def test_a_wording_may_name_the_person_to_turn_to(haus: Haus) -> None:
    vorgang = haus.record(zustaendige_tl=haus.konten["bernd"].id, zugeleitet_am=HEUTE)
    with acting_as(haus.akteur("anna")):
        assert letter_values(vorgang)["ansprechperson"] == "Bernd"
        assert "ansprechperson" not in letter_values(haus.record())


@pytest.mark.regel("BKW-22", "BS-27")
def test_a_zwischennachricht_carries_reason_state_and_date(haus: Haus) -> None:
    text = draft(haus, "zwischennachricht", haus.record(**PERSON)).text
    for name in ("grund", "stand", "neuer_termin"):
        assert ANGABEN[name] in text


@pytest.mark.parametrize("schreiben", [name for name in SCHREIBEN if name != "baustein"])
def test_what_nobody_knows_yet_stays_an_open_gap(haus: Haus, schreiben: str) -> None:
    vorgang = haus.record(**PERSON)
    with acting_as(haus.akteur("anna")):
        entwurf = draft_letter(vorgang.id, schreiben, HEUTE)
    needed = set(SCHREIBEN[schreiben].pflicht)
    known = {"eingang_am", "bearbeitende_stelle"}
    assert set(entwurf.offen) >= needed - known
    if entwurf.offen:
        blatt = Blatt(entwurf.betreff, entwurf.text)
        with acting_as(haus.akteur("anna")), pytest.raises(RuleViolation, match="noch Lücken"):
            compose_letter(vorgang.id, schreiben, blatt, HEUTE)


def test_a_stranger_drafts_nothing(haus: Haus) -> None:
    with pytest.raises(Vorgang.DoesNotExist):
        draft(haus, "antwort", haus.record(**PERSON), login="clara")


def test_who_sees_no_content_writes_to_nobody_by_name(haus: Haus) -> None:
    vorgang = haus.record(art=DAB, zugeleitet_am=date(2026, 7, 2), **PERSON)
    with acting_as(haus.akteur("anna")):
        blatt = proposed_blatt(vorgang.id, "eingangsbestaetigung", HEUTE)
    assert blatt.text.startswith("Guten Tag,")
    assert blatt.anschrift == ""


@pytest.fixture
def brief(haus: Haus) -> Brief:
    vorgang = haus.record(**PERSON)
    entwurf = draft(haus, "zwischennachricht", vorgang)
    with acting_as(haus.akteur("anna")):
        proposed = proposed_blatt(vorgang.id, "zwischennachricht", HEUTE)
        blatt = replace(proposed, betreff=entwurf.betreff, text=entwurf.text)
        found = compose_letter(vorgang.id, "zwischennachricht", blatt, HEUTE)
    extra = ("Erste Zeile\nzweite Zeile", ANGABEN["antwort"])
    return replace(found, absaetze=(*found.absaetze, *extra))


@pytest.mark.datenbank("sqlite")
def test_the_address_holds_no_telephone_and_no_e_mail(brief: Brief) -> None:
    assert brief.anschrift == ("Kim Beispiel", "Lindenweg 12", "12345 Lindenau")


@pytest.mark.datenbank("sqlite")
def test_the_pdf_conforms_and_is_the_same_twice(brief: Brief, tmp_path: Path) -> None:
    path = tmp_path / "brief.pdf"
    path.write_bytes(letter_pdf(brief))
    for profile in ("ua1", "2a"):
        assert page.validate_pdf(str(path), profile=profile).failures == []
    assert letter_pdf(brief) == path.read_bytes()


@pytest.mark.datenbank("sqlite")
def test_the_docx_holds_every_value_as_text(brief: Brief) -> None:
    document = Document(BytesIO(letter_docx(brief)))
    texts = [p.text for p in document.paragraphs]
    assert ANGABEN["antwort"] in texts
    assert brief.betreff in texts
    address = document.tables[0].cell(0, 0).text
    assert "Kim Beispiel\nLindenweg 12\n12345 Lindenau" in address
    properties = document.core_properties
    assert (properties.title, properties.language) == (brief.betreff, "de-DE")
    assert properties.author == "Jobcenter Lindenau"


@pytest.mark.regel("MH-64")
@pytest.mark.datenbank("sqlite")
def test_the_verzicht_is_a_sheet_without_anything_of_the_house(haus: Haus, tmp_path: Path) -> None:
    vorgang = haus.record(art="petition", weg="fueb", frist_extern=date(2026, 8, 31), **PERSON)
    with acting_as(haus.akteur("anna")):
        proposed = proposed_blatt(vorgang.id, "verzicht", HEUTE)
        text = proposed.text.replace("{{gruende}}", "Im Gespräch hat sich alles geklärt.")
        text = text.replace("{{gespraech_am}}", "10.07.2026")
        brief = compose_letter(vorgang.id, "verzicht", replace(proposed, text=text), HEUTE)
    path = tmp_path / "verzicht.pdf"
    path.write_bytes(letter_pdf(brief))
    for profile in ("ua1", "2a"):
        assert page.validate_pdf(str(path), profile=profile).failures == []
    document = Document(BytesIO(letter_docx(brief)))
    texts = "\n".join(p.text for p in document.paragraphs)
    section = document.sections[0]
    margins = [*section.first_page_header.paragraphs, *section.first_page_footer.paragraphs]
    assert "Kim Beispiel" in texts
    assert "Lindenau\n" not in texts.replace("12345 Lindenau", "")
    assert "Jobcenter" not in texts + "".join(p.text for p in margins)
    assert document.core_properties.author == ""


@pytest.fixture(scope="module")
def logo() -> bytes:
    file = BytesIO()
    Image.new("RGBA", (300, 100), (20, 80, 107, 120)).save(file, "PNG")
    return file.getvalue()


@pytest.mark.datenbank("sqlite")
@pytest.mark.parametrize("schreiben", [name for name in SCHREIBEN if name != "baustein"])
def test_every_kind_of_letter_conforms_with_letterhead_and_logo(
    haus: Haus,
    tmp_path: Path,
    logo: bytes,
    schreiben: str,
) -> None:
    vorgang = haus.record(abgabe_an="rechtsbehelfsstelle", abgabe_am=HEUTE, **PERSON)
    anna = haus.akteur("anna")
    werte = {"anschrift": "Ulmenallee 12\n12345 Lindenau", "besuch": "Mo bis Fr", "telefon": "030"}
    row = create_briefkopf(by=anna, now=JETZT, einheit_id=haus.einheiten["JC"].id, werte=werte)
    set_logo(by=anna, now=JETZT, briefkopf_id=row.id, version=1, bild=logo)
    with acting_as(anna):
        proposed = proposed_blatt(vorgang.id, schreiben, HEUTE)
        blatt = replace(proposed, text=fill_example(proposed.text),
                        betreff=fill_example(proposed.betreff))  # fmt: skip
        brief = compose_letter(vorgang.id, schreiben, blatt, HEUTE)
    path = tmp_path / "brief.pdf"
    path.write_bytes(letter_pdf(brief))
    for profile in ("ua1", "2a"):
        assert page.validate_pdf(str(path), profile=profile).failures == []
    blanko = SCHREIBEN[schreiben].blanko
    assert ("Jobcenter" in brief.kopf.zeile) is not blanko
    assert bool(Document(BytesIO(letter_docx(brief))).part.package.image_parts) is not blanko


@pytest.mark.datenbank("sqlite")
def test_what_the_typeface_lacks_does_not_stop_a_sheet(brief: Brief, tmp_path: Path) -> None:
    path = tmp_path / "brief.pdf"
    strange = replace(brief, absaetze=("Danke \U0001f600 \u4e2d \u202e",))
    path.write_bytes(letter_pdf(strange))
    assert page.validate_pdf(str(path), profile="ua1").failures == []
    assert missing_signs("Danke \U0001f600, Łódź") == ["\U0001f600"]
    assert printable(["a\U0001f600\u202e", {"x": "\u4e2d"}]) == ["a?", {"x": "?"}]


def test_a_text_without_a_single_blank_does_not_stop_a_letter(brief: Brief) -> None:
    endless = replace(brief, absaetze=("x" * 20_000,))
    assert letter_pdf(endless).startswith(b"%PDF")
    assert printable("kurz und " + "x" * 500) == "kurz und " + "x" * 500
