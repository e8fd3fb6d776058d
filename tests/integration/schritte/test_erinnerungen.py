"""Reminders: to Bernd before the date, to Emil after it, each once, and a link is all they say."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from admin.config import Config, load_config
from admin.jobs.erinnerungen import remind
from models.actions.erinnerungen import queue_erinnerungen
from models.actions.wiedervorlagen import Vorlage, set_wiedervorlage
from models.db import acting_as, writing
from models.rules.rechte import SYSTEM
from models.tables import Einheit, Nachricht
from tests.haus import JETZT
from tests.integration.schritte.conftest import ERGEBNIS, Gang


def on(day: int, month: int = 7) -> datetime:
    return datetime(2026, month, day, 6, tzinfo=UTC)


@pytest.fixture
def case(gang: Gang) -> Gang:
    """A complaint of 8 July, due on Wednesday, 22 July."""
    gang.record("501", eingang_am=date(2026, 7, 8), name="Kanarienvogel")
    gang.do("anna", "zugeleitet")
    assert gang.stored().frist_am == date(2026, 7, 22)
    gang.mails()
    return gang


@pytest.mark.regel("MH-19")
def test_bernd_is_reminded_three_working_days_before_and_only_once(case: Gang) -> None:
    assert queue_erinnerungen(now=on(16)) == 0
    assert queue_erinnerungen(now=on(17)) == 1  # a Friday: Monday and Tuesday follow
    assert case.mails() == [("bernd victor", "")]
    assert queue_erinnerungen(now=on(17)) == 0
    assert queue_erinnerungen(now=on(21)) == 0


def test_a_clock_set_back_and_forth_neither_doubles_nor_loses_a_reminder(case: Gang) -> None:
    assert queue_erinnerungen(now=on(17)) == 1
    for now in (on(17) - timedelta(hours=1), on(16), on(17), on(18)):
        assert queue_erinnerungen(now=now) == 0
    assert case.mails() == [("bernd victor", "")]
    assert queue_erinnerungen(now=on(23)) == 1


@pytest.mark.regel("MH-19")
def test_emil_is_told_the_day_after_with_a_copy_to_bernd_and_anna(case: Gang) -> None:
    queue_erinnerungen(now=on(21))
    case.mails()
    assert queue_erinnerungen(now=on(22)) == 0
    assert queue_erinnerungen(now=on(23)) == 1
    assert case.mails() == [("emil", "anna bernd victor")]
    assert queue_erinnerungen(now=on(24)) == 0


def test_a_reminder_says_date_and_number_and_no_more(case: Gang) -> None:
    queue_erinnerungen(now=on(20))
    assert "Antwort ist fällig am 22.07.2026" in case.texts()
    assert not [word for word in ("Kanarien", "Bernd", "Beschwerde") if word in case.texts()]


def test_another_date_brings_another_reminder(case: Gang) -> None:
    queue_erinnerungen(now=on(20))
    case.now = on(20)
    with acting_as(SYSTEM):
        before = Nachricht.select().count()
    case.do("bernd", "zurueckgegeben", "Nicht unser Team.")
    case.do("anna", "zugeleitet", frist_am=date(2026, 7, 23), frist_begruendung="Urlaub")
    case.mails()
    assert queue_erinnerungen(now=on(20)) == 1
    assert case.mails() == [("bernd victor", "")]
    assert before


def test_who_has_answered_hears_nothing_more(case: Gang) -> None:
    case.do("bernd", "verantwortung_festgelegt", verantwortlich=case.konto("berta"))
    case.file("antwort")
    case.do("berta", "antwort_entworfen")
    case.do("bernd", "selbst_gezeichnet")
    case.do("bernd", "antwort_versandt")
    assert queue_erinnerungen(now=on(20)) == 0
    case.do("bernd", "ergebnis_festgestellt", **ERGEBNIS)
    assert queue_erinnerungen(now=on(23)) == 0


def test_what_is_long_overdue_floods_nobody(case: Gang) -> None:
    assert queue_erinnerungen(now=on(20, 8)) == 0


def test_bernd_is_not_reminded_of_a_complaint_about_himself(gang: Gang) -> None:
    gang.record("501", eingang_am=date(2026, 7, 8), betroffene=(gang.konto("bernd"),))
    gang.do("anna", "zugeleitet")
    gang.mails()
    queue_erinnerungen(now=on(20))
    assert gang.mails() == [("emil", "")]


def test_a_day_off_of_the_house_counts(case: Gang) -> None:
    with writing(by=SYSTEM):
        Einheit.update(dienstfreie_tage="07-20").where(Einheit.kuerzel == "JC").execute()
    assert queue_erinnerungen(now=on(16)) == 1


def test_a_wiedervorlage_comes_on_its_day(case: Gang) -> None:
    vorlage = Vorlage(date(2026, 7, 17), "Kanarientext", case.konto("bernd"))
    set_wiedervorlage(
        by=case.akteur("anna"), now=JETZT, vorgang_id=case.vorgang.id, vorlage=vorlage
    )
    assert queue_erinnerungen(now=on(16)) == 0
    queue_erinnerungen(now=on(17))
    assert ("bernd", "") in case.mails()
    assert "Wiedervorlage heute" in case.texts()
    assert "Kanarien" not in case.texts()
    assert queue_erinnerungen(now=on(17)) == 0


@pytest.mark.regel("BS-22")
def test_kim_is_reminded_of_the_eingangsbestaetigung(gang_in: Callable[[str], Gang]) -> None:
    gang = gang_in("braunschweig")
    gang.record("501", by="kim", eingang_am=date(2026, 7, 13))
    gang.mails()
    queue_erinnerungen(now=on(17))
    assert gang.mails() == [("kim", "")]


def test_many_reminders_go_out_in_small_portions(case: Gang, monkeypatch: Any) -> None:
    monkeypatch.setattr("models.actions.erinnerungen.JE_LAUF", 1)
    case.record("502", eingang_am=date(2026, 7, 8))
    case.do("anna", "zugeleitet")
    case.mails()
    assert [queue_erinnerungen(now=on(20)) for _ in range(3)] == [1, 1, 0]
    assert case.mails() == [("bernd victor", ""), ("clara", "")]


def config_of(tmp_path: Path, **values: Any) -> Config:
    environ = {"KRM_VAR_DIR": str(tmp_path), "KRM_REPORTS_DIR": str(tmp_path / "aus")}
    return load_config({**environ, **values})


def test_without_a_mail_server_nothing_piles_up(case: Gang, tmp_path: Path) -> None:
    assert remind(config_of(tmp_path)) is False
    assert case.mails() == []
