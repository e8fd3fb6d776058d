"""The proof of rules itself: marks name rules that exist."""

import ast

from tests import regeln


def test_every_mark_and_every_reason_names_an_existing_rule() -> None:
    known, tests, ohne = regeln.load_regeln(), regeln.collect_tests(), regeln.load_ohne_software()
    assert regeln.find_errors(known, tests, ohne) == []


def test_the_catalogue_is_complete() -> None:
    classes = [regel.klasse for regel in regeln.load_regeln().values()]
    assert (classes.count("S"), classes.count("R"), classes.count("H")) == (133, 24, 44)


def test_every_rule_without_software_says_why() -> None:
    assert all(len(grund) > 20 for grund in regeln.load_ohne_software().values())


def test_marks_are_found_on_functions_classes_and_parameters() -> None:
    source = """
@pytest.mark.regel("A-1", "A-2")
def test_one(): ...

@mark.regel("B-1")
class TestTwo: ...

@pytest.mark.parametrize("x", [pytest.param(1, marks=pytest.mark.regel("C-1"))])
def test_three(x): ...

@pytest.mark.other("D-1")
def test_four(): ...
"""
    found = list(regeln._marks(ast.parse(source)))
    assert sorted(found) == [
        ("TestTwo", "B-1"),
        ("test_one", "A-1"),
        ("test_one", "A-2"),
        ("test_three", "C-1"),
    ]


def test_an_unknown_rule_and_a_proven_excuse_are_errors() -> None:
    known = {"A-1": regeln.Regel("A-1", "S", "")}
    assert regeln.find_errors(known, {"Z-9": ["t::x"]}, {})
    assert regeln.find_errors(known, {}, {"Z-9": "kein Grund"})
    assert regeln.find_errors(known, {"A-1": ["t::x"]}, {"A-1": "Grund"})
    assert not regeln.find_errors(known, {"A-1": ["t::x"]}, {})
