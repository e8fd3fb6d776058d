"""What a snapshot must not say: nothing of classes A and B, and persons only as pseudonyms."""

from datetime import date
from typing import Any

import pytest
from peewee import CharField, TextField

from models.db import writing
from models.queries.snapshot_schema import TABELLEN, VERGLEICH
from models.rules.felder import FELDER
from models.rules.rechte import SYSTEM
from models.tables import TABLES, Altwert, Base, Ereignis, Inhalt
from tests.haus import Haus
from tests.integration.snapshot.conftest import Read, Write

OPEN = {"C", "D"}
# Computed from several fields; each has its own test.
COMPUTED = {"erfassung_geschaetzt", "erste_antwort_am", "festgelegt_am", "personenschluessel"}
SPALTEN = [
    pytest.param(table, spalte, id=f"{table}.{spalte.name}")
    for table, spalten in (TABELLEN | VERGLEICH).items()
    for spalte in spalten
]


@pytest.mark.parametrize(("table", "spalte"), SPALTEN)
def test_no_column_comes_from_a_protected_field(table: str, spalte: Any) -> None:
    if spalte.feld is None:
        assert table in ("meta", "code", "veroeffentlicht", "geaendert") or spalte.name in COMPUTED
    elif not spalte.feld.primary_key:
        assert spalte.feld.schutz in OPEN
    if spalte.name in FELDER and table in ("vorgang", "anliegen"):
        assert FELDER[spalte.name].schutz in OPEN


def _protected_texts(table: type[Base]) -> list[str]:
    return [
        name
        for name, field in table._meta.fields.items()
        if getattr(field, "schutz", "") in ("A", "B") and isinstance(field, CharField | TextField)
    ]


def _plant(table: type[Base], canaries: list[str]) -> None:
    """Write a canary into every protected text field of every row of the table."""
    if table is Ereignis:
        _plant_event(canaries)
        return
    key = table._meta.primary_key
    for name in _protected_texts(table):
        for row_id in [row._pk for row in table.visible_to(SYSTEM)]:
            canary = f"KANARIE-{table.__name__}-{name}-{row_id}"
            canaries.append(canary)
            table.update({name: canary}).where(key == row_id).execute()


def _plant_event(canaries: list[str]) -> None:
    """An event is never changed, so one more is added."""
    row = Ereignis.select().get().__data__ | {"id": None}
    for name in _protected_texts(Ereignis):
        row[name] = f"KANARIE-Ereignis-{name}-1"
        canaries.append(row[name])
    Ereignis.create(**row)


@pytest.mark.regel("MH-88")
def test_a_canary_in_every_protected_field_reaches_no_byte(haus: Haus, write: Write) -> None:
    vorgang = haus.record("501", betroffene=({"bezeichnung": "Frau Muster"},))
    canaries: list[str] = []
    with writing(by=SYSTEM):
        Altwert.create(vorgang=vorgang, ereignis_id=1, feld="name", salz="s", alt="x")
        for table in TABLES:
            _plant(table, canaries)
    tables = {canary.split("-")[1] for canary in canaries}
    assert {"Inhalt", "Anliegen", "Vorgang", "Betroffen", "Konto", "Altwert"} <= tables
    content = write().path.read_bytes()
    assert [canary for canary in canaries if canary.encode() in content] == []


def test_the_key_of_a_person_counts_persons(haus: Haus, read: Read) -> None:
    for nummer in ("123 D 456", "123d456", "123 D 457"):
        haus.record("501", kundennummer=nummer)
    keys = [row["personenschluessel"] for row in read("vorgang")]
    assert keys[0] == keys[1] != keys[2]
    assert all(len(key) == 32 for key in keys)


def test_the_key_changes_with_the_year_and_with_the_evaluation(haus: Haus, read: Read) -> None:
    for year in (2025, 2026):
        haus.record("501", kundennummer="123D456", eingang_am=date(year, 3, 2))
    first, second = (row["personenschluessel"] for row in read("vorgang"))
    other, _ = (row["personenschluessel"] for row in read("vorgang", key=b"eine andere Auswertung"))
    assert len({first, second, other}) == 3


@pytest.mark.parametrize(
    "werte",
    [{"anonym": True, "kundennummer": "123D456", "name": "Muster"}, {}, {"name": " – "}],
)
def test_who_is_unknown_has_no_key(haus: Haus, read: Read, werte: dict[str, Any]) -> None:
    vorgang = haus.record("501", anonym=werte.get("anonym", False))
    with writing(by=SYSTEM):
        if werte:
            known = {name: text for name, text in werte.items() if name != "anonym"}
            Inhalt.update(known).where(Inhalt.vorgang == vorgang.id).execute()
    assert [row["personenschluessel"] for row in read("vorgang")] == [None]
