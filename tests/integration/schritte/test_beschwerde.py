"""A written complaint in Marzahn-Hellersdorf: Anna, Bernd, Berta, Emil and Greta, step by step."""

import threading

import pytest

from models.actions.schritte import Tat, perform_schritt
from models.db import acting_as, database
from models.rules.rechte import SYSTEM
from models.rules.vorgang import Verstoesse
from models.tables import Ereignis, Inhalt, Massnahme, Nachricht, Schritt, StaleVersion, Vorgang
from tests.haus import HEUTE
from tests.integration.schritte.conftest import ERGEBNIS, Gang


def to_bernd(gang: Gang, stufe: str = "tl", **werte: object) -> None:
    """Anna recorded the complaint and sent it to Bernd's team, and Bernd gave it to Berta."""
    gang.record(name="Kanarienvogel", **werte)
    gang.do("anna", "zugeleitet", team=gang.team(), schlusszeichnung=stufe)
    gang.do("bernd", "verantwortung_festgelegt", verantwortlich=gang.konto("berta"))


def answered(gang: Gang) -> None:
    """Berta wrote the letter, Bernd signed and sent it."""
    gang.file("antwort")
    gang.do("berta", "antwort_entworfen")
    gang.do("bernd", "selbst_gezeichnet")
    gang.do("bernd", "antwort_versandt")


@pytest.mark.regel("MH-43", "MH-34", "MH-41")
def test_anna_sends_it_to_bernd_with_a_copy_to_emil_by_a_mail_without_content(gang: Gang) -> None:
    gang.record(name="Kanarienvogel", anliegen=({"anliegen_text": "Kanarientext"},))
    assert gang.stand() == ("erfasst", "zugeleitet", "vz_gf")
    gang.do("anna", "zugeleitet", team=gang.team(), schlusszeichnung="bl")
    stored = gang.stored()
    assert gang.login(stored.zustaendige_tl_id) == "bernd"
    assert gang.login(stored.mitlesend_bl_id) == "emil"
    assert (stored.zugeleitet_am, stored.schlusszeichnung) == (HEUTE, "bl")
    assert gang.mails() == [("bernd victor", "emil")]
    assert f"/vorgang/details/?id={stored.id}" in gang.texts()
    words = ("Kanarien", "Anna", "Bernd", "Emil", "Beschwerde")
    assert not [word for word in words if word in gang.texts()]


@pytest.mark.regel("MH-44")
def test_bernd_says_who_works_on_it_and_only_somebody_who_may(gang: Gang) -> None:
    gang.record()
    gang.do("anna", "zugeleitet", team=gang.team())
    gang.refused("emil", "verantwortung_festgelegt", "Zuständig ist: Teamleitung")
    gang.refused(
        "bernd", "verantwortung_festgelegt", "keine Rolle", "", verantwortlich=gang.konto("clara")
    )
    gang.mails()
    gang.do("bernd", "verantwortung_festgelegt", verantwortlich=gang.konto("berta"))
    assert gang.stand() == ("in-bearbeitung", "antwort_entworfen", "@verantwortlich")
    assert gang.mails() == [("berta", "")]


def test_bernd_sends_back_what_is_not_his_and_anna_sends_it_elsewhere(gang: Gang) -> None:
    gang.record()
    gang.do("anna", "zugeleitet", team=gang.team())
    gang.refused("bernd", "zurueckgegeben", "Vermerk", "")
    gang.do("bernd", "zurueckgegeben", "Das ist eine Sache des Teams 502.")
    assert gang.stand() == ("erfasst", "zugeleitet", "vz_gf")
    assert gang.stored().zugeleitet_am is None
    gang.do("anna", "zugeleitet", team=gang.team("502"))
    assert gang.login(gang.stored().zustaendige_tl_id) == "clara"


