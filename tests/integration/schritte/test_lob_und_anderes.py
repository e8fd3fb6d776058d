"""Lob, Anregung, Hinweis and an oral complaint in Marzahn-Hellersdorf."""

import pytest

from models.db import acting_as
from models.queries.schritte import angebote
from models.rules.rechte import SYSTEM
from models.tables import Nachricht
from tests.haus import HEUTE
from tests.integration.schritte.conftest import ERGEBNIS, Gang


@pytest.mark.regel("MH-74", "MH-15")
def test_bernd_evaluates_a_praise_thanks_for_it_and_tells_anna(gang: Gang) -> None:
    gang.record(art="lob", name="Kanarienvogel")
    gang.do("anna", "zugeleitet", team=gang.team())
    gang.refused("bernd", "dankeschreiben_versandt", "Erst nach „Lob auswerten“", "")
    gang.do("bernd", "lob_ausgewertet", lob_art="verhalten")
    gang.refused("bernd", "dankeschreiben_versandt", "Es fehlt in der Akte: Dankeschreiben", "")
    gang.file("dankeschreiben")
    gang.mails()
    gang.do("bernd", "dankeschreiben_versandt")
    assert gang.mails() == [("anna", "")]
    stored = gang.stored()
    assert (stored.dankeschreiben_am, stored.datum_der_klaerung) == (HEUTE, HEUTE)
    assert stored.ergebnisart is None
    gang.do("anna", "ausgetragen")
    assert gang.stand() == ("erledigt", None, None)
    assert "Kanarien" not in gang.texts()


def test_a_thank_you_letter_of_a_higher_level_is_signed_there(gang: Gang) -> None:
    gang.record(art="lob")
    gang.do("anna", "zugeleitet", team=gang.team(), schlusszeichnung="gf")
    gang.do("bernd", "lob_ausgewertet", lob_art="angebot")
    gang.file("dankeschreiben")
    gang.refused("bernd", "dankeschreiben_versandt", "Erst nach „Dankeschreiben zeichnen“", "")
    gang.do("greta", "dankeschreiben_gezeichnet")
    gang.do("bernd", "dankeschreiben_versandt")


def test_an_anonymous_praise_ends_without_a_letter(gang: Gang) -> None:
    gang.record(art="lob", anonym=True, eingangsweg="meinungskarte")
    gang.do("anna", "zugeleitet", team=gang.team())
    gang.do("bernd", "lob_ausgewertet", lob_art="angebot")
    gang.do("bernd", "ohne_dankeschreiben", art_der_klaerung="schriftlich")
    gang.do("anna", "ausgetragen")
    assert gang.stand()[0] == "erledigt"


@pytest.mark.regel("MH-93")
def test_an_idea_is_evaluated_with_a_note_and_may_lead_to_a_measure(gang: Gang) -> None:
    gang.record(art="anregung")
    gang.do("anna", "zugeleitet", team=gang.team())
    gang.do(
        "bernd", "anregung_ausgewertet", "Wir prüfen das Schild.", art_der_klaerung="schriftlich"
    )
    gang.do("anna", "ausgetragen")
    assert gang.stand()[0] == "erledigt"


@pytest.mark.regel("BKW-35", "BKW-36")
def test_a_hint_of_an_employee_goes_to_bernd_and_greta_at_once_and_ends_with_one_step(
    gang: Gang,
) -> None:
    gang.record("501", art="hinweis")
    assert gang.mails() == [("bernd greta victor", "")]
    gang.do("bernd", "hinweis_erledigt")
    assert gang.stand() == ("erledigt", None, None)
    assert gang.stored().abschluss_am == HEUTE


