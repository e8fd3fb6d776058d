"""A first substantive reply before the final one: a day of its own, a step of its own (MV-10)."""

from datetime import timedelta

import pytest

from models.db import acting_as
from models.queries.desk import load_desk
from models.rules.rechte import SYSTEM
from models.tables import Frist, Uebermittlung, Vorgang
from tests.haus import HEUTE
from tests.integration.schritte.conftest import ERGEBNIS, Gang

SATZ = "Am Telefon erklärt, wie die Kosten der Unterkunft berechnet werden."


def in_work(gang: Gang) -> None:
    gang.record("501", eingang_am=HEUTE)
    gang.do("anna", "zugeleitet", schlusszeichnung="tl")
    gang.do("bernd", "verantwortung_festgelegt", verantwortlich=gang.konto("berta"))


def answered_twice(gang: Gang) -> Vorgang:
    """In time to the matter on the third day, finally three weeks after the Eingang."""
    in_work(gang)
    gang.now += timedelta(days=3)
    gang.do("berta", "sachlich_geantwortet", SATZ)
    gang.now += timedelta(days=18)
    gang.file("antwort")
    gang.do("berta", "antwort_entworfen")
    gang.do("bernd", "selbst_gezeichnet")
    return gang.do("bernd", "antwort_versandt")


@pytest.mark.regel("MV-10", "MH-57")
def test_a_reply_in_time_and_a_late_final_answer_are_two_measures(gang: Gang) -> None:
    answered_twice(gang)
    stored = gang.stored()
    assert stored.erste_antwort_am == gang.now.date() - timedelta(days=18)
    assert (stored.frist_gehalten, stored.abschliessend_gehalten) == (True, False)
    assert stored.fristgerecht is False, "MH counts the final answer"


def test_until_the_final_answer_the_case_stays_due_where_the_order_asks_for_one(
    gang: Gang,
) -> None:
    in_work(gang)
    gang.do("berta", "sachlich_geantwortet", SATZ)
    assert gang.stored().frist_gehalten is True
    today = gang.stored().frist_am + timedelta(days=1)
    found = load_desk(gang.haus.akteur("berta", today), today)
    (late,) = (part for part in found.vorgaenge if part.name == "ueberfaellig")
    assert [zeile.vorgang_id for zeile in late.zeilen] == [gang.vorgang.id]
    with acting_as(SYSTEM):
        frist = Frist.get(Frist.vorgang == gang.vorgang.id, Frist.name == "antwort")
    assert frist.erledigt_am is None


def test_it_tells_to_whom_it_went_and_what_was_said(gang: Gang) -> None:
    in_work(gang)
    gang.refused("berta", "sachlich_geantwortet", "Vermerk", "")
    gang.do("berta", "sachlich_geantwortet", SATZ)
    with acting_as(SYSTEM):
        (gone,) = Uebermittlung.select().where(Uebermittlung.vorgang == gang.vorgang.id)
    assert gone.empfaenger == "Kundin oder Kunde"
    assert gang.notes()[-1] == ("vermerk", "sachlich_geantwortet", SATZ)


def test_the_day_may_be_told_later_but_never_before_the_eingang(gang: Gang) -> None:
    in_work(gang)
    eingang = gang.stored().eingang_am
    gang.now += timedelta(days=4)
    gang.refused(
        "berta", "sachlich_geantwortet", "vor", erste_antwort_am=eingang - timedelta(days=1)
    )
    gang.do("berta", "sachlich_geantwortet", SATZ, erste_antwort_am=eingang + timedelta(days=1))
    assert gang.stored().erste_antwort_am == eingang + timedelta(days=1)


def test_after_the_final_answer_there_is_no_first_one_any_more(gang: Gang) -> None:
    in_work(gang)
    gang.file("antwort")
    gang.do("berta", "antwort_entworfen")
    gang.do("bernd", "selbst_gezeichnet")
    gang.do("bernd", "antwort_versandt")
    gang.refused("berta", "sachlich_geantwortet", "nicht")


def test_the_case_goes_on_to_its_end_with_or_without_it(gang: Gang) -> None:
    answered_twice(gang)
    gang.do("bernd", "ergebnis_festgestellt", **ERGEBNIS | {"ergebnisart": "unbegruendet"})
    gang.do("bernd", "erledigung_gemeldet")
    assert gang.do("anna", "ausgetragen").status == "erledigt"
