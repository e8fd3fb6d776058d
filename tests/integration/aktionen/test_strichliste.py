"""The Strichliste counts what was settled on the spot, without a person."""

from datetime import date

import pytest

from models.actions.codes import seed_codes
from models.actions.strichliste import Strich, correct_strich, count_many, count_strich
from models.db import acting_as
from models.rules.fehler import RuleViolation
from models.rules.rechte import SYSTEM
from models.tables import Ereignis, StaleVersion, Strichliste
from tests.haus import HEUTE, JETZT, Haus


@pytest.fixture
def strich(haus: Haus) -> Strich:
    """One reaction that Team 501 settled today."""
    seed_codes(by=SYSTEM, now=JETZT)
    return Strich(haus.einheiten["501"].id, HEUTE, "erreichbarkeit-telefon")


@pytest.mark.regel("MH-39", "MH-40", "BS-12")
def test_strokes_add_up(haus: Haus, strich: Strich) -> None:
    berta, bernd = haus.akteur("berta"), haus.akteur("bernd")
    count_strich(by=berta, now=JETZT, strich=strich)
    row = count_strich(by=bernd, now=JETZT, strich=strich)
    assert (row.anzahl, row.version) == (2, 2)
    with acting_as(SYSTEM):
        names = [event.name for event in Ereignis.select() if event.tabelle == "strichliste"]
    assert names == ["strich_counted", "strich_counted"]


def test_a_stroke_can_be_taken_back_but_not_below_zero(haus: Haus, strich: Strich) -> None:
    berta = haus.akteur("berta")
    back = Strich(strich.einheit_id, strich.tag, strich.thema, -1)
    count_strich(by=berta, now=JETZT, strich=strich)
    assert count_strich(by=berta, now=JETZT, strich=back).anzahl == 0
    with pytest.raises(RuleViolation, match="0 bis 999"):
        count_strich(by=berta, now=JETZT, strich=back)
    with acting_as(SYSTEM):
        assert Strichliste.get().anzahl == 0


def test_clara_counts_only_for_her_own_team(haus: Haus, strich: Strich) -> None:
    with pytest.raises(RuleViolation, match="Zuständigkeit"):
        count_strich(by=haus.akteur("clara"), now=JETZT, strich=strich)


def test_tomorrow_and_unknown_topics_are_refused(haus: Haus, strich: Strich) -> None:
    berta = haus.akteur("berta")
    for wrong in (
        Strich(strich.einheit_id, date(2026, 7, 16), strich.thema),
        Strich(strich.einheit_id, HEUTE, "Frau Ohnesorg war da"),
    ):
        with pytest.raises(RuleViolation):
            count_strich(by=berta, now=JETZT, strich=wrong)


def test_a_count_is_corrected_by_version(haus: Haus, strich: Strich) -> None:
    berta = haus.akteur("berta")
    row = count_strich(by=berta, now=JETZT, strich=strich)
    fixed = correct_strich(by=berta, now=JETZT, strich_id=row.id, version=1, anzahl=7)
    assert fixed.anzahl == 7
    with pytest.raises(StaleVersion):
        correct_strich(by=berta, now=JETZT, strich_id=row.id, version=1, anzahl=8)


def test_many_are_counted_with_an_event_each(haus: Haus, strich: Strich) -> None:
    days = [Strich(strich.einheit_id, date(2026, 7, day), strich.thema, 3) for day in (1, 2, 3)]
    assert count_many(by=haus.akteur("anna"), now=JETZT, striche=days) == 3
    with acting_as(SYSTEM):
        assert sum(row.anzahl for row in Strichliste.select()) == 9
        events = Ereignis.select().where(Ereignis.name == "strich_counted").count()
    assert events == 3
