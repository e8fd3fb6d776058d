"""A calendar that changes: open deadlines move with an event, everything settled stays."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from models.actions import nachlauf
from models.actions.einheiten import update_einheit
from models.actions.fristenlauf import recompute_fristen
from models.actions.vorgaenge import record_many, update_vorgang
from models.actions.wiederaufnahme import resume_nachlaeufe
from models.db import acting_as, writing
from models.rules import bruchstellen
from models.rules.fehler import RuleViolation
from models.rules.rechte import SYSTEM
from models.tables import Einheit, Ereignis, Frist, Vorgang
from tests.haus import JETZT, Haus

NEUER_FEIERTAG = "2026-07-15 Tag der Probe"  # a Wednesday, 14 days after the Eingang of a case


def add_holiday(haus: Haus, text: str = NEUER_FEIERTAG) -> None:
    einheit = haus.einheiten["JC"]
    with acting_as(SYSTEM):
        version = Einheit.get_by_id(einheit.id).version
    update_einheit(
        by=haus.akteur("adam"),
        now=JETZT,
        einheit_id=einheit.id,
        version=version,
        werte={"zusaetzliche_feiertage": text},
    )


def stored(vorgang: Vorgang) -> Vorgang:
    with acting_as(SYSTEM):
        return Vorgang.get_by_id(vorgang.id)


def frist(vorgang: Vorgang, name: str = "antwort") -> Frist:
    with acting_as(SYSTEM):
        return Frist.get(Frist.vorgang == vorgang.id, Frist.name == name)


def moved_events() -> list[Ereignis]:
    with acting_as(SYSTEM):
        return list(Ereignis.select().where(Ereignis.name == "fristen_recomputed"))


def foreign(haus: Haus, **werte: Any) -> Vorgang:
    """A case from another system: its days are typed, no step of ours sets them."""
    eintrag = replace(haus.eintrag(**werte), herkunft="import")
    record_many(by=SYSTEM, now=JETZT, eintraege=[eintrag])
    with acting_as(SYSTEM):
        return Vorgang.select().order_by(Vorgang.id.desc()).get()


def answer(haus: Haus, vorgang: Vorgang, **werte: Any) -> Vorgang:
    eintrag = haus.eintrag(**{"eingang_am": vorgang.eingang_am} | werte)
    return update_vorgang(
        by=haus.akteur("bernd"),
        now=JETZT,
        vorgang_id=vorgang.id,
        version=vorgang.version,
        eintrag=eintrag,
    )


def test_a_holiday_added_later_moves_an_open_deadline_and_says_so(haus: Haus) -> None:
    vorgang = haus.record(eingang_am=date(2026, 7, 1))
    untouched = haus.record(eingang_am=date(2026, 7, 2))
    add_holiday(haus)
    assert stored(vorgang).frist_am == frist(vorgang).faellig_am == date(2026, 7, 16)
    assert "Tag der Probe" in frist(vorgang).erklaerung
    (event,) = moved_events()
    assert event.vorgangsnummer == vorgang.vorgangsnummer
    assert event.akteur == "adam"
    told = json.loads(event.daten)
    assert told["fristen"] == {"antwort": "2026-07-16"}
    assert (told["vorher"]["frist_am"], told["werte"]["frist_am"]) == ("2026-07-15", "2026-07-16")
    assert (stored(untouched).version, untouched.version) == (1, 1)


def test_a_holiday_taken_back_moves_it_back(haus: Haus) -> None:
    vorgang = haus.record(eingang_am=date(2026, 7, 1))
    add_holiday(haus)
    add_holiday(haus, "")
    assert stored(vorgang).frist_am == date(2026, 7, 15)


def test_an_answered_case_and_its_measure_stay(haus: Haus) -> None:
    vorgang = foreign(haus, eingang_am=date(2026, 6, 30))
    answered = answer(haus, vorgang, antwort_versandt_am=date(2026, 7, 15))
    assert (answered.frist_am, answered.frist_gehalten) == (date(2026, 7, 14), False)
    add_holiday(haus, "2026-07-14 Tag der Probe")
    after = stored(vorgang)
    assert (after.frist_am, after.frist_gehalten) == (date(2026, 7, 14), False)
    assert frist(vorgang).erledigt_am == date(2026, 7, 15)


def test_a_measure_is_decided_once(haus: Haus) -> None:
    vorgang = foreign(haus, eingang_am=date(2026, 6, 30))
    late = answer(haus, vorgang, antwort_versandt_am=date(2026, 7, 15))
    assert (late.frist_gehalten, late.abschliessend_gehalten) == (False, False)
    eintrag = haus.eintrag(
        eingang_am=date(2026, 6, 30),
        frist_am=date(2026, 8, 3),
        frist_begruendung="nachträglich verlängert",
    )
    kept = update_vorgang(
        by=haus.akteur("anna"), now=JETZT, vorgang_id=vorgang.id, version=late.version,
        eintrag=eintrag,
    )  # fmt: skip
    assert kept.frist_am == date(2026, 8, 3)
    assert (kept.frist_gehalten, kept.abschliessend_gehalten) == (False, False)


@pytest.mark.regel("MV-10")
def test_a_talk_in_time_and_a_letter_too_late_are_two_measures(haus: Haus) -> None:
    vorgang = foreign(haus, eingang_am=date(2026, 6, 30))
    told = answer(haus, vorgang, datum_der_klaerung=date(2026, 7, 13))
    assert (told.frist_gehalten, told.abschliessend_gehalten) == (True, True)
    written = answer(haus, told, antwort_versandt_am=date(2026, 7, 15))
    assert (written.frist_gehalten, written.abschliessend_gehalten) == (True, False)


def test_a_corrected_day_of_the_answer_is_judged_again(haus: Haus) -> None:
    vorgang = foreign(haus, eingang_am=date(2026, 6, 30))
    late = answer(haus, vorgang, antwort_versandt_am=date(2026, 7, 15))
    assert answer(haus, late, antwort_versandt_am=date(2026, 7, 14)).frist_gehalten is True


def test_a_closed_case_is_not_touched(haus: Haus) -> None:
    vorgang = haus.record(eingang_am=date(2026, 7, 1))
    with writing(by=SYSTEM):
        closed = Vorgang.update(abschluss_am=date(2026, 7, 10))
        closed.where(Vorgang.id == vorgang.id).execute()
    add_holiday(haus)
    assert (stored(vorgang).frist_am, stored(vorgang).version) == (date(2026, 7, 15), 1)
    assert moved_events() == []


def test_a_date_of_its_own_keeps_its_day_unless_that_becomes_free(haus: Haus) -> None:
    vorgang = haus.record(frist_am=date(2026, 8, 3), frist_begruendung="Gutachten")
    add_holiday(haus, "2026-08-03 Tag der Probe")
    row = frist(vorgang)
    assert (row.ende_rechnerisch, row.faellig_am) == (date(2026, 8, 3), date(2026, 7, 31))
    assert (row.regel, stored(vorgang).frist_am) == ("MH-57", date(2026, 7, 31))


def test_dienstfreie_tage_move_no_running_days_but_a_date_from_outside(haus: Haus) -> None:
    beschwerde = haus.record(eingang_am=date(2026, 7, 1))
    petition = haus.record(art="petition", weg="fueb", frist_extern=date(2026, 7, 15))
    einheit = haus.einheiten["JC"]
    update_einheit(
        by=haus.akteur("adam"), now=JETZT, einheit_id=einheit.id, version=1,
        werte={"dienstfreie_tage": "07-15"},
    )  # fmt: skip
    assert stored(beschwerde).frist_am == date(2026, 7, 15)
    assert stored(petition).frist_am == date(2026, 7, 14)
    assert stored(petition).frist_intern_petition == date(2026, 7, 14)


@pytest.fixture
def small_slices(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(nachlauf, "SCHEIBE", 2)
    yield
    bruchstellen.hook(None)


def test_people_save_between_two_slices(haus: Haus, small_slices: None) -> None:
    vorgaenge = [haus.record(eingang_am=date(2026, 7, 1)) for _ in range(5)]
    bruchstellen.hook(lambda name: haus.record() and None)
    add_holiday(haus)
    assert {stored(vorgang).frist_am for vorgang in vorgaenge} == {date(2026, 7, 16)}
    assert len(moved_events()) == 5


def test_a_recalculation_that_broke_off_is_finished_and_nothing_done_twice(
    haus: Haus, small_slices: None
) -> None:
    vorgaenge = [haus.record(eingang_am=date(2026, 7, 1)) for _ in range(5)]

    def break_off(name: str) -> None:
        raise OSError("Strom weg")

    bruchstellen.hook(break_off)
    add_holiday(haus)
    assert len(moved_events()) == 2
    bruchstellen.hook(None)
    assert resume_nachlaeufe(now=JETZT) == 1
    assert resume_nachlaeufe(now=JETZT) == 0
    assert {(stored(v).frist_am, stored(v).version) for v in vorgaenge} == {(date(2026, 7, 16), 2)}
    assert len(moved_events()) == 5


def test_only_who_keeps_the_house_may_recompute(haus: Haus) -> None:
    with pytest.raises(RuleViolation):
        recompute_fristen(
            by=haus.akteur("anna"), now=JETZT, dienststelle_id=haus.einheiten["JC"].id
        )
    assert recompute_fristen(by=SYSTEM, now=JETZT, dienststelle_id=haus.einheiten["JC"].id) == 0


@pytest.mark.parametrize("text", ["15.07. Probe", "2026-07-15", "Probe", "15.07.2026"])
def test_an_added_holiday_has_a_date_and_a_name(haus: Haus, text: str) -> None:
    with pytest.raises(RuleViolation, match="kein zusätzlicher Feiertag"):
        add_holiday(haus, text)
