"""Snapshots of a house, and the ledger of what it told."""

from pathlib import Path

import pytest

from tests.unit.notebooks.schutz.buch import Buch, Lade, loader


@pytest.fixture
def lade(tmp_path: Path) -> Lade:
    """Load the snapshot of these cases."""
    return loader(tmp_path)


@pytest.fixture
def buch(lade: Lade, monkeypatch: pytest.MonkeyPatch) -> Buch:
    """A ledger that nothing stands in yet."""
    return Buch(lade, monkeypatch)
