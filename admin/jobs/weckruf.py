"""Waking the worker: huey carries the call, the truth stays in the ledger (ADR 3).

The call holds nothing, and losing it costs one poll. It is JSON, never pickle: whoever can write
the queue's file must not be able to run code in the worker.
"""

import json
import logging
import os
import sqlite3
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from huey import SqliteHuey
from huey.registry import Message
from huey.serializer import Serializer

_MAX_PENDING = 10
_LOOK_S = 0.2
_log = logging.getLogger("krm.weckruf")


class JsonSerializer(Serializer):
    """Messages of huey as JSON; anything else raises ValueError."""

    def _serialize(self, data: Any) -> bytes:
        return json.dumps(list(data)).encode()

    def _deserialize(self, data: bytes) -> Message:
        fields = json.loads(data)
        if not isinstance(fields, list):
            raise ValueError("Kein Weckruf.")
        return Message(*fields)


class Weckruf:
    """The bell between web and worker, in a file of its own (mode 0600) in `folder`."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / "weckruf.sqlite"
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        self._huey = SqliteHuey(
            "krm", filename=str(path), serializer=JsonSerializer(), results=False
        )
        self._call = self._huey.task(name="weckruf")(_nothing)

    def ring(self) -> None:
        """Wake a worker. Never fails: what was asked for stands in the ledger already."""
        with suppress(sqlite3.Error, OSError):
            if self._huey.pending_count() < _MAX_PENDING:
                self._call()

    def wait(self, stop: threading.Event, seconds: float) -> None:
        """Return when somebody rings, `stop` is set, or the seconds are over."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline and not self._rang():
            if stop.wait(_LOOK_S):
                return

    def _rang(self) -> bool:
        try:
            return self._huey.dequeue() is not None
        except (sqlite3.Error, OSError):
            return False
        except Exception as error:
            _log.warning("Unlesbarer Weckruf verworfen (%s).", type(error).__name__)
            return True


def _nothing() -> None:
    """The call itself does nothing: the worker looks into the ledger."""
