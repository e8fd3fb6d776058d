"""Each letter that leaves the house leaves exactly one line in the log of who got something."""

from datetime import date

import pytest

from models.db import acting_as
from models.rules.ablauf_datei import load_ablaufwerk
from models.rules.briefanlass import dispatch_fields
from models.rules.rechte import SYSTEM
from models.rules.regelwerk import regelwerk_ids
from models.rules.versand import KUNDIN, OHNE_ANGABE, way_label
from models.tables import Uebermittlung
from tests.haus import HEUTE, Haus
from tests.integration.schritte.conftest import Gang


@pytest.fixture
def gang(haus: Haus) -> Gang:
    return Gang(haus)


def sent() -> list[tuple[str, date, str, str]]:
    with acting_as(SYSTEM):
        rows = Uebermittlung.select().order_by(Uebermittlung.id)
        return [(row.empfaenger, row.am, row.weg, row.zweck) for row in rows]


def signed(gang: Gang) -> None:
    gang.record("501", zugeleitet_am=HEUTE, zustaendige_tl=gang.konto("bernd"))
    gang.do("bernd", "verantwortung_festgelegt", verantwortlich=gang.konto("berta"))
    gang.file("antwort")
    gang.do("berta", "antwort_entworfen")
    gang.do("bernd", "selbst_gezeichnet")


@pytest.mark.datenbank("sqlite")
@pytest.mark.parametrize("regelwerk", regelwerk_ids())
def test_every_step_that_sends_a_letter_says_who_gets_it(regelwerk: str) -> None:
    silent = [
        schritt.name
        for schritt in load_ablaufwerk(regelwerk).schritt
        if dispatch_fields() & set(schritt.zeitmarken) and not schritt.uebermittlung
    ]
    assert silent == []


def test_an_answer_by_post_is_one_line_with_day_and_way(gang: Gang) -> None:
    signed(gang)
    assert sent() == []
    gang.do("bernd", "antwort_versandt", versandweg="portal", antwort_versandt_am=HEUTE)
    assert sent() == [(KUNDIN, HEUTE, "portal", "Antwort versenden")]


def test_without_a_way_the_log_says_that_nobody_said_it(gang: Gang) -> None:
    signed(gang)
    gang.do("bernd", "antwort_versandt")
    assert [row[2] for row in sent()] == [OHNE_ANGABE]
    assert way_label(OHNE_ANGABE) == "Weg nicht angegeben"


def test_an_open_e_mail_is_no_way_for_a_letter(gang: Gang) -> None:
    signed(gang)
    gang.refused("bernd", "antwort_versandt", "auf welchem Weg", "", versandweg="e-mail")
    assert sent() == []


def test_a_step_inside_the_house_knows_no_way_out(gang: Gang) -> None:
    gang.record("501", zugeleitet_am=HEUTE, zustaendige_tl=gang.konto("bernd"))
    gang.refused(
        "bernd",
        "verantwortung_festgelegt",
        "gehört nicht zu diesem Schritt",
        "",
        verantwortlich=gang.konto("berta"),
        versandweg="post",
    )


def test_a_suggestion_answered_by_letter_is_told_and_one_without_is_not(gang: Gang) -> None:
    for answered, expected in (({"antwort_versandt_am": HEUTE}, 1), ({}, 0)):
        before = len(sent())
        gang.record("501", art="anregung", zugeleitet_am=HEUTE, zustaendige_tl=gang.konto("bernd"))
        gang.do("bernd", "anregung_ausgewertet", "Gute Idee.", art_der_klaerung="schriftlich",
                **answered)  # fmt: skip
        assert len(sent()) - before == expected
