"""Notes, Wiedervorlagen, measures and calls for help beside the steps."""

from datetime import date, timedelta

import pytest

from models.actions.gefahr import report_danger
from models.actions.massnahmen import Vorhaben, confirm_wirkung, record_massnahme
from models.actions.vermerke import Notiz, write_vermerk
from models.actions.wiedervorlagen import (
    Vorlage,
    finish_wiedervorlage,
    move_wiedervorlage,
    set_wiedervorlage,
)
from models.db import acting_as
from models.rules.fehler import RuleViolation
from models.rules.rechte import SYSTEM
from models.tables import Ereignis, Massnahme, StaleVersion, Vermerk, Vorgang, Wiedervorlage
from tests.haus import HEUTE, JETZT
from tests.integration.schritte.conftest import Gang

MORGEN = HEUTE + timedelta(days=1)


@pytest.fixture
def case(gang: Gang) -> Gang:
    """A complaint of Bernd's team."""
    gang.record("501")
    gang.do("anna", "zugeleitet")
    gang.mails()
    return gang


def note(gang: Gang, wer: str, notiz: Notiz) -> Vermerk:
    return write_vermerk(by=gang.akteur(wer), now=JETZT, vorgang_id=gang.vorgang.id, notiz=notiz)


def vorlegen(gang: Gang, wer: str, vorlage: Vorlage) -> Wiedervorlage:
    return set_wiedervorlage(
        by=gang.akteur(wer), now=JETZT, vorgang_id=gang.vorgang.id, vorlage=vorlage
    )


def test_bernd_keeps_a_note_and_the_log_only_that_he_did(case: Gang) -> None:
    row = note(case, "bernd", Notiz("gespraech", " Kanarientext ", HEUTE))
    assert (row.text, row.datum, case.login(row.verfasst_von_id)) == (
        "Kanarientext",
        HEUTE,
        "bernd",
    )
    with acting_as(SYSTEM):
        event = Ereignis.select().order_by(Ereignis.id.desc()).get()
    assert event.name == "vermerk_written"
    assert "Kanarien" not in event.daten


@pytest.mark.parametrize(
    ("notiz", "satz"),
    [
        (Notiz("vermerk", " "), "braucht einen Text"),
        (Notiz("bemerkung", "x"), "gibt es nicht"),
        (Notiz("vermerk", "x", MORGEN), "Zukunft"),
    ],
)
def test_a_wrong_note_is_refused(case: Gang, notiz: Notiz, satz: str) -> None:
    with pytest.raises(RuleViolation, match=satz):
        note(case, "bernd", notiz)


def test_a_stranger_writes_no_note(case: Gang) -> None:
    with pytest.raises(Vorgang.DoesNotExist):
        note(case, "clara", Notiz("vermerk", "x"))


@pytest.mark.regel("MH-19")
def test_anna_has_a_case_presented_to_bernd_and_he_is_done_with_it(case: Gang) -> None:
    vorlage = Vorlage(MORGEN, "Antwort da?", case.konto("bernd"))
    row = vorlegen(case, "anna", vorlage)
    with pytest.raises(RuleViolation, match="jemand anderem"):
        finish_wiedervorlage(by=case.akteur("emil"), now=JETZT, wiedervorlage_id=row.id, version=1)
    later = HEUTE + timedelta(days=7)
    move_wiedervorlage(
        by=case.akteur("anna"), now=JETZT, wiedervorlage_id=row.id, version=1, faellig_am=later
    )
    with pytest.raises(StaleVersion):
        finish_wiedervorlage(by=case.akteur("bernd"), now=JETZT, wiedervorlage_id=row.id, version=1)
    done = finish_wiedervorlage(
        by=case.akteur("victor"), now=JETZT, wiedervorlage_id=row.id, version=2
    )
    assert (done.faellig_am, done.erledigt_am) == (later, HEUTE)
    with pytest.raises(RuleViolation, match="schon erledigt"):
        finish_wiedervorlage(by=case.akteur("bernd"), now=JETZT, wiedervorlage_id=row.id, version=3)


def test_a_wiedervorlage_lies_ahead_and_with_somebody_of_the_house(case: Gang) -> None:
    with pytest.raises(RuleViolation, match="Vergangenheit"):
        vorlegen(case, "anna", Vorlage(HEUTE - timedelta(days=1)))
    with pytest.raises(RuleViolation, match="keine Rolle"):
        vorlegen(case, "anna", Vorlage(MORGEN, fuer=case.konto("clara")))
    assert case.login(vorlegen(case, "anna", Vorlage(MORGEN)).fuer_id) == "anna"


