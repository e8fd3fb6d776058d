"""The worker: walks the jobs as long as one of them had something to do, then waits for a call.

`run_worker` is the process; `start_embedded` runs it as a child of `serve` and ends it with it.
"""

import atexit
import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress

from admin.config import WURZEL, Config
from admin.config.fehlerort import fault
from admin.jobs.halt import Angehalten, listening
from admin.jobs.liste import ARBEIT, JOBS, POST, Job
from admin.jobs.weckruf import Weckruf
from models.actions.laeufe import when_requested
from models.db import connect, database

POLL_S = 2.0
_RESTART_S = 5.0
_PATIENCE_S = 15.0
_log = logging.getLogger("krm.worker")


def run_worker(config: Config) -> None:
    """Work until SIGTERM or SIGINT: sweep, send mails, run reports."""
    connect(config.database_url)
    weckruf = Weckruf(config.var_dir)
    with listening() as halt:
        post = threading.Thread(
            target=_walk, args=(_lane(POST), config, halt, halt.wait), name=POST, daemon=True
        )
        post.start()
        try:
            with suppress(Angehalten):
                _walk(_lane(ARBEIT), config, halt, lambda seconds: weckruf.wait(halt, seconds))
        finally:
            halt.set()
            post.join(_PATIENCE_S - _RESTART_S)  # a mail under way is finished


def _lane(spur: str) -> tuple[Job, ...]:
    return tuple(job for job in JOBS if job.spur == spur)


def _walk(
    jobs: tuple[Job, ...],
    config: Config,
    halt: threading.Event,
    wait: Callable[[float], object],
) -> None:
    """Ask these jobs in turn until the worker is to stop; wait where none had anything to do."""
    asked = dict.fromkeys((job.name for job in jobs), float("-inf"))
    while not halt.is_set():
        if not any([_try(job, config, asked) for job in jobs if not halt.is_set()]):
            wait(POLL_S)


def end_with_parent() -> None:
    """Stop this process when its standard input ends, that is when its parent is gone."""

    def watch() -> None:
        while os.read(sys.stdin.fileno(), 1024):
            pass
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, name="eltern", daemon=True).start()


def start_embedded(config: Config) -> "Begleiter":
    """Run a worker beside this process, restart it should it die, end it with this process."""
    when_requested(Weckruf(config.var_dir).ring)
    begleiter = Begleiter()
    begleiter.start()
    atexit.register(begleiter.stop)
    return begleiter


class Begleiter:
    """A worker process and the thread that looks after it."""

    def __init__(self) -> None:
        self._stopping = threading.Event()
        self._process = self._spawn()
        self._thread = threading.Thread(target=self._watch, name="begleiter", daemon=True)

    def start(self) -> None:
        """Begin to look after the worker."""
        self._thread.start()

    @property
    def pid(self) -> int:
        """The worker's process id; another one after a restart."""
        return self._process.pid

    def stop(self) -> None:
        """End the worker: it finishes its mail, puts its run back and goes."""
        if self._stopping.is_set():
            return
        self._stopping.set()
        process = self._process
        with suppress(OSError):
            process.stdin.close()  # type: ignore[union-attr]
        try:
            process.wait(_PATIENCE_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def _spawn(self) -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-m", "admin", "worker", "--begleitet"]
        return subprocess.Popen(command, cwd=WURZEL, stdin=subprocess.PIPE)

    def _watch(self) -> None:
        while not self._stopping.is_set():
            code = self._process.wait()
            if self._stopping.wait(_RESTART_S):
                return
            _log.warning("Die Hintergrundarbeit endete (Code %s) und startet neu.", code)
            self._process = self._spawn()


def _try(job: Job, config: Config, asked: dict[str, float]) -> bool:
    """Ask one job for one due thing; an error of one job must not stop the others."""
    if time.monotonic() - asked[job.name] < job.pause_s:
        return False
    asked[job.name] = time.monotonic()
    try:
        # A connection per look: a database that was away is found again.
        with database.connection_context():
            return job.work(config)
    except Exception as error:
        _log.error("%s: %s", job.name, fault(error))
        return False
