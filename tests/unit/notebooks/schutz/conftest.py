"""Snapshots of a house, and the ledger of what it told."""

from pathlib import Path
from typing import Any

import pytest

from notebooks import data
from notebooks.data.aufnahme import Aufnahme
from tests.unit.notebooks.schutz.buch import Buch, Faelle, Lade
from tests.unit.notebooks.schutz.haus import house


@pytest.fixture
def lade(tmp_path: Path) -> Lade:
    """Load the snapshot of these cases."""
    nummern = iter(range(100))

    def load(faelle: Faelle, zeitraum: str = "2025-H1", **mehr: Any) -> Aufnahme:
        pfad = tmp_path / f"{next(nummern)}.sqlite"
        return data.load(house(pfad, faelle, 5, **mehr), zeitraum)

    return load


@pytest.fixture
def buch(lade: Lade, monkeypatch: pytest.MonkeyPatch) -> Buch:
    """A ledger that nothing stands in yet."""
    return Buch(lade, monkeypatch)
