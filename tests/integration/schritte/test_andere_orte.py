"""Complaints and petitions under the other three orders."""

from collections.abc import Callable
from datetime import date

import pytest

from models.db import acting_as
from models.rules.rechte import SYSTEM
from models.tables import Anliegen
from tests.haus import HEUTE
from tests.integration.schritte.conftest import ERGEBNIS, Gang

UNFOUNDED = ERGEBNIS | {"ergebnisart": "unbegruendet"}
Machen = Callable[[str], Gang]


@pytest.mark.regel("BKW-28", "BKW-27", "BKW-33")
def test_in_bernkastel_whom_the_letter_is_addressed_to_answers_herself(gang_in: Machen) -> None:
    gang = gang_in("bernkastel-wittlich-2012")
    gang.record("501", by="kim")
    gang.do("kim", "zugeleitet", verantwortlich=gang.konto("berta"))
    assert gang.stand() == ("zugeleitet", "antwort_entworfen", "@verantwortlich")
    assert gang.mails() == [("bernd berta victor", "")]
    gang.file("antwort")
    gang.do("berta", "antwort_entworfen")
    gang.do("berta", "antwort_versandt")
    gang.do("bernd", "ergebnis_festgestellt", **UNFOUNDED)
    gang.do("kim", "ausgetragen")
    assert gang.stand()[0] == "erledigt"


@pytest.mark.regel("BKW-29", "BKW-11")
def test_what_needs_the_gf_is_forwarded_to_him_with_a_reason(gang_in: Machen) -> None:
    gang = gang_in("bernkastel-wittlich-2012")
    gang.record("501", by="kim")
    gang.do("kim", "zugeleitet", verantwortlich=gang.konto("berta"))
    gang.refused("berta", "an_gf_weitergeleitet", "Vermerk", "")
    gang.mails()
    gang.do("berta", "an_gf_weitergeleitet", "Die Vorwürfe betreffen das ganze Haus.")
    assert gang.mails() == [("greta", "")]
    assert gang.stored().schlusszeichnung == "gf"
    gang.file("antwort")
    gang.do("berta", "antwort_entworfen")
    gang.refused("berta", "antwort_versandt", "Erst nach „Schlusszeichnen“", "")
    gang.do("greta", "schlussgezeichnet")
    gang.do("berta", "antwort_versandt")


@pytest.mark.regel("BKW-15")
def test_doubts_who_is_competent_are_settled_by_the_beauftragte(gang_in: Machen) -> None:
    gang = gang_in("bernkastel-wittlich-2012")
    gang.record("501", by="kim")
    gang.do("kim", "zugeleitet")
    gang.do("bernd", "zurueckgegeben", "Nicht unser Team.")
    assert gang.stand() == ("erfasst", "zugeleitet", "krm_beauftragte")
    gang.refused("bernd", "zustaendigkeit_geklaert", "Zuständig ist: Beauftragter")
    gang.do("kim", "zustaendigkeit_geklaert", "Team 502 ist zuständig.")
    gang.do("kim", "zugeleitet", team=gang.team("502"))


@pytest.mark.regel("BKW-22")
def test_a_zwischennachricht_needs_reason_and_state(gang_in: Machen) -> None:
    gang = gang_in("bernkastel-wittlich-2012")
    gang.record("501", by="kim")
    given = {"grund": "Krankheit", "stand": "geprüft", "neuer_termin_am": date(2026, 8, 3)}
    gang.refused("kim", "zwischennachricht_versandt", "Grund der Verz", "", **given | {"grund": ""})
    gang.refused("kim", "zwischennachricht_versandt", "Bearbeitungsst", "", **given | {"stand": ""})
    gang.do("kim", "zwischennachricht_versandt", **given)
    assert gang.stored().zwischennachricht_am == HEUTE


