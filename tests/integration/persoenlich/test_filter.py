"""Saved filters: everybody's own, and only what lists can be filtered by."""

import pytest

from models.actions.filter import HOECHSTENS, delete_filter, rename_filter, save_filter
from models.db import acting_as
from models.queries.filter import find_filter, saved_filters
from models.rules.fehler import RuleViolation
from models.rules.kriterien import KRITERIEN, check_kriterien
from models.rules.rechte import SYSTEM
from models.tables import Ereignis, Suchfilter, Vorgang
from tests.haus import JETZT, Haus

EILIG = {"art": "beschwerde", "frist_am_bis": "2026-07-31", "suche": "Kanarienvogel", "status": ""}


def save(haus: Haus, login: str, name: str = "Eilige", kriterien: dict | None = None) -> Suchfilter:
    return save_filter(
        by=haus.akteur(login),
        now=JETZT,
        liste="vorgang",
        name=name,
        kriterien=EILIG if kriterien is None else kriterien,
    )


def names(haus: Haus, login: str) -> list[str]:
    with acting_as(haus.akteur(login)):
        return [row.name for row in saved_filters("vorgang")]


def test_a_filter_comes_back_as_it_was_saved(haus: Haus) -> None:
    saved = save(haus, "anna")
    with acting_as(haus.akteur("anna")):
        (row,) = saved_filters("vorgang")
    assert (row.id, row.name) == (saved.id, "Eilige")
    assert row.kriterien == {name: value for name, value in EILIG.items() if value}


def test_the_same_name_replaces(haus: Haus) -> None:
    save(haus, "anna")
    save(haus, "anna", kriterien={"art": "lob"})
    with acting_as(haus.akteur("anna")):
        assert [row.kriterien for row in saved_filters("vorgang")] == [{"art": "lob"}]


def test_filters_are_in_german_order_and_can_be_renamed(haus: Haus) -> None:
    for name in ("Zuletzt", "Ärger", "Bald"):
        save(haus, "anna", name)
    assert names(haus, "anna") == ["Ärger", "Bald", "Zuletzt"]
    with acting_as(haus.akteur("anna")):
        first = saved_filters("vorgang")[0]
    rename_filter(by=haus.akteur("anna"), now=JETZT, filter_id=first.id, name="  Zu   spät ")
    assert names(haus, "anna") == ["Bald", "Zu spät", "Zuletzt"]
    with pytest.raises(RuleViolation, match="schon gespeichert"):
        rename_filter(by=haus.akteur("anna"), now=JETZT, filter_id=first.id, name="Bald")


def test_nobody_sees_changes_or_deletes_a_foreign_filter(haus: Haus) -> None:
    saved = save(haus, "anna")
    assert names(haus, "greta") == []
    greta = haus.akteur("greta")
    for attempt in (
        lambda: rename_filter(by=greta, now=JETZT, filter_id=saved.id, name="Meiner"),
        lambda: delete_filter(by=greta, now=JETZT, filter_id=saved.id),
    ):
        with pytest.raises(Suchfilter.DoesNotExist):
            attempt()
    with acting_as(greta), pytest.raises(Suchfilter.DoesNotExist):
        find_filter(saved.id)
    assert names(haus, "anna") == ["Eilige"]


def test_two_people_may_use_the_same_name(haus: Haus) -> None:
    save(haus, "anna")
    save(haus, "greta", kriterien={"art": "lob"})
    assert names(haus, "anna") == names(haus, "greta") == ["Eilige"]


def test_a_deleted_filter_is_gone(haus: Haus) -> None:
    saved = save(haus, "anna")
    delete_filter(by=haus.akteur("anna"), now=JETZT, filter_id=saved.id)
    assert names(haus, "anna") == []


def test_the_log_tells_of_a_filter_not_what_is_looked_for(haus: Haus) -> None:
    save(haus, "anna", "Fall Zeisig")
    with acting_as(SYSTEM):
        log = "".join(event.name + event.daten for event in Ereignis.select())
    assert "suchfilter_saved" in log
    assert "Kanarienvogel" not in log
    assert "Zeisig" not in log


@pytest.mark.parametrize(
    "kriterien",
    [
        {},
        {"art": ""},
        {"password": "x"},
        {"art": "lob' OR 1=1"},
        {"einheit": "-1"},
        {"einheit": "9" * 11},
        {"frist_am_von": "gestern"},
        {"frist_am_von": "0001-01-01"},
        {"suche": "x" * 201},
        {"suche": "a\x00b"},
        {"art": ["lob"]},
    ],
)
def test_only_what_lists_can_be_filtered_by_is_kept(haus: Haus, kriterien: dict) -> None:
    with pytest.raises(RuleViolation):
        save(haus, "anna", kriterien=kriterien)
    assert names(haus, "anna") == []


@pytest.mark.parametrize("name", ["", "   ", "x" * 81, "a\x00b"])
def test_a_filter_needs_a_name(haus: Haus, name: str) -> None:
    with pytest.raises(RuleViolation, match="Namen"):
        save(haus, "anna", name)


@pytest.mark.regel("MV-06")
def test_a_filter_is_not_named_after_a_kind_of_person(haus: Haus) -> None:
    with pytest.raises(RuleViolation, match="beschreibt eine Person"):
        save(haus, "anna", "Unsere Querulanten")


def test_another_list_has_no_filters() -> None:
    with pytest.raises(RuleViolation, match="Liste"):
        check_kriterien("konto", {"art": "lob"})


def test_thirty_filters_are_enough(haus: Haus) -> None:
    for number in range(HOECHSTENS):
        save(haus, "anna", f"Filter {number}")
    with pytest.raises(RuleViolation, match="erst einen löschen"):
        save(haus, "anna", "Noch einer")
    save(haus, "anna", "Filter 7", {"art": "lob"})


def test_the_machine_keeps_no_filters(haus: Haus) -> None:
    with pytest.raises(RuleViolation, match="Konto"):
        save_filter(by=SYSTEM, now=JETZT, liste="vorgang", name="x", kriterien={"art": "lob"})


def test_every_criterion_names_a_field_or_is_known() -> None:
    fields = set(Vorgang._meta.fields) | {"ansicht", "suche", "kategorie"}
    names_ = {name.removesuffix("_von").removesuffix("_bis") for name in KRITERIEN["vorgang"]}
    assert names_ <= fields
