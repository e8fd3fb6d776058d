"""Who has a case, and its way: told from the steps on record, never typed."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from models.db import acting_as
from models.queries.stand import Stand, load_stand
from tests.haus import HEUTE
from tests.integration.schritte.conftest import ERGEBNIS, Gang

TAG = timedelta(days=1)


def stand(gang: Gang, wer: str = "anna") -> Stand:
    with acting_as(gang.akteur(wer)):
        return load_stand(gang.stored(), gang.akteur(wer), HEUTE)


def lies(gang: Gang) -> tuple[str, tuple[str, ...], str]:
    """The office, who holds it, what is to be done."""
    liegt = stand(gang).liegt
    assert liegt is not None
    return liegt.rolle, liegt.personen, liegt.schritt


def way(gang: Gang) -> list[tuple[str, str]]:
    return [(m.status, m.lage) for m in stand(gang).weg]


def test_a_case_lies_with_anna_then_with_bernd_and_victor_then_with_berta(gang: Gang) -> None:
    gang.record("501")
    assert lies(gang)[1:] == (("Anna",), "Zuleiten")
    gang.do("anna", "zugeleitet")
    rolle, personen, schritt = lies(gang)
    assert (personen, schritt) == (("Bernd", "Victor (in Vertretung)"), "Verantwortung festlegen")
    assert rolle.startswith("Teamleitung")
    gang.do("bernd", "verantwortung_festgelegt", verantwortlich=gang.konto("berta"))
    assert lies(gang) == ("Bearbeitung", ("Berta",), "Antwort zur Zeichnung geben")


def test_a_case_about_bernd_lies_with_emil(gang: Gang) -> None:
    gang.record("501", betroffene=(gang.konto("bernd"),))
    gang.do("anna", "zugeleitet")
    assert lies(gang)[1] == ("Emil",)


def test_the_way_shows_what_is_behind_where_it_is_and_what_is_to_come(gang: Gang) -> None:
    gang.record("501")
    gang.do("anna", "zugeleitet")
    assert way(gang) == [
        ("erfasst", "getan"),
        ("zugeleitet", "jetzt"),
        ("in-bearbeitung", "kommt"),
        ("zur-schlusszeichnung", "kommt"),
        ("beantwortet", "kommt"),
        ("erledigt", "kommt"),
    ]
    days = {m.status: m.am for m in stand(gang).weg}
    assert (days["erfasst"], days["zugeleitet"], days["beantwortet"]) == (HEUTE, HEUTE, None)


def closed(gang: Gang) -> None:
    """A complaint from Zuleitung to Austragen."""
    gang.record("501")
    gang.do("anna", "zugeleitet")
    gang.do("bernd", "verantwortung_festgelegt", verantwortlich=gang.konto("berta"))
    gang.file("antwort")
    gang.do("berta", "antwort_entworfen")
    gang.do("bernd", "selbst_gezeichnet")
    gang.do("bernd", "antwort_versandt")
    gang.do("bernd", "ergebnis_festgestellt", **{**ERGEBNIS, "ergebnisart": "unbegruendet"})
    gang.do("bernd", "erledigung_gemeldet")
    gang.do("anna", "ausgetragen")


def test_behind_a_closed_case_nothing_is_to_come_and_nobody_has_it(gang: Gang) -> None:
    closed(gang)
    assert {lage for _, lage in way(gang)} == {"getan"}
    assert way(gang)[-1][0] == "erledigt"
    assert stand(gang).liegt is None


def test_a_reopened_case_is_on_its_way_again(gang: Gang) -> None:
    closed(gang)
    gang.do("anna", "wiedereroeffnet", "Neue Unterlagen.")
    assert ("in-bearbeitung", "jetzt") in way(gang)
    assert way(gang)[-1] == ("erledigt", "kommt")
    assert stand(gang).liegt is not None


def test_what_is_handed_over_at_the_door_has_no_way(gang: Gang) -> None:
    gang.record("JC", art=None, abgabefall="widerspruch", abgabe_an="rechtsbehelfsstelle",
                abgabe_am=HEUTE, anliegen=())  # fmt: skip
    assert stand(gang) == Stand()


def test_a_case_from_elsewhere_tells_its_way_by_its_marks(gang: Gang) -> None:
    gang.record("501", zugeleitet_am=HEUTE - 5 * TAG, verantwortlich=gang.konto("berta"))
    marks = {m.status: (m.lage, m.am) for m in stand(gang).weg}
    assert marks["zugeleitet"] == ("getan", HEUTE - 5 * TAG)
    assert marks["in-bearbeitung"][0] == "jetzt"


@pytest.mark.regel("BKW-22", "BS-27")
def test_also_as_a_step_a_zwischennachricht_promises_a_later_day(
    gang_in: Callable[[str], Gang],
) -> None:
    gang = gang_in("bernkastel-wittlich-2012")
    gang.record("501")
    given = {"grund": "Gutachten fehlt.", "stand": "Angefordert."}
    wrong, right = HEUTE, HEUTE + 9 * TAG
    gang.refused("kim", "zwischennachricht_versandt", "neue Termin liegt nach", "",
                 **given, neuer_termin_am=wrong)  # fmt: skip
    gang.do("kim", "zwischennachricht_versandt", **given, neuer_termin_am=right)
    assert gang.stored().neuer_termin_am == right
