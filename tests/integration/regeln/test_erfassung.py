"""What counts as a Kundenreaktion and is recorded, whoever sends it and however it sounds."""

from datetime import date, timedelta
from typing import Any

import pytest

from models.db import acting_as
from models.queries.lagen import LAGEN
from models.rules.codes import CODES
from models.rules.fehler import RuleViolation
from models.rules.fristen import Fristanlass, compute_fristen
from models.rules.regelwerk import load_regelwerke
from models.rules.rollen import DAB
from models.tables import Anliegen, Inhalt, Vorgang
from tests.haus import HEUTE, Haus

ORDERS = load_regelwerke()
SCHRIFTLICH = ("schriftlich", "e-mail", "digital", "kontaktformular", "meinungskarte")


def content(haus: Haus, vorgang: Vorgang, login: str = "anna") -> Inhalt:
    with acting_as(haus.akteur(login)):
        return Inhalt.get(Inhalt.vorgang == vorgang.id)


def with_text(haus: Haus, text: str, **werte: Any) -> Vorgang:
    return haus.record(anliegen=({"anliegen_text": text},), **werte)


@pytest.mark.regel("BKW-03", "MH-11")
@pytest.mark.parametrize("text", ["Ich warte seit Wochen.", "Naja.", "!"])
def test_a_complaint_needs_no_form_no_keyword_and_no_degree(haus: Haus, text: str) -> None:
    assert with_text(haus, text).art == "beschwerde"


@pytest.mark.regel("MH-10", "MH-38", "BS-11")
@pytest.mark.parametrize("weg", [code.code for code in CODES["eingangsweg"]])
def test_every_way_in_is_recorded_written_ones_with_a_deadline(haus: Haus, weg: str) -> None:
    vorgang = haus.record(eingangsweg=weg)
    assert vorgang.eingangsweg == weg
    if weg in SCHRIFTLICH:
        assert vorgang.frist_am is not None


@pytest.mark.regel("BS-01", "MV-02", "MH-93", "MH-15", "MH-14", "BKW-35", "BKW-36")
@pytest.mark.parametrize("art", [code.code for code in CODES["art"]])
def test_each_art_is_one_of_its_own_in_every_order(haus: Haus, art: str) -> None:
    assert all(art in order.arten for order in ORDERS.values())
    way: dict[str, Any] = {"weg": "fueb", "frist_extern": date(2026, 9, 1)}
    vorgang = haus.record(art=art, **way if art in ("petition", "eingabe") else {})
    assert (vorgang.art, vorgang.status) == (art, "erfasst")


@pytest.mark.regel("MH-15")
@pytest.mark.parametrize("lob", ["angebot", "erbringung", "verhalten"])
def test_a_lob_says_what_for(haus: Haus, lob: str) -> None:
    assert haus.record(art="lob", lob_art=lob).lob_art == lob


@pytest.mark.regel("BS-09")
def test_insults_and_the_same_again_are_recorded_like_anything_else(haus: Haus) -> None:
    plain = with_text(haus, "Bitte prüfen Sie das.")
    rude = [with_text(haus, "Ihr Idioten!", bezug_vorgang=plain.vorgangsnummer) for _ in range(3)]
    assert {(v.status, v.frist_am, v.prioritaet) for v in (plain, *rude)} == {
        (plain.status, plain.frist_am, "normal")
    }
    assert [v.ist_folgereaktion for v in (plain, *rude)] == [False, True, True, True]


@pytest.mark.regel("MV-07")
@pytest.mark.parametrize(
    "person",
    [
        {"kundengruppe": "arbeitgeber"},
        {"kundengruppe": "institution"},
        {"personenkreis": "unter 25"},
        {"name": "Bekannt", "bezug_vorgang": "KRM-2026-00001"},
        {"vertretung": "Rechtsanwältin"},
        {"anonym": True},
    ],
)
def test_who_somebody_is_does_not_change_the_priority(haus: Haus, person: dict[str, Any]) -> None:
    assert haus.record(**person).prioritaet == haus.record().prioritaet == "normal"


