"""Writing an order: every fault with its line, every difference as a sentence, every key told."""

import re
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from models.rules import regelwerk as laden
from models.rules.ablauf_datei import load_ablaufwerk
from models.rules.ablauf_format import Ablaufwerk
from models.rules.ablauf_vergleich import compare_ablaufwerke
from models.rules.fehler import RuleViolation
from models.rules.fristen import Fristanlass, compute_fristen
from models.rules.fundstelle import find_line
from models.rules.regelwerk import find_regelwerk, load_regelwerke, load_succession, regelwerk_on
from models.rules.regelwerk_befunde import check_file
from models.rules.regelwerk_format import Regelwerk
from models.rules.regelwerk_vergleich import ABSCHNITTE, compare_regelwerke
from models.rules.tabelle import Ort

ROOT = Path(__file__).parents[3]
BEISPIEL = ROOT / "docs" / "beispiele" / "jobcenter-sonnenfurt-2027.toml"
ANLEITUNG = ROOT / "docs" / "regelwerk-schreiben.md"
TEXT = BEISPIEL.read_text("utf-8")
MH = load_regelwerke()["marzahn-hellersdorf-2022"]
OHNE_WIRKUNG = {"id", "name", "papier"}


def _check(tmp_path: Path, text: str) -> list[tuple[str, str]]:
    """What is said, with the text of the line it points to."""
    path = tmp_path / BEISPIEL.name
    path.write_text(text, "utf-8")
    regelwerk, befunde = check_file(path)
    assert (regelwerk is None) == bool(befunde)
    return [(text.splitlines()[b.zeile - 1].strip(), b.satz) for b in befunde]


def test_the_example_is_in_order() -> None:
    regelwerk, befunde = check_file(BEISPIEL)
    assert befunde == []
    assert regelwerk is not None
    assert regelwerk.id == BEISPIEL.stem


def test_the_example_knows_the_holidays_of_augsburg() -> None:
    regelwerk = find_regelwerk(str(BEISPIEL))
    anlass = Fristanlass(art="beschwerde", eingang=date(2028, 7, 25))
    (antwort,) = (f for f in compute_fristen(regelwerk, anlass) if f.name == "antwort")
    assert antwort.ende_rechnerisch == date(2028, 8, 8)  # a Tuesday
    assert antwort.faellig_am == date(2028, 8, 9)


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ('land = "BY"', 'land = "XX"', 'land = "XX"', "„land“ kennt „XX“ nicht"),
        ('land = "BY"', 'land = "BE"', 'gemeinde = "Augsburg"  ', "liegt im Land „BY“"),
        ("wochen = 2", "wochen = 2.5", "wochen = 2.5", "[[frist]] Nr. 3: „wochen“ muss"),
        ("wochen = 2", "wochen = 2\nfarbe = 1", "farbe = 1", "„farbe“ gibt es nicht"),
        ('regel = "SF-06"\n', "", "[[frist]]", "[[frist]] Nr. 5: Der Schlüssel „regel“ fehlt"),
        ('schalter = "lob-bestaetigen"', 'schalter = "x"', 'schalter = "x"', "Schalter „x“"),
        ('stufen = ["tl", "gf"]', 'stufen = ["bl"]', 'vorgabe = "tl"', "eine der „stufen“"),
        ('tl = "Teamleitung"', "tl = 3", "[rollen]", "Jeder Eintrag von „rollen“"),
        ("jahre = 3", 'jahre = "drei"', 'jahre = "drei"', "[aufbewahrung]: „jahre“ muss"),
        ("arbeitstage_vorher = 1\n", "arbeitstage_vorher = 4\n", "arbeitstage_vorher = 4",
         "läge aber vor „Zeichnung der Geschäftsführung“"),
        ("gueltig_ab = 2027-01-01", 'gueltig_ab = 2012-01-01\nersetzt = "ba-2015"',
         "gueltig_ab = 2012-01-01", "frühestens ab 14.10.2015"),
        ("gueltig_ab", 'ersetzt = "gibt-es-nicht"\ngueltig_ab', 'ersetzt = "gibt-es-nicht"',
         "gibt es nicht; vorhanden: ba-2015"),
        ('land = "BY"', "land = BY", "land = BY", "Text steht in Anführungszeichen"),
        ('land = "BY"', 'land "BY"', 'land "BY"', "fehlt das Zeichen „=“"),
        ('land = "BY"', 'land = "BY', 'land = "BY', "fehlt ein Anführungszeichen"),
        ('land = "BY"', 'land = "BY"\nland = "BE"', 'land = "BE"', "steht zweimal"),
        ("[rollen]", "[rollen", "[rollen", "TOML"),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_line(
    tmp_path: Path, old: str, new: str, line: str, words: str
) -> None:
    assert old in TEXT
    ((found, satz),) = _check(tmp_path, TEXT.replace(old, new, 1))
    assert found.startswith(line.strip())
    assert words in satz


