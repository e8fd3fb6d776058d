"""`momentaufnahme` and `lab` as a person calls them."""

import argparse
import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from admin.cli import lab
from admin.config import Config
from admin.jobs import labor
from admin.jobs.labor import Labor
from models.rules.fehler import RuleViolation
from notebooks.data.momentaufnahme import read_meta, snapshots
from tests.haus import JETZT, Haus

ROOT = Path(__file__).parents[3]
pytestmark = pytest.mark.datenbank("sqlite")
Call = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def call(faelle: Haus, migrierte_url: str, tmp_path: Path) -> Call:
    """call("lab", "--als", …): the command as a process."""
    settings = {"KRM_DATABASE_URL": migrierte_url, "KRM_VAR_DIR": str(tmp_path / "var")}

    def call(*arguments: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-m", "admin", *arguments],
            cwd=ROOT, env={**os.environ, **settings}, capture_output=True, text=True, timeout=120,
        )  # fmt: skip

    return call


def test_the_command_tells_where_the_snapshot_lies(call: Call) -> None:
    done = call("momentaufnahme", "--als", "dora", "--zeitraum", "2026-H1", "--json")
    told = json.loads(done.stdout)
    path = Path(told["momentaufnahme"])
    assert path.name.endswith("-JC-2026-H1.sqlite")
    assert (told["einheit"], told["zeitraum"]) == ("JC", "2026-H1")
    assert path.stat().st_mode & 0o777 == 0o400


@pytest.mark.parametrize(
    ("aufruf", "satz"),
    [
        (("momentaufnahme", "--als", "bernd"), "Berichte lesen"),
        (("momentaufnahme", "--als", "dora", "--einheit", "JC2"), "außerhalb Ihrer Zuständigkeit"),
        (("momentaufnahme", "--zeitraum", "2026-H3"), "ist nicht lesbar"),
        (("lab", "--als", "niemand"), "kein aktives Konto „niemand“"),
        (("lab", "--als", "adam"), "Berichte lesen"),
    ],
)
def test_a_refusal_is_one_sentence(call: Call, aufruf: tuple[str, ...], satz: str) -> None:
    done = call(*aufruf)
    assert done.returncode == 2
    assert satz in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_without_jupyterlab_it_says_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(labor, "find_spec", lambda name: None)
    with pytest.raises(RuleViolation, match="JupyterLab ist nicht installiert.*make lab"):
        Labor(tmp_path, tmp_path).start()


@pytest.fixture
def ask(ordner: Path, faelle: Haus, config: Config) -> Callable[..., list[Path]]:
    """ask("--neu"): what `lab` finds in Dora's folder after it brought it up to date."""

    def ask(*options: str) -> list[Path]:
        parser = argparse.ArgumentParser()
        lab.add_arguments(parser)
        later = JETZT + timedelta(minutes=5)
        args = parser.parse_args(list(options))
        return snapshots(lab.bring_up_to_date(args, faelle.akteur("dora"), later, config))

    return ask


def test_one_snapshot_a_day_will_do(ask: Callable[..., list[Path]]) -> None:
    assert len(ask()) == 1
    assert len(ask("--neu")) == 2


def test_after_an_update_the_one_of_this_morning_is_not_used(
    ordner: Path, ask: Callable[..., list[Path]]
) -> None:
    (old,) = snapshots(ordner)
    old.chmod(0o600)
    with closing(sqlite3.connect(old)) as connection:
        connection.execute("UPDATE meta SET wert = '1' WHERE schluessel = 'schema'")
        connection.commit()
    found = ask()
    assert len(found) == 2
    assert read_meta(found[-1])["schema"] != "1"
