"""How long runs are kept: drafts days, published ones by their period, waiting ones always."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine

from admin.config import Config, load_config, provide_keys
from admin.jobs.aufbewahrung import expire_runs
from models.actions.berichtsfreigabe import return_lauf
from models.actions.laufaufbewahrung import delete_lauf
from models.db import acting_as
from models.rules.rechte import SYSTEM
from models.tables import Berichtsfreigabe, Berichtsversand, Ereignis, Lauf
from tests.haus import JETZT, Haus
from tests.integration.berichtsweg.conftest import Sign, finished, write_folder


@pytest.fixture
def config(migrierte_url: str, tmp_path: Path) -> Config:
    return replace(
        provide_keys(load_config({
            "KRM_DATABASE_URL": migrierte_url,
            "KRM_VAR_DIR": str(tmp_path / "var"),
            "KRM_REPORTS_DIR": str(tmp_path / "berichte"),
        })),
        lauf_aufbewahrung_tage=180, bericht_aufbewahrung_jahre=10,
    )  # fmt: skip


def made(haus: Haus, config: Config, kreis: str = "agentur", tage: int = 0) -> Lauf:
    lauf = finished(haus, kreis=kreis, at=JETZT + timedelta(days=tage))
    write_folder(config.reports_dir / str(lauf.ordner))
    return lauf


def left(config: Config, tage: int) -> tuple[set[int], set[str]]:
    """Runs and folders that there are after so many days."""
    with time_machine.travel(JETZT + timedelta(days=tage), tick=False):
        while expire_runs(config):
            pass
    with acting_as(SYSTEM):
        runs = {lauf.id for lauf in Lauf.select()}
    return runs, {path.parent.name for path in config.reports_dir.rglob("lauf.json")}


def test_of_the_reports_inside_the_newest_stays(haus: Haus, config: Config) -> None:
    old, new = made(haus, config, "gf"), made(haus, config, "gf", 1)
    assert left(config, 179)[0] == {old.id, new.id}
    runs, folders = left(config, 200)
    assert (runs, folders) == ({new.id}, {Path(str(new.ordner)).name})
    with acting_as(SYSTEM):
        event = Ereignis.get(Ereignis.name == "lauf_expired")
    assert '"zeitraum":"2026-H1"' in event.daten.replace(" ", "")


def test_what_waits_stays_and_what_came_back_goes(haus: Haus, config: Config) -> None:
    greta, back = haus.akteur("greta"), made(haus, config)
    with acting_as(greta):
        return_lauf(by=greta, now=JETZT, lauf_id=back.id, version=1, bemerkung="Nein.")
    waiting = made(haus, config, tage=1)
    assert left(config, 400)[0] == {waiting.id}


def test_a_draft_that_a_newer_one_has_overtaken_waits_for_nobody_and_goes(
    haus: Haus, config: Config
) -> None:
    overtaken, waiting = made(haus, config), made(haus, config, tage=1)
    assert left(config, 179)[0] == {overtaken.id, waiting.id}
    assert left(config, 400)[0] == {waiting.id}


def test_what_was_submitted_again_meanwhile_stays(haus: Haus, config: Config) -> None:
    lauf = made(haus, config)
    assert not delete_lauf(now=JETZT, lauf_id=lauf.id, remove=lambda: None)
    assert left(config, 0)[0] == {lauf.id}


def test_what_went_out_is_kept_by_its_period_corrected_or_not(
    haus: Haus, config: Config, sign: Sign
) -> None:
    first = made(haus, config)
    sign(first)
    second = made(haus, config, tage=1)
    sign(second, at=JETZT + timedelta(days=1), grund="Nacherfasst.")
    assert left(config, 9 * 365)[0] == {first.id, second.id}
    assert left(config, 12 * 365) == (set(), set())
    with acting_as(SYSTEM):
        assert Berichtsfreigabe.select().count() == Berichtsversand.select().count() == 0


def test_a_folder_that_cannot_be_removed_keeps_its_run(haus: Haus, config: Config) -> None:
    lauf = made(haus, config, "gf")

    def refuse() -> None:
        raise PermissionError

    with pytest.raises(PermissionError):
        delete_lauf(now=JETZT, lauf_id=lauf.id, remove=refuse)
    with acting_as(SYSTEM):
        assert Lauf.select().where(Lauf.id == lauf.id).exists()