def test_every_fault_is_told_at_once_in_the_order_of_the_lines(tmp_path: Path) -> None:
    broken = TEXT.replace('ab = "eingang"', 'ab = "abends"').replace('land = "BY"', "land = 3")
    found = _check(tmp_path, broken)
    assert len(found) == 6
    assert found[0][1].startswith("„land“")
    assert [f"Nr. {nr}:" in satz for nr, (_, satz) in enumerate(found[1:], start=1)] == [True] * 5


def test_a_file_that_is_not_there_or_no_text_is_refused_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(RuleViolation, match="lässt sich nicht lesen"):
        check_file(tmp_path / "fehlt.toml")
    path = tmp_path / "bild.toml"
    path.write_bytes(b"\xff\xd8")
    with pytest.raises(RuleViolation, match="nicht in UTF-8"):
        check_file(path)


def test_keys_inside_lists_texts_and_comments_are_no_places() -> None:
    text = (
        'a = [ # b = 1\n  "b = 2",\n]\nc = """\nb = 3\n"""\n[[t.u]]\nb = 4\n[[t.u]]\nb = 5\n'
        "[x]\ny = { b = 6 }\n"
    )
    assert find_line(text, Ort("d", schluessel="a")) == 1
    assert find_line(text, Ort("d", (("t", None), ("u", 2)), "b")) == 10
    assert find_line(text, Ort("d", (("x", None), ("y", None)), "b")) == 12
    assert find_line(text, Ort("d", schluessel="b")) == 1


# Comparing


@pytest.mark.parametrize("regelwerk", load_regelwerke().values(), ids=lambda r: r.id)
def test_an_order_does_not_differ_from_itself(regelwerk: Regelwerk) -> None:
    assert compare_regelwerke(regelwerk, regelwerk) == []


def _some(feld: str) -> Any:
    """A value that one of the orders has there."""
    orders = (*load_regelwerke().values(), find_regelwerk(str(BEISPIEL)))
    return next((value for order in orders if (value := getattr(order, feld))), None)


COMPARED = [f.name for f in fields(Regelwerk) if f.name not in OHNE_WIRKUNG]


@pytest.mark.parametrize("feld", [feld for feld in COMPARED if _some(feld)])
def test_no_key_that_is_added_or_taken_away_goes_unsaid(feld: str) -> None:
    value = _some(feld)
    nothing: Any = {tuple: (), dict: {}, date: date(1999, 1, 1)}.get(type(value))
    if feld == "aufbewahrung":
        nothing = replace(value, jahre=17)
    one, other = replace(MH, **{feld: value}), replace(MH, **{feld: nothing})
    assert compare_regelwerke(one, other)
    assert compare_regelwerke(other, one)


def test_every_key_has_its_sentences() -> None:
    assert {a.feld for a in ABSCHNITTE} == {f.name for f in fields(Regelwerk)} - OHNE_WIRKUNG


def test_a_difference_is_one_sentence_with_before_and_after() -> None:
    rules = [
        replace(rule, kalendertage=None, arbeitstage=10) if rule.name == "antwort" else rule
        for rule in MH.frist
    ]
    assert compare_regelwerke(MH, replace(MH, frist=tuple(rules))) == [
        "Antwort bei Beschwerde, Dienstaufsichtsbeschwerde, Fachaufsichtsbeschwerde, Lob und "
        "Anregung/Idee: bisher 14 Kalendertage ab Eingang (je Vorgang änderbar), künftig "
        "10 Arbeitstage ab Eingang (je Vorgang änderbar)."
    ]


def test_no_code_stands_in_a_difference() -> None:
    orders = load_regelwerke()
    told = compare_regelwerke(
        orders["bernkastel-wittlich-2012"], orders["marzahn-hellersdorf-2022"]
    )
    assert "Genderform: bisher Kundinnen und Kunden, künftig Kund*innen." in told
    assert not any("erste-antwort" in satz for satz in told)
    assert not any("nur mit dem Schalter „eingangsbestaetigung-ba“" in satz for satz in told)


