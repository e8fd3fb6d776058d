"""What a process may read, held by the operating system: Landlock, as in the kernel of Debian 12.

A process that has shut itself in can never get out, nor can what it starts: it reads and writes the
named folders, and connects nowhere by TCP. What this does not stop stands in docs/erkunden.md.
"""

import ctypes
import os
from collections.abc import Sequence
from pathlib import Path

_CREATE, _ADD, _RESTRICT = 444, 445, 446  # the same numbers on every architecture
_VERSION = 1
_PATH_BENEATH = 1
_NO_NEW_PRIVS = 38
_CAPABILITIES = 0x20080522
_O_PATH = 0o10000000
_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR = 1, 2, 4, 8
_REFER, _TRUNCATE, _IOCTL = 1 << 13, 1 << 14, 1 << 15
_FIRST_RIGHTS = (1 << 13) - 1
_CONNECT_TCP = 2
_ON_FILES = _EXECUTE | _WRITE_FILE | _READ_FILE | _TRUNCATE | _IOCTL
_READ = _EXECUTE | _READ_FILE | _READ_DIR
_libc = ctypes.CDLL(None, use_errno=True)


class _Ruleset(ctypes.Structure):
    _fields_ = (("fs", ctypes.c_uint64), ("net", ctypes.c_uint64))


class _PathBeneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = (("allowed", ctypes.c_uint64), ("parent", ctypes.c_int32))


def landlock_version() -> int:
    """What the kernel offers; 0: nothing, and nobody can be shut in."""
    return max(0, int(_libc.syscall(_CREATE, None, 0, _VERSION)))


def shut_in(lesen: Sequence[Path], schreiben: Sequence[Path]) -> None:
    """Shut this process in: it may read `lesen`, write `schreiben`, and nothing beside.

    Paths that are not there are left out. Raises OSError where the kernel refuses.
    """
    rights = _handled(landlock_version())
    ruleset = _call(_CREATE, ctypes.byref(rights), ctypes.sizeof(rights), 0)
    try:
        for path in lesen:
            _allow(ruleset, path, _READ & rights.fs)
        for path in schreiben:
            _allow(ruleset, path, rights.fs)
        _drop_privileges()
        _call(_RESTRICT, ruleset, 0)
    finally:
        os.close(ruleset)


def _drop_privileges() -> None:
    """Of root nothing but the name: it could look into other processes, past Landlock."""
    header = (ctypes.c_uint32 * 2)(_CAPABILITIES, 0)
    none = (ctypes.c_uint32 * 6)()
    if _libc.prctl(_NO_NEW_PRIVS, 1, 0, 0, 0) or _libc.capset(header, none):
        raise OSError(ctypes.get_errno(), "Rechte abgeben")


def _handled(version: int) -> _Ruleset:
    """Every right this kernel can refuse; older ones know fewer."""
    later = ((2, _REFER), (3, _TRUNCATE), (5, _IOCTL))
    fs = _FIRST_RIGHTS + sum(right for since, right in later if version >= since)
    return _Ruleset(fs, _CONNECT_TCP if version >= 4 else 0)


def _allow(ruleset: int, path: Path, rights: int) -> None:
    try:
        handle = os.open(path, _O_PATH | os.O_CLOEXEC)
    except FileNotFoundError:
        return
    try:
        allowed = rights if path.is_dir() else rights & _ON_FILES
        rule = _PathBeneath(allowed, handle)
        _call(_ADD, ruleset, _PATH_BENEATH, ctypes.byref(rule), 0)
    finally:
        os.close(handle)


def _call(number: int, *arguments: object) -> int:
    result = int(_libc.syscall(number, *arguments))
    if result < 0:
        error = ctypes.get_errno()
        raise OSError(error, f"Landlock: {os.strerror(error)}")
    return result
