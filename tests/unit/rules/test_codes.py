"""Code lists: every spelling finds its code, nothing is ambiguous."""

import pytest

from models.rules import codes
from models.rules.codes import CODES, KATEGORIEN, bezeichnung, choices, resolve
from models.rules.fehler import RuleViolation

ALLE = [code for liste in CODES.values() for code in liste]


@pytest.mark.parametrize("code", ALLE, ids=lambda code: f"{code.feld}-{code.code}")
def test_code_label_and_alias_lead_to_the_code_in_any_case(code: codes.Code) -> None:
    for text in (code.code, code.bezeichnung, *code.aliase):
        for written in (text, text.upper(), f"  {text.lower()} "):
            assert resolve(code.feld, written) == code.code
    assert bezeichnung(code.feld, code.code) == code.bezeichnung
    assert (code.code, code.bezeichnung) in choices(code.feld)


def test_umlauts_may_be_written_out() -> None:
    assert resolve("kategorie", "Raeume/Wartezone") == "raeume-wartezone"
    assert resolve("ergebnisart", "BEGRÜNDET") == "begruendet"


def test_an_unknown_value_names_the_allowed_ones() -> None:
    with pytest.raises(RuleViolation, match="erlaubt sind: ganz, teilweise") as violation:
        resolve("abhilfe", "vielleicht")
    assert violation.value.feld == "abhilfe"


def test_an_unknown_list_and_an_unknown_code_are_errors() -> None:
    for call in (lambda: choices("farbe"), lambda: bezeichnung("art", "rot")):
        with pytest.raises(RuleViolation):
            call()


def test_no_code_stands_twice_in_a_list() -> None:
    assert len({(code.feld, code.code) for code in ALLE}) == len(ALLE)


@pytest.mark.regel("MH-68")
def test_there_are_exactly_four_ergebnisarten() -> None:
    assert [label for _, label in choices("ergebnisart")] == [
        "begründet",
        "unbegründet",
        "kein KRM",
        "nicht bewertbar",
    ]


@pytest.mark.regel("MH-29", "MV-04")
def test_every_way_in_is_there() -> None:
    ways = {code for code, _ in choices("eingangsweg")}
    assert ways >= {
        "persoenlich",
        "schriftlich",
        "telefonisch",
        "meinungskarte",
        "digital",
        "e-mail",
        "kontaktformular",
    }


@pytest.mark.regel("MV-05")
def test_customers_are_grouped_only_as_the_parliament_was_told() -> None:
    groups = {code for code, _ in choices("kundengruppe")}
    assert groups == {"arbeitnehmer", "arbeitgeber", "institution", "vertretung", "unbekannt"}
    assert {code for code, _ in choices("personengruppe")} == {"keine", "unter-25", "ueber-50"}


@pytest.mark.regel("MV-06")
def test_no_list_has_a_word_for_a_difficult_person() -> None:
    words = " ".join(f"{code.code} {code.bezeichnung} {code.aliase}" for code in ALLE).lower()
    for word in ("querulant", "dauerkunde", "stammkunde", "schwierig", "nörgler", "problemkunde"):
        assert word not in words


@pytest.mark.regel("BKW-30")
def test_an_anliegen_has_one_of_three_top_classes() -> None:
    assert {code for code, _ in choices("oberklasse")} == {
        "fehlverhalten",
        "fachliche-entscheidung",
        "ablauforganisation",
    }


@pytest.mark.regel("BKW-02")
def test_the_service_topics_can_be_expressed() -> None:
    assert set(KATEGORIEN) >= {
        "erreichbarkeit-telefon",
        "telefonverhalten",
        "anliegensklaerung",
        "schriftverkehr",
        "raeume-wartezone",
        "besucherleitsystem-aushaenge",
        "gebaeude-aussenbereiche",
    }


@pytest.mark.regel("MH-13", "BKW-18")
def test_petition_and_eingabe_are_two_kinds_with_their_addressees() -> None:
    arten = {code for code, _ in choices("art")}
    assert arten >= {"beschwerde", "dienstaufsichtsbeschwerde", "petition", "eingabe", "hinweis"}
    adressaten = {code for code, _ in choices("adressat")}
    assert adressaten >= {"petitionsausschuss-bt", "petitionsausschuss-agh", "bmas"}
    assert adressaten >= {"landesregierung", "buergerbeauftragte-r"}


def test_every_kategorie_has_its_group_and_known_proposals() -> None:
    assert set(KATEGORIEN) == {code for code, _ in choices("kategorie")}
    for kategorie in KATEGORIEN.values():
        assert kategorie.gruppe
        assert kategorie.leistungstraeger in codes.LEISTUNGSTRAEGER
        for feld in ("oberklasse", "anliegenart"):
            proposal = getattr(kategorie, feld)
            assert proposal is None or bezeichnung(feld, proposal)


def test_the_kommune_carries_housing_education_and_16a() -> None:
    kommunal = {k.code for k in KATEGORIEN.values() if k.leistungstraeger == "kommunal"}
    assert kommunal == {
        "kosten-der-unterkunft",
        "bildung-und-teilhabe",
        "leistungen-16a-sgb-ii",
    }


def test_groups_hold_every_kategorie_once() -> None:
    options = [code for _, group in codes.kategorie_groups() for code, _ in group]
    assert sorted(options) == sorted(KATEGORIEN)
