"""What Excel and wrong encodings make of a cell is known; what people write is left in peace."""

import pytest

from models.importer.verdorben import damage, mend, readable


@pytest.mark.parametrize(
    ("cell", "word"),
    [
        ("1,23457E+12", "zerstört"),
        ("9,55E+08", "zerstört"),
        ("1.2e+09", "zerstört"),
        ("5E-05", "zerstört"),
        ("Tel. 4,93E+11", "zerstört"),
        ("#NAME?", "Fehlerzeichen"),
        ("########", "Fehlerzeichen"),
        ("02. Mrz", "Datum"),
        ("Mrz 02", "Datum"),
        ("2. Mai", "Datum"),
        ("955123456,00", "Kommazahl"),
        ("955123456.0", "Kommazahl"),
        ("M\ufffdller", "verloren"),
        ("x" * 100_001, "länger als 100.000"),
    ],
)
def test_a_spoilt_number_is_known(cell: str, word: str) -> None:
    assert word in str(damage(cell, "fremdnummer"))


@pytest.mark.parametrize(
    "cell",
    [
        "955D123456",
        "1E5",
        "95502//0000001",
        "12-E+3 Wohnungen",
        "AD-2026-17",
        "2026.00",
        "+49 30 1234",
        "Punkt 3,5",
        "„CAFÉ»",
        "Die Endung heißt „Ä“",
        "„Ü“…",
        "SÃO PAULO",
        "Ânimo â la carte",
        "ÀÉÎ – § 44",
        "x" * 100_000,
    ],
)
def test_what_people_write_is_no_damage(cell: str) -> None:
    assert damage(cell, "fremdnummer") is None


@pytest.mark.parametrize("column", ["anliegen_1_anliegen_text", "name"])
def test_a_day_is_no_destroyed_number_in_a_text(column: str) -> None:
    assert damage("2. Mai", column) is None


@pytest.mark.parametrize("text", ["Müller", "50 €", "Größe", "Ärger über Übel, Öl", "„ja“ – nein…",
                                  "20 °C", "§ 44", "Şahin", "Ağa, Kılıç"])  # fmt: skip
@pytest.mark.parametrize("wrong", ["cp1252", "latin-1"])
def test_doubly_encoded_text_is_known_and_mended(text: str, wrong: str) -> None:
    raw = text.encode()
    spoilt = "".join(_read(byte, wrong) for byte in raw)
    if spoilt == text:
        return
    assert "doppelt kodiert" in str(damage(spoilt, "name"))
    assert any(char in mend(spoilt) for char in text if ord(char) > 127)


def _read(byte: int, encoding: str) -> str:
    try:
        return bytes([byte]).decode(encoding)
    except UnicodeDecodeError:
        return chr(byte)


def test_a_message_about_a_name_shows_pairs_of_letters_only() -> None:
    assert "Mü" not in str(damage("MÃ¼ller", "name"))
    assert "„Ã¼“ statt „ü“" in str(damage("MÃ¼ller", "name"))


def test_invisible_signs_go() -> None:
    assert readable("\u200bart\u00a0 \ufeff") == "art"
    assert readable("\u202eab\u202c") == "ab"
