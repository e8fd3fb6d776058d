"""Which files are taken, told by their content."""

import io
import tracemalloc
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.dateien import DATEITYPEN, check_size, detect_type
from models.rules.dateinamen import clean_name, content_disposition, place, random_name
from models.rules.fehler import RuleViolation
from tests import dateien


def detect(content: bytes) -> str:
    return detect_type(io.BytesIO(content)).name


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (dateien.PDF, "pdf"),
        (dateien.PNG, "png"),
        (dateien.JPEG, "jpeg"),
        (dateien.TEXT, "txt"),
        (dateien.MAIL, "eml"),
        (dateien.office(), "docx"),
        (dateien.office(b"spreadsheetml.sheet"), "xlsx"),
        (dateien.odt(), "odt"),
        ("Grüße aus Köln".encode("cp1252"), "txt"),
        ("Grüße aus Köln".encode("utf-16"), "txt"),
        ("\ufeffGrüße".encode(), "txt"),
        (b"<3 Ihr Team, danke", "txt"),
    ],
)
def test_what_an_office_sends_is_known_by_its_content(content: bytes, name: str) -> None:
    assert detect(content) == name


def symlink() -> bytes:
    info = zipfile.ZipInfo("word/link")
    info.external_attr = 0o120777 << 16
    buffer = io.BytesIO(dateien.office())
    with zipfile.ZipFile(buffer, "a") as target:
        target.writestr(info, "/etc/passwd")
    return buffer.getvalue()


