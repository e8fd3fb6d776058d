"""Mails and files made after public bug reports: each is read as a good mail program reads it."""

import base64
import io
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from models.rules.dateien import describe_protection, detect_type
from models.rules.eml import Entwurf, parse_eml
from models.rules.fehler import RuleViolation

HEUTE = date(2026, 11, 28)
FAELLE = Path(__file__).parents[2] / "data" / "faelle"


def read(name: str) -> Entwurf:
    return parse_eml((FAELLE / name).read_bytes(), HEUTE)


def names(entwurf: Entwurf) -> list[str]:
    return [anhang.name for anhang in entwurf.anhaenge]


def hints(entwurf: Entwurf) -> str:
    return " ".join(entwurf.hinweise)


ERWARTET: dict[str, Callable[[Entwurf], bool]] = {
    "01-cp1252-als-latin1": lambda e: (
        e.text == "Mir fehlen 416 € seit Mai – das steht im „Bescheid“. Was soll…"
    ),
    "03-html-plus-fusszeile": lambda e: e.text.startswith("Ich beschwere mich über die Wartezeit"),
    "07-nachname-komma-vorname": lambda e: (e.name, e.vorname) == ("Probst", "Erika"),
    "09-smime-opak": lambda e: (
        e.text == "Signiert: Der Bescheid vom 3. August ist falsch." and not e.anhaenge
    ),
    "10-smime-klar": lambda e: (
        e.text == "Signiert: Der Bescheid vom 3. August ist falsch."
        and not e.anhaenge
        and not e.hinweise
    ),
    "11-bom": lambda e: e.text == "Text mit BOM davor.",
    "12-mbox-from": lambda e: e.text == "Text hinter der mbox-Zeile.",
    "12b-mbox-from-html": lambda e: e.text == "Text hinter der mbox-Zeile.",
    "14-leerzeile-vorn": lambda e: e.text == "Text hinter der Leerzeile.",
    "15-kontaktformular-replyto": lambda e: (
        (e.name, e.vorname, e.adresse) == ("Probe", "Erika", "erika.probe@example.org")
        and "Webformular" in hints(e)
    ),
    "16-ohne-datum": lambda e: e.datum == date(2026, 11, 26) and "kein Datum" in hints(e),
    "18-datum-zukunft": lambda e: e.datum is None and "Zukunft (26.11.2029)" in hints(e),
    "20b-datum-okt-dez": lambda e: e.datum == date(2026, 10, 15) and not e.hinweise,
    "22c-name-8bit": lambda e: names(e) == ["Anhörung.pdf"],
    "24b-rfc822-base64": lambda e: (
        names(e) == ["Meine Beschwerde.eml"]
        and parse_eml(e.anhaenge[0].daten, HEUTE).text == "Der Bescheid ist falsch."
    ),
    "25-inline-ohne-namen": lambda e: names(e) == ["bild-1.png"],
    "28-kalender": lambda e: "Kalendereinladung: „Gespräch“" in hints(e),
    "30b-gb2312": lambda e: e.text.endswith("über"),
    "36-flowed": lambda e: "umbrochen wurde und weiter geht" in e.text,
    "41-base64-kaputt": lambda e: (
        e.text.startswith("Ärger mit kaputtem Base64, ein längerer Sat")
        and "Fußzeile eines Gateways" in e.text
        and "beschädigt" in hints(e)
    ),
    "44-anhaenge-gemischt": lambda e: (
        names(e) == ["brief.pdf", "foto.heic", "alt.doc", "scan.tif", "visitenkarte.vcf"]
    ),
    "49-langer-text": lambda e: len(e.text) > 27_000,
    "52-from-unkodiert-komma": lambda e: (e.name, e.vorname) == ("Probe", "Erika"),
    "53-adelsname": lambda e: (e.name, e.vorname) == ("von der Probe", "Dr. Erika"),
    "60-base64-leerzeichen": lambda e: (
        e.text == "Ärger mit Leerzeichen"
        and names(e) == ["a.pdf"]
        and e.anhaenge[0].daten.startswith(b"%PDF-")
        and not e.hinweise
    ),
    "62-html-pre": lambda e: (
        e.text.split("\n") == ["Name: Probe", "BG: 955", "Anliegen: Wartezeit"]
    ),
    "63-html-tabelle": lambda e: e.text == "Miete 450 12",
    "67-boundary-im-text-fehlt": lambda e: e.text == "Text trotz fehlender Grenze.",
    "74-text-anhang-attachment": lambda e: e.text == "Der ganze Text.",
}


def test_every_mail_in_the_folder_says_what_is_expected_of_it() -> None:
    assert {path.stem for path in FAELLE.glob("*.eml")} == set(ERWARTET)


@pytest.mark.parametrize("fall", ERWARTET)
def test_a_mail_that_other_programs_stumbled_over_is_read(fall: str) -> None:
    entwurf = read(f"{fall}.eml")
    assert ERWARTET[fall](entwurf), entwurf.__dict__


@pytest.mark.parametrize("fall", ERWARTET)
def test_what_the_intake_reads_as_a_mail_the_ablage_files_as_one(fall: str) -> None:
    assert detect_type(io.BytesIO((FAELLE / f"{fall}.eml").read_bytes())).name == "eml"


@pytest.mark.parametrize(
    ("name", "reason"),
    [("foto.heic", "HEIC"), ("alt.doc", "Alte Office-Dateien"), ("scan.tif", "TIFF")],
)
def test_each_refused_attachment_says_what_it_is(name: str, reason: str) -> None:
    daten = next(a.daten for a in read("44-anhaenge-gemischt.eml").anhaenge if a.name == name)
    with pytest.raises(RuleViolation, match=reason):
        detect_type(io.BytesIO(daten))


def test_a_mail_over_25_mb_is_refused_whole() -> None:
    part = base64.encodebytes(b"%PDF-1.7" + bytes(6_600_000)).replace(b"\n", b"\r\n")
    head = b"--AA\r\nContent-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    mail = (
        b"From: a@b.example\r\nSubject: x\r\nContent-Type: multipart/mixed; boundary=AA\r\n\r\n"
        + 3 * (head + part)
        + b"--AA--\r\n"
    )
    assert 25 * 2**20 < len(mail) < 27 * 2**20
    with pytest.raises(RuleViolation, match="größer als 25 MB"):
        parse_eml(mail, HEUTE)


def locked(name: str) -> str | None:
    return describe_protection(io.BytesIO((FAELLE / name).read_bytes()))


@pytest.mark.parametrize(
    ("name", "typ"), [("bom.pdf", "pdf"), ("zitat.txt", "txt"), ("kennwort.pdf", "pdf")]
)
def test_a_file_that_only_looks_odd_is_taken_for_what_it_is(name: str, typ: str) -> None:
    assert detect_type(io.BytesIO((FAELLE / name).read_bytes())).name == typ


def test_rtf_is_refused_by_its_name() -> None:
    with pytest.raises(RuleViolation, match="RTF-Dateien nimmt KRM nicht an"):
        detect_type(io.BytesIO((FAELLE / "brief.rtf").read_bytes()))


def test_a_pdf_with_a_password_is_taken_and_said() -> None:
    assert "mit Kennwort geschützt" in (locked("kennwort.pdf") or "")
    assert locked("bom.pdf") is None
