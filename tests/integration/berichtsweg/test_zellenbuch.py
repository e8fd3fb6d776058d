"""The ledger of numbers: each later report knows what was told outside, none goes out blind."""

from datetime import timedelta

import pytest

from models.actions.laeufe import begin_lauf
from models.actions.laufaufbewahrung import delete_lauf
from models.actions.laufbetrieb import finish
from models.actions.zellenbuch import note_cells
from models.db import acting_as
from models.queries.snapshot_stamm import ausgewiesen_rows
from models.rules.fehler import RuleViolation
from models.rules.rechte import SYSTEM
from models.tables import Berichtszelle, Lauf
from tests.haus import HEUTE, JETZT, Haus
from tests.integration.berichtsweg.conftest import Sign, order, reread

SPAETER = JETZT + timedelta(hours=2)
HALBJAHR = ("2026-01-01", "2026-06-30", "2026-06-30")


def made(haus: Haus, *zellen: tuple[str, int | None], kreis: str = "agentur") -> Lauf:
    """A finished run that tells these numbers by Art; None is left out."""
    lauf = begin_lauf(by=haus.akteur("dora"), now=JETZT, bericht=order(haus, kreis), lease_s=60)
    reihen = [("arten", zeile, "anzahl", *HALBJAHR, wert) for zeile, wert in zellen]
    note_cells(token=str(lauf.token), datenstand=HEUTE, zellen=reihen)
    ordner = f"jahresbericht/2026-H1/{lauf.id}"
    finish(token=str(lauf.token), ordner=ordner, datenstand=HEUTE, now=JETZT, publish=lambda: None)
    return reread(lauf)


def known(haus: Haus) -> list[tuple[str, int | None]]:
    """What the next report is told of the ones before."""
    with acting_as(SYSTEM):
        return [(row[2], row[-1]) for row in ausgewiesen_rows([haus.einheiten["JC"].id])]


def test_nothing_is_known_outside_before_greta_released_it(haus: Haus, sign: Sign) -> None:
    lauf = made(haus, ("beschwerde", 12), ("petition", None))
    assert known(haus) == []
    sign(lauf)
    assert known(haus) == [("beschwerde", 12), ("petition", None)]


def test_a_report_that_does_not_know_what_went_out_since_is_not_released(
    haus: Haus, sign: Sign
) -> None:
    agentur = made(haus, ("beschwerde", 12), ("petition", None))
    traeger = made(haus, ("beschwerde", None), ("petition", 5), kreis="traegerversammlung")
    sign(agentur, at=SPAETER)
    with pytest.raises(RuleViolation, match="neu erstellen"):
        sign(traeger, at=SPAETER)
    assert reread(traeger).freigabe == "zur_freigabe"


def test_the_same_numbers_go_to_the_bezirk_too(haus: Haus, sign: Sign) -> None:
    zellen = (("beschwerde", 12), ("petition", None))
    agentur, bezirk = made(haus, *zellen), made(haus, *zellen, kreis="bezirk")
    sign(agentur, at=SPAETER)
    sign(bezirk, at=SPAETER)
    assert known(haus) == [*zellen, *zellen]


def test_what_another_attempt_noted_is_replaced(haus: Haus) -> None:
    lauf = begin_lauf(by=haus.akteur("dora"), now=JETZT, bericht=order(haus), lease_s=60)
    for wert in (12, 13):
        reihe = ("arten", "beschwerde", "anzahl", *HALBJAHR, wert)
        note_cells(token=str(lauf.token), datenstand=HEUTE, zellen=[reihe])
    note_cells(
        token="a-late-worker", datenstand=HEUTE, zellen=[("arten", "lob", "x", *HALBJAHR, 1)]
    )
    with acting_as(SYSTEM):
        assert [row.wert for row in Berichtszelle.select()] == [13]


def test_what_is_known_outside_outlives_its_run_and_a_draft_does_not(
    haus: Haus, sign: Sign
) -> None:
    entwurf, lauf = made(haus, ("lob", 4)), made(haus, ("beschwerde", 12))
    sign(lauf, at=SPAETER)
    for row in (entwurf, lauf):
        assert delete_lauf(now=SPAETER, lauf_id=row.id, remove=lambda: None)
    with acting_as(SYSTEM):
        assert [row.zeile for row in Berichtszelle.select()] == ["beschwerde"]
    assert known(haus) == [("beschwerde", 12)]
