"""Complaints about employees: the Dienstaufsichtsbeschwerde, and who is kept out of what (D22)."""

from collections.abc import Callable

import pytest

from models.actions.betroffene import name_betroffene
from models.db import acting_as
from models.rules.rechte import SYSTEM
from models.rules.versand import KUNDIN
from models.rules.zustaendig import VORSITZ
from models.tables import Betroffen, Massnahme, StaleVersion, Uebermittlung, Vorgang
from tests.haus import HEUTE
from tests.integration.schritte.conftest import ERGEBNIS, Gang, add_person

HEARD = {"durch": "die Teamleitung", "wie": "im Gespräch"}


def dab(gang: Gang, by: str = "anna") -> None:
    gang.record("501", by=by, art="dienstaufsichtsbeschwerde", name="Kanarienvogel")


def heard(gang: Gang, wer: str) -> None:
    """The person concerned was told, could speak, and did not need to write."""
    gang.do(wer, "betroffene_informiert", **HEARD)
    gang.do(wer, "gelegenheit_gegeben")
    gang.do(wer, "aeusserung_nicht_erforderlich", "Der Sachverhalt ist unstreitig.")


@pytest.mark.regel("BS-15", "MH-14", "BKW-19")
def test_greta_decides_whether_it_is_one_and_as_what_it_was_named_stays(gang: Gang) -> None:
    dab(gang)
    assert gang.stand()[1:] == ("als_dab_gewertet", "gf")
    gang.refused("anna", "als_fachaufsicht_gewertet", "Zuständig ist: Geschäftsführung")
    gang.do("greta", "als_fachaufsicht_gewertet", "Es geht nur um die Entscheidung.")
    stored = gang.stored()
    assert (stored.art, stored.als_dab_bezeichnet) == ("fachaufsichtsbeschwerde", True)
    assert gang.stand() == ("erfasst", "zugeleitet", "vz_gf")
    gang.do("anna", "zugeleitet")


@pytest.mark.regel("MH-76", "BKW-23", "BKW-09")
def test_paul_works_on_it_and_greta_signs(gang: Gang) -> None:
    dab(gang)
    gang.do("greta", "als_dab_gewertet")
    gang.mails()
    gang.do("anna", "personal_zugeleitet")
    assert gang.mails() == [("paul", "")]
    gang.refused("paul", "gelegenheit_gegeben", "Erst nach „Information der betroffenen Person", "")
    gang.refused("paul", "vorwurf_bestaetigt", "Erst nach", "")
    heard(gang, "paul")
    gang.refused("paul", "vorwurf_bestaetigt", "Zuständig ist: Geschäftsführung")
    gang.do("greta", "vorwurf_nicht_bestaetigt", "Der Ton war angemessen.")
    gang.file("antwort")
    gang.do("paul", "antwort_entworfen_dab")
    gang.refused("paul", "dab_gezeichnet", "Zuständig ist: Geschäftsführung", "")
    gang.do("greta", "dab_gezeichnet")
    gang.do("paul", "antwort_versandt_dab")
    gang.do("anna", "dab_ausgetragen")
    stored = gang.stored()
    assert gang.stand() == ("erledigt", None, None)
    assert (stored.ergebnisart, stored.betroffene_informiert_am) == (None, HEUTE)
    assert "Informiert durch: die Teamleitung" in gang.notes()[0][2]
    assert "Kanarien" not in gang.texts()