def test_whom_a_case_is_about_gets_it_on_no_desk(gang: Gang) -> None:
    gang.record("501", betroffene=(gang.konto("bernd"),))
    with pytest.raises(RuleViolation, match="betrifft diese Person selbst"):
        vorlegen(gang, "anna", Vorlage(MORGEN, fuer=gang.konto("bernd")))


def plan(gang: Gang, wer: str, vorhaben: Vorhaben) -> Massnahme:
    return record_massnahme(
        by=gang.akteur(wer), now=JETZT, vorgang_id=gang.vorgang.id, vorhaben=vorhaben
    )


@pytest.mark.regel("MH-26", "BKW-46", "MH-09")
def test_a_measure_has_an_owner_and_a_date_and_its_effect_is_checked(case: Gang) -> None:
    with pytest.raises(RuleViolation, match="verantwortlich"):
        plan(case, "bernd", Vorhaben("Schulung", termin=MORGEN))
    with pytest.raises(RuleViolation, match="Termin"):
        plan(case, "bernd", Vorhaben("Schulung", case.konto("bernd")))
    with pytest.raises(RuleViolation, match="keine Rolle"):
        plan(case, "bernd", Vorhaben("Schulung", case.konto("clara"), MORGEN))
    row = plan(case, "bernd", Vorhaben("Schulung", case.konto("bernd"), MORGEN))
    checked = confirm_wirkung(
        by=case.akteur("emil"), now=JETZT, massnahme_id=row.id, version=1, geprueft_am=HEUTE
    )
    assert checked.wirkung_geprueft_am == HEUTE
    with pytest.raises(RuleViolation, match="Zukunft"):
        confirm_wirkung(
            by=case.akteur("emil"), now=JETZT, massnahme_id=row.id, version=2, geprueft_am=MORGEN
        )


def test_nobody_sees_to_a_measure_of_a_case_about_herself(gang: Gang) -> None:
    gang.record("501", betroffene=(gang.konto("berta"),))
    with pytest.raises(RuleViolation, match="betrifft diese Person"):
        plan(gang, "bernd", Vorhaben("Schulung", gang.konto("berta"), MORGEN))


def test_no_measure_is_an_answer_but_needs_words(case: Gang) -> None:
    with pytest.raises(RuleViolation, match="beschreiben"):
        plan(case, "bernd", Vorhaben(" ", erforderlich=False))
    row = plan(case, "bernd", Vorhaben("Keine erforderlich", case.konto("bernd"), MORGEN, False))
    assert (row.verantwortlich_id, row.termin) == (None, None)
    with pytest.raises(RuleViolation, match="keine Maßnahme nötig"):
        confirm_wirkung(
            by=case.akteur("bernd"), now=JETZT, massnahme_id=row.id, version=1, geprueft_am=HEUTE
        )


@pytest.mark.regel("BKW-34")
def test_danger_without_a_case_calls_greta_and_says_nothing_more(gang: Gang) -> None:
    team = gang.team()
    gang.record("502")  # so that the test's helper has a case to look at
    gang.mails()
    meldung = report_danger(by=gang.akteur("berta"), now=JETZT, einheit_id=team)
    assert meldung.einheit_id == team
    assert gang.mails() == [("greta", "")]
    assert "501" in gang.texts()
    assert not [word for word in ("Berta", "Greta") if word in gang.texts()]
    with acting_as(SYSTEM):
        assert Ereignis.select().order_by(Ereignis.id.desc()).get().name == "gefahr_reported"


def test_a_stranger_calls_nobody_into_another_house(gang: Gang) -> None:
    with pytest.raises(RuleViolation):
        report_danger(by=gang.akteur("zoe"), now=JETZT, einheit_id=gang.team())


def test_where_nobody_is_gf_somebody_is_told_so(gang: Gang) -> None:
    with pytest.raises(RuleViolation, match="niemand das Amt"):
        report_danger(by=gang.akteur("zoe"), now=JETZT, einheit_id=gang.team("701"))


def test_the_day_of_a_note_is_today_unless_said_otherwise(case: Gang) -> None:
    assert note(case, "bernd", Notiz("vermerk", "x")).datum == HEUTE
    assert note(case, "bernd", Notiz("vermerk", "x", date(2026, 7, 10))).datum == date(2026, 7, 10)
