"""Asking for a report: who may, what the ledger and the log say then."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from models.actions import laeufe
from models.actions.laeufe import Berichtsauftrag, begin_lauf, request_lauf, when_requested
from models.db import acting_as
from models.queries.laeufe import find_lauf, recent_laeufe
from models.rules.fehler import RuleViolation
from models.rules.rechte import SYSTEM
from models.tables import Bericht, Ereignis, Lauf
from tests.haus import JETZT, Haus


@pytest.fixture
def auftrag(haus: Haus) -> Berichtsauftrag:
    """The half-year report of Jobcenter Lindenau."""
    return Berichtsauftrag(
        name="auswertung-gf",
        zeitraum="2026-H1",
        von=date(2026, 1, 1),
        bis=date(2026, 6, 30),
        einheit_id=haus.einheiten["JC"].id,
        empfaenger="gf",
    )


@pytest.fixture
def rings() -> Iterator[list[str]]:
    rung: list[str] = []
    when_requested(ring := lambda: rung.append("ring"))
    yield rung
    laeufe._on_request.remove(ring)


def test_dora_starts_a_report_and_the_log_tells_it(haus: Haus, auftrag: Berichtsauftrag) -> None:
    lauf = request_lauf(by=haus.akteur("dora"), now=JETZT, bericht=auftrag)
    with acting_as(SYSTEM):
        stored = Lauf.get_by_id(lauf.id)
        ereignis = Ereignis.get(Ereignis.name == "lauf_requested")
    assert (stored.status, stored.versuch, stored.gestartet_von) == ("wartet", 0, "dora")
    assert (ereignis.akteur, ereignis.tabelle, ereignis.objekt_id) == ("dora", "lauf", lauf.id)
    assert '"zeitraum": "2026-H1"' in ereignis.daten


def test_every_request_is_a_new_run_of_the_same_report(
    haus: Haus, auftrag: Berichtsauftrag
) -> None:
    runs = [request_lauf(by=SYSTEM, now=JETZT, bericht=auftrag) for _ in range(2)]
    other = request_lauf(by=SYSTEM, now=JETZT, bericht=replace(auftrag, empfaenger="extern"))
    assert runs[0].id != runs[1].id
    assert runs[0].bericht_id == runs[1].bericht_id != other.bericht_id
    with acting_as(SYSTEM):
        assert Bericht.select().count() == 2


@pytest.mark.parametrize("login", ["bernd", "emil", "berta", "ines", "adam", "zoe"])
def test_who_may_not_start_it_leaves_no_trace(
    haus: Haus, auftrag: Berichtsauftrag, login: str
) -> None:
    with pytest.raises(RuleViolation):
        request_lauf(by=haus.akteur(login), now=JETZT, bericht=auftrag)
    with acting_as(SYSTEM):
        assert Lauf.select().count() == Bericht.select().count() == Ereignis.select().count() == 0


@pytest.mark.parametrize(
    ("changes", "feld"),
    [({"einheit_id": 4711}, "einheit"), ({"bis": date(2025, 12, 31)}, "zeitraum")],
)
def test_what_does_not_exist_is_refused_by_name(
    haus: Haus, auftrag: Berichtsauftrag, changes: dict[str, Any], feld: str
) -> None:
    with pytest.raises(RuleViolation) as refusal:
        request_lauf(by=SYSTEM, now=JETZT, bericht=replace(auftrag, **changes))
    assert refusal.value.feld == feld


def test_a_request_rings_but_a_run_in_the_foreground_does_not(
    haus: Haus, auftrag: Berichtsauftrag, rings: list[str]
) -> None:
    begin_lauf(by=SYSTEM, now=JETZT, bericht=auftrag, lease_s=60)
    assert rings == []
    request_lauf(by=SYSTEM, now=JETZT, bericht=auftrag)
    assert rings == ["ring"]


def test_emil_reads_runs_of_his_unit_only_and_zoe_none(
    haus: Haus, auftrag: Berichtsauftrag
) -> None:
    house = request_lauf(by=SYSTEM, now=JETZT, bericht=auftrag)
    bereich = replace(auftrag, einheit_id=haus.einheiten["50"].id)
    own = request_lauf(by=SYSTEM, now=JETZT, bericht=bereich)
    with acting_as(haus.akteur("emil")):
        assert [lauf.id for lauf in recent_laeufe()] == [own.id]
        assert find_lauf(house.id) is None
    with acting_as(haus.akteur("zoe")):
        assert recent_laeufe() == []
    with acting_as(haus.akteur("greta")):
        found = find_lauf(own.id)
        assert found is not None
        assert (found.bericht.name, found.einheit.kuerzel) == ("auswertung-gf", "50")
