"""Backwards from the date of a Stellungnahme: never on a free day, never in another order."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.ablauf_plan import load_plaene
from models.rules.fehler import RuleViolation
from models.rules.kalender import LAENDER, Kalender, parse_zusatz
from models.rules.regelwerk import load_regelwerk, load_regelwerke
from models.rules.regelwerk_format import Regelwerk
from models.rules.rueckwaertsplan import plan_backwards

MH = load_regelwerk("marzahn-hellersdorf-2022")
PLANS = [
    pytest.param(order, weg.name, id=f"{order.id}-{weg.name}")
    for order in load_regelwerke().values()
    for weg in order.weg
    if any(weg.name in etappe.wege for etappe in order.rueckwaertsplan)
]
TAGE = st.dates(date(2017, 1, 1), date(2035, 12, 31))


@pytest.mark.regel("MH-69", "MH-71", "MH-72")
@pytest.mark.parametrize(("order", "weg"), PLANS)
@given(faellig=TAGE, land=st.sampled_from(sorted(LAENDER)))
def test_every_step_ends_on_an_arbeitstag_so_many_before_the_date(
    order: Regelwerk, weg: str, faellig: date, land: str
) -> None:
    kalender = Kalender(land, dienstfrei=("12-24", "12-31"))
    due = kalender.previous_arbeitstag(faellig)
    plan = plan_backwards(order, weg, due, kalender=kalender, eingang=due - timedelta(days=60))
    etappen = [e for e in order.rueckwaertsplan if weg in e.wege]
    assert [kalender.count_arbeitstage(t.bis, due) for t in plan] == [
        e.arbeitstage_vorher for e in etappen
    ]
    assert all(kalender.is_arbeitstag(t.bis) for t in plan)
    assert [t.bis for t in plan] == sorted(t.bis for t in plan)
    assert not any(t.knapp for t in plan)


def test_a_step_that_lies_before_the_eingang_is_marked() -> None:
    eingang = date(2026, 8, 24)
    plan = plan_backwards(MH, "fueb", date(2026, 8, 31), kalender=Kalender("BE"), eingang=eingang)
    assert {t.bis < eingang for t in plan if t.knapp} == {True}
    assert [t.bezeichnung for t in plan if not t.knapp] == [
        "Freigabe der Führungsberatung",
        "Zur Post gegeben",
    ]
    assert plan[-1].erklaerung == ("1 Arbeitstag vor Mo 31.08.2026: Fr 28.08.2026 (Regel MH-71).")


def test_a_way_without_a_plan_has_none() -> None:
    assert plan_backwards(MH, "rd", date(2026, 8, 31), kalender=Kalender("BE"),
                          eingang=date(2026, 8, 1)) == ()  # fmt: skip


@pytest.mark.parametrize(
    ("end", "count", "day"),
    [
        (date(2026, 4, 7), 1, date(2026, 4, 2)),  # Tuesday after Easter
        (date(2026, 4, 6), 0, date(2026, 4, 2)),  # Easter Monday
        (date(2026, 4, 2), 0, date(2026, 4, 2)),
        (date(2027, 1, 4), 1, date(2026, 12, 30)),  # dienstfrei and New Year between
    ],
)
def test_counting_arbeitstage_backwards(end: date, count: int, day: date) -> None:
    assert Kalender("BE", dienstfrei=("12-31",)).subtract_arbeitstage(end, count) == day


def test_added_holidays_are_read_in_order_of_their_days() -> None:
    text = "2028-05-08 Tag der Befreiung\n\n 2027-05-08 Tag der  Befreiung ;2026-01-02 Brückentag"
    assert parse_zusatz(text) == (
        (date(2026, 1, 2), "Brückentag"),
        (date(2027, 5, 8), "Tag der  Befreiung"),
        (date(2028, 5, 8), "Tag der Befreiung"),
    )
    assert parse_zusatz("") == ()
    with pytest.raises(RuleViolation):
        parse_zusatz("2027-02-30 gibt es nicht")


@pytest.mark.parametrize(("order", "weg"), PLANS)
def test_every_day_of_a_plan_belongs_to_a_step_of_that_way(order: Regelwerk, weg: str) -> None:
    plaene = [p for p in load_plaene(order.id) if weg in p.ablauf.wege]
    for etappe in order.rueckwaertsplan:
        if weg in etappe.wege:
            assert all(any(p.schritt(name) for name in etappe.schritte) for p in plaene), etappe