@pytest.mark.regel("MH-50", "MH-65", "MH-67")
def test_the_letter_lies_in_the_case_before_it_is_signed_and_sent(gang: Gang) -> None:
    to_bernd(gang, "bl")
    gang.refused("berta", "antwort_entworfen", "Es fehlt in der Akte: Antwortschreiben", "")
    gang.file("antwort")
    gang.mails()
    gang.do("berta", "antwort_entworfen")
    assert gang.mails() == [("emil", "")]
    gang.refused("bernd", "schlussgezeichnet", "Zuständig ist: Bereichsleitung", "")
    gang.refused("bernd", "antwort_versandt", "Erst nach „Schlusszeichnen“", "")
    gang.do("emil", "schlussgezeichnet")
    assert gang.login(gang.stored().schlussgezeichnet_von_id) == "emil"
    assert gang.mails() == [("bernd victor", "")]
    gang.do("bernd", "antwort_versandt")
    assert gang.stand() == ("beantwortet", "ergebnis_festgestellt", "tl")


def test_emil_does_not_sign_what_he_wrote_himself(gang: Gang) -> None:
    to_bernd(gang, "bl")
    gang.do("bernd", "verantwortung_geaendert", verantwortlich=gang.konto("emil"))
    gang.file("antwort")
    gang.do("emil", "antwort_entworfen")
    gang.refused("emil", "schlussgezeichnet", "Vier Augen", "")


def test_emil_sends_a_letter_back_and_the_next_one_is_another_document(gang: Gang) -> None:
    to_bernd(gang, "bl")
    gang.file("antwort")
    gang.do("berta", "antwort_entworfen")
    gang.do("emil", "zeichnung_abgelehnt", "Bitte freundlicher.")
    assert gang.stand() == ("in-bearbeitung", "antwort_entworfen", "@verantwortlich")
    gang.refused("berta", "antwort_entworfen", "Fassung 2", "")
    gang.file("antwort")
    gang.do("berta", "antwort_entworfen")
    with acting_as(SYSTEM):
        rows = [(s.runde, s.gilt) for s in Schritt.select() if s.name == "antwort_entworfen"]
    assert rows == [(1, False), (2, True)]
    assert ("bemerkung", "zeichnung_abgelehnt", "Bitte freundlicher.") in gang.notes()


@pytest.mark.regel("MH-47", "MH-48", "MH-52")
def test_a_talk_and_a_waiver_stand_for_the_letter_and_nothing_else_does(gang: Gang) -> None:
    to_bernd(gang)
    gang.refused("berta", "verzicht_dokumentiert", "Erst nach „Gespräch vermerken“")
    gang.do("berta", "gespraech_gefuehrt", "Am Telefon ist alles geklärt.")
    gang.refused("bernd", "ergebnis_festgestellt", "Erst nach „Antwort versenden“ oder", **ERGEBNIS)
    gang.refused("berta", "verzicht_dokumentiert", "Bitte bestätigen", verzicht_schriftlich="ja")
    gang.do(
        "berta", "verzicht_dokumentiert", verzicht_schriftlich="ja, am 15.07.", fachverfahren=True
    )
    assert gang.stored().verzicht_liegt_vor is True
    assert gang.stand() == ("beantwortet", "ergebnis_festgestellt", "tl")
    assert ("gespraech", "gespraech_gefuehrt", "Am Telefon ist alles geklärt.") in gang.notes()


def test_an_anonymous_card_needs_no_answer_but_a_reason(gang: Gang) -> None:
    to_bernd(gang, eingangsweg="meinungskarte", anonym=True)
    gang.refused("bernd", "ohne_antwort", "Vermerk", "")
    gang.do("bernd", "ohne_antwort", "Die Karte trägt keinen Namen.")
    assert gang.stand() == ("beantwortet", "ergebnis_festgestellt", "tl")


def test_a_named_person_is_always_answered(gang: Gang) -> None:
    to_bernd(gang)
    gang.refused("bernd", "ohne_antwort", "gibt es hier nicht", "Keine Lust.")


