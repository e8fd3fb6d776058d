"""The log: hash-chained, inside the transaction, and told who stood in for whom."""

from datetime import timedelta

import pytest

from models.actions import vorgaenge
from models.actions.ereignisse import link_hash
from models.actions.vorgaenge import record_many, update_vorgang
from models.db import acting_as
from models.rules.rechte import SYSTEM
from models.tables import Ereignis, Kette, Vorgang
from tests.haus import JETZT, Haus


def chain() -> list[Ereignis]:
    with acting_as(SYSTEM):
        return list(Ereignis.select().order_by(Ereignis.id))


def test_every_event_carries_the_hash_of_the_one_before(haus: Haus) -> None:
    haus.record()
    record_many(by=SYSTEM, now=JETZT, eintraege=[haus.eintrag() for _ in range(5)])
    haus.record()
    before = "0" * 64
    for ereignis in chain():
        assert ereignis.vorheriger == before
        assert link_hash(ereignis) == ereignis.hash
        before = ereignis.hash
    with acting_as(SYSTEM):
        kette = Kette.get()
    assert (kette.letzter_hash, kette.laenge) == (before, 7)


def test_a_changed_event_breaks_its_hash(haus: Haus) -> None:
    haus.record()
    ereignis = chain()[0]
    ereignis.zeitpunkt += timedelta(seconds=1)
    assert link_hash(ereignis) != ereignis.hash


def test_a_failing_event_undoes_the_case(haus: Haus, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(**_: object) -> None:
        raise OSError("Platte voll")

    monkeypatch.setattr(vorgaenge, "record_event", broken)
    with pytest.raises(OSError, match="Platte voll"):
        haus.record()
    with acting_as(SYSTEM):
        assert Vorgang.select().count() == 0
    assert chain() == []


def test_what_victor_does_for_bernd_stands_in_the_record(haus: Haus) -> None:
    vorgang = haus.record()
    update_vorgang(
        by=haus.akteur("victor"),
        now=JETZT,
        vorgang_id=vorgang.id,
        version=1,
        eintrag=haus.eintrag(abhilfe="ganz"),
    )
    last = chain()[-1]
    assert (last.akteur, last.in_vertretung_fuer, last.name) == (
        "victor",
        "bernd",
        "vorgang_updated",
    )


def test_only_the_protocol_right_reads_the_log(haus: Haus) -> None:
    haus.record()
    for login, seen in (("ines", 1), ("anna", 0), ("adam", 0), ("greta", 0)):
        with acting_as(haus.akteur(login)):
            assert Ereignis.select().count() == seen
