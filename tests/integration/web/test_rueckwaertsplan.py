"""The plan backwards from the office's date, on the page of a petition."""

from datetime import date

import pytest

from models.actions.schritte import Tat, perform_schritt
from models.tables import Vorgang
from tests.haus import JETZT, Haus
from tests.integration.web.klient import Web


@pytest.fixture
def petition(haus: Haus) -> Vorgang:
    return haus.record(
        "501",
        art="petition",
        weg="fueb",
        frist_extern=date(2026, 7, 31),
        adressat="petitionsausschuss-bt",
        ablage_verweis="liegt in der Fachakte",
    )


def _do(haus: Haus, wer: str, vorgang: Vorgang, schritt: str, text: str = "") -> Vorgang:
    return perform_schritt(by=haus.akteur(wer), now=JETZT, vorgang_id=vorgang.id,
                           version=vorgang.version, tat=Tat(schritt, {}, text))  # fmt: skip


def _plan(web: Web, wer: str, vorgang: Vorgang) -> str:
    page = web.als(wer).get(f"/vorgang/details/?id={vorgang.id}").text
    return page.partition('id="plan"')[2].partition("</section>")[0]


@pytest.mark.regel("MH-69", "MH-71")
def test_everybody_sees_until_when_and_why(web: Web, haus: Haus, petition: Vorgang) -> None:
    plan = _plan(web, "bernd", petition)
    names = ["Entwurf der Teamleitung", "Prüfung durch QMB", "Mitzeichnung", "Zeichnung der",
             "vorab an die Führungsberatung", "Freigabe der", "Zur Post gegeben"]  # fmt: skip
    places = [plan.index(name) for name in names]
    assert places == sorted(places)
    assert "heute fällig" in plan
    assert "12 Arbeitstage vor" in plan
    assert "Stelle außerhalb des Hauses" in plan
    assert "Rückwärtsplan" in web.als("greta").get(f"/vorgang/details/?id={petition.id}").text


def test_what_is_done_says_so_and_a_remark_opens_it_again(
    web: Web, haus: Haus, petition: Vorgang
) -> None:
    case = _do(haus, "anna", petition, "zugeleitet")
    case = _do(haus, "bernd", case, "stellungnahme_gefertigt")
    assert "erledigt am 15.07.2026" in _plan(web, "bernd", case)
    case = _do(haus, "anna", case, "qmb_informiert")
    case = _do(haus, "dora", case, "qmb_bemerkt", "Bitte ergänzen.")
    plan = _plan(web, "bernd", case)
    assert "war erledigt, eine neue Fassung ist nötig" in plan
    assert "erledigt am" not in plan


def test_a_complaint_has_no_such_plan(web: Web, haus: Haus) -> None:
    assert _plan(web, "anna", haus.record("501")) == ""