@pytest.mark.regel("MH-68", "MH-75", "MH-51", "MH-73", "MH-26")
def test_bernd_finds_the_result_and_anna_takes_it_out(gang: Gang) -> None:
    to_bernd(gang)
    answered(gang)
    gang.refused("anna", "ergebnis_festgestellt", "Zuständig ist: Teamleitung", **ERGEBNIS)
    with pytest.raises(Verstoesse) as caught:
        gang.do("bernd", "ergebnis_festgestellt", ergebnisart="begruendet")
    assert {v.feld for v in caught.value.verstoesse} == set(ERGEBNIS) - {"ergebnisart"}
    gang.do("bernd", "ergebnis_festgestellt", **ERGEBNIS)
    gang.refused("bernd", "erledigung_gemeldet", "Erst nach „Ursache und Maßnahme festlegen“", "")
    gang.refused("bernd", "massnahme_festgelegt", "verantwortlich", ursache="ablauf", massnahme="A")
    gang.do("bernd", "massnahme_festgelegt", **measure(gang))
    gang.mails()
    gang.do("bernd", "erledigung_gemeldet")
    assert gang.mails() == [("anna", "")]
    gang.refused("bernd", "ausgetragen", "Zuständig ist: Vorzimmer", "")
    gang.do("anna", "ausgetragen")
    assert gang.stand() == ("erledigt", None, None)
    assert gang.mails() == [("bernd victor", "emil")]
    stored = gang.stored()
    assert gang.login(stored.ergebnis_von_id) == "bernd"
    assert gang.login(stored.ausgetragen_von_id) == "anna"
    assert (stored.abschluss_am, stored.datum_der_klaerung) == (HEUTE, HEUTE)


@pytest.mark.regel("MH-65")
def test_bernd_who_signs_himself_sends_back_what_berta_wrote_but_nothing_to_himself(
    gang: Gang,
) -> None:
    to_bernd(gang)
    gang.file("antwort")
    gang.do("berta", "antwort_entworfen")
    gang.refused("bernd", "zeichnung_abgelehnt", "gibt es hier nicht")
    gang.do("bernd", "entwurf_zurueckgegeben", "Bitte einfacher.")
    assert gang.stand() == ("in-bearbeitung", "antwort_entworfen", "@verantwortlich")
    gang.file("antwort")
    gang.do("bernd", "antwort_entworfen")
    gang.refused("bernd", "entwurf_zurueckgegeben", "war Ihr Schritt")


def measure(gang: Gang) -> dict[str, object]:
    return {
        "ursache": "ablauf",
        "massnahme": "Anträge nach Eingang sortieren",
        "massnahme_verantwortlich": gang.konto("bernd"),
        "massnahme_termin": HEUTE,
    }


def test_no_measure_needed_is_an_answer(gang: Gang) -> None:
    to_bernd(gang)
    answered(gang)
    gang.do("bernd", "ergebnis_festgestellt", **ERGEBNIS)
    gang.do("bernd", "massnahme_festgelegt", ursache="ablauf", massnahme="Keine erforderlich")
    with acting_as(SYSTEM):
        row = Massnahme.get()
    assert (row.erforderlich, row.verantwortlich_id) == (False, None)


def test_an_unfounded_complaint_needs_no_measure(gang: Gang) -> None:
    to_bernd(gang)
    answered(gang)
    gang.do("bernd", "ergebnis_festgestellt", **ERGEBNIS | {"ergebnisart": "unbegruendet"})
    assert gang.stand() == ("beantwortet", "erledigung_gemeldet", "tl")


def test_nothing_can_be_added_to_a_closed_case_but_it_opens_again_with_a_reason(gang: Gang) -> None:
    to_bernd(gang)
    answered(gang)
    gang.do("bernd", "ergebnis_festgestellt", **ERGEBNIS | {"ergebnisart": "unbegruendet"})
    gang.do("bernd", "erledigung_gemeldet")
    gang.do("anna", "ausgetragen")
    gang.refused("bernd", "gespraech_gefuehrt", "gibt es hier nicht")
    gang.refused("anna", "wiedereroeffnet", "Vermerk", "")
    gang.do("anna", "wiedereroeffnet", "Frau Zeisig legt neue Unterlagen vor.")
    stored = gang.stored()
    assert (stored.ausgetragen_am, stored.ausgetragen_von_id, stored.abschluss_am) == (None,) * 3
    assert gang.stand() == ("in-bearbeitung", "antwort_entworfen", "@verantwortlich")
    gang.refused("berta", "antwort_entworfen", "Fassung 2", "")


