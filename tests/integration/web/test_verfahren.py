"""The Verfahrensdokumentation on screen: as far as somebody may see the case, and as files."""

from io import BytesIO

import pytest
from docx import Document

from models.db import acting_as
from models.rules.rechte import SYSTEM
from models.rules.rollen import DAB
from models.tables import Dokument, Vorgang
from tests.haus import HEUTE
from tests.integration.web.klient import Web


def case(web: Web, **werte: object) -> Vorgang:
    anliegen = ({"kategorie": "bearbeitungsdauer", "anliegen_text": "Kanarientext"},)
    given = {"schlusszeichnung": "bl", "name": "Kanarienvogel", "zugeleitet_am": HEUTE}
    return web.haus.record("501", anliegen=anliegen, **given | werte)


def test_signs_pasted_from_word_break_no_sheet(web: Web) -> None:
    anliegen = ({"kategorie": "bearbeitungsdauer", "anliegen_text": "Eins.\x0bZwei.\x01"},)
    vorgang = web.haus.record("501", anliegen=anliegen)
    answer = web.als("bernd").get(f"/vorgang/verfahren/datei/docx/?id={vorgang.id}")
    (table, *_) = Document(BytesIO(answer.data)).tables
    assert table.cell(1, 2).text == "Eins.\nZwei."


@pytest.mark.regel("MH-41", "MH-57")
def test_bernd_reads_the_sheet_and_takes_it_along(web: Web) -> None:
    vorgang = case(web)
    bernd = web.als("bernd")
    page = bernd.get(f"/vorgang/verfahren/?id={vorgang.id}").text
    for word in ("Zuständigkeit und Zeichnung", "Kanarientext", "14 Kalendertage", "BL"):
        assert word in page
    assert (
        f"/vorgang/verfahren/?id={vorgang.id}"
        in bernd.get(f"/vorgang/details/?id={vorgang.id}").text
    )
    pdf = bernd.get(f"/vorgang/verfahren/datei/pdf/?id={vorgang.id}")
    assert pdf.data.startswith(b"%PDF")
    assert pdf.headers["Content-Disposition"].startswith("attachment")
    assert "Kanarie" not in pdf.headers["Content-Disposition"]
    docx = Document(BytesIO(bernd.get(f"/vorgang/verfahren/datei/docx/?id={vorgang.id}").data))
    assert any("Verfahrensdokumentation" in p.text for p in docx.paragraphs)


def test_who_sees_the_head_only_gets_a_sheet_without_the_content(web: Web) -> None:
    vorgang = case(web, art=DAB)
    page = web.als("anna").get(f"/vorgang/verfahren/?id={vorgang.id}").text
    assert "Kanarie" not in page
    assert "Diesen Stand ablegen" not in page
    assert web.als("anna").post(f"/vorgang/verfahren/ablegen/?id={vorgang.id}").status_code == 403
    assert "Kanarientext" in web.als("greta").get(f"/vorgang/verfahren/?id={vorgang.id}").text


def test_a_later_state_is_filed_as_the_next_fassung(web: Web) -> None:
    vorgang, bernd = case(web), web.als("bernd")
    for fassung in (1, 2):
        answer = bernd.post(f"/vorgang/verfahren/ablegen/?id={vorgang.id}")
        assert answer.status_code == 303
        assert f"Fassung {fassung}" in bernd.get(answer.location).text
    with acting_as(SYSTEM):
        filed = Dokument.select().where(Dokument.vorgang == vorgang.id).order_by(Dokument.id)
        assert [(d.art, d.fassung) for d in filed] == [("verfahrensdokumentation", 1),
                                                       ("verfahrensdokumentation", 2)]  # fmt: skip


@pytest.mark.datenbank("sqlite")
@pytest.mark.parametrize("id", ["", "0", "x", "-1", "１", "99999999999", "1e3"])
def test_any_other_key_is_not_there(web: Web, id: str) -> None:
    anna = web.als("anna")
    assert anna.get("/vorgang/verfahren/", id=id).status_code == 404
    assert anna.get("/vorgang/verfahren/datei/exe/", id=id).status_code == 404