@pytest.mark.regel("BKW-24", "BKW-23", "BKW-25", "BKW-26", "BKW-20")
def test_in_bernkastel_the_dienstherr_knows_before_anything_goes_to_the_personal_file(
    gang_in: Callable[[str], Gang],
) -> None:
    gang = gang_in("bernkastel-wittlich-2012")
    dab(gang, by="kim")
    gang.do("greta", "als_dab_gewertet")
    gang.do("kim", "eingangsbestaetigung_versandt_dab", stelle=True)
    gang.refused("kim", "betroffene_informiert", "Informiert durch den unmittelbaren", "", wie="x")
    heard(gang, "kim")
    gang.do("greta", "vorwurf_bestaetigt", "Der Ton war unangemessen.")
    gang.file("antwort")
    gang.do("kim", "antwort_entworfen_dab")
    gang.do("greta", "dab_gezeichnet")
    gang.do("kim", "antwort_versandt_dab")
    gang.refused("greta", "personalvorgang_abgelegt", "Erst nach „Dienstherrn", "")
    gang.refused("kim", "dab_ausgetragen", "Erst nach „Im Personalvorgang ablegen“", "")
    gang.do("kim", "dienstherr_informiert")
    gang.do("greta", "personalvorgang_abgelegt")
    gang.do(
        "kim",
        "fachliche_auswirkungen",
        massnahme="Schulung",
        massnahme_verantwortlich=gang.konto("bernd"),
        massnahme_termin=HEUTE,
    )
    gang.do("kim", "dab_ausgetragen")
    with acting_as(SYSTEM):
        assert gang.login(Massnahme.get().verantwortlich_id) == "bernd"
        outside = [row.empfaenger for row in Uebermittlung.select().order_by(Uebermittlung.id)]
        assert outside == [KUNDIN, KUNDIN, "Dienstherr oder Arbeitgeber"]


@pytest.mark.regel("BKW-24")
def test_an_unfounded_one_never_reaches_the_personal_file(gang_in: Callable[[str], Gang]) -> None:
    gang = gang_in("bernkastel-wittlich-2012")
    dab(gang, by="kim")
    gang.do("greta", "als_dab_gewertet")
    gang.do("kim", "eingangsbestaetigung_versandt_dab", stelle=True)
    heard(gang, "kim")
    gang.do("greta", "vorwurf_nicht_bestaetigt", "Der Ton war angemessen.")
    gang.refused("kim", "dienstherr_informiert", "gibt es hier nicht", "")
    gang.refused("greta", "personalvorgang_abgelegt", "gibt es hier nicht", "")


@pytest.mark.regel("BS-25", "BS-26", "BS-18", "BS-22")
def test_in_braunschweig_the_tl_comments_greta_signs_and_the_tl_gets_a_copy(
    gang_in: Callable[[str], Gang],
) -> None:
    gang = gang_in("braunschweig")
    dab(gang, by="kim")
    gang.refused("greta", "als_dab_gewertet", "Erst nach „Abzeichnung des Eingangs eintragen“", "")
    gang.do("kim", "eingang_abgezeichnet", durch="Geschäftsleitung")
    gang.do("greta", "als_dab_gewertet")
    gang.do("kim", "eingangsbestaetigung_versandt")
    heard(gang, "kim")
    gang.refused("greta", "vorwurf_nicht_bestaetigt", "Erst nach „Stellungnahme der Teamleitung")
    gang.file("stellungnahme")
    gang.do("kim", "stellungnahme_tl_liegt_vor")
    gang.do("greta", "vorwurf_nicht_bestaetigt", "Der Ton war angemessen.")
    gang.file("antwort")
    gang.do("kim", "antwort_entworfen_dab")
    gang.do("greta", "dab_gezeichnet")
    gang.do("kim", "antwort_versandt_dab")
    gang.refused("kim", "dab_ausgetragen", "Erst nach „Ausfertigung an die Teamleitung", "")
    gang.do("kim", "ausfertigung_an_tl", tl=True)
    gang.do("kim", "dab_ausgetragen")


@pytest.mark.regel("BL-09")
def test_the_ba_records_it_and_hands_it_to_the_interner_service(
    gang_in: Callable[[str], Gang],
) -> None:
    gang = gang_in("ba-2015")
    dab(gang, by="kim")
    gang.do("greta", "als_dab_gewertet")
    gang.do("kim", "eingangsbestaetigung_versandt", ansprechperson=True)
    gang.do("kim", "intern_abgegeben")
    stored = gang.stored()
    assert gang.stand() == ("abgegeben", None, None)
    assert (stored.abgabe_an, stored.abgabe_am) == ("interner-service", HEUTE)
    assert stored.ergebnisart is None


# --- D22: never the person complained about ---


