"""The events of a case, walked again, give what is stored; and what steps set, only steps set."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest

from models.actions.einheiten import update_einheit
from models.actions.rollen import Vergabe, end_rolle, give_rolle
from models.actions.verlauf import stored_verlauf
from models.actions.vorgaenge import record_many, update_vorgang
from models.actions.vorgangsfelder import Eintrag
from models.db import acting_as, writing
from models.queries.schritte import angebote, event_label, steps_taken, waiting_for
from models.queries.verlauf import replay
from models.queries.zustand import Fall, load_fall
from models.rules.ablauf import Ableitung, Getan, Zustand, derive
from models.rules.fehler import RuleViolation
from models.rules.rechte import SYSTEM
from models.tables import Einheit, Ereignis, Rollenzuweisung, Schritt, Vorgang
from tests.haus import HEUTE, JETZT, Haus
from tests.integration.schritte.conftest import ERGEBNIS, Gang
from tests.integration.schritte.test_petition import asked, drafted


def replayed(gang: Gang) -> Ableitung:
    """Status, next step and who is waited for, told by nothing but the events."""
    with acting_as(SYSTEM):
        fall = load_fall(gang.stored())
        events = list(
            Ereignis.select()
            .where(Ereignis.vorgangsnummer == gang.vorgang.vorgangsnummer)
            .order_by(Ereignis.id)
        )
    assert fall is not None
    return derive(fall.plan, _walk(fall, events))


def _walk(fall: Fall, events: list[Ereignis]) -> Zustand:
    done: list[Getan] = []
    for event in events:
        schritt = fall.plan.schritt(event.name.removeprefix("schritt_"))
        if schritt is not None:
            gone = {*schritt.setzt_zurueck, schritt.name}
            runde = json.loads(event.daten)["runde"]
            done = [*(g for g in done if g.name not in gone), Getan(schritt.name, runde=runde)]
    return replace(fall.zustand, getan=tuple(done))


def check(gang: Gang) -> None:
    stored = gang.stored()
    stand = Ableitung(stored.status, stored.naechster_schritt, stored.wartet_auf)
    assert replayed(gang) == stand
    check_verlauf(gang.vorgang.id)


def check_verlauf(vorgang_id: int) -> None:
    """The dated record, worked out from the events alone, is the one that is stored."""
    with acting_as(SYSTEM):
        assert stored_verlauf(vorgang_id) == replay([vorgang_id])[vorgang_id]


def test_a_complaint_told_by_its_events(gang: Gang) -> None:
    gang.record()
    check(gang)
    gang.do("anna", "zugeleitet", team=gang.team(), schlusszeichnung="bl")
    check(gang)
    gang.do("bernd", "zurueckgegeben", "Nicht unser Team.")
    check(gang)
    gang.do("anna", "zugeleitet", team=gang.team())
    gang.do("bernd", "verantwortung_festgelegt", verantwortlich=gang.konto("berta"))
    gang.file("antwort")
    gang.do("berta", "antwort_entworfen")
    gang.do("emil", "zeichnung_abgelehnt", "Bitte freundlicher.")
    check(gang)
    gang.file("antwort")
    gang.do("berta", "antwort_entworfen")
    gang.do("emil", "schlussgezeichnet")
    gang.do("bernd", "antwort_versandt")
    gang.do("bernd", "ergebnis_festgestellt", **ERGEBNIS | {"ergebnisart": "unbegruendet"})
    gang.do("bernd", "erledigung_gemeldet")
    gang.do("anna", "ausgetragen")
    check(gang)
    gang.do("greta", "wiedereroeffnet", "Neue Unterlagen.")
    check(gang)


def test_a_petition_told_by_its_events(gang: Gang) -> None:
    asked(gang, "fueb")
    drafted(gang)
    gang.do("anna", "qmb_informiert")
    gang.do("dora", "qmb_bemerkt", "Bitte kürzen.")
    check(gang)
    drafted(gang)
    gang.do("dora", "qmb_geprueft")
    check(gang)


def test_a_change_of_the_case_keeps_its_place_in_the_ablauf(gang: Gang) -> None:
    gang.record("501", schlusszeichnung="bl")
    gang.do("anna", "zugeleitet")
    gang.do("bernd", "verantwortung_festgelegt", verantwortlich=gang.konto("berta"))
    gang.file("antwort")
    gang.do("berta", "antwort_entworfen")
    update(gang, "anna", standort="Haus A")
    assert gang.stand() == ("zur-schlusszeichnung", "schlussgezeichnet", "bl")
    update(gang, "anna", schlusszeichnung="gf")
    assert gang.stand() == ("zur-schlusszeichnung", "schlussgezeichnet", "gf")


@pytest.mark.parametrize("feld", ["zugeleitet_am", "antwort_versandt_am"])
def test_the_day_of_a_step_is_not_typed_past_the_step(gang: Gang, feld: str) -> None:
    gang.record("501")
    with pytest.raises(RuleViolation, match="Das geschieht mit dem Schritt"):
        update(gang, "anna", **{feld: HEUTE})


def test_the_day_of_a_step_may_be_corrected(gang: Gang) -> None:
    gang.record("501")
    gang.do("anna", "zugeleitet")
    update(gang, "anna", zugeleitet_am=date(2026, 7, 14))
    assert gang.stored().zugeleitet_am == date(2026, 7, 14)
    with pytest.raises(RuleViolation, match="Das geschieht mit dem Schritt „Zuleiten“"):
        update(gang, "anna", zugeleitet_am=None)


def test_a_case_from_elsewhere_stands_where_its_marks_say_and_goes_on_from_there(
    haus: Haus, gang: Gang
) -> None:
    werte = {
        "art": "beschwerde",
        "eingang_am": date(2026, 7, 1),
        "eingangsweg": "schriftlich",
        "zugeleitet_am": date(2026, 7, 2),
        "verantwortlich": gang.konto("berta"),
        "status": "zugeleitet",
    }
    eintrag = Eintrag(haus.einheiten["501"].id, werte, herkunft="import")
    record_many(by=SYSTEM, now=JETZT, eintraege=[eintrag])
    with acting_as(SYSTEM):
        gang.vorgang = Vorgang.get()
    assert gang.stand() == ("zugeleitet", "antwort_entworfen", "@verantwortlich")
    gang.do("berta", "gespraech_gefuehrt", "Gesprochen.")
    assert gang.steps() == ["zugeleitet", "verantwortung_festgelegt", "gespraech_gefuehrt"]
    with acting_as(SYSTEM):
        known = [s.getan_von_id for s in Schritt.select().order_by(Schritt.id)]
    assert known == [None, None, gang.konto("berta")]


def test_a_closed_case_from_elsewhere_waits_for_nobody(haus: Haus, gang: Gang) -> None:
    werte = {
        "art": "beschwerde",
        "eingang_am": date(2026, 5, 1),
        "eingangsweg": "schriftlich",
        "datum_der_klaerung": date(2026, 5, 9),
        "status": "erledigt",
    }
    eintrag = Eintrag(haus.einheiten["501"].id, werte, herkunft="import")
    record_many(by=SYSTEM, now=JETZT, eintraege=[eintrag])
    with acting_as(SYSTEM):
        gang.vorgang = Vorgang.get()
    assert gang.stand() == ("erledigt", None, None)


@pytest.mark.regel("MH-77", "MH-16")
def test_a_question_is_handed_over_and_has_no_steps(gang: Gang) -> None:
    gang.record(
        "JC", art=None, abgabefall="anfrage", abgabe_an="fachbereich", abgabe_am=HEUTE, anliegen=()
    )
    assert gang.stand() == ("abgegeben", None, None)
    anna = gang.akteur("anna")
    with acting_as(anna):
        assert angebote(gang.stored(), anna) == []
    assert gang.stored().ergebnisart is None


@pytest.mark.regel("MH-35", "MH-34")
@pytest.mark.parametrize("weg", ["schriftlich", "e-mail", "digital", "kontaktformular"])
@pytest.mark.parametrize("art", ["beschwerde", "lob", "anregung", "petition"])
def test_what_comes_in_writing_begins_with_anna(gang: Gang, weg: str, art: str) -> None:
    gang.record("501", art=art, eingangsweg=weg)
    assert gang.stand()[2] == "vz_gf"
    assert waiting(gang) == {"anna"}


def test_everybody_finds_what_waits_for_her(gang: Gang) -> None:
    gang.record("501", schlusszeichnung="bl")
    assert waiting(gang) == {"anna"}
    gang.do("anna", "zugeleitet")
    assert waiting(gang) == {"bernd", "victor"}
    gang.do("bernd", "verantwortung_festgelegt", verantwortlich=gang.konto("berta"))
    assert waiting(gang) == {"berta"}
    gang.file("antwort")
    gang.do("berta", "antwort_entworfen")
    assert waiting(gang) == {"emil"}


def test_the_verlauf_tells_of_steps_in_words(gang: Gang) -> None:
    gang.record("501")
    gang.do("anna", "zugeleitet")
    gang.do("victor", "verantwortung_festgelegt", verantwortlich=gang.konto("berta"))
    stored = gang.stored()
    assert event_label(stored, "schritt_zugeleitet") == "an die Teamleitung zugeleitet"
    assert event_label(stored, "vorgang_updated") is None
    with acting_as(gang.akteur("anna")):
        rows = [(s.ereignis, s.wer, s.vertreten, s.gilt) for s in steps_taken(stored)]
    assert rows == [
        ("an die Teamleitung zugeleitet", "Anna", None, True),
        ("Verantwortung für die Bearbeitung festgelegt", "Victor", "Bernd", True),
    ]


def waiting(gang: Gang) -> set[str]:
    found = set()
    for wer in ("anna", "bernd", "victor", "clara", "berta", "dora", "emil", "greta", "paul"):
        akteur = gang.akteur(wer)
        with acting_as(akteur):
            if Vorgang.select().where(waiting_for(akteur)).exists():
                found.add(wer)
    return found


def update(gang: Gang, wer: str, **werte: object) -> None:
    stored = gang.stored()
    with acting_as(gang.akteur(wer)):
        update_vorgang(
            by=gang.akteur(wer),
            now=JETZT,
            vorgang_id=stored.id,
            version=stored.version,
            eintrag=Eintrag(stored.einheit_id, werte),
        )


def test_a_role_given_or_ended_moves_the_open_cases_about_who_holds_it(gang: Gang) -> None:
    gang.record("501", betroffene=(gang.konto("clara"),))
    gang.do("anna", "zugeleitet")
    assert gang.stand()[2] == "tl"
    rolle = Vergabe(gang.konto("clara"), "tl", gang.team("501"), HEUTE)
    given = give_rolle(by=gang.akteur("adam"), now=JETZT, vergabe=rolle)
    assert gang.stand()[2] == "bl"
    check(gang)
    before = gang.stored().eingang_am - timedelta(days=1)
    with writing(by=SYSTEM):  # she never led 501 while the complaint was here
        Rollenzuweisung.update(gueltig_ab=before).where(Rollenzuweisung.id == given.id).execute()
    end_rolle(by=gang.akteur("adam"), now=JETZT, rolle_id=given.id, version=1, gueltig_bis=before)
    assert gang.stand()[2] == "tl"
    check(gang)


def test_a_deputy_who_comes_and_goes_moves_no_case(gang: Gang) -> None:
    gang.record("501", betroffene=(gang.konto("bernd"),))
    gang.do("anna", "zugeleitet")
    rolle = Vergabe(
        gang.konto("clara"),
        "tl",
        gang.team("501"),
        HEUTE,
        HEUTE,
        vertretung_fuer=gang.konto("bernd"),
    )
    give_rolle(by=gang.akteur("adam"), now=JETZT, vergabe=rolle)
    assert gang.stand()[2] == "bl"
    check(gang)


def test_a_switch_of_the_house_moves_its_open_cases(gang: Gang) -> None:
    gang.record("501")
    first = gang.stand()
    flip(gang, "eingangsbestaetigung-ba")
    assert gang.stand() != first
    check(gang)
    flip(gang, "-eingangsbestaetigung-ba")
    assert gang.stand() == first
    check(gang)


def flip(gang: Gang, schalter: str) -> None:
    jc = gang.haus.einheiten["JC"].id
    with acting_as(SYSTEM):
        version = Einheit.get_by_id(jc).version
    update_einheit(
        by=gang.akteur("adam"),
        now=JETZT,
        einheit_id=jc,
        version=version,
        werte={"schalter": schalter},
    )
