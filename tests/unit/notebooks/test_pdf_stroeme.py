"""Streams of a PDF that end in CR by chance: the checker would find them one byte too short."""

import zlib
from pathlib import Path

import pikepdf
import pytest

from notebooks.publish.pdf import _ends_in_cr, save_unmistakable

MODE = pikepdf.ObjectStreamMode.generate


def drawing(text: bytes) -> pikepdf.Pdf:
    """A page with one stream of content, compressed as Typst does it."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page()
    page.Contents = pdf.make_stream(b"")
    page.Contents.write(zlib.compress(text), filter=pikepdf.Name.FlateDecode)
    return pdf


def unlucky_content() -> bytes:
    """Content whose compressed form ends in CR: the last byte of its checksum decides."""
    contents = (f"% {number}".encode() for number in range(10_000))
    return next(text for text in contents if zlib.compress(text).endswith(b"\r"))


def test_a_stream_that_ends_in_cr_is_made_unmistakable(tmp_path: Path) -> None:
    pdf, target = drawing(unlucky_content()), tmp_path / "bericht.pdf"
    assert _ends_in_cr(pdf)
    save_unmistakable(pdf, target)
    with pikepdf.open(target) as saved:
        assert _ends_in_cr(saved) == []
        assert saved.pages[0].Contents.read_bytes() == unlucky_content()


def test_an_address_table_that_ends_in_cr_is_written_anew(tmp_path: Path) -> None:
    target = tmp_path / "bericht.pdf"
    for length in range(5000):
        pdf = drawing(b"% leer")
        pdf.Root["/Zufall"] = pikepdf.String("x" * length)
        pdf.save(target, deterministic_id=True, object_stream_mode=MODE)
        with pikepdf.open(target) as saved:
            if _ends_in_cr(saved):
                break
    else:
        pytest.fail("kein Strom endete zufällig auf CR")
    save_unmistakable(pdf, target)
    with pikepdf.open(target) as saved:
        assert _ends_in_cr(saved) == []


def test_a_pack_of_objects_that_ends_in_cr_is_packed_anew(tmp_path: Path) -> None:
    target = tmp_path / "bericht.pdf"
    for number in range(5000):
        pdf = drawing(b"% leer")
        pdf.Root["/Zufall"] = pdf.make_indirect(pikepdf.Dictionary(Zahl=number))
        pdf.save(target, deterministic_id=True, object_stream_mode=MODE)
        pack = target.read_bytes().partition(b"/ObjStm")[2].partition(b"endstream")[0]
        if pack.endswith(b"\r\n"):
            break
    else:
        pytest.fail("kein Pack von Objekten endete zufällig auf CR")
    save_unmistakable(pdf, target)
    assert b"\r\nendstream" not in target.read_bytes()
