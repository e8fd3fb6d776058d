"""Files as other programs spoil them: every fault is named, nothing is taken over by mistake."""

from pathlib import Path

import pytest

from models.actions.codes import seed_codes
from models.db import acting_as
from models.importer import Auftrag, Ergebnis, import_csv
from models.rules.fehler import RuleViolation
from models.rules.rechte import SYSTEM
from models.tables import Vorgang
from tests.haus import JETZT, Haus

FAELLE = Path(__file__).parents[2] / "data" / "faelle"
PFLICHT = "art;eingang_am;eingangsweg"
GUT = "beschwerde;2026-03-02;schriftlich"


def _check(haus: Haus, path: Path, *, probe: bool = True) -> Ergebnis:
    seed_codes(by=SYSTEM, now=JETZT)
    auftrag = Auftrag(path, haus.einheiten["JC"].id, probe=probe)
    return import_csv(by=SYSTEM, now=JETZT, auftrag=auftrag)


def _lines(haus: Haus, tmp_path: Path, *lines: str) -> Ergebnis:
    path = tmp_path / "faelle.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return _check(haus, path)


def _kinds(ergebnis: Ergebnis) -> list[str]:
    return [str(art) for art in ergebnis.arten]


@pytest.mark.datenbank("sqlite")  # refused before any database is asked
@pytest.mark.parametrize(
    ("datei", "spalte", "satz"),
    [
        ("09c-uhrzeit.csv", "eingang_am", "Erwartet wird ein Datum ohne Uhrzeit"),
        ("13-lange-zelle.csv", "anliegen_1_anliegen_text", "länger als 100.000 Zeichen"),
        ("15b-exp.csv", "fremdnummer", "„1,23457E+12“: Hier hat Excel eine Nummer zerstört"),
        ("33-doppelt-kodiert.csv", "name", "doppelt kodiert: „Ã¼“ statt „ü“"),
    ],
)
def test_a_spoilt_cell_is_named_with_line_and_column(
    haus: Haus, datei: str, spalte: str, satz: str
) -> None:
    (kind,) = [
        kind for kind in _kinds(_check(haus, FAELLE / datei)) if "Spalte eingangs" not in kind
    ]
    assert kind.startswith(f"Zeile 2, Spalte {spalte}: ")
    assert satz in kind


def test_signs_that_nobody_sees_do_not_hide_a_column(haus: Haus, tmp_path: Path) -> None:
    text = (FAELLE / "12d-zwsp-kopf.csv").read_text(encoding="utf-8")
    path = tmp_path / "kopf.csv"
    path.write_text(text.replace("eingang_am", "\u00a0eingang_am\u2060"), encoding="utf-8")
    assert not _check(haus, path, probe=False).fehler
    with acting_as(SYSTEM):
        assert Vorgang.get().fremdnummer == "A12d"


@pytest.mark.datenbank("sqlite")
def test_the_rows_below_an_over_long_cell_are_checked_too(haus: Haus, tmp_path: Path) -> None:
    lang = "x" * 200_000
    ergebnis = _lines(
        haus, tmp_path, f"{PFLICHT};name", f"{GUT};{lang}", f"{GUT};gut", f"rüge{GUT[10:]};x"
    )
    assert [fault.zeile for fault in ergebnis.fehler] == [2, 4]
    assert lang[:50] not in "".join(_kinds(ergebnis))


@pytest.mark.datenbank("sqlite")
def test_every_wrong_column_is_named_at_once(haus: Haus, tmp_path: Path) -> None:
    with pytest.raises(RuleViolation) as refused:
        _lines(haus, tmp_path, "art;eingang;wetter;kategorie;vorgangsnummer")
    for word in ("eingang_am", "eingangsweg", "„wetter“", "anliegen_1_kategorie", "fremdnummer"):
        assert word in refused.value.satz
    assert "import --help" in refused.value.satz


@pytest.mark.datenbank("sqlite")
def test_the_same_fault_of_many_rows_is_told_once(haus: Haus, tmp_path: Path) -> None:
    wrong = ["rüge;2026-03-02;schriftlich"] * 3 + [GUT] + ["tadel;2026-03-02;schriftlich"] * 300
    (kind,) = _kinds(_lines(haus, tmp_path, PFLICHT, *wrong))
    assert kind.startswith("Zeilen 2–4, 6–305, Spalte art: „rüge“, „tadel“: Diesen Wert gibt es")
    assert kind.count("fachaufsichtsbeschwerde") == 1


@pytest.mark.datenbank("sqlite")
def test_a_destroyed_number_with_personal_data_is_not_repeated(haus: Haus, tmp_path: Path) -> None:
    ergebnis = _lines(haus, tmp_path, f"{PFLICHT};kundennummer", f"{GUT};9,55E+08")
    (kind,) = _kinds(ergebnis)
    assert kind.startswith("Zeile 2, Spalte kundennummer: Hier hat Excel eine Nummer zerstört")
    assert "9,55" not in kind
