"""Lines of a PDF become paragraphs again, so that two Fassungen differ where their words do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.pdftext import join_lines

BRIEF = """Wir haben mit der Mitarbeiterin gesprochen. Das Gespräch sollte anders laufen. Dafür
entschuldigen wir uns.
Wir haben im Team vereinbart, wie wir fragen.
"""


def test_a_full_line_goes_on_and_a_short_one_ends() -> None:
    first, second, third = BRIEF.splitlines()
    assert list(join_lines(BRIEF)) == [f"{first} {second}", third]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kundenreaktionsma\u00ad\nnagement", ["Kundenreaktionsmanagement"]),
        (
            "Wir haben heute über den Bewilligungsbe-\nscheid gesprochen.",
            ["Wir haben heute über den Bewilligungsbescheid gesprochen."],
        ),
        (
            "Wir schreiben Ihnen morgen eine kurze E-\nMail dazu.",
            ["Wir schreiben Ihnen morgen eine kurze E-Mail dazu."],
        ),
        (
            "Wir sprachen heute über die Kranken-\nund Pflegeversicherung.",
            ["Wir sprachen heute über die Kranken- und Pflegeversicherung."],
        ),
        ("Lindenweg 12\n12345 Lindenau", ["Lindenweg 12", "12345 Lindenau"]),
        ("Seite eins\n\n \n\fSeite zwei\f", ["Seite eins", "Seite zwei"]),
        ("A\u200bK\x00\u202e", ["AK"]),
        ("", []),
    ],
)
def test_ends_of_lines_pages_and_words(text: str, expected: list[str]) -> None:
    assert list(join_lines(text)) == expected


@given(st.text("ab-\u00ad \n\f.", max_size=200))
def test_no_letter_is_lost(text: str) -> None:
    found = "".join(join_lines(text))
    assert [sign for sign in found if sign in "ab."] == [sign for sign in text if sign in "ab."]