@pytest.mark.regel("BKW-32", "BKW-31", "BKW-50")
def test_an_oral_complaint_ends_at_the_offer_to_see_the_gf(gang_in: Machen) -> None:
    gang = gang_in("bernkastel-wittlich-2012")
    gang.record("501", by="kim", eingangsweg="persoenlich")
    gang.do("kim", "zugeleitet", verantwortlich=gang.konto("berta"))
    gang.do("berta", "gespraech_stelle", "Keine Klärung.")
    gang.refused("bernd", "ohne_einigung", "Erst nach „Vorsprache beim Geschäftsführer")
    gang.do("bernd", "gespraech_tl", "Keine Klärung.")
    gang.do("bernd", "vorsprache_angeboten")
    gang.do("bernd", "ohne_einigung", "Eine Vorsprache wird nicht gewünscht.")
    gang.do("bernd", "ergebnis_festgestellt", **UNFOUNDED)
    gang.do("kim", "ausgetragen")


@pytest.mark.regel("BKW-38", "BKW-39", "BKW-40")
def test_a_petition_covers_facts_and_law_and_says_whether_the_file_is_attached(
    gang_in: Machen,
) -> None:
    gang = gang_in("bernkastel-wittlich-2012")
    gang.record("501", by="kim", art="petition", weg="rd", frist_extern=date(2026, 8, 31))
    gang.do("kim", "zugeleitet")
    gang.file("stellungnahme")
    gang.refused("bernd", "stellungnahme_gefertigt", "rechtlichen", "", sachlich=True)
    gang.refused("bernd", "stellungnahme_gefertigt", "sachlichen Inhalt", "", rechtlich=True)
    gang.do("bernd", "stellungnahme_gefertigt", sachlich=True, rechtlich=True)
    gang.do("greta", "gf_gezeichnet")
    gang.refused("kim", "an_rd_versandt", "Leistungsakte", "")
    gang.do("kim", "an_rd_versandt", leistungsakte_beigefuegt=True)
    stored = gang.stored()
    assert (stored.rechtlich_sachlich, stored.leistungsakte_beigefuegt) == ("beides", True)


@pytest.mark.regel("BKW-42", "BKW-43")
def test_an_eingabe_to_the_land_is_answered_by_the_gf_himself(gang_in: Machen) -> None:
    gang = gang_in("bernkastel-wittlich-2012")
    gang.record("501", by="kim", art="eingabe", weg="land", frist_extern=date(2026, 8, 31))
    gang.do("kim", "zugeleitet")
    gang.file("antwort")
    gang.refused("bernd", "gf_beantwortet", "Zuständig ist: Geschäftsführer", "")
    gang.do("greta", "gf_beantwortet", versandt_an="Bürgerbeauftragter")
    assert gang.stored().versandt_am == HEUTE


@pytest.mark.regel("BS-18", "BS-22", "BS-13", "BS-21", "BS-20")
def test_in_braunschweig_receipt_is_signed_and_confirmed_before_it_goes_on(
    gang_in: Machen,
) -> None:
    gang = gang_in("braunschweig")
    gang.record("501", by="kim")
    gang.refused("kim", "zugeleitet", "Erst nach „Abzeichnung des Eingangs eintragen“", "")
    gang.refused("kim", "eingang_abgezeichnet", "Es fehlt: Abgezeichnet durch", "")
    gang.do("kim", "eingang_abgezeichnet", durch="Teamleitung 501")
    gang.refused("kim", "zugeleitet", "Erst nach „Eingangsbestätigung versenden“", "")
    gang.do("kim", "eingangsbestaetigung_versandt")
    gang.mails()
    gang.do("kim", "zugeleitet")
    assert gang.mails() == [("bernd victor", "emil")]
    assert gang.stored().eb_am == HEUTE


@pytest.mark.regel("BS-24", "BS-23")
def test_bernd_answers_and_kim_gets_her_copy(gang_in: Machen) -> None:
    gang = gang_in("braunschweig")
    gang.record("501", by="kim")
    gang.do("kim", "eingang_abgezeichnet", durch="Teamleitung 501")
    gang.do("kim", "eingangsbestaetigung_versandt")
    gang.do("kim", "zugeleitet")
    gang.file("antwort")
    gang.do("bernd", "antwort_entworfen")
    gang.mails()
    gang.do("bernd", "antwort_versandt")
    assert gang.mails() == [("kim", "")]


