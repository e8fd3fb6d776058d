"""The folder of a run: hidden until one rename shows all of it."""

from pathlib import Path

import pytest

from notebooks.publish import PreparedRun, discard, discard_stale, prepare, publish


@pytest.fixture
def lauf(tmp_path: Path) -> PreparedRun:
    prepared = prepare(tmp_path, "auswertung-gf", "2026-H1", "7", "t1")
    (prepared.path / "tabellen").mkdir()
    (prepared.path / "tabellen" / "01-bestand.csv").write_text("art;neu\n", encoding="utf-8")
    return prepared


def test_a_run_is_hidden_until_it_is_published(tmp_path: Path, lauf: PreparedRun) -> None:
    oben = tmp_path / "auswertung-gf" / "2026-H1"
    assert [p.name for p in oben.iterdir()] == [".7.t1"]
    ziel = publish(lauf)
    assert ziel == oben / "7"
    assert [p.name for p in oben.iterdir()] == ["7"]
    assert (ziel / "tabellen" / "01-bestand.csv").exists()


def test_two_attempts_do_not_meet_and_only_one_is_published(
    tmp_path: Path, lauf: PreparedRun
) -> None:
    zweiter = prepare(tmp_path, "auswertung-gf", "2026-H1", "7", "t2")
    publish(lauf)
    with pytest.raises(FileExistsError, match="bereits veröffentlicht"):
        publish(zweiter)
    with pytest.raises(FileExistsError, match="bereits veröffentlicht"):
        prepare(tmp_path, "auswertung-gf", "2026-H1", "7", "t3")


def test_what_a_killed_attempt_left_is_swept_away(tmp_path: Path, lauf: PreparedRun) -> None:
    fremd = prepare(tmp_path, "auswertung-gf", "2026-H1", "8", "t1")
    assert discard_stale(tmp_path, "7") == 1
    assert not lauf.path.exists()
    assert fremd.path.exists()
    discard(fremd)
    assert not fremd.path.exists()


@pytest.mark.parametrize("name", ["", "..", ".7", "7/8", "a b", "7\n", "x" * 65])
def test_a_name_that_could_leave_the_folder_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="kein zulässiger Ordnername"):
        prepare(tmp_path, "auswertung-gf", "2026-H1", name, "t1")
