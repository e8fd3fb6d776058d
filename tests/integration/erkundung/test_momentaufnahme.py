"""`momentaufnahme`: who gets one, what it holds, and that nobody changes or forgets it."""

import os
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from admin.config import Config
from admin.jobs.erkundung import sweep_erkundung
from models.db import acting_as
from models.rules.fehler import RuleViolation
from models.rules.rechte import SYSTEM
from models.tables import Ereignis
from notebooks.data.momentaufnahme import read_meta, snapshots
from tests.haus import JETZT, Haus
from tests.integration.erkundung.conftest import Take


def rows(path: Path, query: str) -> list[Any]:
    with closing(sqlite3.connect(path)) as connection:
        return [row[0] for row in connection.execute(query)]


def test_dora_gets_her_house_and_no_service_complaint(take: Take) -> None:
    path = take("dora")
    assert set(rows(path, "SELECT art FROM vorgang")) == {"beschwerde"}
    assert len(rows(path, "SELECT id FROM vorgang")) == 36
    assert len(rows(path, "SELECT vorgang_id FROM anliegen")) == 36
    assert read_meta(path)["sicht"] == "dora"


def test_greta_sees_the_service_complaint_too(take: Take) -> None:
    assert rows(take("greta"), "SELECT count(*) FROM vorgang") == [37]


@pytest.mark.regel("MH-88")
def test_emil_gets_his_bereich_by_itself(take: Take) -> None:
    assert read_meta(take("emil"))["einheit"] == "50"


def test_a_unit_and_a_period_make_it_smaller(take: Take) -> None:
    path = take("dora", "2026-05", "501")
    days = rows(path, "SELECT eingang_am FROM vorgang")
    assert days
    assert max(days) <= "2026-05-31"
    assert set(rows(path, "SELECT einheit_id FROM vorgang")) == set(
        rows(path, "SELECT id FROM einheit WHERE kuerzel = '501'")
    )
    assert (read_meta(path)["zeitraum"], path.name) == (
        "2026-05",
        "2026-07-15-110000-501-2026-05.sqlite",
    )


@pytest.mark.parametrize("login", ["bernd", "berta", "ines", "adam"])
def test_who_may_not_read_reports_gets_none(take: Take, config: Config, login: str) -> None:
    with pytest.raises(RuleViolation, match="Berichte lesen"):
        take(login)
    assert list(config.var_dir.rglob("*.sqlite")) == []


def test_emil_gets_nothing_of_the_whole_house(take: Take) -> None:
    with pytest.raises(RuleViolation, match="außerhalb Ihrer Zuständigkeit"):
        take("emil", einheit="JC")


def test_it_is_read_only_and_hers_alone(take: Take) -> None:
    path = take("dora")
    assert path.stat().st_mode & 0o777 == 0o400
    assert path.parent.name == "dora"
    assert path.parent.stat().st_mode & 0o077 == 0


def test_the_log_tells_who_took_how_much(take: Take, faelle: Haus) -> None:
    take("dora", "2026-H1")
    with acting_as(SYSTEM):
        event = Ereignis.select().where(Ereignis.name == "momentaufnahme_written").get()
    assert (event.akteur, event.objekt_id) == ("dora", faelle.einheiten["JC"].id)
    assert '"vorgaenge": 36' in str(event.daten)


def test_without_its_event_there_is_no_snapshot(
    take: Take, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(**arguments: Any) -> None:
        raise OSError("voll")

    monkeypatch.setattr("admin.jobs.erkundung.note_momentaufnahme", full)
    with pytest.raises(OSError, match="voll"):
        take("dora")
    assert list(config.var_dir.rglob("*.sqlite")) == []


def test_after_thirty_days_it_is_gone(take: Take, config: Config) -> None:
    path = take("dora")
    taken = JETZT.timestamp()
    os.utime(path, (taken, taken))
    assert sweep_erkundung(JETZT + timedelta(days=29), config) == 0
    assert snapshots(path.parent) == [path]
    assert sweep_erkundung(JETZT + timedelta(days=31), config) == 1
    assert snapshots(path.parent) == []