def test_the_second_one_to_take_a_step_is_told(gang: Gang) -> None:
    gang.record()
    stale = gang.stored().version
    gang.do("anna", "zugeleitet", team=gang.team())
    with pytest.raises(StaleVersion, match="inzwischen"):
        perform_schritt(
            by=gang.akteur("anna"),
            now=gang.now,
            vorgang_id=gang.vorgang.id,
            version=stale,
            tat=Tat("abgegeben", {"abgabe_an": "fachbereich"}),
        )


def test_of_five_who_take_a_step_at_once_one_does(gang: Gang) -> None:
    gang.record("501")
    version, results = gang.stored().version, []

    def take() -> None:
        try:
            perform_schritt(
                by=gang.akteur("anna"),
                now=gang.now,
                vorgang_id=gang.vorgang.id,
                version=version,
                tat=Tat("zugeleitet"),
            )
            results.append("getan")
        except StaleVersion:
            results.append("zu spät")
        finally:
            database.close()

    threads = [threading.Thread(target=take) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results) == ["getan", *["zu spät"] * 4]
    assert gang.steps() == ["zugeleitet"]


def test_a_stranger_takes_no_step(gang: Gang) -> None:
    gang.record()
    gang.do("anna", "zugeleitet", team=gang.team())
    with pytest.raises(Vorgang.DoesNotExist):
        gang.do("clara", "verantwortung_festgelegt", verantwortlich=gang.konto("clara"))


def test_a_step_takes_only_its_own_fields(gang: Gang) -> None:
    gang.record("501")
    gang.refused(
        "anna", "zugeleitet", "gehört nicht zu diesem Schritt", "", ergebnisart="begruendet"
    )


def test_the_event_names_the_step_and_holds_no_name(gang: Gang) -> None:
    to_bernd(gang)
    with acting_as(SYSTEM):
        events = [(e.name, e.akteur) for e in Ereignis.select().order_by(Ereignis.id)]
        log = "".join(e.daten for e in Ereignis.select())
    assert events == [
        ("vorgang_recorded", "anna"),
        ("schritt_zugeleitet", "anna"),
        ("schritt_verantwortung_festgelegt", "bernd"),
    ]
    assert "Kanarien" not in log


@pytest.mark.regel("MH-42")
def test_what_concerns_more_than_one_case_is_presented_first(gang: Gang) -> None:
    gang.record("501", uebergreifend=True)
    gang.refused("anna", "zugeleitet", "Erst nach „BL und Geschäftsführung vorlegen“", "")
    gang.do("anna", "vorgelegt")
    assert gang.mails() == [("emil greta", "")]
    gang.do("anna", "zugeleitet")


@pytest.mark.regel("MH-12", "MH-18")
def test_a_part_goes_to_who_is_competent_and_the_rest_stays(gang: Gang) -> None:
    gang.record()
    gang.do("anna", "teilabgegeben", teilabgabe="Rechtsbehelfsstelle (598)")
    assert gang.stand() == ("erfasst", "zugeleitet", "vz_gf")
    gang.do("anna", "abgegeben", abgabe_an="rechtsbehelfsstelle")
    assert gang.stand() == ("abgegeben", None, None)
    stored = gang.stored()
    assert (stored.abgabe_am, stored.abschluss_am) == (HEUTE, HEUTE)


def test_who_stands_in_is_named_with_whom(gang: Gang) -> None:
    gang.record()
    gang.do("anna", "zugeleitet", team=gang.team())
    gang.do("victor", "verantwortung_festgelegt", verantwortlich=gang.konto("berta"))
    with acting_as(SYSTEM):
        step = Schritt.select().order_by(Schritt.id.desc()).get()
        event = Ereignis.select().order_by(Ereignis.id.desc()).get()
    assert gang.login(step.getan_von_id) == "victor"
    assert gang.login(step.vertretung_fuer_id) == "bernd"
    assert (event.akteur, event.in_vertretung_fuer) == ("victor", "bernd")


def test_a_step_undone_by_an_error_leaves_nothing(gang: Gang) -> None:
    gang.record()
    gang.refused("anna", "zugeleitet", "Zuständigkeit", "", team=gang.team("701"))
    with acting_as(SYSTEM):
        assert Nachricht.select().count() == 0
        assert Inhalt.select().count() == 1