def test_a_new_source_of_the_same_rule_is_said_too() -> None:
    rules = tuple(replace(rule, stelle="Abschnitt 9") for rule in MH.frist)
    assert compare_regelwerke(MH, replace(MH, frist=rules)) == [
        "Unter „frist“ sind nur Fundstellen oder Namen anders."
    ]


# Succession


def test_an_order_brings_along_what_it_replaces(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    successor = TEXT.replace('land = "BY"', 'ersetzt = "ba-2015"\nland = "BY"')
    for path in laden.ORDNER.glob("*.toml"):
        (tmp_path / path.name).write_text(path.read_text("utf-8"), "utf-8")
    (tmp_path / BEISPIEL.name).write_text(successor, "utf-8")
    monkeypatch.setattr(laden, "ORDNER", tmp_path)
    laden.load_regelwerk.cache_clear()
    try:
        assert [r.id for r in load_succession(BEISPIEL.stem)] == ["ba-2015", BEISPIEL.stem]
        assert regelwerk_on(BEISPIEL.stem, date(2026, 12, 31)).id == "ba-2015"
        assert regelwerk_on(BEISPIEL.stem, date(2027, 1, 1)).id == BEISPIEL.stem
    finally:
        laden.load_regelwerk.cache_clear()


# The manual


def _tables(cls: type, name: str) -> dict[str, list[str]]:
    """Keys by table, nested tables by their own name."""
    found = {name: [item.name for item in fields(cls)]}
    for item in fields(cls):
        if item.metadata["table"]:
            found |= _tables(item.metadata["table"], item.name)
    return found


def _sections() -> dict[str, set[str]]:
    """What stands in backticks at the start of a row, by the table its heading names."""
    parts = re.split(r"^## (.+)$", ANLEITUNG.read_text("utf-8"), flags=re.MULTILINE)[1:]
    named = zip(parts[::2], parts[1::2], strict=True)
    return {
        re.sub(r"[`\[\]]", "", heading): set(re.findall(r"^\| `(\w+)` \|", body, re.MULTILINE))
        for heading, body in named
    }


TABLES = _tables(Regelwerk, "Kopf") | _tables(Ablaufwerk, "Datei der Schritte")
OWN_SECTION = {*TABLES, "rollen"}


@pytest.mark.parametrize("table", sorted(TABLES))
def test_the_manual_explains_every_key_and_no_other(table: str) -> None:
    is_head = table in ("Kopf", "Datei der Schritte")
    assert _sections()[table] == set(TABLES[table]) - (OWN_SECTION if is_head else set())


def test_every_table_has_its_section_in_the_manual() -> None:
    assert set(_sections()) >= OWN_SECTION


# Steps


STEPS = """
id = "jobcenter-sonnenfurt-2027"

[[schritt]]
name = "antworten"
bezeichnung = "Antwort versenden"
ereignis = "Antwort versandt"
rollen = ["tl"]
setzt = { antwort_versandt_am = "heute" }
regel = ["SF-04"]
stelle = "Nummer 4"

[[ablauf]]
name = "beschwerde"
bezeichnung = "Beschwerde"
arten = ["beschwerde"]
schritte = ["antworten", "austragen"]
regel = ["SF-04"]
stelle = "Nummer 4"
"""


def test_the_steps_beside_an_order_are_checked_with_it(tmp_path: Path) -> None:
    path = tmp_path / BEISPIEL.name
    path.write_text(TEXT, "utf-8")
    steps = tmp_path / BEISPIEL.name.replace(".toml", ".ablauf.toml")
    steps.write_text(STEPS, "utf-8")
    for asked in (path, steps):
        regelwerk, befunde = check_file(asked)
        assert regelwerk is None
        lines = {(b.datei, STEPS.splitlines()[b.zeile - 1].split(" = ")[0]) for b in befunde}
        assert (steps.name, "schritte") in lines


WALKED = """
id = "jobcenter-sonnenfurt-2027"

[[schritt]]
name = "antworten"
bezeichnung = "Antwort versenden"
ereignis = "Antwort versandt"
rollen = ["tl"]
setzt = { antwort_versandt_am = "heute" }
regel = ["SF-04"]
stelle = "Nummer 4"

[[schritt]]
name = "geist"
bezeichnung = "Geist"
ereignis = "Geist"
rollen = ["tl"]
nach = ["antworten"]
ohne = ["antworten"]
optional = true
regel = ["SF-04"]
stelle = "Nummer 4"

[[schritt]]
name = "austragen"
bezeichnung = "Austragen"
ereignis = "ausgetragen"
rollen = ["tl"]
nach = ["antworten"]
wenn = { anonym = "ja" }
abschluss = true
regel = ["SF-04"]
stelle = "Nummer 4"

[[ablauf]]
name = "alles"
bezeichnung = "Alles"
arten = [ARTEN]
schritte = ["antworten", "geist", "austragen"]
regel = ["SF-04"]
stelle = "Nummer 4"
"""


def test_a_step_nobody_can_take_and_a_way_without_end_are_found(tmp_path: Path) -> None:
    path = tmp_path / BEISPIEL.name
    path.write_text(TEXT, "utf-8")
    arten = ", ".join(f'"{art}"' for art in laden.read_regelwerk(path).arten)
    text = WALKED.replace("ARTEN", arten)
    (tmp_path / BEISPIEL.name.replace(".toml", ".ablauf.toml")).write_text(text, "utf-8")
    regelwerk, befunde = check_file(path)
    assert regelwerk is None
    lines = text.splitlines()
    assert [(lines[b.zeile - 1].split(" = ")[0], b.satz) for b in befunde] == [
        ("name", "Ablauf „Alles“: Den Schritt „Geist“ kann nie jemand tun."),
        (
            "schritte",
            "Ablauf „Alles“: nach „Antwort versenden“ führt kein Weg mehr zum Abschluss.",
        ),
    ]


def test_a_day_that_does_not_exist_is_said_so(tmp_path: Path) -> None:
    path = tmp_path / BEISPIEL.name
    path.write_text(TEXT.replace("gueltig_ab = 2027-01-01", "gueltig_ab = 2027-02-30"), "utf-8")
    (befund,) = check_file(path)[1]
    assert befund.satz == "Diesen Tag gibt es im Kalender nicht."
    assert path.read_text("utf-8").splitlines()[befund.zeile - 1].startswith("gueltig_ab")


def test_a_changed_step_is_said_with_the_keys_that_differ() -> None:
    werk = load_ablaufwerk(MH.id)
    first = werk.schritt[0]
    changed = replace(first, rollen=("gf",), optional=not first.optional)
    steps = (changed, replace(first, name="ganz_neu", bezeichnung="Ganz neu"), *werk.schritt[2:])
    sentences = compare_ablaufwerke(werk, replace(werk, schritt=steps))
    assert sentences == [
        "Schritt „Eingangsbestätigung versenden“: zuständig bisher VZ GF, künftig "
        "Geschäftsführung; nur bei Bedarf bisher nein, künftig ja.",
        "Schritt „BL und Geschäftsführung vorlegen“: entfällt.",
        "Schritt „Ganz neu“: neu.",
    ]
    assert compare_ablaufwerke(werk, werk) == []


def test_what_comes_and_what_goes_is_said_by_the_names_on_the_buttons() -> None:
    werk = load_ablaufwerk(MH.id)
    by_name = {schritt.name: schritt for schritt in werk.schritt}
    sent = replace(
        by_name["zugeleitet"],
        nach=("vorgelegt",),
        pflicht=(*by_name["zugeleitet"].pflicht, "verantwortlich"),
        wenn={"anonym": "ja"},
    )
    sentence = compare_ablaufwerke(
        werk, replace(werk, schritt=tuple(sent if s.name == sent.name else s for s in werk.schritt))
    )
    assert sentence == [
        "Schritt „Zuleiten“: erst nach nicht mehr „Eingangsbestätigung versenden“; "
        "nur, wenn neu Anonym: ja; Pflichtangaben neu auch Bearbeitung durch."
    ]


def test_where_only_paragraphs_differ_one_sentence_names_them_all() -> None:
    werk = load_ablaufwerk(MH.id)
    moved = tuple(replace(schritt, stelle="Abschnitt 9") for schritt in werk.schritt[:2])
    assert compare_ablaufwerke(werk, replace(werk, schritt=(*moved, *werk.schritt[2:]))) == [
        "Nur Fundstellen anders: Schritt „Eingangsbestätigung versenden“ und "
        "Schritt „BL und Geschäftsführung vorlegen“."
    ]
