"""Strokes of the demonstration: what teams settled on the spot, more often than was recorded."""

from collections.abc import Iterator
from datetime import date, timedelta

from models.actions.strichliste import Strich
from models.demo import gewichte
from models.demo.gewichte import chance, draw
from models.demo.lage import Lage
from models.demo.zugang import WOCHENTAGE


def make_strokes(lage: Lage, von: date) -> Iterator[Strich]:
    """Strokes per team, day and topic until yesterday; teams with few cases keep fewer lists."""
    for offset in range((lage.heute - von).days):
        day = von + timedelta(days=offset)
        if day.weekday() < 5:
            yield from _of_day(lage, day)


def _of_day(lage: Lage, day: date) -> Iterator[Strich]:
    for team in lage.teams:
        keeps = team.ab <= day <= team.bis and team.bearbeitung
        if not keeps or not chance(lage.rng, 2 * team.gewicht * WOCHENTAGE[day.weekday()]):
            continue
        topics = {draw(lage.rng, gewichte.STRICHTHEMEN) for _ in range(lage.rng.choice((1, 1, 2)))}
        for thema in sorted(topics):
            yield Strich(team.einheit_id, day, thema, lage.rng.choice((1, 1, 1, 2, 2, 3, 4)))
