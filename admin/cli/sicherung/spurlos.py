"""Files without a name until they are whole: a killed backup leaves nothing behind.

What holds Sozialdaten on its way into an archive has no name in any folder. Where a file system
cannot do that (some network shares), the archive grows under a name that the next backup sweeps,
in the folder of the database also the worker when it starts.
"""

import errno
import fcntl
import os
import secrets
import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from models.rules.fehler import RuleViolation
from models.rules.stoerung import sentence_for

_VORSILBE = ".krm-"
_KANN_NICHT = (errno.EOPNOTSUPP, errno.EISDIR, errno.ENOENT, errno.EINVAL)
_SCHONFRIST_S = 3600


@contextmanager
def unnamed(folder: Path) -> Iterator[tuple[BinaryIO, Path]]:
    """An empty file of ours, and the name it has at first; whoever has opened it unlinks that."""
    handle, path = _named(folder)
    with open(handle, "w+b") as file:
        try:
            yield file, path
        finally:
            path.unlink(missing_ok=True)


@contextmanager
def published(ziel: Path) -> Iterator[BinaryIO]:
    """A file that appears at its place when the block ends well, whole and on disk.

    Raises RuleViolation where something stands there by then.
    """
    handle, path = _open(ziel.parent)
    with open(handle, "w+b") as file:
        try:
            yield file
            file.flush()
            os.fsync(handle)
            _name(handle, path, ziel)
        finally:
            if path is not None:
                path.unlink(missing_ok=True)


def sweep(folder: Path) -> int:
    """Remove what killed backups left in this folder; what another one writes now stays.

    What the system does not let us remove stays too; `check` tells of it.
    """
    return sum(_remove(path) for path in leftovers(folder))


def leftovers(folder: Path) -> list[Path]:
    """What killed backups left; folders are of older programs, and young ones still in use."""
    found = [*folder.glob(f"{_VORSILBE}*"), *folder.glob(".*.tar.gz.unfertig")]
    return sorted(path for path in found if path.is_file() or _is_old(path))


def _open(folder: Path) -> tuple[int, Path | None]:
    try:
        return os.open(folder, os.O_TMPFILE | os.O_RDWR, 0o600), None
    except OSError as error:
        if error.errno not in _KANN_NICHT:
            raise
    return _named(folder)


def _named(folder: Path) -> tuple[int, Path]:
    """A new file of ours under a name, locked: who sweeps the folder leaves it alone."""
    while True:
        path = folder / f"{_VORSILBE}{secrets.token_hex(8)}"
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
        except OSError:  # a share without locks
            path.unlink(missing_ok=True)
            raise
        if path.exists():
            return handle, path
        os.close(handle)  # swept before it was locked


def _name(handle: int, path: Path | None, ziel: Path) -> None:
    folder = os.open(ziel.parent, os.O_RDONLY)
    try:
        # With a folder given, Python follows the link to the open file; link() overwrites nothing.
        os.link(path or f"/proc/self/fd/{handle}", ziel, src_dir_fd=folder)
        os.fsync(folder)
    except FileExistsError:
        raise already_there(ziel) from None
    except OSError:
        if path is None or ziel.exists():
            raise
        os.rename(path, ziel)  # a share without links
    finally:
        os.close(folder)


@contextmanager
def plain_faults(satz: str) -> Iterator[None]:
    """What a disk refuses (no room, no right) becomes two sentences: what failed, and why."""
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        raise RuleViolation(f"{satz}. {sentence_for(error) or f'Der Grund: {error}'}") from None


def already_there(ziel: Path) -> RuleViolation:
    """The refusal to overwrite."""
    return RuleViolation(f"{ziel} gibt es schon; eine Sicherung überschreibt nichts.")


def _remove(path: Path) -> bool:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
        return not path.exists()
    try:
        with path.open("r+b") as file:  # network shares lock only what may be written
            # Held until it is gone, so that nobody takes it for hers in between.
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            path.unlink()
    except OSError:  # in use, gone, or not ours
        return False
    return True


def _is_old(path: Path) -> bool:
    try:
        return time.time() - path.stat().st_mtime > _SCHONFRIST_S
    except OSError:
        return False
