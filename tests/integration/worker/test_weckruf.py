"""The bell: it wakes, it may be lost, and it never runs what somebody put into its file."""

import pickle
import sqlite3
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest

from admin.jobs.weckruf import Weckruf


class Schadcode:
    def __reduce__(self) -> tuple[object, tuple[Path]]:
        return Path.touch, (Path("schaden"),)


def enqueue(folder: Path, data: bytes) -> None:
    with closing(sqlite3.connect(folder / "weckruf.sqlite")) as connection, connection:
        connection.execute("INSERT INTO task (queue, data) VALUES ('krm', ?)", (data,))


def waited(weckruf: Weckruf, seconds: float) -> float:
    begin = time.monotonic()
    weckruf.wait(threading.Event(), seconds)
    return time.monotonic() - begin


def test_a_ring_from_another_process_wakes_the_worker(tmp_path: Path) -> None:
    worker, web = Weckruf(tmp_path), Weckruf(tmp_path)
    web.ring()
    assert waited(worker, 20) < 10
    assert waited(worker, 0.3) >= 0.3, "one call wakes once"


def test_the_file_is_the_owner_s_alone(tmp_path: Path) -> None:
    Weckruf(tmp_path).ring()
    assert (tmp_path / "weckruf.sqlite").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    "data", [pickle.dumps(Schadcode()), b"{}", b"[]", b'["1", "os.system"]', b"\xff"]
)
def test_what_is_no_call_is_thrown_away_unread(
    tmp_path: Path, data: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    weckruf = Weckruf(tmp_path)
    enqueue(tmp_path, data)
    assert waited(weckruf, 20) < 10
    assert not (tmp_path / "schaden").exists()
    assert waited(weckruf, 0.3) >= 0.3


def test_calls_nobody_hears_do_not_pile_up(tmp_path: Path) -> None:
    weckruf = Weckruf(tmp_path)
    for _ in range(100):
        weckruf.ring()
    assert weckruf._huey.pending_count() == 10


def test_a_broken_queue_breaks_no_request(tmp_path: Path) -> None:
    weckruf = Weckruf(tmp_path)
    weckruf._huey.storage.close()
    (tmp_path / "weckruf.sqlite").write_bytes(b"kein SQLite" * 1000)
    weckruf.ring()
    assert waited(weckruf, 0.3) >= 0.3


def test_a_stop_ends_the_wait(tmp_path: Path) -> None:
    stop = threading.Event()
    stop.set()
    begin = time.monotonic()
    Weckruf(tmp_path).wait(stop, 20)
    assert time.monotonic() - begin < 10
