"""Folding words for the search: what people type finds what people wrote."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.volltext import ask, fold, index_text, squeeze, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ÄRGER", "Ärger"),
        ("Aerger", "ärger"),
        ("Müller", "MUELLER"),
        ("Müller", "muller"),
        ("Straße", "STRASSE"),
        ("Łukasz", "lukasz"),
        ("Đorđević", "dordevic"),
        ("Søren", "Soeren"),
        ("café", "cafe\u0301"),
    ],
)
def test_spellings_of_one_word_are_one_word(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_different_words_stay_different() -> None:
    assert len({fold(word) for word in ("Ärger", "Arges", "Bürger", "Berger")}) == 4


def test_anything_but_letters_and_digits_separates() -> None:
    assert words("KRM-2026-00123: o'Brien_x@post.example\x00!") == [
        *("krm", "2026", "00123", "o", "brien", "x", "post", "example")
    ]


def test_an_index_holds_each_word_once_and_no_sentence() -> None:
    assert index_text(["Zeit und Geld", None, "Geld und Zeit", ""]) == "geld und zeit"


def test_a_number_is_one_word_however_it_is_grouped() -> None:
    assert squeeze("955 D 123456") == squeeze("955D123456") == "955d123456"
    assert squeeze(None) == ""


def test_the_last_word_of_a_question_comes_last_also_when_it_is_said_twice() -> None:
    assert ask("Geld Bescheid geld").woerter == ("bescheid", "geld")
    assert not ask(" %_*'\"() ")
    assert "bescheid" not in repr(ask("Bescheid"))


LETTERS = st.text("abeouäöüßÄÖÜéçñøłæœđAEOU7", max_size=12)


@given(LETTERS, st.integers(0, 12))
def test_the_beginning_of_a_word_is_the_beginning_of_its_folded_form(word: str, cut: int) -> None:
    assert fold(word).startswith(fold(word[:cut]))


@given(st.text())
def test_a_question_is_made_of_letters_and_digits_only(text: str) -> None:
    frage = ask(text)
    assert all(word.isalnum() for word in frage.woerter)
    assert len(frage.woerter) <= 32


@given(st.text(max_size=200))
def test_every_word_of_a_text_is_in_its_index(text: str) -> None:
    assert set(ask(text).woerter) <= set(index_text([text]).split())