def encrypted() -> bytes:
    content = bytearray(dateien.office())
    content[content.rindex(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


def doubled() -> bytes:
    buffer = io.BytesIO(dateien.office())
    with zipfile.ZipFile(buffer, "a") as target, pytest.warns(UserWarning, match="Duplicate"):
        target.writestr("word/document.xml", b"zweimal")
    return buffer.getvalue()


HTML = b"<!DOCTYPE html><script>alert(1)</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
REFUSED: dict[str, Callable[[], bytes]] = {
    "empty": lambda: b"",
    "html": lambda: HTML,
    "html after text": lambda: b"Guten Tag\n" + HTML,
    "html in utf-16": lambda: HTML.decode().encode("utf-16"),
    "svg": lambda: b"\n\n" + SVG,
    "xml": lambda: b"\xef\xbb\xbf<?xml version='1.0'?><a/>",
    "pdf behind html": lambda: HTML + dateien.PDF,
    "gif": lambda: b"GIF89a" + bytes(20),
    "program": lambda: b"MZ\x90\x00" + bytes(60),
    "script with a zero": lambda: b"#!/bin/sh\necho\x00",
    "plain zip": lambda: dateien.archive({"brief.txt": b"Hallo"}),
    "archive behind a picture": lambda: b"GIF89a" + dateien.office(),
    "macros": lambda: dateien.office(**{"word/vbaProject.bin": b"x"}),
    "macros in odt": lambda: dateien.odt(**{"Basic/Standard/Modul.xml": b"x"}),
    "bomb by size": lambda: dateien.bomb(201),
    "bomb by ratio": lambda: dateien.bomb(20),
    "lying bomb": dateien.lying_bomb,
    "too many members": lambda: dateien.office(**{f"word/{n}": b"" for n in range(2001)}),
    "leads out": lambda: dateien.office(**{"../../etc/cron.d/x": b"x"}),
    "leads to the root": lambda: dateien.office(**{"/etc/passwd": b"x"}),
    "leads to a drive": lambda: dateien.office(**{"C:/x": b"x"}),
    "link": symlink,
    "encrypted": encrypted,
    "doubled": doubled,
    "cut": lambda: dateien.office()[:-10],
    "only the beginning": lambda: b"PK\x03\x04",
}


@pytest.mark.parametrize("case", REFUSED)
def test_traps_are_refused_with_a_sentence_and_without_memory(case: str) -> None:
    content = REFUSED[case]()
    tracemalloc.start()
    with pytest.raises(RuleViolation) as caught:
        detect(content)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert caught.value.satz.endswith(".")
    assert peak < 20 * 2**20 + 4 * len(content)


@given(st.binary(max_size=300))
def test_any_bytes_are_a_known_type_or_refused(content: bytes) -> None:
    assert detect_or_refuse(content) in {*DATEITYPEN, "refused"}


@given(st.data())
def test_a_damaged_document_is_a_known_type_or_refused(data: st.DataObject) -> None:
    whole = bytearray(dateien.office())
    for place_ in data.draw(st.lists(st.integers(0, len(whole) - 1), min_size=1, max_size=8)):
        whole[place_] = data.draw(st.integers(0, 255))
    assert detect_or_refuse(bytes(whole)) in {*DATEITYPEN, "refused"}


def detect_or_refuse(content: bytes) -> str:
    try:
        return detect(content)
    except RuleViolation:
        return "refused"


def test_one_byte_too_many_is_refused() -> None:
    check_size(25 * 2**20)
    with pytest.raises(RuleViolation, match="25 MB"):
        check_size(25 * 2**20 + 1)


@pytest.mark.parametrize(
    ("name", "typ", "shown"),
    [
        ("Bescheid vom 1.7..pdf", "pdf", "Bescheid vom 1.7.pdf"),
        ("Rechnung.pdf.exe", "pdf", "Rechnung.pdf.exe.pdf"),
        ("C:\\Users\\erika\\Brief.docx", "docx", "Brief.docx"),
        ("../../../etc/passwd", "txt", "passwd.txt"),
        ("Brief\u202efdp.exe", "pdf", "Brieffdp.exe.pdf"),
        ("a\x00b\nc.PDF", "pdf", "ab c.PDF"),
        (".htaccess", "txt", "htaccess.txt"),
        ("CON.txt", "txt", "_CON.txt"),
        ('<b>"x"?.png', "png", "_b__x__.png"),
        ("", "jpeg", "dokument.jpg"),
        ("...", "pdf", "dokument.pdf"),
        ("Straße.jpeg", "jpeg", "Straße.jpeg"),
    ],
)
def test_names_are_shown_without_what_they_could_do(name: str, typ: str, shown: str) -> None:
    assert clean_name(name, DATEITYPEN[typ]) == shown


@given(st.text(max_size=400), st.sampled_from(sorted(DATEITYPEN)))
def test_every_name_is_short_plain_and_says_its_type(name: str, typ: str) -> None:
    shown = clean_name(name, DATEITYPEN[typ])
    assert len(shown) <= 120
    assert shown.lower().endswith(DATEITYPEN[typ].endungen)
    assert not set(shown) & set('/\\"<>:|?*%\x00\r\n')
    assert clean_name(shown, DATEITYPEN[typ]) == shown
    header = content_disposition(shown)
    assert header.isascii()
    assert header.isprintable()
    assert header.count('"') == 2


def test_a_download_keeps_umlauts_for_those_who_read_them() -> None:
    assert content_disposition("Größe.pdf") == (
        "attachment; filename=\"Grosse.pdf\"; filename*=UTF-8''Gr%C3%B6%C3%9Fe.pdf"
    )


@pytest.mark.parametrize("name", ["", "../x", "a" * 31, "A" * 32, "/etc/passwd", "a" * 32 + "\n"])
def test_nothing_but_a_random_name_has_a_place(name: str, tmp_path) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(ValueError, match="Ablage"):
        place(tmp_path, name)


def test_random_names_differ_and_have_a_place(tmp_path) -> None:  # type: ignore[no-untyped-def]
    names = {random_name() for _ in range(100)}
    assert len(names) == 100
    assert all(place(tmp_path, name).is_relative_to(tmp_path) for name in names)


def test_markup_behind_many_blanks_is_still_markup() -> None:
    with pytest.raises(RuleViolation):
        detect(b" " * 70_000 + b"<svg onload=alert(1)>")