@pytest.mark.regel("MH-32", "BKW-50")
def test_an_oral_complaint_climbs_step_by_step_until_there_is_agreement(gang: Gang) -> None:
    oral(gang)
    gang.refused("bernd", "gespraech_tl", "Erst nach „Gespräch der aufnehmenden Stelle")
    gang.do("berta", "gespraech_stelle", "Ich konnte nicht helfen.")
    gang.refused("emil", "gespraech_bl", "Erst nach „Gespräch der Teamleitung vermerken“")
    gang.do("bernd", "gespraech_tl", "Auch ich nicht.")
    gang.refused("greta", "gespraech_gf", "Erst nach „Gespräch der Bereichsleitung vermerken“")
    gang.do("emil", "gespraech_bl", "Wir sind uns einig.")
    gang.do("emil", "einigung_erzielt")
    assert gang.stored().einvernehmlich_geklaert is True
    assert gang.stand()[1:] == ("antwort_entworfen", "@verantwortlich")


@pytest.mark.regel("MH-33", "MH-32", "BKW-32")
def test_a_step_of_the_ladder_is_skipped_only_with_a_reason(gang: Gang) -> None:
    oral(gang)
    gang.refused("anna", "stelle_uebersprungen", "Vermerk", "")
    gang.do("anna", "stelle_uebersprungen", "Ausdrücklich die Leitung verlangt.")
    gang.do("anna", "tl_uebersprungen", "Nicht erreichbar, auch die Vertretung nicht.")
    gang.do("anna", "bl_uebersprungen", "Nicht erreichbar, auch die Vertretung nicht.")
    assert gang.stand()[1:] == ("gespraech_gf", "gf")
    gang.do("greta", "gespraech_gf", "Wir bleiben bei der Entscheidung.")
    gang.do("greta", "ohne_einigung", "Die höchste Stufe ist erreicht.")
    assert gang.stored().einvernehmlich_geklaert is False
    reasons = [schritt for art, schritt, _ in gang.notes() if art == "begruendung"]
    assert reasons[:3] == ["stelle_uebersprungen", "tl_uebersprungen", "bl_uebersprungen"]


@pytest.mark.regel("MH-48", "MH-49")
def test_after_agreement_a_waiver_or_a_letter_that_refers_to_the_talk(gang: Gang) -> None:
    oral(gang)
    gang.do("berta", "gespraech_stelle", "Alles geklärt.")
    gang.do("berta", "einigung_erzielt")
    gang.refused("bernd", "ergebnis_festgestellt", "Erst nach „Antwort versenden“", **ERGEBNIS)
    gang.do("berta", "verzicht_dokumentiert", verzicht_schriftlich="ja", fachverfahren=True)
    gang.do("bernd", "ergebnis_festgestellt", **ERGEBNIS | {"ergebnisart": "unbegruendet"})


@pytest.mark.regel("MV-08", "BKW-34")
@pytest.mark.parametrize("feld", ["drohpotenzial", "risiko_notlage"])
def test_greta_is_told_of_danger_the_moment_it_is_recorded(gang: Gang, feld: str) -> None:
    gang.record("501", **{feld: "ja, Kanarientext"})
    assert gang.mails() == [("greta", "")]
    assert "Kanarien" not in gang.texts()
    assert gang.stored().prioritaet == "erheblich"


def test_no_danger_no_alarm(gang: Gang) -> None:
    gang.record("501", drohpotenzial="nein", risiko_notlage="")
    with acting_as(SYSTEM):
        assert Nachricht.select().count() == 0


def oral(gang: Gang) -> None:
    """Somebody called; Anna recorded it, Bernd gave it to Berta."""
    gang.record(eingangsweg="telefonisch")
    gang.do("anna", "zugeleitet", team=gang.team())
    gang.do("bernd", "verantwortung_festgelegt", verantwortlich=gang.konto("berta"))


def test_after_a_waiver_there_is_nothing_to_sign_or_to_send_back(gang: Gang) -> None:
    oral(gang)
    gang.do("berta", "gespraech_stelle", "Alles geklärt.")
    gang.do("berta", "einigung_erzielt")
    gang.do("berta", "verzicht_dokumentiert", verzicht_schriftlich="ja", fachverfahren=True)
    bernd = gang.akteur("bernd")
    with acting_as(bernd):
        offered = {a.schritt.name for a in angebote(gang.stored(), bernd)}
    assert "ergebnis_festgestellt" in offered
    assert not offered & {"zeichnung_abgelehnt", "verantwortung_geaendert", "selbst_gezeichnet"}
