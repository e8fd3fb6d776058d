"""What lies before who signs: the newest paper, and who prepared it."""

from datetime import date

import pytest

from models.db import acting_as
from models.queries.vorlagen import Vorlage, load_vorlage
from tests.integration.schritte.conftest import Gang


def before(gang: Gang, wer: str, schritt: str) -> Vorlage | None:
    akteur = gang.akteur(wer)
    angebot = gang.offer(wer, schritt)
    with acting_as(akteur):
        return load_vorlage(gang.stored(), angebot.schritt)


def drafted_petition(gang: Gang, fassungen: int = 1) -> None:
    gang.record("501", art="petition", weg="fueb", frist_extern=date(2026, 8, 31),
                adressat="petitionsausschuss-bt")  # fmt: skip
    gang.do("anna", "zugeleitet")
    for _ in range(fassungen):
        gang.file("stellungnahme")
    gang.do("bernd", "stellungnahme_gefertigt")
    gang.do("anna", "qmb_informiert")


@pytest.mark.regel("MH-69")
def test_dora_and_emil_see_the_newest_stellungnahme_and_who_did_what(gang: Gang) -> None:
    drafted_petition(gang, fassungen=2)
    vorlage = before(gang, "dora", "qmb_geprueft")
    assert vorlage is not None
    paper = vorlage.papiere["stellungnahme"]
    assert paper is not None
    assert paper.fassung == 2
    assert [z.name for z in vorlage.schritte] == ["stellungnahme_gefertigt", "qmb_informiert"]
    gang.do("dora", "qmb_geprueft")
    vorlage = before(gang, "emil", "bl_mitgezeichnet")
    assert vorlage is not None
    assert [(z.name, z.wer) for z in vorlage.schritte][-1] == ("qmb_geprueft", "Dora")


def test_a_step_without_papers_before_it_shows_none(gang: Gang) -> None:
    gang.record("501")
    assert before(gang, "anna", "zugeleitet") is None


def test_a_paper_that_is_not_there_is_named(gang: Gang) -> None:
    gang.record("501", ablage_verweis="E-Akte 12")
    gang.do("anna", "zugeleitet")
    gang.do("bernd", "verantwortung_festgelegt", verantwortlich=gang.konto("berta"))
    vorlage = before(gang, "berta", "antwort_entworfen")
    assert vorlage is not None
    assert (vorlage.papiere, vorlage.ablage) == ({"antwort": None}, "E-Akte 12")
