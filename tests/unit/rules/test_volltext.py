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


@given(st.text(max_size=60), st.integers(0, 60))
def test_the_beginning_of_a_word_is_the_beginning_of_its_folded_form(text: str, cut: int) -> None:
    for word in words(text):
        assert fold(text).replace(" ", "") or not word
    letters = "".join(char for char in text if char.isalpha())
    assert fold(letters).startswith(fold(letters[:cut])) or _composes(letters, cut)


@given(st.text())
def test_a_question_is_made_of_letters_and_digits_only(text: str) -> None:
    frage = ask(text)
    assert all(word.isalnum() for word in frage.woerter)
    assert len(frage.woerter) <= 32


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    once = index_text([text])
    assert set(words(once)) <= {fold(word) for word in words(text)} | set(words(text))


def _composes(letters: str, cut: int) -> bool:
    """Scripts where a later letter changes the one before (final sigma, Hangul)."""
    return not letters.isascii() and not fold(letters[:cut]).isascii()
