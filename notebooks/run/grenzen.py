"""Limits that a process of a run sets on itself, and that its kernel inherits."""

import ctypes
import resource
import signal

PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True)


def die_with_parent() -> None:
    """Let the operating system end this process when the one that started it ends, however."""
    _libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def limit(speicher_mb: int, datei_mb: int) -> None:
    """Memory and file size; no core dumps, which would hold data of the snapshot."""
    for was, hoechstens in (
        (resource.RLIMIT_AS, speicher_mb * 1024**2),
        (resource.RLIMIT_FSIZE, datei_mb * 1024**2),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(was, (hoechstens, hoechstens))


def peak_mb() -> dict[str, int]:
    """Largest resident memory of this process and of the kernel it has waited for, in MB."""
    eigen = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    kernel = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return {"prozess": eigen // 1024, "kernel": kernel // 1024}
