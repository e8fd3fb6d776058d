"""Recording and changing cases."""

import threading
from datetime import UTC, date, datetime
from typing import Any

import pytest

from models.actions.vorgaenge import record_many, record_vorgang, update_vorgang
from models.actions.vorgangsfelder import Eintrag
from models.db import acting_as, database
from models.rules.fehler import RuleViolation
from models.rules.rechte import SYSTEM
from models.rules.vorgang import Verstoesse
from models.tables import Altwert, Anliegen, Ereignis, Frist, Inhalt, StaleVersion, Vorgang
from tests.haus import JETZT, Haus


def numbers() -> list[str]:
    with acting_as(SYSTEM):
        return [v.vorgangsnummer for v in Vorgang.select().order_by(Vorgang.id)]


@pytest.mark.regel("MH-84")
def test_numbers_are_consecutive_per_year_and_none_is_lost_by_a_failure(haus: Haus) -> None:
    haus.record()
    with pytest.raises(Verstoesse):
        haus.record(eingang_am=date(2027, 1, 1))
    haus.record()
    assert numbers() == ["KRM-2026-00001", "KRM-2026-00002"]


def test_numbers_stay_unique_when_six_people_record_at_once(haus: Haus) -> None:
    anna = haus.akteur("anna")

    def record_three() -> None:
        try:
            for _ in range(3):
                record_vorgang(by=anna, now=JETZT, eintrag=haus.eintrag())
        finally:
            database.close()

    threads = [threading.Thread(target=record_three) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(numbers()) == [f"KRM-2026-{n:05d}" for n in range(1, 19)]


@pytest.mark.regel("MH-37")
def test_a_team_leader_does_not_record(haus: Haus) -> None:
    with pytest.raises(RuleViolation, match="Vorgänge erfassen"):
        haus.record("501", by="bernd")


@pytest.mark.regel("MH-56")
def test_a_written_complaint_is_due_after_14_days(haus: Haus) -> None:
    vorgang = haus.record(eingang_am=date(2026, 7, 1))
    assert vorgang.frist_am == date(2026, 7, 15)
    assert vorgang.frist_regel == "MH-56"
    with acting_as(SYSTEM):
        fristen = {frist.name: frist.faellig_am for frist in Frist.select()}
    assert fristen == {"antwort": date(2026, 7, 15)}


@pytest.mark.regel("MH-58", "MH-66")
def test_a_petition_is_a_sofortsache_signed_by_the_gf_whatever_was_typed(haus: Haus) -> None:
    vorgang = haus.record(art="petition", prioritaet="normal", schlusszeichnung="tl")
    assert (vorgang.prioritaet, vorgang.schlusszeichnung) == ("sofort", "gf")


@pytest.mark.regel("MH-68")
def test_anna_does_not_choose_the_ergebnisart(haus: Haus) -> None:
    vorgang = haus.record()
    eintrag = haus.eintrag(ergebnisart="begruendet")
    with pytest.raises(RuleViolation, match="andere"):
        update_vorgang(
            by=haus.akteur("anna"), now=JETZT, vorgang_id=vorgang.id, version=1, eintrag=eintrag
        )
    changed = update_vorgang(
        by=haus.akteur("bernd"), now=JETZT, vorgang_id=vorgang.id, version=1, eintrag=eintrag
    )
    assert (changed.ergebnisart, changed.ergebnis_von_id) == (
        "begruendet",
        haus.konten["bernd"].id,
    )


@pytest.mark.regel("MH-75")
def test_austragen_needs_three_facts(haus: Haus) -> None:
    vorgang = haus.record()
    eintrag = haus.eintrag(ausgetragen_am=JETZT)
    with pytest.raises(Verstoesse) as caught:
        update_vorgang(
            by=haus.akteur("anna"), now=JETZT, vorgang_id=vorgang.id, version=1, eintrag=eintrag
        )
    assert {v.feld for v in caught.value.verstoesse} == {
        "datum_der_klaerung",
        "ergebnisart",
        "art_der_klaerung",
    }


def test_the_second_writer_is_told_and_nothing_is_overwritten(haus: Haus) -> None:
    vorgang = haus.record()
    arguments = {"now": JETZT, "vorgang_id": vorgang.id, "version": 1}
    update_vorgang(by=haus.akteur("anna"), eintrag=haus.eintrag(standort="Haus A"), **arguments)
    with pytest.raises(StaleVersion):
        update_vorgang(by=haus.akteur("emil"), eintrag=haus.eintrag(abhilfe="ganz"), **arguments)
    with acting_as(SYSTEM):
        stored = Vorgang.get_by_id(vorgang.id)
    assert (stored.standort, stored.abhilfe, stored.version) == ("Haus A", None, 2)


def test_a_change_that_leaves_the_writers_scope_is_undone(haus: Haus) -> None:
    vorgang = haus.record()
    with pytest.raises(RuleViolation, match="Zuständigkeit"):
        update_vorgang(
            by=haus.akteur("anna"),
            now=JETZT,
            vorgang_id=vorgang.id,
            version=1,
            eintrag=haus.eintrag("701"),
        )
    with acting_as(SYSTEM):
        assert Vorgang.get_by_id(vorgang.id).einheit_id == haus.einheiten["501"].id


def test_a_stranger_cannot_change_a_case(haus: Haus) -> None:
    vorgang = haus.record()
    with pytest.raises(Vorgang.DoesNotExist):
        update_vorgang(
            by=haus.akteur("clara"),
            now=JETZT,
            vorgang_id=vorgang.id,
            version=1,
            eintrag=haus.eintrag(abhilfe="ganz"),
        )


def test_old_values_lie_with_the_case_and_the_log_holds_no_name(haus: Haus) -> None:
    vorgang = haus.record(name="Kanarienvogel", anliegen=({"anliegen_text": "Kanarientext"},))
    update_vorgang(
        by=haus.akteur("anna"),
        now=JETZT,
        vorgang_id=vorgang.id,
        version=1,
        eintrag=haus.eintrag(name="Zeisig", standort="Haus B"),
    )
    with acting_as(SYSTEM):
        log = "".join(e.daten for e in Ereignis.select())
        assert Inhalt.get().name == "Zeisig"
        assert [(a.feld, a.alt) for a in Altwert.select()] == [("name", "Kanarienvogel")]
    assert "Haus B" in log
    assert not any(word in log for word in ("Kanarien", "Zeisig"))


def test_many_cases_at_once_are_numbered_by_the_year_of_their_recording(haus: Haus) -> None:
    def entries() -> list[Eintrag]:
        return [
            Eintrag(
                einheit_id=haus.einheiten["501"].id,
                werte={
                    "art": "lob",
                    "eingang_am": date(year, 3, 1),
                    "eingangsweg": "e-mail",
                },
                erfasst_am=datetime(year, 3, 2, 8, tzinfo=UTC),
            )
            for year in (2024, 2025, 2024)
        ]

    assert record_many(by=SYSTEM, now=JETZT, eintraege=entries()) == 3
    assert numbers() == ["KRM-2024-00001", "KRM-2025-00001", "KRM-2024-00002"]


def test_one_bad_case_among_many_leaves_nothing(haus: Haus) -> None:
    good = haus.eintrag()
    bad = haus.eintrag(eingangsweg="brieftaube")
    with pytest.raises(Verstoesse):
        record_many(by=SYSTEM, now=JETZT, eintraege=[good, bad])
    assert numbers() == []


def test_what_the_form_does_not_show_of_a_concern_stays(haus: Haus) -> None:
    first = {"kategorie": "bearbeitungsdauer", "begehren": "Kanarie will Antwort"}
    vorgang = haus.record(anliegen=(first, {"kategorie": "schriftverkehr"}))
    update_vorgang(
        by=haus.akteur("anna"),
        now=JETZT,
        vorgang_id=vorgang.id,
        version=1,
        eintrag=haus.eintrag(anliegen=({"kategorie": "kosten-der-unterkunft"}, {"kategorie": ""})),
    )
    with acting_as(SYSTEM):
        rows = [(a.anliegen_nr, a.kategorie, a.begehren) for a in Anliegen.select()]
        traeger = [a.leistungstraeger for a in Anliegen.select()]
    assert rows == [(1, "kosten-der-unterkunft", "Kanarie will Antwort")]
    assert traeger == ["kommunal"]


@pytest.mark.regel("MV-08")
def test_bernd_may_tell_of_an_emergency_though_the_priority_is_not_his_to_set(haus: Haus) -> None:
    vorgang = haus.record()
    changed = update_vorgang(
        by=haus.akteur("bernd"),
        now=JETZT,
        vorgang_id=vorgang.id,
        version=1,
        eintrag=haus.eintrag(risiko_notlage="Strom ist abgestellt."),
    )
    assert (changed.prioritaet, changed.ist_notlage) == ("erheblich", True)


def change(haus: Haus, by: str, vorgang: Vorgang, **werte: Any) -> Vorgang:
    return update_vorgang(
        by=haus.akteur(by),
        now=JETZT,
        vorgang_id=vorgang.id,
        version=1,
        eintrag=haus.eintrag("501", **({"art": vorgang.art} | werte)),
    )


def test_anna_cannot_open_a_forwarded_dab_by_calling_it_a_complaint(haus: Haus) -> None:
    vorgang = haus.record(art="dienstaufsichtsbeschwerde", zugeleitet_am=date(2026, 7, 2))
    with pytest.raises(RuleViolation, match="nur, wer den Inhalt lesen darf"):
        change(haus, "anna", vorgang, art="beschwerde")


@pytest.mark.parametrize("wer", ["clara", "adam", "zoe"])
def test_nobody_is_made_responsible_who_has_no_role_there(haus: Haus, wer: str) -> None:
    with pytest.raises(RuleViolation, match="keine Rolle"):
        change(haus, "bernd", haus.record(), verantwortlich=haus.konten[wer].id)


def test_nobody_is_made_responsible_for_a_case_about_herself(haus: Haus) -> None:
    berta = haus.konten["berta"].id
    with pytest.raises(RuleViolation, match="betrifft diese Person selbst"):
        change(haus, "bernd", haus.record(betroffene=(berta,)), verantwortlich=berta)
