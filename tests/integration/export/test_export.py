"""Cases for Excel: what is in view and may be exported, as text, number or date."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from models.actions.codes import seed_codes
from models.actions.vorgaenge import record_many
from models.db import acting_as
from models.queries.export import (
    INHALTSPALTEN,
    KOPFSPALTEN,
    export_header,
    export_rows,
    german,
    write_xlsx,
)
from models.queries.tabellenblatt import Zelle, write_sheet
from models.rules.rechte import SYSTEM
from models.tables import Vorgang
from tests.haus import HEUTE, JETZT, Haus


def rows(haus: Haus, login: str, keys: list[int], *, mit_inhalt: bool = True) -> list[list[Zelle]]:
    with acting_as(haus.akteur(login)):
        return list(export_rows(keys, HEUTE, mit_inhalt=mit_inhalt))


def told(haus: Haus, login: str, vorgang: Vorgang) -> dict[str, Zelle]:
    (row,) = rows(haus, login, [vorgang.id])
    return dict(zip(export_header(mit_inhalt=True), row, strict=True))


def test_people_read_labels_names_and_dates(haus: Haus) -> None:
    seed_codes(by=SYSTEM, now=JETZT)
    vorgang = haus.record(
        name="Zeisig",
        verantwortlich=haus.konten["berta"].id,
        anliegen=({"kategorie": "bearbeitungsdauer", "anliegen_text": "zu lange"},),
    )
    row = told(haus, "anna", vorgang)
    assert row["Vorgangsnummer"] == vorgang.vorgangsnummer
    assert row["Art der Kundenreaktion"] == "Beschwerde"
    assert row["Team"] == "501"
    assert row["Frist"] == date(2026, 7, 15)
    assert row["Name"] == "Zeisig"
    assert "Berta" in row.values()
    assert "Bearbeitungsdauer" in row.values()
    assert "zu lange" in row.values()


def test_labels_are_there_without_stored_lists_too(haus: Haus) -> None:
    assert told(haus, "anna", haus.record(art="lob"))["Art der Kundenreaktion"] == "Lob"


def test_rows_come_in_the_order_asked_for(haus: Haus) -> None:
    record_many(by=SYSTEM, now=JETZT, eintraege=[haus.eintrag() for _ in range(620)])
    with acting_as(SYSTEM):
        keys = [key for (key,) in Vorgang.select(Vorgang.id).order_by(Vorgang.id.desc()).tuples()]
        numbers = {v.id: v.vorgangsnummer for v in Vorgang.select()}
    found = [row[0] for row in rows(haus, "anna", keys, mit_inhalt=False)]
    assert found == [numbers[key] for key in keys]


@pytest.mark.regel("MH-86", "MH-88")
@pytest.mark.parametrize("login", ["clara", "paul", "zoe", "ines", "adam", "berta"])
def test_a_stranger_exports_nothing_of_guessed_keys(haus: Haus, login: str) -> None:
    keys = [haus.record(name="Kanarienvogel").id for _ in range(3)]
    assert rows(haus, login, [*keys, 999]) == []


def test_berta_reads_her_cases_but_does_not_export_them(haus: Haus) -> None:
    vorgang = haus.record(verantwortlich=haus.konten["berta"].id)
    with acting_as(haus.akteur("berta")):
        assert Vorgang.select().count() == 1
    assert rows(haus, "berta", [vorgang.id]) == []


def test_of_a_dab_passed_on_anna_exports_the_head_only(haus: Haus) -> None:
    dab: dict[str, Any] = {"art": "dienstaufsichtsbeschwerde", "zugeleitet_am": date(2026, 7, 2)}
    vorgang = haus.record(name="Kanarienvogel", anliegen=({"anliegen_text": "Kanarie"},), **dab)
    (row,) = rows(haus, "anna", [vorgang.id])
    assert row[0] == vorgang.vorgangsnummer
    assert set(row[len(KOPFSPALTEN) :]) == {None}
    assert told(haus, "greta", vorgang)["Name"] == "Kanarienvogel"


def test_without_content_there_is_no_column_of_it(haus: Haus) -> None:
    (row,) = rows(haus, "anna", [haus.record(name="Zeisig").id], mit_inhalt=False)
    assert len(row) == len(export_header()) == len(KOPFSPALTEN)
    assert "Zeisig" not in row
    assert len(export_header(mit_inhalt=True)) == len(KOPFSPALTEN) + len(INHALTSPALTEN) + 12


HOSTILE = (
    "=1+1",
    '=HYPERLINK("https://boese.example")',
    "+49 30 123",
    "-5",
    "@SUM(A1)",
    "\t=1+1",
    "#N/A",
    "0123",
    "a\x00b\x0bc\ud800",
    "x" * 40_000,
    "<b>&amp;</b>",
)


def test_nothing_in_a_workbook_is_a_formula(tmp_path: Path) -> None:
    path = tmp_path / "export.xlsx"
    assert write_sheet(path, "Vorgänge", ["=Kopf"], iter([[text] for text in HOSTILE])) == 11
    sheet = load_workbook(path)["Vorgänge"]
    cells = [cell for (cell,) in sheet.iter_rows()]
    assert {cell.data_type for cell in cells} == {"s"}
    texts = [cell.value for cell in cells]
    assert texts[:3] == ["=Kopf", "=1+1", HOSTILE[1]]
    assert texts[9] == "abc"
    assert len(texts[10]) == 32_767


def test_excel_gets_dates_and_numbers_as_such(haus: Haus, tmp_path: Path) -> None:
    path = tmp_path / "export.xlsx"
    vorgang = haus.record(name="=1+1")
    with acting_as(haus.akteur("anna")):
        found = export_rows([vorgang.id], HEUTE, mit_inhalt=True)
        assert write_xlsx(path, export_header(mit_inhalt=True), found) == 1
    sheet = load_workbook(path).active
    header = [cell.value for cell in sheet[1]]
    row = dict(zip(header, sheet[2], strict=True))
    assert row["Frist"].is_date
    assert row["Frist"].number_format == "DD.MM.YYYY"
    assert (row["Name"].value, row["Name"].data_type) == ("=1+1", "s")
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref.startswith("A1:")


def test_an_empty_export_is_a_sheet_with_its_header(tmp_path: Path) -> None:
    path = tmp_path / "leer.xlsx"
    assert write_xlsx(path, export_header(), iter([])) == 0
    assert load_workbook(path).active.max_row == 1


@pytest.mark.parametrize(
    ("cell", "text"), [(None, ""), (date(2026, 7, 5), "05.07.2026"), (7, "7"), ("=1", "=1")]
)
def test_a_cell_as_text_for_csv(cell: Zelle, text: str) -> None:
    assert german(cell) == text
