"""Stopping the worker: a signal is obeyed between two jobs, or in the middle of a report."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

HALT = threading.Event()
"""Set once the worker was asked to stop."""
_SIGNALS = (signal.SIGTERM, signal.SIGINT)
_breakable = False


class Angehalten(BaseException):
    """The worker was asked to stop while it may be interrupted."""


@contextmanager
def listening() -> Iterator[threading.Event]:
    """Turn SIGTERM and SIGINT into HALT, in the main thread only."""
    before = [signal.signal(number, _heard) for number in _SIGNALS]
    try:
        yield HALT
    finally:
        for number, handler in zip(_SIGNALS, before, strict=True):
            signal.signal(number, handler)


@contextmanager
def breakable() -> Iterator[None]:
    """Inside, a signal raises Angehalten at once: a report takes minutes, systemd waits less."""
    global _breakable
    if HALT.is_set():
        raise Angehalten
    _breakable = True
    try:
        yield
    finally:
        _breakable = False


def _heard(number: int, frame: FrameType | None) -> None:
    global _breakable
    HALT.set()
    if _breakable:
        _breakable = False  # a second signal must not break the tidying up
        raise Angehalten