@pytest.mark.regel("BS-14", "BS-13")
def test_an_oral_complaint_is_answered_point_by_point(gang_in: Machen) -> None:
    gang = gang_in("braunschweig")
    points = ({"kategorie": "bearbeitungsdauer"}, {"kategorie": "umgangston-verhalten"})
    gang.record("501", by="kim", eingangsweg="telefonisch", anliegen=points)
    gang.do("kim", "eingangsbestaetigung_versandt")
    gang.do("kim", "zugeleitet")
    gang.refused("bernd", "ergebnis_festgestellt", "Erst nach „Rückmeldung zu allen", **UNFOUNDED)
    gang.refused("bernd", "rueckmeldung_gegeben", "Rückmeldung zu jedem", "", anliegen_antwort=())
    gang.refused("bernd", "rueckmeldung_gegeben", "jedem der 2", "", anliegen_antwort=("Ja.",))
    gang.mails()
    gang.do("bernd", "rueckmeldung_gegeben", anliegen_antwort=("Bescheid ist raus.", "Gespräch."))
    assert gang.mails() == [("kim", "")]
    with acting_as(SYSTEM):
        rows = list(Anliegen.select().order_by(Anliegen.anliegen_nr))
    assert [r.anliegen_antwort for r in rows] == ["Bescheid ist raus.", "Gespräch."]
    assert [r.kategorie for r in rows] == ["bearbeitungsdauer", "umgangston-verhalten"]


@pytest.mark.regel("BS-16")
def test_a_petition_goes_to_the_office_that_asks(gang_in: Machen) -> None:
    gang = gang_in("braunschweig")
    gang.record("501", by="kim", art="petition", weg="rd", frist_extern=date(2026, 8, 31))
    gang.do("kim", "zugeleitet")
    gang.file("stellungnahme")
    gang.do("bernd", "stellungnahme_gefertigt")
    gang.do("greta", "gf_gezeichnet")
    gang.do("kim", "versandt", versandt_an="Regionaldirektion")
    gang.do("kim", "stelle_bemerkt", "Bitte ergänzen.")
    assert gang.stand() == ("in-bearbeitung", "stellungnahme_gefertigt", "tl")


@pytest.mark.regel("BS-27")
def test_only_kim_sends_a_zwischennachricht(gang_in: Machen) -> None:
    gang = gang_in("braunschweig")
    gang.record("501", by="kim")
    gang.do("kim", "eingang_abgezeichnet", durch="Teamleitung 501")
    gang.do("kim", "eingangsbestaetigung_versandt")
    given = {"grund": "Krankheit", "stand": "geprüft", "neuer_termin_am": date(2026, 8, 3)}
    gang.refused("bernd", "zwischennachricht_versandt", "Zuständig ist: KRM-Beauftragte", **given)
    gang.do("kim", "zwischennachricht_versandt", **given)


@pytest.mark.regel("BL-02", "BL-03", "BL-05")
def test_the_ba_checks_an_alternative_when_the_wish_is_not_met(gang_in: Machen) -> None:
    gang = gang_in("ba-2015")
    gang.record("501", by="kim")
    gang.refused("kim", "eingangsbestaetigung_versandt", "Ansprechperson", "")
    gang.do("kim", "eingangsbestaetigung_versandt", ansprechperson=True)
    gang.do("kim", "zugeleitet")
    gang.file("antwort")
    gang.do("bernd", "antwort_entworfen", abhilfe="nein")
    gang.refused("bernd", "antwort_versandt", "Erst nach „Alternativvorschlag prüfen“", "")
    gang.refused("bernd", "alternativvorschlag_geprueft", "Alternativvorschlag", "")
    gang.do("bernd", "alternativvorschlag_geprueft", alternativvorschlag="ja")
    gang.do("bernd", "antwort_versandt")


@pytest.mark.regel("BL-05")
def test_no_alternative_is_asked_for_when_the_wish_is_met(gang_in: Machen) -> None:
    gang = gang_in("ba-2015")
    gang.record("501", by="kim")
    gang.do("kim", "eingangsbestaetigung_versandt", ansprechperson=True)
    gang.do("kim", "zugeleitet")
    gang.file("antwort")
    gang.do("bernd", "antwort_entworfen", abhilfe="ganz")
    gang.do("bernd", "antwort_versandt")
