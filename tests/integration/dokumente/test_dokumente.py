"""Documents: filed whole or not at all, under random names, read only with the content."""

import io
import os
import threading
from datetime import date, timedelta
from pathlib import Path

import pytest

from models.actions import dokumente
from models.actions.ablage import sweep_ablage
from models.actions.dokumente import Upload, remove_dokument, store_dokument
from models.db import acting_as, database, writing
from models.queries.dokumente import dokumente_of, open_dokument
from models.queries.suche import search
from models.rules.dateien import HOECHSTGROESSE
from models.rules.fehler import RuleViolation
from models.rules.rechte import SYSTEM
from models.tables import Dokument, Ereignis, Vorgang
from tests import dateien
from tests.haus import JETZT, Haus


class Akte:
    """A case of team 501 and the folder where its documents lie."""

    def __init__(self, haus: Haus, ablage: Path) -> None:
        self.haus, self.ablage = haus, ablage
        self.vorgang = haus.record()

    def store(
        self, login: str = "anna", art: str = "antwort", inhalt: bytes = dateien.PDF
    ) -> Dokument:
        upload = Upload(self.vorgang.id, art, "Antwort an Erika.pdf", io.BytesIO(inhalt))
        akteur = self.haus.akteur(login)
        return store_dokument(by=akteur, now=JETZT, upload=upload, ablage=self.ablage)

    def files(self) -> list[Path]:
        return [path for path in self.ablage.rglob("*") if path.is_file()]


@pytest.fixture
def akte(haus: Haus, tmp_path: Path) -> Akte:
    return Akte(haus, tmp_path / "ablage")


def test_what_anna_files_bernd_reads(akte: Akte) -> None:
    stored = akte.store("anna")
    with acting_as(akte.haus.akteur("bernd")):
        abruf = open_dokument(stored.id, akte.ablage)
        assert [d.id for d in dokumente_of(akte.vorgang.id)] == [stored.id]
    assert abruf.pfad.read_bytes() == dateien.PDF
    assert (abruf.name, abruf.medientyp) == ("Antwort an Erika.pdf", "application/pdf")


def test_the_file_lies_under_a_random_name_for_nobody_else_to_read(akte: Akte) -> None:
    akte.store()
    (path,) = akte.files()
    assert "erika" not in str(path).lower()
    assert path.suffix == ""
    assert path.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("login", ["clara", "zoe", "adam", "ines", "berta"])
def test_a_stranger_neither_files_nor_reads(akte: Akte, login: str) -> None:
    stored = akte.store()
    with acting_as(akte.haus.akteur(login)):
        assert dokumente_of(akte.vorgang.id) == []
        with pytest.raises(Dokument.DoesNotExist):
            open_dokument(stored.id, akte.ablage)
    with pytest.raises(Vorgang.DoesNotExist):
        akte.store(login)
    assert len(akte.files()) == 1


def test_dora_reads_but_does_not_file(akte: Akte) -> None:
    stored = akte.store()
    with acting_as(akte.haus.akteur("dora")):
        assert open_dokument(stored.id, akte.ablage).name
    with pytest.raises(RuleViolation, match="Vorgänge bearbeiten"):
        akte.store("dora")


def test_documents_of_a_dab_leave_anna_at_zuleitung(akte: Akte) -> None:
    dab = akte.haus.record(art="dienstaufsichtsbeschwerde", zugeleitet_am=date(2026, 7, 2))
    akte.vorgang = dab
    stored = akte.store("greta")
    with acting_as(akte.haus.akteur("anna")):
        assert dokumente_of(dab.id) == []
        with pytest.raises(Dokument.DoesNotExist):
            open_dokument(stored.id, akte.ablage)
    with pytest.raises(RuleViolation):
        akte.store("anna")
    assert len(akte.files()) == 1


def test_each_art_counts_its_own_fassungen(akte: Akte) -> None:
    arts = ("stellungnahme", "antwort", "stellungnahme", "stellungnahme")
    assert [akte.store(art=art).fassung for art in arts] == [1, 1, 2, 3]


