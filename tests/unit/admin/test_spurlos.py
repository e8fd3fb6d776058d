"""An archive has no name until it is whole, also where the file system knows no unnamed files."""

import errno
import fcntl
import os
from pathlib import Path
from typing import Any

import pytest

from admin.cli.sicherung.spurlos import published, sweep, unnamed
from models.rules.fehler import RuleViolation


@pytest.fixture(params=["ohne Namen", "mit Namen"])
def ordner(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    if request.param == "mit Namen":
        real = os.open

        def share(path: Any, flags: int, *rest: Any, **more: Any) -> int:
            if flags & os.O_TMPFILE == os.O_TMPFILE:
                raise OSError(errno.EOPNOTSUPP, "not supported")
            return real(path, flags, *rest, **more)

        monkeypatch.setattr(os, "open", share)
    return tmp_path


def test_a_file_has_its_name_when_it_is_whole(ordner: Path) -> None:
    ziel = ordner / "s.tar.gz"
    with published(ziel) as file:
        file.write(b"alles")
        assert not ziel.exists()
    assert (ziel.read_bytes(), list(ordner.iterdir())) == (b"alles", [ziel])
    assert ziel.stat().st_mode & 0o077 == 0


def test_an_error_leaves_nothing(ordner: Path) -> None:
    with pytest.raises(ZeroDivisionError), published(ordner / "s.tar.gz"):
        raise ZeroDivisionError
    assert list(ordner.iterdir()) == []


def test_what_came_meanwhile_stays(ordner: Path) -> None:
    ziel = ordner / "s.tar.gz"
    with pytest.raises(RuleViolation, match="gibt es schon"), published(ziel):
        ziel.write_bytes(b"von Greta")
    assert (ziel.read_bytes(), list(ordner.iterdir())) == (b"von Greta", [ziel])


def test_a_backup_does_not_sweep_the_one_beside_it(tmp_path: Path) -> None:
    mine, dead = tmp_path / ".krm-laufend", tmp_path / ".krm-tot"
    dead.write_bytes(b"")
    with mine.open("wb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        assert sweep(tmp_path) == 1
    assert list(tmp_path.iterdir()) == [mine]


def test_what_is_swept_before_it_is_locked_is_begun_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = fcntl.flock
    swept: list[Path] = []

    def flock(file: Any, how: int) -> None:
        if not swept:
            swept.append(tmp_path)  # the worker starts in this moment
            assert sweep(tmp_path) == 1
        real(file, how)

    monkeypatch.setattr(fcntl, "flock", flock)
    with unnamed(tmp_path) as (_, path):
        assert list(tmp_path.iterdir()) == [path]
        assert sweep(tmp_path) == 0
    assert list(tmp_path.iterdir()) == []


def test_what_cannot_be_removed_stays_and_stops_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".krm-fremd").write_bytes(b"")

    def refused(path: Path, *_: Any, **__: Any) -> None:
        raise PermissionError(errno.EPERM, "not permitted", path)

    monkeypatch.setattr(Path, "unlink", refused)
    assert sweep(tmp_path) == 0
