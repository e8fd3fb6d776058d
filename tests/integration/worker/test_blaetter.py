"""The Verfahrensdokumentation is filed after the Zuleitung: once, whole, and made up for later."""

import dataclasses
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from admin.config import Config
from admin.jobs import blaetter
from admin.jobs.blaetter import file_next_blatt
from models.actions.blaetter import file_blatt
from models.actions.schritte import Tat, perform_schritt
from models.actions.vorgaenge import record_vorgang
from models.db import acting_as
from models.queries.blaetter import missing_blaetter
from models.rules.rechte import SYSTEM
from models.tables import Dokument, Ereignis, Vorgang
from tests.haus import Haus


def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture
def forwarded(haus: Haus) -> Vorgang:
    """A complaint that Anna forwarded just now."""
    return forward(haus)


def forward(haus: Haus) -> Vorgang:
    anna = haus.akteur("anna")
    eintrag = haus.eintrag("501", eingang_am=now().date(), schlusszeichnung="tl", name="Kanarie")
    with acting_as(anna):
        vorgang = record_vorgang(by=anna, now=now(), eintrag=eintrag)
    return perform_schritt(
        by=anna, now=now(), vorgang_id=vorgang.id, version=vorgang.version, tat=Tat("zugeleitet")
    )


def filed(vorgang: Vorgang) -> list[Dokument]:
    with acting_as(SYSTEM):
        return list(Dokument.select().where(Dokument.vorgang == vorgang.id))


@pytest.mark.regel("MH-41", "MH-57")
def test_the_sheet_is_filed_once_as_fassung_1(forwarded: Vorgang, config: Config) -> None:
    assert file_next_blatt(config)
    assert not file_next_blatt(config)
    (blatt,) = filed(forwarded)
    assert (blatt.art, blatt.fassung, blatt.medientyp) == (
        "verfahrensdokumentation", 1, "application/pdf",
    )  # fmt: skip
    assert blatt.name == f"Verfahrensdokumentation-{forwarded.vorgangsnummer}.pdf"
    assert (config.ablage_dir / blatt.ablagename[:2] / blatt.ablagename).stat().st_size > 5_000
    with acting_as(SYSTEM):
        event = Ereignis.select().where(Ereignis.name == "dokument_stored").get()
    assert (event.akteur, event.vorgangsnummer) == ("system", forwarded.vorgangsnummer)
    assert "Kanarie" not in event.daten


def test_two_workers_file_it_once(forwarded: Vorgang, config: Config) -> None:
    assert file_next_blatt(config)
    again = file_blatt(
        now=now(), vorgang_id=forwarded.id, pdf=b"%PDF-1.7", ablage=config.ablage_dir
    )
    assert again is None
    assert len(filed(forwarded)) == 1


def test_a_sheet_that_cannot_be_made_holds_up_no_step_and_no_other_sheet(
    haus: Haus, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken, whole = forward(haus), forward(haus)
    load = blaetter.load_verfahren

    def fail_for_one(vorgang_id: int) -> object:
        if vorgang_id == broken.id:
            raise OSError("Kanarie")
        return load(vorgang_id)

    monkeypatch.setattr(blaetter, "load_verfahren", fail_for_one)
    while file_next_blatt(config):
        pass
    assert (len(filed(broken)), len(filed(whole))) == (0, 1)
    assert missing_blaetter(now()) == [broken.id]
    monkeypatch.undo()
    blaetter._gescheitert.clear()  # ten minutes later
    assert file_next_blatt(config)
    assert len(filed(broken)) == 1


def test_what_was_forwarded_long_ago_or_never_gets_none(
    haus: Haus, forwarded: Vorgang, config: Config
) -> None:
    haus.record()
    assert missing_blaetter(now()) == [forwarded.id]
    assert missing_blaetter(now() + timedelta(days=31)) == []


def test_without_a_folder_to_write_to_nothing_is_filed_by_half(
    forwarded: Vorgang, config: Config, tmp_path: Path
) -> None:
    (tmp_path / "datei").touch()
    nowhere = dataclasses.replace(config, ablage_dir=tmp_path / "datei" / "ablage")
    blaetter._gescheitert.clear()
    assert not file_next_blatt(nowhere)
    assert filed(forwarded) == []
    blaetter._gescheitert.clear()
    assert file_next_blatt(config)