def test_two_who_file_at_once_get_two_fassungen(akte: Akte) -> None:
    akteur = akte.haus.akteur("anna")
    fassungen: list[int] = []

    def store() -> None:
        upload = Upload(akte.vorgang.id, "antwort", "x.pdf", io.BytesIO(dateien.PDF))
        try:
            stored = store_dokument(by=akteur, now=JETZT, upload=upload, ablage=akte.ablage)
            fassungen.append(stored.fassung)
        finally:
            database.close()

    threads = [threading.Thread(target=store) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(fassungen) == [1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    "inhalt",
    [
        b"",
        b"<html><script>alert(1)</script>",
        dateien.bomb(201),
        bytes(HOECHSTGROESSE + 1),
    ],
    ids=["empty", "html", "bomb", "large"],
)
def test_what_is_refused_leaves_neither_row_nor_file(akte: Akte, inhalt: bytes) -> None:
    with pytest.raises(RuleViolation):
        akte.store(inhalt=inhalt)
    assert akte.files() == []
    with acting_as(SYSTEM):
        assert Dokument.select().count() == 0


def test_an_unknown_art_is_refused(akte: Akte) -> None:
    with pytest.raises(RuleViolation, match="was für ein Dokument"):
        akte.store(art="geheim")


def test_a_failing_event_leaves_neither_row_nor_file(
    akte: Akte, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(**_: object) -> None:
        raise OSError("Platte voll")

    monkeypatch.setattr(dokumente, "record_event", broken)
    with pytest.raises(OSError, match="Platte voll"):
        akte.store()
    assert akte.files() == []
    with acting_as(SYSTEM):
        assert Dokument.select().count() == 0


def test_a_file_that_cannot_be_put_in_its_place_leaves_no_row(
    akte: Akte, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise OSError("Platte voll")

    monkeypatch.setattr(os, "replace", broken)
    with pytest.raises(OSError, match="Platte voll"):
        akte.store()
    assert akte.files() == []
    with acting_as(SYSTEM):
        assert Dokument.select().count() == 0


def test_the_log_names_no_file_and_no_content(akte: Akte) -> None:
    stored = akte.store()
    with acting_as(SYSTEM):
        last = Ereignis.select().order_by(Ereignis.id.desc()).get()
    assert (last.name, last.vorgangsnummer) == ("dokument_stored", akte.vorgang.vorgangsnummer)
    for secret in ("Erika", stored.sha256, stored.ablagename):
        assert secret not in last.daten
    assert "pruefsumme" in last.daten


def test_a_document_is_found_by_its_name_until_it_is_taken_out(akte: Akte) -> None:
    stored = akte.store()
    anna = akte.haus.akteur("anna")
    with acting_as(anna):
        assert search("erika").count() == 1
    remove_dokument(by=anna, now=JETZT, dokument_id=stored.id, ablage=akte.ablage)
    with acting_as(anna):
        assert search("erika").count() == 0
        with pytest.raises(Dokument.DoesNotExist):
            open_dokument(stored.id, akte.ablage)
    assert akte.files() == []
    with acting_as(SYSTEM):
        assert Ereignis.select().where(Ereignis.name == "dokument_removed").count() == 1


def test_a_stranger_takes_nothing_out(akte: Akte) -> None:
    stored = akte.store()
    clara = akte.haus.akteur("clara")
    with pytest.raises(Dokument.DoesNotExist):
        remove_dokument(by=clara, now=JETZT, dokument_id=stored.id, ablage=akte.ablage)
    assert len(akte.files()) == 1


def test_a_lost_file_is_said_to_be_lost(akte: Akte) -> None:
    stored = akte.store()
    akte.files()[0].unlink()
    with acting_as(SYSTEM), pytest.raises(FileNotFoundError, match=str(stored.id)):
        open_dokument(stored.id, akte.ablage)


def test_the_sweep_takes_what_belongs_to_nobody_and_is_old(akte: Akte) -> None:
    kept, gone = akte.store(), akte.store()
    half = akte.ablage / "ab" / f"{'ab' * 16}.teil"
    half.parent.mkdir(exist_ok=True)
    half.write_bytes(b"halb")
    with writing(by=SYSTEM):
        Dokument.delete().where(Dokument.id == gone.id).execute()
    an_hour = timedelta(hours=1, seconds=5)
    moment = half.stat().st_mtime
    now = JETZT.fromtimestamp(moment, JETZT.tzinfo)
    assert sweep_ablage(now=now, ablage=akte.ablage) == 0
    assert sweep_ablage(now=now + an_hour, ablage=akte.ablage) == 2
    assert [path.name for path in akte.files()] == [kept.ablagename]
    assert sweep_ablage(now=now + an_hour, ablage=akte.ablage) == 0


def test_a_deleted_case_leaves_its_files_to_the_sweep(akte: Akte) -> None:
    akte.store()
    with writing(by=SYSTEM):
        Vorgang.delete().where(Vorgang.id == akte.vorgang.id).execute()
    later = JETZT + timedelta(days=36_500)
    assert sweep_ablage(now=later, ablage=akte.ablage) == 1
    assert akte.files() == []


def test_an_empty_ablage_is_swept_without_a_word(haus: Haus, tmp_path: Path) -> None:
    assert sweep_ablage(now=JETZT, ablage=tmp_path / "gibtesnicht") == 0
