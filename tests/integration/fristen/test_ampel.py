"""„Unverzüglich“ on a case: a signal that turns, and never a missed deadline."""

from datetime import date

import pytest

from models.db import acting_as
from models.queries.fristplan import ampeln
from models.rules.rechte import SYSTEM
from models.rules.rollen import DAB
from models.tables import Frist, Vorgang
from tests.haus import Haus
from tests.integration.fristen.test_regelwerk_wahl import order


@pytest.fixture
def dab(haus: Haus) -> Vorgang:
    order(haus, "bernkastel-wittlich-2012", land="RP")
    return haus.record(art=DAB, eingang_am=date(2026, 7, 10))  # a Friday


def signals(vorgang: Vorgang, today: date) -> dict[str, str]:
    with acting_as(SYSTEM):
        fresh = Vorgang.get_by_id(vorgang.id)
        return ampeln(fresh, Frist.select().where(Frist.vorgang == vorgang.id), today)


@pytest.mark.regel("BKW-21")
@pytest.mark.parametrize(
    ("day", "signal"), [(10, "gruen"), (13, "gruen"), (14, "gelb"), (15, "gelb"), (16, "rot")]
)
def test_the_signal_turns_after_one_and_after_three_arbeitstage(
    dab: Vorgang, day: int, signal: str
) -> None:
    assert signals(dab, date(2026, 7, day)) == {"eingangsbestaetigung": signal}


def test_once_confirmed_there_is_no_signal_and_never_a_measure(haus: Haus, dab: Vorgang) -> None:
    confirmed = haus.record(art=DAB, eingang_am=date(2026, 7, 10), eb_am=date(2026, 7, 15))
    assert signals(confirmed, date(2026, 7, 16)) == {}
    assert signals(dab, date(2026, 7, 16)) != {}
    assert (confirmed.frist_gehalten, confirmed.abschliessend_gehalten) == (None, None)


def test_an_ordinary_deadline_has_no_signal(haus: Haus) -> None:
    assert signals(haus.record(), date(2026, 8, 31)) == {}
