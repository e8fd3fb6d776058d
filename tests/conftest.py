"""What every test may ask for.

datenbank_url   an empty database; in tests/integration once on SQLite, once on PostgreSQL
migrierte_url   the same, with all tables
db              the same, connected: `models.db.database`
browser, page   Debian's Chromium; a page that may not leave this machine
axe             axe(page) fails on any violation of WCAG 2.0 and 2.1, A and AA
"""

import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from tests import netz, postgres
from tests.browser import axe, browser, page
from tests.datenbanken import (
    datenbank_url,
    db,
    migrierte_url,
    postgresql_vorlage,
    pytest_generate_tests,
    sqlite_vorlage,
)
from tests.haus import haus

__all__ = [
    "axe",
    "browser",
    "datenbank_url",
    "db",
    "haus",
    "migrierte_url",
    "page",
    "postgresql_vorlage",
    "pytest_generate_tests",
    "sqlite_vorlage",
]

# How long an example takes says more about the machine than about the code.
settings.register_profile("krm", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("krm")


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        postgres.prepare()


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        postgres.stop()


@pytest.fixture(scope="session", autouse=True)
def no_network() -> Iterator[None]:
    with netz.blocked():
        yield


@pytest.fixture(autouse=True)
def no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """A KRM_ variable of the person's shell must not change what tests find."""
    for name in [name for name in os.environ if name.startswith("KRM_")]:
        monkeypatch.delenv(name)
