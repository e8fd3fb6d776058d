"""Two years of the three reports for three readers outside: together they tell of nobody."""

import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from notebooks.data.aufnahme import Aufnahme
from notebooks.protect import Freigegeben
from notebooks.protect.angreifer import found_out
from tests.unit.notebooks.schutz.buch import Buch, loader
from tests.unit.notebooks.schutz.haus import random_case, tables

VORLAGE = (
    "bestand eingaenge-vergleich termintreue abdeckung oberklassen kategorien ergebnisarten "
    "begruendet ueberfaellig petitionen"
).split()
NUR_INTERN = ("untereinheiten", "termintreue-daneben")
# What is the same for two readers on the same data, goes out once but for the last.
FOLGE = (
    ("traegerversammlung", "2024-H1", "2024-07-15"),
    ("agentur", "2024-H1", "2024-07-16"),
    ("traegerversammlung", "2024-H2", "2025-01-15"),
    ("agentur", "2024-H2", "2025-01-16"),
    ("bezirk", "2024", "2025-02-16"),
    ("agentur", "2025-H1", "2025-07-15"),
    ("traegerversammlung", "2025-H2", "2026-01-15"),
    ("agentur", "2025-H2", "2026-01-16"),
    ("agentur", "2025", "2026-02-16"),
    ("bezirk", "2025", "2026-02-16"),
)


def _jahresbericht(a: Aufnahme) -> dict[str, pd.DataFrame]:
    return {name: frame for name, frame in tables(a).items() if name not in NUR_INTERN}


def _vorlage(a: Aufnahme) -> dict[str, pd.DataFrame]:
    alle = tables(a)
    return {name: alle[name] for name in VORLAGE}


class Folge:
    """The reports one after the other, each made when a test first needs it."""

    def __init__(self, ordner: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        zufall = random.Random(1)
        self._faelle = [random_case(zufall, date(2024, 1, 1), 730) for _ in range(160)]
        self._frei: list[Freigegeben] = []
        self.buch = Buch(loader(ordner), monkeypatch)

    def up_to(self, nr: int) -> Freigegeben:
        """The report of that number, after all before it."""
        for wer, zeitraum, stand in FOLGE[len(self._frei) : nr + 1]:
            tabellen = _vorlage if wer == "traegerversammlung" else _jahresbericht
            frei = self.buch.publish(self._faelle, wer, zeitraum, stand, tabellen)
            self._frei.append(frei)
        return self._frei[nr]


@pytest.fixture(scope="module")
def folge(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Folge]:
    with pytest.MonkeyPatch.context() as monkeypatch:
        yield Folge(tmp_path_factory.mktemp("folge"), monkeypatch)


@pytest.mark.parametrize("nr", range(len(FOLGE)), ids=[" ".join(wer) for wer in FOLGE])
def test_two_years_of_reports_for_three_readers_tell_nothing_together(
    folge: Folge, nr: int
) -> None:
    """The last ones were too narrow once: earlier reports left few other truths to be found."""
    frei = folge.up_to(nr)
    gezeigt = [wert for _, wert in frei.zellen if wert is not None]
    assert len(gezeigt) > len(frei.zellen) / 2, "a report that tells nothing is safe too"
    modell, gesperrt = folge.buch.modelle[nr]
    assert found_out(modell, ~gesperrt) == []
