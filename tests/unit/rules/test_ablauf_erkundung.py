"""Every state that an Ablauf of the orders can reach is walked: none is a dead end."""

import random

import pytest

from models.rules.ablauf import Getan, Plan, Zustand, can_come, is_ready
from models.rules.ablauf_erkundung import Weganalyse, explore
from tests.unit.rules.ablaufbau import all_plaene, plan, schritt

PLAENE = all_plaene()
NAMEN = [f"{id}/{one.ablauf.name}" for id, one in PLAENE]


@pytest.mark.parametrize("plan", [one for _, one in PLAENE], ids=NAMEN)
def test_every_step_is_reached_and_every_state_can_be_closed(plan: Plan) -> None:
    found = explore(plan)
    assert found.nie == frozenset()
    assert found.sackgassen == ()


@pytest.mark.parametrize("plan", [one for _, one in PLAENE], ids=NAMEN)
def test_the_walk_asks_what_the_engine_asks(plan: Plan) -> None:
    walk, dice = Weganalyse(plan), random.Random(4711)
    for _ in range(30):
        lage = dice.choice(list(walk.beginnings()))
        for _ in range(25):
            possible = list(walk.possible(lage))
            assert {plan.schritte[nr].name for nr in possible} == _engine(plan, walk, lage)
            if not possible:
                break
            lage = dice.choice(walk.after(lage, dice.choice(possible)))


def test_a_dead_end_is_found_with_the_steps_done_there() -> None:
    ablauf = plan(
        schritt("brief", ohne=("verzicht",), optional=True),
        schritt("verzicht", ohne=("brief",), optional=True),
        schritt("ende", nach=("brief",), wenn={"anonym": "ja"}, abschluss=True),
        schritt("anderes_ende", nach=("verzicht",), abschluss=True, steht=("abhilfe",)),
    )
    found = explore(ablauf)
    assert found.nie == frozenset()
    assert frozenset({"brief"}) in found.sackgassen


def test_a_step_that_no_state_allows_is_found() -> None:
    ablauf = plan(
        schritt("a", abschluss=True),
        schritt("b", nach=("a",)),
    )
    assert explore(ablauf).nie == {"b"}


def _engine(plan: Plan, walk: Weganalyse, lage: tuple[int, tuple[str | None, ...]]) -> set[str]:
    done, facts = lage
    zustand = Zustand(
        getan=tuple(Getan(name) for name in walk.names(done)),
        fakten=dict(zip(walk.felder, facts, strict=True)),
    )
    return {
        schritt.name
        for schritt in plan.schritte
        if can_come(plan, zustand, schritt)
        and is_ready(plan, zustand, schritt)
        and all(zustand.steht(feld) for feld in schritt.steht)
    }
