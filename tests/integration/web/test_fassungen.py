"""Two Fassungen of a Stellungnahme on one page, for who may read what stands in them."""

import io

import pytest

from models.actions.dokumente import Upload, store_dokument
from models.demo.schriftstuecke import make_docx
from models.tables import Vorgang
from tests.dateien import PNG
from tests.haus import JETZT, Haus
from tests.integration.web.klient import Web

ANFANG = ("Stellungnahme", "Erster Absatz", "Zweiter Absatz", "Dritter Absatz")


@pytest.fixture
def vorgang(haus: Haus) -> Vorgang:
    return haus.record("501")


def _file(web: Web, haus: Haus, vorgang: Vorgang, daten: bytes) -> None:
    upload = Upload(vorgang.id, "stellungnahme", "Stellungnahme.docx", io.BytesIO(daten))
    ablage = web.app.config["KRM"].ablage_dir
    store_dokument(by=haus.akteur("bernd"), now=JETZT, upload=upload, ablage=ablage)


def test_bernd_sees_what_the_second_fassung_says_otherwise(
    web: Web, haus: Haus, vorgang: Vorgang
) -> None:
    _file(web, haus, vorgang, make_docx((*ANFANG, "Es dauerte sieben Wochen.")))
    _file(web, haus, vorgang, make_docx((*ANFANG, "Es dauerte neun Wochen.", "Wir bedauern das.")))
    bernd = web.als("bernd")
    assert "Fassungen vergleichen" in bernd.get(f"/vorgang/details/?id={vorgang.id}").text
    page = bernd.get(f"/vorgang/fassungen/?id={vorgang.id}&art=stellungnahme").text
    assert "1 Absatz geändert, 1 Absatz neu." in page
    assert "4 unveränderte Absätze" in page
    assert '<del><span class="visually-hidden">entfallen: </span>sieben</del>' in page
    assert "<ins>Wir bedauern das.</ins>" in page


def test_where_no_text_can_be_read_both_are_there_to_download(
    web: Web, haus: Haus, vorgang: Vorgang
) -> None:
    for _ in ("eins", "zwei"):
        _file(web, haus, vorgang, PNG)
    page = web.als("dora").get(f"/vorgang/fassungen/?id={vorgang.id}").text
    assert "Kein Vergleich möglich:</strong> Aus Bild (PNG) liest KRM keinen Text." in page
    assert page.count("/vorgang/datei/?id=") == 2


def test_a_file_that_the_ablage_lost_is_said(web: Web, haus: Haus, vorgang: Vorgang) -> None:
    for text in ("eins", "zwei"):
        _file(web, haus, vorgang, make_docx((text,)))
    for path in web.app.config["KRM"].ablage_dir.rglob("*"):
        if path.is_file():
            path.unlink()
    page = web.als("bernd").get(f"/vorgang/fassungen/?id={vorgang.id}").text
    assert "Die Datei fehlt in der Ablage." in page


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("", 200),
        ("&alt=1&neu=1", 200),
        ("&alt=9", 404),
        ("&neu=x", 404),
        ("&art=antwort", 200),
        ("&art=fremd", 404),
        ("&art=" + "x" * 500, 404),
    ],
)
def test_odd_addresses_get_an_answer(
    web: Web, haus: Haus, vorgang: Vorgang, query: str, status: int
) -> None:
    for text in ("eins", "zwei"):
        _file(web, haus, vorgang, make_docx((text,)))
    answer = web.als("bernd").get(f"/vorgang/fassungen/?id={vorgang.id}{query}")
    assert answer.status_code == status


def test_clara_does_not_find_it(web: Web, haus: Haus, vorgang: Vorgang) -> None:
    assert web.als("clara").get(f"/vorgang/fassungen/?id={vorgang.id}").status_code == 404
