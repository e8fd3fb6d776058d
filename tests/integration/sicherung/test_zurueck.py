"""What a backup holds and what a restore says it has put back."""

import io
import json
import os
import subprocess
import sys
import tarfile
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from tests.bruch import ROOT
from tests.integration.sicherung.conftest import BRIEFE, Ort

AtPoint = Callable[[str, Callable[[], None]], None]


def test_the_restored_house_passes_check(ort: Ort, neuer_ort: Ort, tmp_path: Path) -> None:
    assert ort.run("backup", tmp_path / "s.tar.gz").code == 0
    restored = neuer_ort.run("restore", tmp_path / "s.tar.gz")
    assert (restored.code, restored.fehler) == (0, "")
    assert neuer_ort.documents() == sorted(BRIEFE)
    assert neuer_ort.run("migrate").code == 0
    assert neuer_ort.findings() == ort.findings()


@pytest.mark.datenbank("sqlite")
@pytest.mark.parametrize("ending", ["-wal", "-shm", "-journal"])
def test_beside_the_side_file_of_another_database_nothing_is_restored(
    ort: Ort, neuer_ort: Ort, tmp_path: Path, ending: str
) -> None:
    ort.run("backup", tmp_path / "s.tar.gz")
    old = neuer_ort.datei.with_name(neuer_ort.datei.name + ending)
    old.parent.mkdir()
    old.write_bytes(b"von einer anderen")
    refused = neuer_ort.run("restore", tmp_path / "s.tar.gz")
    assert (refused.code, old.name in refused.fehler) == (2, True)
    assert list(old.parent.iterdir()) == [old]
    old.unlink()
    assert neuer_ort.run("restore", tmp_path / "s.tar.gz").code == 0


def test_a_document_that_goes_while_the_backup_runs_does_not_end_it(
    ort: Ort, neuer_ort: Ort, tmp_path: Path, at_point: AtPoint
) -> None:
    lost = next(path for path in sorted(ort.ablage.rglob("*")) if path.is_file())
    at_point("backup.abbild", lost.unlink)
    saved = ort.run("backup", tmp_path / "s.tar.gz", "--json")
    told = json.loads(saved.text)
    assert (saved.code, told["dokumente"], told["fehlend"]) == (0, 1, [lost.name])
    assert lost.name in saved.fehler
    restored = neuer_ort.run("restore", tmp_path / "s.tar.gz")
    assert (restored.code, restored.fehler) == (0, "")


def test_what_waits_for_a_form_is_in_no_backup(ort: Ort, tmp_path: Path) -> None:
    draft = ort.ablage / "eingang" / "entwurf"
    draft.parent.mkdir()
    draft.write_bytes(b"ein Brief, den noch niemand erfasst hat")
    ort.run("backup", tmp_path / "s.tar.gz")
    with tarfile.open(tmp_path / "s.tar.gz") as tar:
        assert not [name for name in tar.getnames() if "eingang" in name]


def test_a_backup_holds_what_was_there_when_it_began(
    ort: Ort, neuer_ort: Ort, tmp_path: Path, at_point: AtPoint
) -> None:
    new = ort.ablage / "aa" / ("a" * 32)

    def appear() -> None:
        new.parent.mkdir(exist_ok=True)
        new.write_bytes(b"nach dem Abbild abgelegt")

    at_point("backup.abbild", appear)
    assert ort.run("backup", tmp_path / "s.tar.gz").code == 0
    neuer_ort.run("restore", tmp_path / "s.tar.gz")
    assert neuer_ort.documents() == sorted(BRIEFE)


def test_a_second_backup_takes_away_what_an_old_program_left(ort: Ort, tmp_path: Path) -> None:
    left = tmp_path / ".krm-abgebrochen"
    left.write_bytes(b"das halbe Haus")
    (tmp_path / ".alt.tar.gz.unfertig").write_bytes(b"das halbe Haus")
    assert ort.run("backup", tmp_path / "s.tar.gz").code == 0
    assert [path.name for path in tmp_path.glob(".*")] == []


