"""Workers that are killed, frozen or stopped: the run is done once, and nothing is left over."""

import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from admin.config import Config
from admin.jobs.aufraeumen import sweep
from models.db import acting_as
from models.rules.rechte import SYSTEM
from models.tables import Ereignis
from tests.integration.worker.conftest import Start, Worker, protocol, stored, tree, until

Request = Callable[[], int]
LEASE = 2


def done(lauf_id: int) -> bool:
    return bool(stored(lauf_id).status == "fertig")


def assert_one_report(lauf_id: int, config: Config) -> None:
    """One folder with whole files, no hidden leftover, one event."""
    sweep(config)
    ordner = stored(lauf_id).ordner
    assert tree(config.reports_dir) == [f"{ordner}/bericht.html", f"{ordner}/lauf.json"]
    assert (config.reports_dir / ordner / "bericht.html").read_text() == "ganz"
    assert list((config.var_dir / "laeufe").iterdir()) == []
    with acting_as(SYSTEM):
        published = Ereignis.select().where(Ereignis.name == "lauf_published")
        assert published.count() == 1


def kill(worker: Worker) -> None:
    worker.kill()
    worker.wait()


def test_a_killed_worker_s_run_is_taken_up_and_published_once(
    start: Start, request_bericht: Request, config: Config, tmp_path: Path
) -> None:
    lauf_id = request_bericht()
    victim = start("slow", LEASE)
    until((tmp_path / "angefangen").exists, victim)
    kill(victim)
    assert stored(lauf_id).status == "laeuft"
    assert [name for name in tree(config.reports_dir) if "/." not in name] == []
    heir = start("quick", LEASE)
    until(lambda: done(lauf_id), heir)
    assert stored(lauf_id).versuch == 2
    assert_one_report(lauf_id, config)


def test_a_worker_killed_between_move_and_commit_leaves_no_second_report(
    start: Start, request_bericht: Request, config: Config, tmp_path: Path
) -> None:
    lauf_id = request_bericht()
    victim = start("moved", LEASE)
    until(lambda: victim.poll() is not None)
    assert (tmp_path / "umbenannt").exists()
    assert stored(lauf_id).status == "laeuft", "moved, but nobody may trust it"
    heir = start("quick", LEASE)
    until(lambda: done(lauf_id), heir)
    assert_one_report(lauf_id, config)


def test_a_frozen_worker_that_wakes_up_late_changes_nothing(
    start: Start, request_bericht: Request, config: Config, tmp_path: Path
) -> None:
    lauf_id = request_bericht()
    zombie = start("slow", LEASE)
    until((tmp_path / "angefangen").exists, zombie)
    zombie.send_signal(signal.SIGSTOP)
    heir = start("quick", LEASE)
    until(lambda: done(lauf_id), heir)
    before = stored(lauf_id)
    (tmp_path / "weiter").touch()
    zombie.send_signal(signal.SIGCONT)
    until(lambda: "von einem anderen übernommen" in protocol(tmp_path).read_text(), zombie)
    after = stored(lauf_id)
    assert (after.ordner, after.beendet_am) == (before.ordner, before.beendet_am)
    assert_one_report(lauf_id, config)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_stopped_worker_gives_its_run_back_at_once(
    start: Start, request_bericht: Request, config: Config, tmp_path: Path, number: int
) -> None:
    lauf_id = request_bericht()
    worker = start("slow")
    until((tmp_path / "angefangen").exists, worker)
    worker.send_signal(number)
    assert worker.wait(10) == 0
    lauf = stored(lauf_id)
    assert (lauf.status, lauf.versuch, lauf.token) == ("wartet", 0, None)
    assert tree(config.reports_dir) == tree(config.var_dir / "laeufe") == []


def test_two_workers_share_ten_runs(start: Start, request_bericht: Request, config: Config) -> None:
    numbers = [request_bericht() for _ in range(10)]
    workers = [start(), start()]
    until(lambda: all(done(number) for number in numbers), workers[0])
    assert {stored(number).versuch for number in numbers} == {1}
    assert len({stored(number).ordner for number in numbers}) == 10
    assert len(tree(config.reports_dir)) == 20


def test_a_report_that_fails_says_so_without_naming_anyone(
    start: Start, request_bericht: Request, config: Config, tmp_path: Path
) -> None:
    lauf_id = request_bericht()
    worker = start("angry")
    until(lambda: stored(lauf_id).status == "gescheitert", worker)
    log = protocol(tmp_path).read_text()
    fehler = stored(lauf_id).fehler
    assert fehler.startswith("Der Bericht ließ sich nicht erstellen (KeyError")
    assert "gescheitert: KeyError" in log
    assert "Muster" not in fehler + log
    assert "123D456" not in fehler + log
    assert tree(config.reports_dir) == []
