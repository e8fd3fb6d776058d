"""A case opened again: what was reset is told as past, what was decided keeps its value."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from admin.formatters import field_label
from admin.formatters.verfahrensdokumentation import Blatt, build_sheet
from models.db import acting_as
from models.queries.desk import load_desk
from models.queries.verfahren import load_verfahren
from tests.integration.schritte.conftest import ERGEBNIS, Gang

UNBEGRUENDET = {**ERGEBNIS, "ergebnisart": "unbegruendet"}


def answered(gang: Gang, **ergebnis: str) -> None:
    gang.file("antwort")
    gang.do("berta", "antwort_entworfen")
    gang.do("bernd", "selbst_gezeichnet")
    gang.do("bernd", "antwort_versandt")
    gang.do("bernd", "ergebnis_festgestellt", **UNBEGRUENDET | ergebnis)
    gang.do("bernd", "erledigung_gemeldet")
    gang.do("anna", "ausgetragen")


def reopened(gang: Gang) -> None:
    """Closed on the first day, opened again five days later."""
    gang.record("501")
    gang.do("anna", "zugeleitet", schlusszeichnung="tl")
    gang.do("bernd", "verantwortung_festgelegt", verantwortlich=gang.konto("berta"))
    answered(gang)
    gang.now += timedelta(days=5)
    gang.do("anna", "wiedereroeffnet", "Kanariengrund")


def sheet(gang: Gang, wer: str = "anna") -> Blatt:
    with acting_as(gang.akteur(wer)):
        return build_sheet(load_verfahren(gang.vorgang.id), gang.now)


def pairs(blatt: Blatt, titel: str) -> dict[str, str]:
    return dict(next(a.paare for a in blatt.abschnitte if a.titel.startswith(titel)))


def test_the_sheet_tells_what_was_reset_as_before_the_reopening_and_why(gang: Gang) -> None:
    reopened(gang)
    blatt, before = sheet(gang), f"(vor der Wiedereröffnung am {gang.now:%d.%m.%Y})"
    assert pairs(blatt, "Ergebnis")[field_label("ergebnisart")].endswith(before)
    assert pairs(blatt, "Ergebnis")[field_label("ergebnis_am")].endswith(before)
    assert pairs(blatt, "Ergebnis")[field_label("ergebnis_von")].endswith(before)
    assert pairs(blatt, "Ergebnis")[field_label("antwort_versandt_am")].endswith(before)
    assert pairs(blatt, "Zuständigkeit")[field_label("schlussgezeichnet_am")].endswith(before)
    assert before not in pairs(blatt, "Zuständigkeit")[field_label("verantwortlich")]
    assert "Kanariengrund" in str(blatt)
    (zeichnung,) = (a for a in blatt.abschnitte if a.titel == "Zeichnung")
    assert zeichnung.saetze[0].startswith("Noch nicht schlussgezeichnet")
    assert "In KRM schlussgezeichnet am" not in str(blatt)


@pytest.mark.regel("MV-10")
def test_the_measures_keep_their_value_and_are_told_as_decided_before(gang: Gang) -> None:
    reopened(gang)
    assert (gang.stored().frist_gehalten, gang.stored().abschliessend_gehalten) == (True, True)
    termine = pairs(sheet(gang), "Termine")
    told = [value for label, value in termine.items() if "gehalten" in label]
    assert len(told) == 2
    assert all(value.startswith("ja (vor der Wiedereröffnung am ") for value in told)


def test_answered_anew_the_sheet_tells_of_the_new_answer_alone(gang: Gang) -> None:
    reopened(gang)
    gang.file("antwort")
    answered(gang)
    blatt = sheet(gang)
    assert "(vor der Wiedereröffnung" not in str(blatt)
    assert "Kanariengrund" in str(blatt)


def test_another_result_after_a_reopening_has_its_own_day(gang: Gang) -> None:
    reopened(gang)
    first = gang.stored().ergebnis_am
    answered(gang, ergebnisart="nicht-bewertbar")
    assert gang.stored().ergebnis_am == first + timedelta(days=5)


def test_in_every_house_what_was_reset_is_told_as_past(
    gang_in: Callable[[str], Gang],
) -> None:
    gang = gang_in("bernkastel-wittlich-2012")
    gang.record("501")
    gang.do("kim", "abgegeben", abgabe_an="fachbereich")
    gang.do("kim", "wiedereroeffnet", "Doch unsere Sache.")
    assert "Doch unsere Sache." in str(sheet(gang, "kim"))


def test_the_desk_says_of_a_deadline_that_was_kept_that_the_case_is_open_again(gang: Gang) -> None:
    reopened(gang)
    desk = load_desk(gang.akteur("berta"), gang.now.date())
    waiting = next(teil for teil in desk.vorgaenge if teil.name == "wartet")
    assert [(z.frist_gehalten, z.wieder_offen) for z in waiting.zeilen] == [(True, True)]
