"""Textbausteine: gaps and nothing but gaps, and what each letter must say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.etiketten import find_labels
from models.rules.fehler import RuleViolation
from models.rules.platzhalter import Luecke, check_gaps, fill_gaps, names_in, split_text
from models.rules.schreiben import (
    BAUSTEIN,
    BETREFF,
    PLATZHALTER,
    SCHREIBEN,
    TEXT,
    check_baustein,
    load_bausteine,
    paragraphs,
)

PIECES = st.lists(st.sampled_from(["{{name}}", "{{", "}}", "{%", "a", " ", "{", "}", "\n", "ä"]))


@given(PIECES.map("".join))
def test_splitting_loses_nothing(text: str) -> None:
    parts = [f"{{{{{p.name}}}}}" if isinstance(p, Luecke) else p for p in split_text(text)]
    assert "".join(parts) == text


@given(st.text())
def test_a_value_is_never_read_again(value: str) -> None:
    assert fill_gaps("<{{name}}|{{name}}>", {"name": value or "x"}) == (
        f"<{value or 'x'}|{value or 'x'}>"
    )
    assert fill_gaps("{{name}}", {"name": "{{geheim}}", "geheim": "y"}) == "{{geheim}}"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{{kundennummer}}", "„kundennummer“ gibt es hier nicht; möglich: abgabe_am"),
        ("{{ anrede }}", "„{{“ ist kein Platzhalter"),
        ("{{anrede", "„{{“ ist kein Platzhalter"),
        ("anrede}}", "„}}“ ist kein Platzhalter"),
        ("{{7*7}}", "„{{“ ist kein Platzhalter"),
        ("{{anrede.__class__}}", "„{{“ ist kein Platzhalter"),
        ("{% for x in y %}", "„{%“ ist kein Platzhalter"),
        ("{# still #}", "„{#“ ist kein Platzhalter"),
    ],
)
def test_only_known_gaps_may_be_saved(text: str, words: str) -> None:
    with pytest.raises(RuleViolation) as violation:
        check_gaps(text, PLATZHALTER)
    assert words in violation.value.satz


def test_a_gap_without_a_value_is_named() -> None:
    with pytest.raises(RuleViolation, match="„grund“ fehlt") as violation:
        fill_gaps("{{grund}}", {"grund": ""})
    assert violation.value.feld == "grund"


@pytest.mark.regel("BKW-21")
def test_a_confirmation_names_who_works_on_it() -> None:
    with pytest.raises(RuleViolation, match="fehlt: {{bearbeitende_stelle}}"):
        check_baustein("eingangsbestaetigung", TEXT, "Ihre Nachricht vom {{eingang_am}} ist da.")


@pytest.mark.regel("BKW-22")
def test_a_zwischennachricht_names_reason_state_and_new_date() -> None:
    with pytest.raises(RuleViolation, match="fehlt: {{neuer_termin}}, {{stand}}"):
        check_baustein("zwischennachricht", TEXT, "Es dauert wegen {{grund}}.")


@pytest.mark.regel("MH-49")
def test_a_mitteilung_zur_erledigung_refers_to_the_talk() -> None:
    with pytest.raises(RuleViolation, match="fehlt: {{gespraech_am}}"):
        check_baustein("erledigung", TEXT, "Geklärt: {{antwort}}")


@pytest.mark.regel("MV-06")
@pytest.mark.parametrize(
    "text", ["Sie sind ein Querulant.", "unsere DAUERKUNDIN", "notorischer Nörgler"]
)
def test_a_label_on_a_person_is_refused_in_a_textbaustein(text: str) -> None:
    with pytest.raises(RuleViolation, match="nicht ihr Anliegen") as violation:
        check_baustein(BAUSTEIN, "Probe", text)
    assert violation.value.regel == "MV-06"


@pytest.mark.parametrize("text", ["Kundin", "Dauer der Bearbeitung", "Beschwerdeführerin", "Kunde"])
def test_words_about_the_concern_are_no_labels(text: str) -> None:
    assert find_labels(text) == []


@pytest.mark.parametrize("values", [("gibt-es-nicht", TEXT, "x"), ("antwort", " ", "x")])
def test_a_kind_that_does_not_exist_or_an_empty_name_is_refused(values: tuple[str, ...]) -> None:
    with pytest.raises(RuleViolation):
        check_baustein(*values)


@pytest.mark.regel("MH-55")
def test_every_letter_has_a_subject_and_a_text() -> None:
    delivered = {(b.schreiben, b.name) for b in load_bausteine()}
    assert {(s, name) for s in SCHREIBEN if s != BAUSTEIN for name in (BETREFF, TEXT)} <= delivered


def test_every_placeholder_is_used_or_may_be() -> None:
    used = set().union(*(names_in(b.text) for b in load_bausteine()))
    assert used <= set(PLATZHALTER)


def test_paragraphs_end_at_blank_lines_and_keep_line_breaks() -> None:
    assert paragraphs("\r\n a\nb \n\n\n c\n") == ("a\nb", "c")