def test_against_bernd_emil_takes_his_steps_and_bernd_sees_nothing(gang: Gang) -> None:
    gang.record("501", betroffene=(gang.konto("bernd"),))
    gang.do("anna", "zugeleitet")
    assert gang.login(gang.stored().zustaendige_tl_id) == "emil"
    assert gang.mails() == [("emil", "")]
    assert gang.stand()[2] == "bl"
    for hidden in ("bernd", "victor"):  # she stands in for him, so not here
        with pytest.raises(Vorgang.DoesNotExist):
            gang.do(hidden, "verantwortung_festgelegt", verantwortlich=gang.konto("berta"))
    gang.do("emil", "verantwortung_festgelegt", verantwortlich=gang.konto("berta"))


def test_nobody_works_on_a_complaint_about_herself(gang: Gang) -> None:
    gang.record("501", betroffene=(gang.konto("berta"),))
    gang.do("anna", "zugeleitet")
    berta = gang.konto("berta")
    gang.refused(
        "bernd",
        "verantwortung_festgelegt",
        "betrifft diese Person selbst",
        "",
        verantwortlich=berta,
    )


def test_against_emil_and_bernd_greta_takes_their_steps(gang: Gang) -> None:
    gang.record("501", betroffene=(gang.konto("bernd"), gang.konto("emil")))
    gang.do("anna", "zugeleitet")
    assert gang.stand()[2] == "gf"
    gang.do("greta", "verantwortung_festgelegt", verantwortlich=gang.konto("berta"))


def test_against_greta_the_chair_decides_and_her_deputy_records_it(gang: Gang) -> None:
    gang.haus.konten["lena"] = add_person("lena", "gf_vertretung", gang.haus.einheiten["JC"])
    gang.record("501", art="dienstaufsichtsbeschwerde", betroffene=(gang.konto("greta"),))
    assert gang.stand()[2] == "gf_vertretung"
    assert gang.offer("lena", "als_dab_gewertet").hinweis == VORSITZ
    gang.do("lena", "als_dab_gewertet")
    with pytest.raises(Vorgang.DoesNotExist):
        gang.do("greta", "personal_zugeleitet")


def test_a_name_given_later_locks_out_at_once(gang: Gang) -> None:
    gang.record("501")
    gang.do("anna", "zugeleitet")
    assert gang.stand()[2] == "tl"
    name_betroffene(
        by=gang.akteur("anna"),
        now=gang.now,
        vorgang_id=gang.vorgang.id,
        version=gang.stored().version,
        betroffene=(gang.konto("bernd"), "eine Kollegin"),
    )
    assert gang.stand()[2] == "bl"
    with acting_as(gang.akteur("bernd")):
        assert not Vorgang.select().exists()
    with acting_as(SYSTEM):
        assert Betroffen.select().count() == 2
    with pytest.raises(StaleVersion):
        name_betroffene(
            by=gang.akteur("anna"),
            now=gang.now,
            vorgang_id=gang.vorgang.id,
            version=1,
            betroffene=(),
        )


def test_a_tl_who_calls_herself_concerned_hands_on_to_her_superior(gang: Gang) -> None:
    gang.record("501", befangenheit=True)
    gang.do("anna", "zugeleitet")
    assert gang.stand()[2] == "bl"
    gang.refused("bernd", "verantwortung_festgelegt", "Zuständig ist: Bereichsleitung")


def test_emil_drafts_for_bernd_so_greta_co_signs(gang: Gang) -> None:
    gang.record("501", schlusszeichnung="bl", betroffene=(gang.konto("bernd"),))
    gang.do("anna", "zugeleitet")
    gang.do("emil", "verantwortung_festgelegt", verantwortlich=gang.konto("emil"))
    gang.file("antwort")
    gang.do("emil", "antwort_entworfen")
    assert gang.stand()[1:] == ("schlussgezeichnet", "gf")
    gang.refused("emil", "schlussgezeichnet", "Vier Augen", "")
    gang.do("greta", "schlussgezeichnet")
    gang.do("emil", "antwort_versandt")
    gang.do("emil", "ergebnis_festgestellt", **ERGEBNIS | {"ergebnisart": "unbegruendet"})
