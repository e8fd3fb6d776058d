"""Sweeping: waste goes, what is published, running or somebody else's stays."""

import os
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from admin.config import Config
from admin.jobs.aufraeumen import sweep
from admin.jobs.ordner import Ordner, folders_of
from models.actions.laufbetrieb import claim_next, fail, finish
from models.db import acting_as
from models.queries.laeufe import find_lauf
from models.rules.rechte import SYSTEM

Request = Callable[[], int]


@pytest.fixture
def begun(request_bericht: Request, config: Config) -> tuple[str, Ordner]:
    """A run that is worked on: its token and folders, all three there."""
    request_bericht()
    lauf = claim_next(now=datetime.now(UTC), lease_s=600)
    assert lauf is not None
    with acting_as(SYSTEM):
        whole = find_lauf(lauf.id)
    assert whole is not None
    ordner = folders_of(whole, config)
    for folder in (ordner.arbeit, ordner.versteckt, ordner.endgueltig):
        folder.mkdir(parents=True)
        (folder / "datei").touch()
    return lauf.token, ordner


def left(ordner: Ordner) -> list[bool]:
    return [path.exists() for path in (ordner.arbeit, ordner.versteckt, ordner.endgueltig)]


def test_a_running_attempt_keeps_its_folders(begun: tuple[str, Ordner], config: Config) -> None:
    assert not sweep(config)
    assert left(begun[1]) == [True, True, True]


def test_a_failed_run_leaves_nothing(begun: tuple[str, Ordner], config: Config) -> None:
    token, ordner = begun
    fail(token=token, fehler="x", now=datetime.now(UTC))
    assert sweep(config)
    assert left(ordner) == [False, False, False]
    assert not sweep(config)


def test_a_published_run_keeps_its_result_only(begun: tuple[str, Ordner], config: Config) -> None:
    token, ordner = begun
    now = datetime.now(UTC)
    finish(
        token=token,
        ordner=ordner.eintrag,
        datenstand=date(2026, 7, 15),
        now=now,
        publish=lambda: None,
    )
    assert sweep(config)
    assert left(ordner) == [False, False, True]


def test_a_run_of_another_database_is_left_for_a_day(db: object, config: Config) -> None:
    folder = config.reports_dir / "auswertung-gf" / "2025" / ".20200101-120000-1.0123abcd"
    folder.mkdir(parents=True)
    assert not sweep(config)
    old = time.time() - timedelta(days=2).total_seconds()
    os.utime(folder, (old, old))
    assert sweep(config)
    assert not folder.exists()
    assert folder.parent.exists()


def test_other_people_s_files_stay(begun: tuple[str, Ordner], config: Config) -> None:
    strangers = [config.reports_dir / "a" / "b" / name for name in (".git", "20200101-120000-1")]
    for stranger in strangers:
        stranger.mkdir(parents=True)
    (config.reports_dir / ".gitignore").touch()
    sweep(config)
    assert all(path.exists() for path in (*strangers, config.reports_dir / ".gitignore"))


def test_names_tell_where_a_run_lies(begun: tuple[str, Ordner], config: Config) -> None:
    _, ordner = begun
    relative: Path = ordner.endgueltig.relative_to(config.reports_dir)
    assert relative.as_posix() == ordner.eintrag
    assert relative.parts[:2] == ("auswertung-gf", "2025")
    assert ordner.versteckt.parent == ordner.endgueltig.parent
