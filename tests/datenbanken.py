"""Fixtures for databases: a fresh one per test, copied from a template that is migrated once."""

import itertools
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests import postgres

BOTH = ("sqlite", "postgresql")
_numbers = itertools.count(1)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Integration tests with a database run on both; `@pytest.mark.datenbank("sqlite")` narrows."""
    if "datenbank_art" not in metafunc.fixturenames:
        return
    marker = metafunc.definition.get_closest_marker("datenbank")
    is_integration = "integration" in metafunc.definition.path.parts
    arten = marker.args if marker else BOTH if is_integration else BOTH[:1]
    metafunc.parametrize("datenbank_art", arten)


@pytest.fixture
def datenbank_url(datenbank_art: str, tmp_path: Path) -> Iterator[str]:
    """The URL of an empty database."""
    if datenbank_art == "sqlite":
        yield f"sqlite:///{tmp_path / 'leer.sqlite'}"
    else:
        with _postgresql_copy("template0") as url:
            yield url


@pytest.fixture
def migrierte_url(
    datenbank_art: str, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[str]:
    """The URL of a database with all tables and no rows."""
    template = request.getfixturevalue(f"{datenbank_art}_vorlage")
    if datenbank_art == "sqlite":
        yield f"sqlite:///{shutil.copyfile(template, tmp_path / 'krm.sqlite')}"
    else:
        with _postgresql_copy(template) as url:
            yield url


@pytest.fixture
def db(migrierte_url: str) -> Iterator[Any]:
    """The migrated database, bound to the tables; this thread's connection is open."""
    with _bound(migrierte_url) as database:
        yield database


@pytest.fixture(scope="session")
def sqlite_vorlage(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file to copy."""
    path = tmp_path_factory.mktemp("vorlage") / "vorlage.sqlite"
    _migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgresql_vorlage() -> str:
    """The name of a migrated PostgreSQL database to copy, one per worker."""
    name = f"vorlage_{_worker()}"
    _migrate(postgres.create(name))
    return name


def _migrate(url: str) -> None:
    from models.migrations import migrate

    with _bound(url):
        migrate()


@contextmanager
def _bound(url: str) -> Iterator[Any]:
    from models.db import close, connect, database

    connect(url, create=True).connect()
    try:
        yield database
    finally:
        close()
        database.initialize(None)


@contextmanager
def _postgresql_copy(template: str) -> Iterator[str]:
    name = f"test_{_worker()}_{next(_numbers)}"
    try:
        yield postgres.create(name, template)
    finally:
        postgres.drop(name)


def _worker() -> str:
    return os.environ.get("PYTEST_XDIST_WORKER", "gw")