@pytest.mark.regel("MV-08")
@pytest.mark.parametrize("feld", ["risiko_notlage", "drohpotenzial"])
def test_a_grave_risk_raises_the_priority_whatever_was_typed(haus: Haus, feld: str) -> None:
    assert haus.record(**{feld: "ja, Stromsperre"}).prioritaet == "erheblich"
    assert haus.record(**{feld: "nein"}).prioritaet == "normal"


@pytest.mark.regel("MH-91")
def test_what_somebody_wants_comes_from_a_list_several_at_once(haus: Haus) -> None:
    wanted = [code.code for code in CODES["begehren_art"]]
    assert len(wanted) == 4
    haus.record(anliegen=({"begehren_art": wanted[0]}, {"begehren_art": " ".join(wanted)}))
    with acting_as(haus.akteur("anna")):
        assert [row.begehren_art for row in Anliegen.select()] == [wanted[0], " ".join(wanted)]
    with pytest.raises(RuleViolation, match="nicht in der Liste"):
        haus.record(anliegen=({"begehren_art": f"{wanted[0]} geld"},))


@pytest.mark.regel("MH-92", "BKW-37")
def test_a_petition_may_come_from_several_and_names_its_body(haus: Haus) -> None:
    vorgang = haus.record(
        art="petition",
        weg="fueb",
        frist_extern=date(2026, 9, 1),
        adressat="petitionsausschuss-bt",
        weitere_petenten="Robin Beispiel\nToni Beispiel",
    )
    assert vorgang.adressat == "petitionsausschuss-bt"
    assert content(haus, vorgang).weitere_petenten == "Robin Beispiel\nToni Beispiel"


@pytest.mark.regel("BKW-50")
def test_an_agreement_is_something_else_than_a_remedy(haus: Haus) -> None:
    vorgang = haus.record(eingangsweg="persoenlich", einvernehmlich_geklaert=True)
    assert (vorgang.einvernehmlich_geklaert, vorgang.abhilfe) == (True, None)


@pytest.mark.regel("BKW-14", "MH-19")
def test_due_and_overdue_cases_are_listed(haus: Haus) -> None:
    for days in (20, 14, 10):
        haus.record(eingang_am=HEUTE - timedelta(days=days))
    with acting_as(haus.akteur("anna")):
        counts = {lage.name: Vorgang.select().where(lage.term(HEUTE)).count() for lage in LAGEN}
    assert (counts["ueberfaellig"], counts["heute"], counts["woche"]) == (1, 1, 1)


@pytest.mark.regel("BKW-07", "BS-04", "MH-45")
@pytest.mark.parametrize("id", sorted(ORDERS))
def test_every_order_sets_a_date_for_a_written_complaint(id: str) -> None:
    order = ORDERS[id]
    fristen = compute_fristen(order, _anlass(order.land))
    assert any(frist.name == "antwort" for frist in fristen)


@pytest.mark.regel("MV-09")
@pytest.mark.parametrize("id", ["marzahn-hellersdorf-2022", "ba-2015"])
def test_two_weeks_are_two_weeks(id: str) -> None:
    antwort = compute_fristen(ORDERS[id], _anlass(ORDERS[id].land))[-1]
    assert antwort.ende_rechnerisch - HEUTE == timedelta(days=14)


def _anlass(land: str | None) -> Fristanlass:
    from models.rules.kalender import Kalender

    return Fristanlass(art="beschwerde", eingang=HEUTE, kalender=Kalender(land or "BE"))


def test_a_dab_is_one_by_its_occasion_even_when_called_otherwise(haus: Haus) -> None:
    called = haus.record(art_wie_bezeichnet="Dienstaufsichtsbeschwerde")
    assert (called.art, called.als_dab_bezeichnet) == ("beschwerde", True)
    assert haus.record(art=DAB).als_dab_bezeichnet is False
