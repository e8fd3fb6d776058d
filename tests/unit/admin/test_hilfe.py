"""The help's source: whole, true to the rule catalogue, and the handbook is made of it."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from admin.base import hilfetext
from admin.views.eingangsarten import NACH_NAME
from models.rules.ablauf_datei import load_ablaufwerk
from models.rules.regelwerk import regelwerk_ids
from models.rules.rollen import ROLLEN
from tests.handbuch import GLOSSAR, HANDBUCH, handbook, with_words

KATALOG = Path(__file__).parents[2] / "data" / "regeln.csv"
OHNE_HILFE = {
    "MH-01": "Geschäftszeichen und Verteiler der Weisung: nichts, was jemand in KRM tut.",
    "MH-89": "Inkrafttreten und abgelöste Weisung: das Regelwerk hat ein Gültig-ab.",
    "MH-90": "Nennt nur die Anlagen; sie liegen uns nicht vor.",
    "BKW-49": "Inkrafttreten und Rundmail: das Regelwerk hat ein Gültig-ab.",
    "BS-29": "Inkrafttreten: das Regelwerk hat ein Gültig-ab.",
    "BL-12": "Wie Regionaldirektionen steuern, ist nicht Sache eines Jobcenters.",
    "MV-03": "Auskunft der Landesregierung über sich selbst, keine Regel für das Haus.",
}
BEISPIELE = {"ärger", "ÄRGER", "Querulant"}
"""What help quotes though no screen says it."""
ROOT = Path(__file__).parents[3]
BILDSCHIRM = ("admin/templates", "admin/views", "admin/base", "admin/security", "models")
FESTE_ADRESSEN = {"schritte", "erster-tag", "glossar"}


def _catalogue() -> dict[str, dict[str, str]]:
    with KATALOG.open(encoding="utf-8") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


def _sources() -> Iterator[str]:
    """All that can reach a screen, but the help itself."""
    for folder in BILDSCHIRM:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in {".html", ".py", ".toml", ".csv"} and "hilfe" not in str(path):
                yield path.read_text("utf-8")


def _shown() -> set[str]:
    """Rules that stand on a page of the help or on the first day."""
    tag = hilfetext.erster_tag()
    lists = [tag.regeln, *(teil.regeln for teil in tag.abschnitt)]
    lists += [seite.regeln for seite in hilfetext.seiten().values()]
    return {regel for rules in lists for regel in rules}


def test_every_rule_a_person_must_know_stands_in_the_help_or_has_a_reason() -> None:
    human = {id for id, row in _catalogue().items() if row["pruefbar"] == "H"}
    assert human - _shown() == set(OHNE_HILFE)


def test_every_rule_that_is_shown_has_a_sentence() -> None:
    assert sorted(_shown() - set(hilfetext.regeln())) == []


def test_every_rule_of_a_step_has_a_sentence() -> None:
    cited = {r for id in regelwerk_ids() for s in load_ablaufwerk(id).schritt for r in s.regel}
    assert sorted(cited - set(hilfetext.regeln())) == []


def test_a_rule_names_the_section_that_the_catalogue_names() -> None:
    catalogue = _catalogue()
    wrong = []
    for id, regel in hilfetext.regeln().items():
        if id in catalogue and not regel.quelle.endswith(catalogue[id]["abschnitt"]):
            wrong.append(f"{id}: {regel.quelle} statt {catalogue[id]['abschnitt']}")
    assert wrong == []
    invented = [id for id in hilfetext.regeln() if "-" in id and id not in catalogue]
    assert invented == []


def test_every_step_of_every_order_is_explained_and_no_other() -> None:
    steps = {s.name for id in regelwerk_ids() for s in load_ablaufwerk(id).schritt}
    explained = hilfetext.schrittsaetze()
    assert sorted(steps - set(explained)) == [], "Bitte in admin/hilfe/schritte.toml ergänzen."
    assert sorted(set(explained) - steps) == [], "Diese Schritte gibt es nicht mehr."


def test_every_kind_of_intake_has_a_page_that_is_meant_for_it() -> None:
    keys = {key for seite in hilfetext.seiten().values() for key in seite.fuer}
    assert [art for art in NACH_NAME if f"eingang.form_view/{art}" not in keys] == []


def test_no_screen_has_two_pages() -> None:
    keys = Counter(key for seite in hilfetext.seiten().values() for key in seite.fuer)
    names = Counter(seite.name for teil in hilfetext.kapitel() for seite in teil.seite)
    assert [key for key, number in (keys + names).items() if number > 1] == []
    assert not FESTE_ADRESSEN & set(names)


def test_every_role_has_its_first_day() -> None:
    described = Counter(r for teil in hilfetext.erster_tag().abschnitt for r in teil.rollen)
    assert described == Counter(list(ROLLEN))


def test_the_words_of_the_glossary_are_explained_once() -> None:
    names = Counter(wort.name for wort in hilfetext.glossar())
    assert [name for name, number in names.items() if number > 1] == []


@pytest.mark.parametrize("name", sorted(hilfetext.seiten()))
def test_a_page_says_what_to_do_and_what_helps_when_it_fails(name: str) -> None:
    seite = hilfetext.seiten()[name]
    assert seite.tun
    assert seite.fehler
    for satz in (seite.wozu, *(t.satz for t in seite.tun), *(f.rat for f in seite.fehler)):
        assert satz.endswith((".", "?", "“")), satz
        assert "  " not in satz
        assert satz.count("„") == satz.count("“"), satz


def test_what_the_help_quotes_is_what_screens_say() -> None:
    said = "".join(_sources())
    pages = hilfetext.seiten().values()
    told = [text for s in pages for text in (s.wozu, *(tun.satz for tun in s.tun))]
    told += [text for s in pages for f in s.fehler for text in (f.was, f.rat)]
    told += [p.wie for teil in hilfetext.erster_tag().abschnitt for p in teil.punkt]
    told += hilfetext.schrittsaetze().values()
    quoted = {quote for text in told for quote in re.findall("„([^“]*)“", text)} - BEISPIELE
    assert sorted(q for q in quoted if not all(w.strip(" .") in said for w in q.split("…"))) == []


def test_sentences_are_short() -> None:
    texts = [seite.wozu for seite in hilfetext.seiten().values()]
    texts += [tun.satz for seite in hilfetext.seiten().values() for tun in seite.tun]
    texts += [regel.satz for regel in hilfetext.regeln().values()]
    texts += hilfetext.schrittsaetze().values()
    long = [s for text in texts for s in re.split(r"(?<=[.?:;]) ", text) if len(s.split()) > 24]
    assert long == []


def test_the_handbook_says_what_the_help_says() -> None:
    assert HANDBUCH.read_text("utf-8") == handbook(), "python -m tests.handbuch schreibt es neu"


def test_the_glossary_says_what_the_help_says() -> None:
    text = GLOSSAR.read_text("utf-8")
    assert text == with_words(text), "python -m tests.handbuch schreibt die Tabelle neu"


def test_a_kind_of_a_screen_has_its_own_help_and_an_unknown_kind_that_of_the_screen() -> None:
    for arguments, name in (
        ({"art": "lob"}, "eingang-lob"),
        ({"art": "unbekannt"}, "eingang-beschwerde"),
        ({}, "eingang-beschwerde"),
    ):
        seite = hilfetext.page_for("eingang.form_view", arguments)
        assert seite is not None
        assert seite.name == name
    assert hilfetext.page_for(None) is None
    assert hilfetext.page_for("gibt.es.nicht") is None
