"""A worker whose reports take the course a test wants: `python -m tests.integration.worker.probe`.

`quick` writes two files; `slow` writes one, leaves a mark and waits for ever; `moved` dies
between the move and the commit; `angry` fails with a text that holds a name.
"""

import os
import signal
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from admin.config import Config, load_config, provide_keys
from admin.jobs import berichte
from admin.jobs.ordner import Ordner
from admin.worker import run_worker
from models.tables import Lauf

Progress = Callable[[str, float], None]
STAND = date(2026, 7, 15)


def quick(lauf: Lauf, ordner: Ordner, config: Config, progress: Progress) -> date:
    ordner.arbeit.mkdir(parents=True)
    ordner.versteckt.mkdir(parents=True)
    (ordner.versteckt / "bericht.html").write_text("ganz")
    (ordner.versteckt / "lauf.json").write_text("{}")
    progress("Fast fertig", 0.9)
    return STAND


def slow(lauf: Lauf, ordner: Ordner, config: Config, progress: Progress) -> date:
    ordner.arbeit.mkdir(parents=True)
    (ordner.arbeit / "aufnahme.sqlite").write_text("Momentaufnahme")
    ordner.versteckt.mkdir(parents=True)
    (ordner.versteckt / "bericht.html").write_text("halb")
    progress("Rechnet", 0.5)
    mark("angefangen")
    while not marked("weiter"):
        time.sleep(0.05)
    (ordner.versteckt / "bericht.html").write_text("vom Langsamen")
    return STAND


def moved(lauf: Lauf, ordner: Ordner, config: Config, progress: Progress) -> date:
    quick(lauf, ordner, config, progress)
    move = berichte._move

    def move_and_die(ordner: Ordner) -> None:
        move(ordner)
        mark("umbenannt")
        os.kill(os.getpid(), signal.SIGKILL)

    berichte._move = move_and_die
    return STAND


def angry(lauf: Lauf, ordner: Ordner, config: Config, progress: Progress) -> date:
    raise KeyError("Frau Muster, Kundennummer 123D456")


def mark(name: str) -> None:
    (Path(os.environ["PROBE_ORDNER"]) / name).touch()


def marked(name: str) -> bool:
    return (Path(os.environ["PROBE_ORDNER"]) / name).exists()


if __name__ == "__main__":
    berichte.produce = globals()[sys.argv[1]]
    berichte.LEASE_S = int(sys.argv[2])
    run_worker(provide_keys(load_config(os.environ)))
