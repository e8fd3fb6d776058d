"""Two Fassungen as PDF: what differs is shown, and no PDF stops or fails the page."""

import io
import shutil
import time
import zlib
from datetime import date

import pikepdf
import pytest

from admin.formatters.schreiben import letter_pdf
from models.actions.dokumente import Upload, store_dokument
from models.demo.schriftstuecke import make_pdf
from models.queries import pdftext
from models.rules.schreiben import Brief, Kopf
from models.tables import Vorgang
from tests.haus import JETZT, Haus
from tests.integration.web.klient import Web

pytestmark = pytest.mark.datenbank("sqlite")
ABSAETZE = (
    "am 11.11.2026 haben Sie sich an uns gewandt. Danke, dass Sie uns gesagt haben, was Sie stört. "
    "Wir haben Ihr Anliegen gründlich geprüft und mit der Mitarbeiterin gesprochen.",
    "Die Bearbeitung dauerte {} Wochen. Dafür entschuldigen wir uns bei Ihnen, und wir haben im "
    "Team vereinbart, wie wir die Nachweise künftig schneller zuordnen.",
)
HELVETICA = pikepdf.Dictionary(
    Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
)


@pytest.fixture
def vorgang(haus: Haus) -> Vorgang:
    return haus.record("501")


def _letter(weeks: str) -> bytes:
    kopf = Kopf("Jobcenter Lindenau", ("Ulmenallee 12", "12345 Lindenau"))
    absaetze = tuple(text.format(weeks) for text in ABSAETZE)
    return letter_pdf(Brief(kopf, ("Kim Beispiel",), date(2026, 11, 20), "Antwort", absaetze))


def _drawn(content: bytes, pages: int = 1, **how: pikepdf.Encryption) -> bytes:
    """A PDF all of whose pages draw this, compressed."""
    pdf, target = pikepdf.new(), io.BytesIO()
    stream = pdf.make_stream(b"")
    stream.write(zlib.compress(content), filter=pikepdf.Name.FlateDecode)
    for _ in range(pages):
        page = pdf.add_blank_page()
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=HELVETICA))
        page.Contents = stream
    pdf.save(target, **how)
    return target.getvalue()


def _text(lines: int) -> bytes:
    return b"BT /F1 9 Tf 20 700 Td " + b"(Wir bedauern das sehr.) Tj 0 -12 Td\n" * lines + b"ET\n"


def _page(web: Web, haus: Haus, vorgang: Vorgang, *files: bytes) -> str:
    for daten in files:
        upload = Upload(vorgang.id, "stellungnahme", "Stellungnahme.pdf", io.BytesIO(daten))
        ablage = web.app.config["KRM"].ablage_dir
        store_dokument(by=haus.akteur("bernd"), now=JETZT, upload=upload, ablage=ablage)
    answer = web.als("bernd").get(f"/vorgang/fassungen/?id={vorgang.id}")
    assert answer.status_code == 200
    assert answer.text.count("/vorgang/datei/?id=") == 2
    return answer.text


def test_two_letters_of_krm_differ_in_one_word(web: Web, haus: Haus, vorgang: Vorgang) -> None:
    page = _page(web, haus, vorgang, _letter("sieben"), _letter("neun"))
    assert "1 Absatz geändert." in page
    assert '<del><span class="visually-hidden">entfallen: </span>sieben</del>' in page
    assert '<ins><span class="visually-hidden">neu: </span>neun</ins>' in page
    assert "künftig schneller zuordnen." in page


@pytest.mark.parametrize(
    ("daten", "satz"),
    [
        (b"%PDF-1.7\n" + b"\x01Unsinn" * 500, "Es ist beschädigt oder hat ein Kennwort."),
        (
            _drawn(_text(3), encryption=pikepdf.Encryption(owner="o", user="u")),
            "Es ist beschädigt oder hat ein Kennwort.",
        ),
        (_drawn(b""), "In Fassung 1 steht kein Text."),
        (_drawn(_text(50), pages=500), "für einen Vergleich zu lang"),
    ],
    ids=["broken", "password", "scan", "long"],
)
def test_a_pdf_without_text_is_said(
    web: Web, haus: Haus, vorgang: Vorgang, daten: bytes, satz: str
) -> None:
    page = _page(web, haus, vorgang, daten, make_pdf(("Guten Tag",)))
    assert "Kein Vergleich möglich:" in page
    assert satz in page


@pytest.mark.parametrize(
    "bomb",
    [_drawn(b" " * 2**23, pages=900), _drawn(_text(1_000_000), pages=20)],
    ids=["inflates", "draws"],
)
def test_a_bomb_ends_soon(
    web: Web, haus: Haus, vorgang: Vorgang, monkeypatch: pytest.MonkeyPatch, bomb: bytes
) -> None:
    assert len(bomb) < 2**20
    monkeypatch.setattr(pdftext, "HOECHSTENS_S", 1)
    begin = time.monotonic()
    page = _page(web, haus, vorgang, bomb, bomb)
    assert "dauert zu lange oder braucht zu viel Speicher" in page
    assert time.monotonic() - begin < 10


def test_without_the_program_its_package_is_named(
    web: Web, haus: Haus, vorgang: Vorgang, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    page = _page(web, haus, vorgang, make_pdf(("eins",)), make_pdf(("zwei",)))
    assert "braucht dieser Rechner das Debian-Paket poppler-utils." in page
