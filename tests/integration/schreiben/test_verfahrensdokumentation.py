"""The Verfahrensdokumentation: made from what happened, no more than its reader may see."""

from datetime import date
from io import BytesIO
from pathlib import Path

import page
import pytest
from docx import Document

from admin.formatters.blatt import sheet_docx, sheet_pdf
from admin.formatters.verfahrensdokumentation import Abschnitt, Blatt, build_sheet
from models.actions.uebermittlungen import Sendung, record_uebermittlung
from models.db import acting_as, writing
from models.queries.verfahren import load_verfahren
from models.rules.rechte import SYSTEM
from models.rules.rollen import DAB
from models.tables import Vorgang
from tests.haus import JETZT, Haus

INHALT = {"name": "Kanarienvogel", "vorname": "Kim"}
ANLIEGEN = ({"kategorie": "bearbeitungsdauer", "anliegen_text": "Kanarientext <b>#let</b>"},)


def sheet(haus: Haus, vorgang: Vorgang, login: str = "anna") -> Blatt:
    with acting_as(haus.akteur(login)):
        return build_sheet(load_verfahren(vorgang.id), JETZT)


def section(blatt: Blatt, titel: str) -> Abschnitt:
    return next(a for a in blatt.abschnitte if a.titel.startswith(titel))


def record(haus: Haus, **werte: object) -> Vorgang:
    given = {"zustaendige_tl": haus.konten["bernd"].id, "zugeleitet_am": date(2026, 7, 2)}
    return haus.record(**given | INHALT | {"anliegen": ANLIEGEN} | werte)


@pytest.mark.regel("MH-41")
def test_responsibility_and_signature_set_at_intake_stand_in_it(haus: Haus) -> None:
    pairs = dict(section(sheet(haus, record(haus, schlusszeichnung="bl")), "Zuständigkeit").paare)
    assert pairs["Bearbeitende Stelle"] == "Team 501"
    assert pairs["Zuständige Teamleitung"] == "Bernd"
    assert pairs["Zugeleitet am"] == "02.07.2026"
    assert pairs["Schlusszeichnung"] == "BL"


@pytest.mark.regel("MH-57")
def test_the_date_for_the_final_answer_stands_in_it_with_its_reason_and_its_counting(
    haus: Haus,
) -> None:
    own = record(haus, frist_am=date(2026, 7, 31), frist_begruendung="Gutachten nötig")
    termine = section(sheet(haus, own), "Termine")
    pairs = dict(termine.paare)
    assert pairs["Frist zur abschließenden Bearbeitung"] == "31.07.2026"
    assert pairs["Grund für das eigene Datum"] == "Gutachten nötig"
    assert termine.tabelle is not None
    assert termine.tabelle.zeilen[0][:2] == ("Antwort", "Fr, 31.07.2026")
    assert any("Datum der Verfahrensdokumentation" in satz for satz in termine.saetze)
    proposal = section(sheet(haus, record(haus)), "Termine")
    assert any("14 Kalendertage" in satz for satz in proposal.saetze)


def test_the_content_is_for_who_may_see_it(haus: Haus) -> None:
    vorgang = record(haus, art=DAB, zustaendige_tl=haus.konten["greta"].id)
    head_only = sheet(haus, vorgang, "anna")
    assert "Kanarien" not in str(head_only)
    assert section(head_only, "Anliegen").saetze == ("Die Inhalte sind Ihnen nicht zugänglich.",)
    assert "Kanarientext" in str(sheet(haus, vorgang, "greta"))
    with pytest.raises(Vorgang.DoesNotExist):
        sheet(haus, vorgang, "clara")


@pytest.mark.regel("MH-62", "MH-69")
def test_a_petition_has_the_plan_backwards_from_its_date(haus: Haus) -> None:
    vorgang = record(haus, art="petition", weg="fueb", frist_extern=date(2026, 8, 31))
    table = section(sheet(haus, vorgang), "Rückwärtsplan").tabelle
    assert table is not None
    assert table.zeilen[0] == (
        "Entwurf der Teamleitung liegt vor",
        "Teamleitung (TL)",
        "Do 13.08.2026",
    )
    assert table.zeilen[-1][2] == "Fr 28.08.2026"
    late = record(haus, art="petition", weg="fueb", frist_extern=date(2026, 7, 10))
    assert "vor dem Eingang" in str(section(sheet(haus, late), "Rückwärtsplan"))


@pytest.mark.regel("MH-41", "MH-65")
def test_it_ends_with_a_line_for_who_signs_finally(haus: Haus) -> None:
    before = section(sheet(haus, record(haus, schlusszeichnung="gf")), "Zeichnung")
    assert before.saetze == ("Noch nicht schlussgezeichnet; vorgesehen ist: Geschäftsführung.",)
    assert before.unterschrift == "Datum, Unterschrift: Geschäftsführung"
    signed = {
        "schlussgezeichnet_am": date(2026, 7, 9),
        "schlussgezeichnet_von": haus.konten["emil"].id,
    }
    vorgang = record(haus, schlusszeichnung="bl")
    with writing(by=SYSTEM):
        Vorgang.update(signed).where(Vorgang.id == vorgang.id).execute()
    after = section(sheet(haus, vorgang), "Zeichnung")
    assert after.saetze == ("In KRM schlussgezeichnet am 09.07.2026 von Emil.",)
    assert after.unterschrift == "Datum, Unterschrift: Bereichsleitung (BL)"


def test_a_lob_has_a_sheet_of_its_own(haus: Haus) -> None:
    blatt = sheet(haus, record(haus, art="lob", lob_art="verhalten"))
    assert blatt.titel == "Verfahrensdokumentation Lob"
    assert dict(section(blatt, "Dankeschreiben").paare)["Lob für"] == "Verhalten"
    assert not any(a.titel.startswith("Ergebnis") for a in blatt.abschnitte)


def test_who_got_something_stands_in_it(haus: Haus) -> None:
    vorgang = record(haus)
    sendung = Sendung("Wohnungsamt", date(2026, 7, 10), "post", "Rückfrage")
    record_uebermittlung(by=haus.akteur("anna"), now=JETZT, vorgang_id=vorgang.id, sendung=sendung)
    table = section(sheet(haus, vorgang), "Empfänger").tabelle
    assert table is not None
    assert table.zeilen == (("Wohnungsamt", "10.07.2026", "Post", "Rückfrage"),)


@pytest.mark.datenbank("sqlite")
@pytest.mark.parametrize("art", ["beschwerde", "lob", "petition"])
def test_both_files_hold_the_sheet_and_the_pdf_conforms(
    haus: Haus, tmp_path: Path, art: str
) -> None:
    way = {"weg": "fueb", "frist_extern": date(2026, 8, 31)} if art == "petition" else {}
    blatt = sheet(haus, record(haus, art=art, **way))
    path = tmp_path / "blatt.pdf"
    path.write_bytes(sheet_pdf(blatt))
    for profile in ("ua1", "2a"):
        assert page.validate_pdf(str(path), profile=profile).failures == []
    assert sheet_pdf(blatt) == path.read_bytes()
    document = Document(BytesIO(sheet_docx(blatt)))
    cells = {cell.text for table in document.tables for row in table.rows for cell in row.cells}
    assert "Kanarientext <b>#let</b>" in cells
    assert all(len(table.rows[0]._tr.xpath(".//w:tblHeader")) == 1 for table in document.tables)
