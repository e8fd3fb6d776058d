"""A logo that is small as a file and huge as a picture is known before anything unpacks it."""

from io import BytesIO

import pytest
from PIL import Image

from models.actions.briefkopf import logo_type
from models.rules.bildmass import pixels
from models.rules.fehler import RuleViolation


def _picture(typ: str, width: int, height: int) -> bytes:
    stream = BytesIO()
    Image.new("L", (width, height)).save(stream, typ.upper())
    return stream.getvalue()


@pytest.mark.parametrize("typ", ["png", "jpeg"])
def test_a_picture_tells_its_size_without_being_unpacked(typ: str) -> None:
    bild = _picture(typ, 300, 100)
    assert pixels(bild, typ) == 30_000
    assert logo_type(bild) == typ


@pytest.mark.parametrize("typ", ["png", "jpeg"])
def test_what_tells_no_size_has_none(typ: str) -> None:
    bild = _picture(typ, 30, 10)
    assert {pixels(bild[:end], typ) for end in range(24)} == {0}
    assert pixels(b"\xff\xd8" + b"\xff" * 50, "jpeg") == 0


def test_a_small_file_with_a_huge_picture_is_no_logo() -> None:
    bild = _picture("png", 12_000, 12_000)
    assert len(bild) < 200_000
    with pytest.raises(RuleViolation, match="zu viele Bildpunkte"):
        logo_type(bild)
