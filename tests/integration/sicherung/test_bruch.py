"""The plug is pulled at each fault point of backup, restore and migrate: old state or new."""

import shutil
import threading
from pathlib import Path

import pytest

from models.db import close, connect, database
from models.rules.bruchstellen import BRUCHSTELLEN
from tests.bruch import GETOETET, pull_plug
from tests.haus import Haus
from tests.integration.sicherung.conftest import BRIEFE, Ort


def _points(command: str) -> list[str]:
    return [name for name in BRUCHSTELLEN if name.startswith(f"{command}.")]


@pytest.mark.parametrize("stelle", _points("backup"))
def test_a_killed_backup_leaves_a_whole_archive_or_nothing(
    ort: Ort, neuer_ort: Ort, tmp_path: Path, stelle: str
) -> None:
    folder = tmp_path / "sicherungen"
    folder.mkdir()
    killed = pull_plug(stelle, "backup", str(folder / "s.tar.gz"), env=ort.env)
    assert killed.returncode == GETOETET, killed.stderr
    if stelle == "backup.fertig":
        assert [path.name for path in folder.iterdir()] == ["s.tar.gz"]
    else:
        assert list(folder.iterdir()) == []
        assert ort.run("backup", folder / "s.tar.gz").code == 0
    assert neuer_ort.run("restore", folder / "s.tar.gz").code == 0
    assert neuer_ort.documents() == sorted(BRIEFE)


@pytest.mark.parametrize("stelle", _points("restore"))
def test_a_killed_restore_is_said_to_be_one_and_can_be_repeated(
    ort: Ort, neuer_ort: Ort, tmp_path: Path, stelle: str
) -> None:
    ort.run("backup", tmp_path / "s.tar.gz")
    killed = pull_plug(stelle, "restore", str(tmp_path / "s.tar.gz"), env=neuer_ort.env)
    assert killed.returncode == GETOETET, killed.stderr
    assert "Wiederherstellung unterbrochen" in neuer_ort.findings()["Datenbank"]
    for command in ("migrate", "demo", "serve", "worker", "einrichten"):
        refused = neuer_ort.run(command)
        assert (refused.code, "unterbrochen" in refused.fehler) == (2, True), command
    again = neuer_ort.run("restore", tmp_path / "s.tar.gz")
    assert (again.code, again.fehler) == (0, "")
    assert neuer_ort.documents() == sorted(BRIEFE)
    assert neuer_ort.findings() == ort.findings()


@pytest.mark.parametrize("stelle", [*_points("migrate"), "migrate.schritt#3"])
def test_a_killed_migrate_is_noticed_and_mended_by_the_next(neuer_ort: Ort, stelle: str) -> None:
    killed = pull_plug(stelle, "migrate", env=neuer_ort.env)
    assert killed.returncode == GETOETET, killed.stderr
    if stelle != "migrate.angewandt":
        assert "nicht zu Ende" in neuer_ort.findings()["Datenbank"]
        assert "admin migrate" in neuer_ort.run("demo").fehler
    assert neuer_ort.run("migrate").code == 0
    assert set(neuer_ort.findings()) <= {"Dienststelle", "Schrift Open Sans"}


def test_cases_are_found_again_after_a_killed_upgrade(ort: Ort) -> None:
    """As an older program left it: all migrations applied, the full text not written."""
    connect(ort.env["KRM_DATABASE_URL"]).connect()
    database.execute_sql("DELETE FROM volltext")
    close()
    assert "0 mit Suchwörtern" in ort.findings()["Volltextsuche"]
    assert ort.run("migrate").code == 0
    assert "Volltextsuche" not in ort.findings()


@pytest.mark.parametrize("stelle", ["restore.datenbank"])
def test_an_interrupted_restore_goes_on_only_with_the_same_ablage(
    ort: Ort, neuer_ort: Ort, tmp_path: Path, stelle: str
) -> None:
    ort.run("backup", tmp_path / "s.tar.gz")
    pull_plug(stelle, "restore", str(tmp_path / "s.tar.gz"), env=neuer_ort.env)
    elsewhere = Ort({**neuer_ort.env, "KRM_ABLAGE_DIR": str(tmp_path / "x")}, neuer_ort.capsys)
    refused = elsewhere.run("restore", tmp_path / "s.tar.gz")
    assert (refused.code, "KRM_ABLAGE_DIR" in refused.fehler) == (2, True)
    assert neuer_ort.documents()


def test_backups_under_load_are_each_a_moment_of_the_house(
    ort: Ort, neuer_ort: Ort, haus: Haus, tmp_path: Path
) -> None:
    """Anna records without a pause; what comes back is whole, and no more than she had by then."""
    halt, recorded = threading.Event(), list[int]()

    def write() -> None:
        while not halt.is_set() and len(recorded) < 400:
            recorded.append(haus.record().id)
        close()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        pull_plug("backup.archiv", "backup", str(tmp_path / "a.tar.gz"), env=ort.env)
        whole = pull_plug("migrate.schritt", "backup", str(tmp_path / "b.tar.gz"), env=ort.env)
    finally:
        halt.set()
        writer.join()
    assert whole.returncode == 0, whole.stderr
    assert not (tmp_path / "a.tar.gz").exists()
    restored = neuer_ort.run("restore", tmp_path / "b.tar.gz")
    assert (restored.code, restored.fehler) == (0, "")
    assert neuer_ort.findings() == ort.findings()
    shutil.rmtree(neuer_ort.ablage)
