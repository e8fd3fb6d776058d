"""The field catalogue: a label of its own and a protection class for every field."""

import pytest

from models.rules.felder import BESCHRIFTUNGEN, FELDER, feld


def test_no_two_fields_share_a_label() -> None:
    labels = [item.bezeichnung for item in FELDER.values()]
    assert len(set(labels)) == len(labels) == 116


def test_every_field_has_one_protection_class() -> None:
    assert {item.schutz for item in FELDER.values()} == set("ABCD")


@pytest.mark.parametrize("name", ["name", "kontakt", "anliegen_text", "ursache", "ablage_verweis"])
def test_free_text_and_what_identifies_a_person_is_class_a(name: str) -> None:
    assert feld(name).schutz == "A"


@pytest.mark.parametrize("name", ["erfasst_von", "verantwortlich", "zustaendige_tl"])
def test_an_account_is_class_b(name: str) -> None:
    assert feld(name).schutz == "B"


def test_derived_fields_are_open_to_reports() -> None:
    derived = [item for item in FELDER.values() if item.gruppe.startswith("L ")]
    assert len(derived) == 7
    assert {item.schutz for item in derived} == {"C"}


def test_labels_of_their_own_belong_to_fields() -> None:
    assert set(BESCHRIFTUNGEN) <= set(FELDER)


def test_an_unknown_field_is_named() -> None:
    with pytest.raises(KeyError, match="farbe"):
        feld("farbe")
