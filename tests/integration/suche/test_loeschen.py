"""What is deleted is gone from the files, not only from the answers."""

from pathlib import Path

import pytest

from models.actions.vorgaenge import update_vorgang
from models.db import writing
from models.db.volltext import wipe_deleted
from models.rules.rechte import SYSTEM
from models.tables import Altwert, Vorgang
from tests.haus import JETZT, Haus

CANARIES = tuple(f"kanarie{n}x" for n in range(50))


def traces(folder: Path) -> list[str]:
    content = b"".join(p.read_bytes().lower() for p in folder.iterdir() if "krm" in p.name)
    return [canary for canary in CANARIES if canary.encode() in content]


@pytest.mark.datenbank("sqlite")
def test_no_word_of_deleted_cases_is_left_in_the_files(haus: Haus, tmp_path: Path) -> None:
    keys = [haus.record(name=canary.capitalize()).id for canary in CANARIES]
    stays = haus.record(name="Bleibt")
    assert len(traces(tmp_path)) == 50
    with writing(by=SYSTEM):
        Vorgang.delete().where(Vorgang.id << keys).execute()
    wipe_deleted()
    assert traces(tmp_path) == []
    with writing(by=SYSTEM):
        assert [v.id for v in Vorgang.select()] == [stays.id]


@pytest.mark.datenbank("sqlite")
def test_no_word_is_left_when_the_last_case_goes(haus: Haus, tmp_path: Path) -> None:
    key = haus.record(name=CANARIES[0]).id
    with writing(by=SYSTEM):
        Vorgang.delete().where(Vorgang.id == key).execute()
    wipe_deleted()
    assert traces(tmp_path) == []


@pytest.mark.datenbank("sqlite")
def test_a_replaced_word_leaves_the_index(haus: Haus, tmp_path: Path) -> None:
    vorgang = haus.record(name=CANARIES[0])
    update_vorgang(
        by=haus.akteur("anna"),
        now=JETZT,
        vorgang_id=vorgang.id,
        version=1,
        eintrag=haus.eintrag(name="Amsel"),
    )
    with writing(by=SYSTEM):
        Altwert.delete().execute()  # the old value lies with the case on purpose
    wipe_deleted()
    assert traces(tmp_path) == []


@pytest.mark.datenbank("postgresql")
def test_wiping_works_beside_the_application(haus: Haus) -> None:
    haus.record()
    wipe_deleted()
