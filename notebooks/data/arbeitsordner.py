"""Temporary folders that tell whether somebody still works in them, so that the rest is swept.

Who works holds a lock on a file inside; the operating system lets go of it however a process ends.
"""

import fcntl
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LAUF, SATZ = "krm-lauf-", "krm-satz-"
_BELEGT = ".belegt"
_OHNE_SCHLOSS_S = 3600
"""A folder without a lock is just being made, or older than locks are."""


@contextmanager
def workspace(prefix: str) -> Iterator[Path]:
    """An empty folder for this process alone, gone afterwards; those of dead ones go first."""
    sweep_workspaces((prefix,))
    with tempfile.TemporaryDirectory(prefix=prefix) as name:
        lock = os.open(Path(name) / _BELEGT, os.O_CREAT | os.O_RDWR, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield Path(name)
        finally:
            os.close(lock)


def sweep_workspaces(prefixes: tuple[str, ...] = (LAUF, SATZ)) -> int:
    """Remove our own folders in which nobody works any more; returns how many."""
    root = Path(tempfile.gettempdir())
    found = [path for prefix in prefixes for path in root.glob(f"{prefix}*")]
    return sum(_sweep(path) for path in found if _is_ours(path))


def _is_ours(path: Path) -> bool:
    try:
        return path.lstat().st_uid == os.getuid() and path.is_dir() and not path.is_symlink()
    except FileNotFoundError:
        return False


def _sweep(path: Path) -> bool:
    try:
        lock = os.open(path / _BELEGT, os.O_RDWR | os.O_NOFOLLOW)
    except OSError:
        return _sweep_without_lock(path)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        shutil.rmtree(path, ignore_errors=True)
    except BlockingIOError:
        return False
    finally:
        os.close(lock)
    return True


def _sweep_without_lock(path: Path) -> bool:
    try:
        age = time.time() - path.lstat().st_mtime
    except FileNotFoundError:
        return False
    if abs(age) < _OHNE_SCHLOSS_S:  # a clock set back makes a folder younger than new
        return False
    shutil.rmtree(path, ignore_errors=True)
    return True
