"""What is no CSV file in UTF-8 with semicolons is refused in one sentence."""

from pathlib import Path

import pytest

from models.importer.tabelle import Bruch, Zeile, read_header, read_rows
from models.rules.fehler import RuleViolation


@pytest.fixture
def datei(tmp_path: Path) -> Path:
    return tmp_path / "faelle.csv"


@pytest.mark.parametrize(
    ("content", "satz"),
    [
        (b"", "leer"),
        (b"\n", "leer"),
        (b"art,eingang_am,eingangsweg\n", "Kommas"),
        (b"art\teingang_am\teingangsweg\n", "Tabulatoren"),
        (b"PK\x03\x04rest", "Excel-Mappe"),
        ("art;eingang_am\n".encode("utf-16"), "UTF-16"),
        ("art;eingang_am\n".encode("utf-16-le"), "Nullzeichen"),
        ("größe;art\n".encode("latin-1"), "Zeile 1 ist nicht in UTF-8"),
        (b'"art;eingang_am\n', "Kopfzeile ist nicht lesbar"),
        (b"art;eingang_am;art\n", "„art“ kommt zweimal vor"),
        (b"art;;eingang_am\n", "Spalte 2 hat keinen Namen"),
    ],
)
def test_a_wrong_file_is_refused_in_one_sentence(datei: Path, content: bytes, satz: str) -> None:
    datei.write_bytes(content)
    with pytest.raises(RuleViolation, match=satz):
        read_header(datei)


def test_a_missing_file_is_named(datei: Path) -> None:
    with pytest.raises(RuleViolation, match=r"faelle\.csv gibt es nicht"):
        read_header(datei)
    with pytest.raises(RuleViolation, match="nicht lesbar"):
        read_header(datei.parent)


def test_bom_crlf_and_excels_own_line_are_fine(datei: Path) -> None:
    datei.write_bytes("\ufeffsep=;\r\nArt ; Eingang_AM;;\r\nLob;2026-01-02;;\r\n".encode())
    assert read_header(datei) == ("art", "eingang_am")


def test_lines_are_those_of_the_file(datei: Path) -> None:
    datei.write_text('a;b\n"eins\nzwei; drei";2\n\n;\n3;4\n5;6;7\n', encoding="utf-8")
    assert list(read_rows(datei, ("a", "b"))) == [
        Zeile(2, ("eins\nzwei; drei", "2")),
        Zeile(6, ("3", "4")),
        Bruch(7, "Die Zeile hat 3 Spalten, die Kopfzeile 2."),
    ]


def test_a_quote_that_never_closes_ends_the_reading(datei: Path) -> None:
    datei.write_text('a;b\n1;2\n"3;4\n5;6\n', encoding="utf-8")
    rows = list(read_rows(datei, ("a", "b")))
    assert rows[0] == Zeile(2, ("1", "2"))
    assert [type(row) for row in rows[1:]] == [Bruch]
    assert rows[1].nummer == 3


def test_a_wrong_byte_far_below_is_named_by_its_line(datei: Path) -> None:
    datei.write_bytes(b"a;b\n" + b"1;2\n" * 5000 + "ü;2\n".encode("latin-1"))
    with pytest.raises(RuleViolation, match="Zeile 5002 ist nicht in UTF-8"):
        list(read_rows(datei, ("a", "b")))


def test_decomposed_umlauts_become_one_sign(datei: Path) -> None:
    datei.write_text("a\nMu\u0308ller\n", encoding="utf-8")
    assert list(read_rows(datei, ("a",))) == [Zeile(2, ("M\u00fcller",))]


@pytest.mark.parametrize(
    "line", ["sep=;", "sep=", '"sep=;"', "SEP=;;;;", "sep=;;;;;;;;", '"sep=;";;;']
)
def test_excels_own_line_may_be_filled_up(datei: Path, line: str) -> None:
    datei.write_text(f"{line}\na;b\n1;2\n", encoding="utf-8")
    assert read_header(datei) == ("a", "b")
    assert list(read_rows(datei, ("a", "b"))) == [Zeile(3, ("1", "2"))]


@pytest.mark.parametrize(
    "name", ["\u200bart", "ï»¿art", "\u00a0art\u2060", "a\u00adrt", "\ufeffart"]
)
def test_a_header_is_read_through_invisible_signs(datei: Path, name: str) -> None:
    datei.write_text(f"lob;{name}\n", encoding="utf-8")
    assert read_header(datei) == ("lob", "art")


def test_an_over_long_cell_is_a_fault_of_its_own(datei: Path) -> None:
    datei.write_text(f"a;b\n{'x' * 300_000};2\n3;4\n", encoding="utf-8")
    long, good = read_rows(datei, ("a", "b"))
    assert isinstance(long, Zeile)
    assert "länger als" in long.maengel[0]
    assert good == Zeile(3, ("3", "4"))
