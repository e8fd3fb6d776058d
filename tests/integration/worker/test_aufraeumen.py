"""Sweeping: waste goes, what is published, running or somebody else's stays."""

import os
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest

from admin.config import Config
from admin.jobs.aufraeumen import sweep, sweep_files, sweep_sessions
from admin.jobs.liste import JOBS
from admin.jobs.ordner import Ordner, folders_of
from models.actions.dokumente import Upload, store_dokument
from models.actions.laufbetrieb import claim_next, fail, finish
from models.actions.sitzungen import store_sitzung
from models.db import acting_as, writing
from models.queries.laeufe import find_lauf
from models.rules.rechte import SYSTEM
from models.tables import Dokument, Sitzung
from tests import dateien
from tests.haus import JETZT, Haus

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


@pytest.fixture
def stray(haus: Haus, config: Config) -> Path:
    """A file of two hours ago that belongs to no document, beside one that does."""
    upload = Upload(haus.record().id, "antwort", "Antwort.pdf", BytesIO(dateien.PDF))
    store_dokument(by=haus.akteur("anna"), now=JETZT, upload=upload, ablage=config.ablage_dir)
    path = config.ablage_dir / "ab" / f"ab{'1' * 62}"
    path.parent.mkdir(exist_ok=True)
    path.touch()
    hours_ago = time.time() - timedelta(hours=2).total_seconds()
    os.utime(path, (hours_ago, hours_ago))
    return path


def test_a_file_without_its_document_goes_after_an_hour(stray: Path, config: Config) -> None:
    fresh = stray.with_name(f"ab{'0' * 62}")
    fresh.touch()
    assert sweep_files(config)
    assert (fresh.exists(), stray.exists()) == (True, False)
    assert not sweep_files(config)


def test_files_of_another_database_are_never_swept(stray: Path, config: Config) -> None:
    with writing(by=SYSTEM):  # as a second database sees the folder: none of it is its own
        Dokument.delete().execute()
    assert not sweep_files(config)
    (config.ablage_dir / "datenbank").write_text("eine andere", "ascii")
    assert not sweep_files(config)
    assert stray.exists()


def test_who_only_opened_the_log_in_page_is_forgotten_sooner(db: object, config: Config) -> None:
    now = datetime.now(UTC)
    for kennung, konto_id, minutes in (("anonym", None, 20), ("neu", None, 1), ("anna", 1, 20)):
        at = now - timedelta(minutes=minutes)
        store_sitzung(by=SYSTEM, kennung=kennung, konto_id=konto_id, daten="{}", now=at)
    assert sweep_sessions(config)
    with acting_as(SYSTEM):
        assert {row.kennung for row in Sitzung.select()} == {"neu", "anna"}
    assert not sweep_sessions(config)


def test_the_worker_sweeps_files_sessions_and_files_sheets_by_itself() -> None:
    assert {"ablage", "sitzungen", "blatt"} <= {job.name for job in JOBS}
