"""Two Fassungen compared: every word of both is there once, and a trap does not take forever."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.demo.schriftstuecke import make_docx, make_pdf
from models.rules.fehler import RuleViolation
from models.rules.textauszug import HOECHSTENS_ZEICHEN, extract_text
from models.rules.unterschied import ENTFALLEN, GLEICH, NEU, Absatz, compare_texts

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_WORTE = st.lists(st.sampled_from(["Frist", "Antrag", "lag", "wir", "prüfen"]), min_size=1).map(
    " ".join
)
_TEXTE = st.lists(_WORTE, max_size=8)


def _side(absaetze: tuple[Absatz, ...], art: str) -> list[str]:
    """The words of one of the two texts."""
    return " ".join(
        text for a in absaetze for teil, text in a.teile if teil in (GLEICH, art)
    ).split()


@given(_TEXTE, _TEXTE)
def test_both_texts_can_be_read_out_of_the_comparison(alt: list[str], neu: list[str]) -> None:
    found = compare_texts(alt, neu)
    assert _side(found, ENTFALLEN) == " ".join(alt).split()
    assert _side(found, NEU) == " ".join(neu).split()


@given(_TEXTE)
def test_the_same_text_has_no_difference(text: list[str]) -> None:
    assert all(absatz.art == GLEICH for absatz in compare_texts(text, text))


def test_a_changed_sentence_is_compared_by_word() -> None:
    alt = ("Guten Tag,", "die Bearbeitung dauerte sieben Wochen.", "Wir bedauern das.")
    neu = (
        "Guten Tag,",
        "die Bearbeitung dauerte neun Wochen.",
        "Neu ist dies.",
        "Wir bedauern das.",
    )
    first, changed, added, last = compare_texts(alt, neu)
    assert (first.art, last.art, added.art) == (GLEICH, GLEICH, NEU)
    assert changed.teile == (
        (GLEICH, "die Bearbeitung dauerte"),
        (ENTFALLEN, "sieben"),
        (NEU, "neun"),
        (GLEICH, "Wochen."),
    )


def test_long_texts_of_the_same_words_come_to_an_end() -> None:
    alt = [f"a b {number % 7}" for number in range(2000)]
    neu = [f"b a {number % 5}" for number in range(2000)]
    found = compare_texts(alt, neu)
    assert _side(found, ENTFALLEN) == " ".join(alt).split()


def test_word_and_plain_files_give_their_paragraphs() -> None:
    texts = ("Erster Absatz & mehr", "Zweiter Absatz")
    assert extract_text(io.BytesIO(make_docx(texts)), DOCX) == texts
    plain = io.BytesIO("Erster\r\n\r\n  Zweiter  Satz\r\n".encode("cp1252"))
    assert extract_text(plain, "text/plain") == ("Erster", "Zweiter Satz")


def test_what_was_struck_out_in_word_is_not_part_of_the_text() -> None:
    body = "<w:p><w:r><w:t>bleibt </w:t></w:r><w:del><w:r><w:t>weg</w:t></w:r></w:del></w:p>"
    assert extract_text(io.BytesIO(_packed(body)), DOCX) == ("bleibt",)


@pytest.mark.parametrize(
    ("daten", "medientyp", "satz"),
    [
        (make_pdf(("Text",)), "application/pdf", "Aus PDF liest KRM keinen Text"),
        (b"\x89PNG", "image/png", "Aus Bild"),
        (b"?", "application/x-fremd", "dieser Art von Datei"),
        (b"x" * (5 * HOECHSTENS_ZEICHEN), "text/plain", "zu lang"),
        (b"ab " * HOECHSTENS_ZEICHEN, "text/plain", "zu lang"),
        (b"a\n" * 5000, "text/plain", "zu lang"),
        (b"kein Archiv", DOCX, "beschädigt"),
    ],
)
def test_where_there_is_no_text_it_says_why(daten: bytes, medientyp: str, satz: str) -> None:
    with pytest.raises(RuleViolation, match=satz):
        extract_text(io.BytesIO(daten), medientyp)


_WURZEL = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'


@pytest.mark.parametrize(
    ("xml", "satz"),
    [
        ('<!DOCTYPE w [<!ENTITY a "b">]><w:document/>', "lässt sich nicht"),
        ("<w:document>", "lässt sich nicht"),
        (" " * (9 * 2**20), "zu lang"),
        ("<w:p>" * 3000, "lässt sich nicht"),
        (f"{_WURZEL}{'<w:p/>' * 1_000_000}</w:document>", "zu lang"),
        (f"{_WURZEL}{'<w:r>' * 200}{'<w:p/>' * 100_000}{'</w:r>' * 200}</w:document>", "zu lang"),
    ],
)
def test_a_trap_inside_word_is_refused(xml: str, satz: str) -> None:
    with pytest.raises(RuleViolation, match=satz):
        extract_text(io.BytesIO(_packed(xml, whole=True)), DOCX)


def _packed(body: str, whole: bool = False) -> bytes:
    content = make_docx(("X",))
    with zipfile.ZipFile(io.BytesIO(content)) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    plain = parts["word/document.xml"].decode()
    new = body if whole else plain[: plain.index("<w:p>")] + body + "</w:body></w:document>"
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in {**parts, "word/document.xml": new.encode()}.items():
            archive.writestr(name, text)
    return packed.getvalue()
