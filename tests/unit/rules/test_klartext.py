"""Plain words: what is marked, what is left alone, and that we keep to it ourselves."""

import re

import pytest

from models.rules.klartext import ARTEN, check_klartext, sentences
from models.rules.schreiben import load_bausteine


def found(text: str) -> list[tuple[str, str]]:
    return [(befund.art, befund.stelle) for befund in check_klartext(text)]


@pytest.mark.regel("MH-53")
@pytest.mark.parametrize(
    ("text", "art", "stelle"),
    [
        ("Bringen Sie z. B. Ihren Ausweis mit.", "abkuerzung", "z. B."),
        ("Bringen Sie z.B. Ihren Ausweis mit.", "abkuerzung", "z.B."),
        ("Wir melden uns ggf. noch einmal.", "abkuerzung", "ggf."),
        ("Ihr Antrag beim BMAS liegt vor.", "abkuerzung", "BMAS"),
        ("Hiermit schreiben wir Ihnen.", "wort", "Hiermit"),
        ("Wir wollen Sie in Kenntnis\nsetzen.", "wort", "in Kenntnis\nsetzen"),
        ("Der Antragstellerin schreiben wir.", "wort", "Antragstellerin"),
    ],
)
def test_abbreviations_and_office_words_are_marked_with_another_word(
    text: str, art: str, stelle: str
) -> None:
    (befund,) = check_klartext(text)
    assert (befund.art, befund.stelle) == (art, stelle)
    assert text[befund.start : befund.ende] == stelle
    assert befund.vorschlag


@pytest.mark.parametrize(
    "text",
    [
        "Ihr Brief vom 14.07.2026 ist da. Danke!",
        "Die Nummer ist KRM-2026-00001.",
        "Das regelt das Kundenreaktionsmanagement (KRM). Das KRM hilft Ihnen.",
        "Wir haben die Sache geprüft.",
        "Bitte kommen Sie in Zimmer 3. Dort warten wir.",
        "Der Gemäßigte wohnt in der Lautstraße.",
    ],
)
def test_plain_german_is_left_alone(text: str) -> None:
    assert found(text) == []


@pytest.mark.regel("MH-53")
def test_a_long_sentence_is_marked_with_its_length() -> None:
    twenty = "Wir haben " + "sehr " * 17 + "gewartet."
    assert found(twenty) == []
    (befund,) = check_klartext("Kurz. " + twenty.replace("sehr", "sehr sehr", 1))
    assert (befund.art, befund.start) == ("langer-satz", 6)
    assert "21 Wörter" in befund.vorschlag


@pytest.mark.regel("MH-53")
def test_nouns_made_of_verbs_are_marked_where_they_pile_up() -> None:
    assert found("Die Prüfung der Bewilligung dauert.") == []
    (befund,) = check_klartext("Nach Durchführung der Überprüfung der Bewilligung antworten wir.")
    assert befund.art == "nominalstil"
    assert "Durchführung, Überprüfung, Bewilligung" in befund.vorschlag


def test_dates_numbers_and_abbreviations_do_not_end_a_sentence() -> None:
    text = (
        "Am 3. Mai kam z. B. Ihr Brief. Er lag bis 24. Juni. „Das war falsch.“ Wir\nbedauern das."
    )
    assert [satz for _, satz in sentences(text)] == [
        "Am 3. Mai kam z. B. Ihr Brief.",
        "Er lag bis 24. Juni.",
        "„Das war falsch.",
        "Wir\nbedauern das.",
    ]
    assert all(text[start : start + len(satz)] == satz for start, satz in sentences(text))


@pytest.mark.regel("MH-53", "MH-55")
@pytest.mark.parametrize("baustein", load_bausteine(), ids=lambda b: f"{b.schreiben}-{b.name}")
def test_our_own_textbausteine_are_plain(baustein: object) -> None:
    text = re.sub(r"\{\{\w+\}\}", "Muster", baustein.text)  # type: ignore[attr-defined]
    assert found(text) == []


@pytest.mark.regel("MH-54")
def test_there_are_words_of_regret_and_of_understanding_to_insert() -> None:
    names = {b.name for b in load_bausteine() if b.schreiben == "baustein"}
    assert {"Entschuldigung", "Verständnis"} <= names


@pytest.mark.regel("MH-53")
@pytest.mark.parametrize(
    ("text", "stelle", "partizip"),
    [
        ("Ihr Antrag wird am Montag geprüft.", "wird am Montag geprüft", "geprüft"),
        ("Wir bedauern, dass Ihr Antrag abgelehnt wurde.", "abgelehnt wurde", "abgelehnt"),
        ("Die Unterlagen sind übersandt worden.", "übersandt worden", "übersandt"),
        ("Ihr Antrag kann nicht bearbeitet werden.", "bearbeitet werden", "bearbeitet"),
        ("Das wird von Amt und Träger bezahlt.", "wird von Amt und Träger bezahlt", "bezahlt"),
        ("Sie werden gebeten, zu kommen.", "werden gebeten", "gebeten"),
        ("Der Bescheid wurde aufgehoben und neu erlassen.", "wurde aufgehoben", "aufgehoben"),
        ("Über Ihren Antrag wird noch entschieden.", "wird noch entschieden", "entschieden"),
        ("Der Betrag wird Ihnen überwiesen.", "wird Ihnen überwiesen", "überwiesen"),
    ],
)
def test_the_passive_is_marked_and_asks_who_acts(text: str, stelle: str, partizip: str) -> None:
    (befund,) = check_klartext(text)
    assert (befund.art, befund.stelle) == ("passiv", stelle)
    assert text[befund.start : befund.ende] == stelle
    assert "wer handelt" in befund.vorschlag
    assert partizip in befund.vorschlag


@pytest.mark.parametrize(
    "text",
    [
        "Wir werden Ihren Antrag prüfen.",
        "Wir werden Sie informieren, sobald der Brief eingegangen ist.",
        "Wir werden darauf eingehen.",
        "Wir werden den Antrag genehmigen.",
        "Sie werden das Geld erhalten.",
        "Es wird kalt. Sie werden 18 Jahre alt. Der Fall wird bekannt.",
        "Wir haben Ihren Antrag geprüft.",
        "Das Amt wird das Geld überwiesen haben.",
        "Wir werden uns bemühen und haben schon begonnen.",
        "Wer krank wird und Hilfe bekommt, meldet sich.",
    ],
)
def test_the_future_and_other_clauses_are_no_passive(text: str) -> None:
    assert found(text) == []


def test_every_kind_of_finding_has_a_name() -> None:
    text = (
        "Der Antrag wird geprüft. Hiermit ggf. "
        + "Durchführung der Prüfung und der Bewilligung " * 4
        + "."
    )
    assert {art for art, _ in found(text)} == set(ARTEN)
