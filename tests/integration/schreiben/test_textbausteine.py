"""Who keeps the Textbausteine, and how one wording follows the other."""

from datetime import date

import pytest

from models.actions.textbausteine import (
    Fassung,
    close_textbaustein,
    save_textbaustein,
    seed_textbausteine,
)
from models.db import acting_as
from models.queries.schreiben import valid_textbausteine
from models.rules.fehler import RuleViolation
from models.rules.rechte import SYSTEM
from models.rules.schreiben import load_bausteine
from models.tables import Ereignis, StaleVersion, Textbaustein
from tests.haus import HEUTE, JETZT, Haus

NEU = Fassung("dankeschreiben", "text", "{{anrede}}, herzlichen Dank!", HEUTE)


def texts(haus: Haus, on: date = HEUTE) -> dict[tuple[str, str], str]:
    with acting_as(haus.akteur("bernd")):
        return valid_textbausteine(on)


@pytest.mark.regel("MH-55")
def test_what_is_delivered_is_there_for_everybody_and_seeded_once(haus: Haus) -> None:
    assert texts(haus)["antwort", "betreff"].startswith("Unsere Antwort")
    with acting_as(SYSTEM):
        assert seed_textbausteine(by=SYSTEM, now=JETZT) == len(load_bausteine())
        assert seed_textbausteine(by=SYSTEM, now=JETZT) == 0


def test_a_new_wording_counts_from_its_day_and_the_old_one_stays_readable(haus: Haus) -> None:
    seed_textbausteine(by=SYSTEM, now=JETZT)
    before = texts(haus)["dankeschreiben", "text"]
    row = save_textbaustein(by=haus.akteur("anna"), now=JETZT, fassung=NEU)
    assert texts(haus)["dankeschreiben", "text"] == NEU.text
    assert texts(haus, date(2026, 7, 14))["dankeschreiben", "text"] == before
    with acting_as(SYSTEM):
        names = [event.name for event in Ereignis.select().order_by(Ereignis.id.desc()).limit(2)]
    assert names == ["textbaustein_added", "textbaustein_closed"]
    assert row.gueltig_bis is None


def test_a_wording_of_the_same_day_is_corrected_in_place(haus: Haus) -> None:
    anna = haus.akteur("anna")
    first = save_textbaustein(by=anna, now=JETZT, fassung=NEU)
    again = Fassung(NEU.schreiben, NEU.name, "{{anrede}}, vielen Dank!", HEUTE)
    second = save_textbaustein(by=anna, now=JETZT, fassung=again)
    assert (first.id, second.version, second.text) == (second.id, 2, again.text)


@pytest.mark.parametrize("login", ["bernd", "dora", "adam"])
def test_only_the_front_office_keeps_them(haus: Haus, login: str) -> None:
    with pytest.raises(RuleViolation, match="Textbausteine pflegen"):
        save_textbaustein(by=haus.akteur(login), now=JETZT, fassung=NEU)


@pytest.mark.parametrize(
    ("text", "words"), [("{{ 7*7 }}", "kein Platzhalter"), ("Sie Querulant!", "beschreibt")]
)
def test_a_wrong_text_is_not_saved(haus: Haus, text: str, words: str) -> None:
    wrong = Fassung(NEU.schreiben, NEU.name, text, HEUTE)
    with pytest.raises(RuleViolation, match=words):
        save_textbaustein(by=haus.akteur("anna"), now=JETZT, fassung=wrong)
    with acting_as(SYSTEM):
        assert Textbaustein.select().count() == 0


def test_a_delivered_wording_is_not_rewritten_in_the_past(haus: Haus) -> None:
    seed_textbausteine(by=SYSTEM, now=JETZT)
    rewritten = Fassung(NEU.schreiben, NEU.name, NEU.text, date(2020, 1, 1))
    with pytest.raises(RuleViolation, match="frühestens ab heute"):
        save_textbaustein(by=haus.akteur("anna"), now=JETZT, fassung=rewritten)


def test_nobody_writes_over_a_wording_she_has_not_seen(haus: Haus) -> None:
    anna = haus.akteur("anna")
    row = save_textbaustein(by=anna, now=JETZT, fassung=NEU)
    seen = (row.id, row.version)
    for text in ("{{anrede}}, erster Text!", "{{anrede}}, zweiter Text!"):
        fassung = Fassung(NEU.schreiben, NEU.name, text, HEUTE, nach=seen)
        if "erster" in text:
            save_textbaustein(by=anna, now=JETZT, fassung=fassung)
            continue
        with pytest.raises(StaleVersion):
            save_textbaustein(by=anna, now=JETZT, fassung=fassung)
    assert texts(haus)["dankeschreiben", "text"] == "{{anrede}}, erster Text!"


def test_the_past_and_a_later_wording_are_not_overtaken(haus: Haus) -> None:
    anna = haus.akteur("anna")
    save_textbaustein(by=anna, now=JETZT, fassung=NEU)
    for day, words in ((date(2026, 7, 1), "frühestens ab heute"), (date(2026, 8, 1), None)):
        fassung = Fassung(NEU.schreiben, NEU.name, NEU.text, day)
        if words is None:
            save_textbaustein(by=anna, now=JETZT, fassung=fassung)
            continue
        with pytest.raises(RuleViolation, match=words):
            save_textbaustein(by=anna, now=JETZT, fassung=fassung)
    between = Fassung(NEU.schreiben, NEU.name, NEU.text, date(2026, 7, 20))
    with pytest.raises(RuleViolation, match="schon eine spätere Fassung"):
        save_textbaustein(by=anna, now=JETZT, fassung=between)


def test_a_baustein_may_end_and_a_letters_text_may_not(haus: Haus) -> None:
    anna = haus.akteur("anna")
    extra = save_textbaustein(
        by=anna, now=JETZT, fassung=Fassung("baustein", "Gruß", "Alles Gute.", HEUTE)
    )
    close_textbaustein(
        by=anna, now=JETZT, textbaustein_id=extra.id, version=1, gueltig_bis=date(2026, 7, 31)
    )
    assert ("baustein", "Gruß") in texts(haus)
    assert ("baustein", "Gruß") not in texts(haus, date(2026, 8, 1))
    letter = save_textbaustein(by=anna, now=JETZT, fassung=NEU)
    with pytest.raises(RuleViolation, match="enden nicht"):
        close_textbaustein(
            by=anna, now=JETZT, textbaustein_id=letter.id, version=1, gueltig_bis=HEUTE
        )