def test_check_names_what_an_old_program_left_beside_the_house(ort: Ort) -> None:
    assert "Reste" not in ort.run("check").text
    (Path(ort.env["KRM_VAR_DIR"]) / ".krm-abgebrochen").write_bytes(b"das halbe Haus")
    assert ".krm-abgebrochen" in ort.run("check").text


def test_an_archive_of_an_older_program_comes_back_too(
    ort: Ort, neuer_ort: Ort, tmp_path: Path
) -> None:
    """All facts in one manifest at the beginning, and files that belong to no document."""
    ort.run("backup", tmp_path / "neu.tar.gz")
    with (
        tarfile.open(tmp_path / "neu.tar.gz") as new,
        tarfile.open(tmp_path / "alt.tar.gz", "w:gz") as old,
    ):
        content = {m.name: new.extractfile(m).read() for m in new}  # type: ignore[union-attr]
        manifest = json.loads(content["manifest.json"])
        del manifest["maengel"]
        manifest["dateien"] = json.loads(content.pop("verzeichnis.json"))["dateien"]
        content["manifest.json"] = json.dumps(manifest).encode()
        for name, data in content.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            old.addfile(member, io.BytesIO(data))
    restored = neuer_ort.run("restore", tmp_path / "alt.tar.gz")
    assert (restored.code, restored.fehler) == (0, "")
    assert neuer_ort.documents() == sorted(BRIEFE)


def test_two_restores_at_once_end_with_one_house(ort: Ort, neuer_ort: Ort, tmp_path: Path) -> None:
    ort.run("backup", tmp_path / "s.tar.gz")
    call = [sys.executable, "-m", "admin", "restore", str(tmp_path / "s.tar.gz")]
    env = {"PATH": os.environ["PATH"], **neuer_ort.env}
    running = [
        subprocess.Popen(call, cwd=ROOT, env=env, stdout=-1, stderr=-1, text=True) for _ in range(2)
    ]
    ended = sorted((p.communicate(timeout=120)[1], p.returncode) for p in running)
    assert [code for _, code in ended] == [0, 2]
    assert "nicht leer" in ended[1][0]
    assert neuer_ort.documents() == sorted(BRIEFE)


def test_a_file_that_appears_meanwhile_is_not_overwritten(
    ort: Ort, tmp_path: Path, at_point: AtPoint
) -> None:
    at_point("backup.archiv", lambda: (tmp_path / "s.tar.gz").write_bytes(b"von Greta") and None)
    refused = ort.run("backup", tmp_path / "s.tar.gz")
    assert (refused.code, "gibt es schon" in refused.fehler) == (2, True)
    assert (tmp_path / "s.tar.gz").read_bytes() == b"von Greta"


@pytest.mark.datenbank("postgresql")
def test_a_restored_server_has_all_its_indexes_and_references(
    ort: Ort, neuer_ort: Ort, tmp_path: Path
) -> None:
    ort.run("backup", tmp_path / "s.tar.gz")
    neuer_ort.run("restore", tmp_path / "s.tar.gz")
    assert _counts(neuer_ort) == _counts(ort)
    assert all(_counts(ort))


def _counts(ort: Ort) -> tuple[int, ...]:
    with psycopg.connect(ort.env["KRM_DATABASE_URL"]) as connection:
        row = connection.execute(
            "SELECT (SELECT count(*) FROM pg_indexes WHERE schemaname = 'public'), "
            "(SELECT count(*) FROM pg_constraint WHERE contype = 'f'), "
            "(SELECT count(*) FROM pg_trigger)"
        ).fetchone()
    return tuple(row or ())


def test_an_error_while_restoring_leaves_an_empty_place(
    ort: Ort, neuer_ort: Ort, tmp_path: Path, at_point: AtPoint
) -> None:
    def full() -> None:
        raise OSError(28, "No space left on device")

    ort.run("backup", tmp_path / "s.tar.gz")
    at_point("restore.datenbank", full)
    failed = neuer_ort.run("restore", tmp_path / "s.tar.gz")
    assert (failed.code, "nicht gelungen" in failed.fehler) == (2, True)
    assert len(failed.fehler.strip().splitlines()) == 1
    at_point("restore.datenbank", lambda: None)
    assert neuer_ort.documents() == []
    assert neuer_ort.run("restore", tmp_path / "s.tar.gz").code == 0
