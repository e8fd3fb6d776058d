"""Two years of the three reports for three readers outside: together they tell of nobody."""

import random
from datetime import date

import pandas as pd

from notebooks.data.aufnahme import Aufnahme
from tests.unit.notebooks.schutz.buch import Buch
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


def test_two_years_of_reports_for_three_readers_tell_nothing_together(buch: Buch) -> None:
    """The last ones were too narrow once: earlier reports left few other truths to be found."""
    zufall = random.Random(1)
    faelle = [random_case(zufall, date(2024, 1, 1), 730) for _ in range(160)]
    for wer, zeitraum, stand in FOLGE:
        tabellen = _vorlage if wer == "traegerversammlung" else _jahresbericht
        frei = buch.publish(faelle, wer, zeitraum, stand, tabellen)
        gezeigt = [wert for _, wert in frei.zellen if wert is not None]
        assert len(gezeigt) > len(frei.zellen) / 2, "a report that tells nothing is safe too"
    assert len(buch.modelle) == len(FOLGE)
    assert buch.found_out() == []
