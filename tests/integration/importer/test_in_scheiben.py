"""A large import: written bit by bit, unseen until its end, gone without a trace if it fails."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from models.actions import einspielung, vorgaenge
from models.actions.einheiten import update_einheit
from models.actions.einspielung import sweep_imports
from models.actions.vorgaenge import record_many
from models.actions.vorgangsfelder import Eintrag
from models.db import acting_as
from models.queries.kette import verify_chain
from models.queries.suche import search
from models.rules import bruchstellen
from models.rules.fehler import RuleViolation
from models.rules.rechte import SYSTEM
from models.tables import (
    Anliegen,
    Einspielung,
    Ereignis,
    Frist,
    Inhalt,
    Nummernluecke,
    Verborgen,
    Volltext,
    Vorgang,
)
from tests.haus import JETZT, Haus

VIELE = 7
TABELLEN = (Vorgang, Inhalt, Anliegen, Frist, Volltext)


@pytest.fixture(autouse=True)
def small_slices(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(vorgaenge, "SCHEIBE", 3)
    monkeypatch.setattr(einspielung, "SCHEIBE", 3)
    yield
    bruchstellen.hook(None)


def entries(haus: Haus, **werte: Any) -> list[Eintrag]:
    return [
        replace(haus.eintrag(name="Kanarie", fremdnummer=f"AD-{n}", **werte), herkunft="import")
        for n in range(VIELE)
    ]


def seen(haus: Haus) -> list[int]:
    """How many rows of each table, events and hits the machine, Anna and Ines have in view."""
    with acting_as(SYSTEM):
        counts = [table.select().count() for table in TABELLEN]
        counts.append(Ereignis.select().where(Ereignis.tabelle == "vorgang").count())
    with acting_as(haus.akteur("anna")):
        counts += [table.select().count() for table in TABELLEN]
        counts.append(Vorgang.select().where(Vorgang.id << search("Kanarie")).count())
    with acting_as(haus.akteur("ines")):
        counts.append(Ereignis.select().where(Ereignis.tabelle == "vorgang").count())
    return counts


def left_behind() -> int:
    with acting_as(SYSTEM):
        tables = (Einspielung, Verborgen)
        events = Ereignis.select().where(Ereignis.stapel.is_null(False)).count()
        return sum(table.select().count() for table in tables) + events


def numbers() -> list[str]:
    with acting_as(SYSTEM):
        return sorted(v.vorgangsnummer for v in Vorgang.select())


def chain_fault() -> str:
    with acting_as(SYSTEM):
        return verify_chain().fehler


def at(place: str, do: Any, *, time: int = 1) -> None:
    """Do something when the import comes to this place for the `time`-th time."""
    left = [time]

    def hook(name: str) -> None:
        if name == place:
            left[0] -= 1
            if left[0] == 0:
                do()

    bruchstellen.hook(hook)


def test_nobody_sees_a_case_before_the_last_is_written(haus: Haus) -> None:
    views = []
    at("import.geschrieben", lambda: views.append(seen(haus)))
    assert record_many(by=SYSTEM, now=JETZT, eintraege=entries(haus)) == VIELE
    assert views == [[0] * 13]
    assert set(seen(haus)) <= {VIELE, 2 * VIELE}
    assert chain_fault() == ""


def test_people_go_on_recording_meanwhile(haus: Haus) -> None:
    at("import.scheibe", haus.record)
    record_many(by=SYSTEM, now=JETZT, eintraege=entries(haus))
    assert numbers() == [f"KRM-2026-{n:05d}" for n in range(1, VIELE + 2)]
    assert chain_fault() == ""


def test_the_chain_vouches_for_the_events_of_an_import(haus: Haus) -> None:
    record_many(by=SYSTEM, now=JETZT, eintraege=entries(haus))
    haus.record()
    with acting_as(SYSTEM):
        befund = verify_chain()
    assert (befund.fehler, befund.laenge, befund.ereignisse) == ("", 2, VIELE + 2)


def test_an_import_that_fails_leaves_nothing_and_no_number_is_missing(haus: Haus) -> None:
    def break_off() -> None:
        haus.record()
        raise OSError("Platte voll")

    at("import.scheibe", break_off, time=2)
    with pytest.raises(OSError, match="Platte voll"):
        record_many(by=SYSTEM, now=JETZT, eintraege=entries(haus))
    assert left_behind() == 0
    assert numbers() == ["KRM-2026-00007"]
    bruchstellen.hook(None)
    record_many(by=SYSTEM, now=JETZT, eintraege=entries(haus))
    assert numbers() == [f"KRM-2026-{n:05d}" for n in range(1, VIELE + 2)]
    with acting_as(SYSTEM):
        assert Nummernluecke.select().count() == 0
        assert Ereignis.select().where(Ereignis.name == "import_undone").count() == 1
    assert chain_fault() == ""


def test_what_is_shown_is_never_taken_back(haus: Haus) -> None:
    def break_off() -> None:
        raise OSError("die Antwort ging verloren")

    at("import.gezeigt", break_off)
    with pytest.raises(OSError, match="Antwort"):
        record_many(by=SYSTEM, now=JETZT, eintraege=entries(haus))
    assert len(numbers()) == VIELE
    assert sweep_imports(now=JETZT) == 1
    assert len(numbers()) == VIELE
    assert chain_fault() == ""


def test_a_second_import_waits_its_turn(haus: Haus) -> None:
    said = []

    def try_another() -> None:
        with pytest.raises(RuleViolation, match="Gerade läuft schon ein Import") as refused:
            record_many(by=SYSTEM, now=JETZT, eintraege=entries(haus))
        said.append(refused.value.satz)
        assert sweep_imports(now=JETZT) == 0

    at("import.scheibe", try_another)
    assert record_many(by=SYSTEM, now=JETZT, eintraege=entries(haus)) == VIELE
    assert len(said) == 1


def test_a_calendar_changed_meanwhile_stops_the_import(haus: Haus) -> None:
    def add_holiday() -> None:
        update_einheit(
            by=haus.akteur("adam"),
            now=JETZT,
            einheit_id=haus.einheiten["JC"].id,
            version=1,
            werte={"zusaetzliche_feiertage": "2026-07-15 Tag der Probe"},
        )

    at("import.scheibe", add_holiday)
    with pytest.raises(RuleViolation, match="nichts wurde übernommen"):
        record_many(by=SYSTEM, now=JETZT, eintraege=entries(haus))
    assert (numbers(), left_behind()) == ([], 0)
