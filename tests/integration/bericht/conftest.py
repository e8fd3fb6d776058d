"""A house with a few cases, and the command line as a process."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from admin.config import Config, load_config, provide_keys
from tests.haus import Haus

ROOT = Path(__file__).parents[3]
Call = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def umgebung(migrierte_url: str, tmp_path: Path) -> dict[str, str]:
    """The settings of the test: its own database and folders."""
    return {
        "KRM_DATABASE_URL": migrierte_url,
        "KRM_VAR_DIR": str(tmp_path / "var"),
        "KRM_REPORTS_DIR": str(tmp_path / "reports"),
    }


@pytest.fixture
def config(umgebung: dict[str, str]) -> Config:
    return provide_keys(load_config(umgebung))


@pytest.fixture
def call(umgebung: dict[str, str]) -> Call:
    """call(…): `python -m admin bericht …` with more settings by keyword; returns the process."""

    def call(*arguments: str, **settings: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-m", "admin", "bericht", *arguments],
            cwd=ROOT,
            env={**os.environ, **umgebung, **settings},
            capture_output=True,
            text=True,
            timeout=240,
        )

    return call


@pytest.fixture
def faelle(haus: Haus) -> Haus:
    """Three cases in 501, one in 502, and one of the other Dienststelle."""
    for team in ("501", "501", "501", "502"):
        haus.record(team)
    haus.record("701", by="zoe")
    return haus


def folder(document: dict[str, Any]) -> Path:
    """Where a report lies, as the command says."""
    return Path(document["ordner"])
