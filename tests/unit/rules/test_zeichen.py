"""What a reader sees of a text, and what is there for machines only."""

import pytest

from models.rules.zeichen import is_blank


@pytest.mark.parametrize(
    "text",
    ["", " \n\t", "\u00a0", "\u200b", "\ud7ff", "\x1c", "\u00ad", "\ufe0f", "\ue000 \U000e0041"],
)
def test_nobody_sees_anything_in_it(text: str) -> None:
    assert is_blank(text)


@pytest.mark.parametrize("text", ["a", "\u200b.", "٣", "\U0001f600\ufe0f", "Straßen\u00adbahn"])
def test_somebody_sees_something_in_it(text: str) -> None:
    assert not is_blank(text)
