"""Measures in a report: decided, checked, open and too late, as of the end of each period."""

from pathlib import Path

import pandas as pd
import pytest

from notebooks import data, figures
from notebooks.prose.massnahmen import massnahmen as satz
from tests.unit.notebooks.aufnahme import schreibe_aufnahme

FALL = {"eingang_am": "2025-11-03"}
VOR = (1, "2025-12-01", 1, "2026-01-31", None)
GEPRUEFT = (1, "2025-12-15", 1, "2026-02-28", "2026-03-10")
NEU = (1, "2026-05-04", 1, "2026-08-31", None)
KEINE = (1, "2026-05-05", 0, None, None)
DANACH = (1, "2026-07-02", 1, "2026-09-30", None)
SPAETER = (1, "2026-02-02", 1, "2026-03-31", "2026-07-01")


def _zahlen(tmp_path: Path, *zeilen: tuple[object, ...]) -> tuple[pd.DataFrame, str]:
    snapshot = schreibe_aufnahme(tmp_path / "a.sqlite", [FALL], massnahmen=zeilen)
    a = data.load(snapshot, "2026-H1")
    frame = figures.massnahmen(a.massnahmen, a.abschnitte)
    return frame, satz(frame, a.abschnitte)


@pytest.mark.parametrize(
    ("zeilen", "jetzt", "davor", "text"),
    [
        (
            [],
            [0, 0, 0, 0, 0],
            [0, 0, 0, 0, 0],
            "Im Berichtszeitraum wurde keine Maßnahme festgelegt; offen ist keine.",
        ),
        (
            [NEU],
            [1, 0, 0, 1, 0],
            [0, 0, 0, 0, 0],
            "Eine Maßnahme wurde festgelegt. Am 30.06.2026 war eine offen, keine davon über den "
            "Termin.",
        ),
        (
            [KEINE],
            [0, 1, 0, 0, 0],
            [0, 0, 0, 0, 0],
            "Im Berichtszeitraum wurde keine Maßnahme festgelegt; offen ist keine.",
        ),
        (
            [VOR, GEPRUEFT],
            [0, 0, 1, 1, 1],
            [2, 0, 0, 2, 0],
            "Keine Maßnahme wurde festgelegt, bei einer wurde die Wirkung geprüft. Am 30.06.2026 "
            "war eine offen, davon eine über den Termin.",
        ),
        (
            [VOR, GEPRUEFT, NEU, KEINE, DANACH, SPAETER],
            [2, 1, 1, 3, 2],
            [2, 0, 0, 2, 0],
            "2 Maßnahmen wurden festgelegt, bei einer wurde die Wirkung geprüft. Am 30.06.2026 "
            "waren 3 offen, davon 2 über den Termin.",
        ),
        (
            [GEPRUEFT],
            [0, 0, 1, 0, 0],
            [1, 0, 0, 1, 0],
            "Keine Maßnahme wurde festgelegt, bei einer wurde die Wirkung geprüft. Am 30.06.2026 "
            "war keine offen.",
        ),
    ],
    ids="keine eine nicht-noetig alte alle fertig".split(),
)
def test_measures_are_told_as_they_stood(
    tmp_path: Path,
    zeilen: list[tuple[object, ...]],
    jetzt: list[int],
    davor: list[int],
    text: str,
) -> None:
    frame, gesagt = _zahlen(tmp_path, *zeilen)
    assert list(frame["anzahl"]) == jetzt
    assert list(frame["vor_anzahl"]) == davor
    assert gesagt == text
