"""Mails have a lane of their own: a call for help does not wait for a report."""

import threading

import pytest

from admin import worker
from admin.config import Config
from admin.jobs import halt
from admin.jobs.liste import ARBEIT, JOBS, POST, Job


@pytest.mark.datenbank("sqlite")
def test_a_mail_leaves_while_a_report_is_being_made(
    config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    mailed, stop = threading.Event(), threading.Event()
    seen: list[bool] = []

    def report(config: Config) -> bool:
        seen.append(mailed.wait(30))  # as long as the mail has not left, the report is not done
        stop.set()
        return False

    def mail(config: Config) -> bool:
        mailed.set()
        return False

    monkeypatch.setattr(halt, "HALT", stop)
    jobs = (Job("bericht", report, "", spur=ARBEIT), Job("nachricht", mail, "", spur=POST))
    monkeypatch.setattr(worker, "JOBS", jobs)
    worker.run_worker(config)
    assert seen == [True]


def test_what_sends_mail_and_says_so_is_in_the_lane_of_mails() -> None:
    assert {job.name for job in JOBS if job.spur == POST} == {"nachricht", "lebenszeichen"}
