"""Regelwerke: the four say what their papers say, and a wrong file is refused with its place."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from models.rules import regelwerk as laden
from models.rules.fehler import RuleViolation
from models.rules.regelwerk import load_regelwerk, load_regelwerke, select_regelwerk
from models.rules.regelwerk_format import Schalter
from models.rules.rollen import DAB, Umfang
from tests.regeln import load_regeln

REGELWERKE = load_regelwerke()
MUSTER = (laden.ORDNER / "braunschweig.toml").read_text("utf-8")


def _read(tmp_path: Path, text: str) -> None:
    path = tmp_path / "braunschweig.toml"
    path.write_text(text, encoding="utf-8")
    laden.read_regelwerk(path)


def _regeln_in(text: str) -> set[str]:
    keys = ("regel = ", "individuell = ")
    lines = [line for line in text.splitlines() if line.startswith(keys)]
    return {line.split('"')[1] for line in lines}


def test_there_are_four() -> None:
    assert set(REGELWERKE) == {
        "ba-2015",
        "bernkastel-wittlich-2012",
        "braunschweig",
        "marzahn-hellersdorf-2022",
    }


@pytest.mark.parametrize("id", sorted(REGELWERKE))
def test_every_rule_named_in_a_file_is_in_the_catalogue(id: str) -> None:
    named = _regeln_in((laden.ORDNER / f"{id}.toml").read_text("utf-8"))
    assert named
    assert named <= set(load_regeln())


@pytest.mark.parametrize("id", sorted(REGELWERKE))
def test_every_art_has_one_signature_and_the_order_allows_all_eight(id: str) -> None:
    regelwerk = REGELWERKE[id]
    assert len(regelwerk.arten) == 8
    for art in regelwerk.arten:
        assert regelwerk.zeichnung(art).stufen


@pytest.mark.regel("MH-58")
def test_petitions_are_always_sofortsache() -> None:
    assert REGELWERKE["marzahn-hellersdorf-2022"].sofortsachen == ("petition", "eingabe")


@pytest.mark.regel("MH-66", "MH-76", "BS-25")
@pytest.mark.parametrize("id", sorted(REGELWERKE))
@pytest.mark.parametrize("art", ["petition", "eingabe", DAB])
def test_petition_eingabe_and_dab_are_signed_by_the_gf_alone(id: str, art: str) -> None:
    assert REGELWERKE[id].zeichnung(art).stufen == ("gf",)


def test_a_role_has_the_name_its_house_gives_it() -> None:
    bkw, mh = REGELWERKE["bernkastel-wittlich-2012"], REGELWERKE["marzahn-hellersdorf-2022"]
    assert bkw.rolle_bezeichnung("gf") == "Geschäftsführer"
    assert mh.rolle_bezeichnung("revision") == "Revision"


@pytest.mark.regel("BKW-20", "BS-25")
@pytest.mark.parametrize("id", ["bernkastel-wittlich-2012", "braunschweig"])
def test_who_answers_a_dab_sees_it_whole(id: str) -> None:
    sichten = REGELWERKE[id].sichten("krm_beauftragte")
    assert sichten is not None
    (sicht,) = [sicht for sicht in sichten if DAB in sicht.arten]
    assert (sicht.kopf, sicht.inhalt) == (Umfang.EINHEIT, Umfang.EINHEIT)
    assert not sicht.inhalt_bis_zuleitung


def test_marzahn_hellersdorf_departs_from_no_view() -> None:
    mh = REGELWERKE["marzahn-hellersdorf-2022"]
    assert mh.sichten("vz_gf") is None


def test_only_braunschweig_gives_a_number_of_years() -> None:
    years = {id: regelwerk.aufbewahrung.jahre for id, regelwerk in REGELWERKE.items()}
    assert {id for id, number in years.items() if number} == {"braunschweig"}
    assert years["braunschweig"] == 2


def test_an_unknown_regelwerk_names_the_existing_ones() -> None:
    with pytest.raises(RuleViolation, match="vorhanden sind: ba-2015, bernkastel"):
        load_regelwerk("atlantis")


def test_the_order_valid_on_the_day_of_the_eingang_applies() -> None:
    older, newer = REGELWERKE["braunschweig"], REGELWERKE["marzahn-hellersdorf-2022"]
    both = [newer, older]
    assert select_regelwerk(both, date(2022, 6, 7)) == (newer, False)
    assert select_regelwerk(both, date(2022, 6, 6)) == (older, False)
    assert select_regelwerk(both, date(2010, 1, 1)) == (older, True)
    with pytest.raises(ValueError, match="mindestens ein Regelwerk"):
        select_regelwerk([], date(2022, 6, 7))


def test_a_good_file_is_read(tmp_path: Path) -> None:
    _read(tmp_path, MUSTER)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('land = "NI"', 'land = "Niedersachsen"', ("„land“ kennt „Niedersachsen“ nicht",)),
        ('land = "NI"', "land = 3", ("„land“ muss ein Text",)),
        ('land = "NI"', 'land = "NI"\nfarbe = "rot"', ("„farbe“ gibt es nicht",)),
        ('id = "braunschweig"', 'id = "bs"', ("„id“ muss wie die Datei heißen",)),
        ("gueltig_ab = 2011-01-01", "gueltig_ab = 2011-01-01T08:00:00", ("„gueltig_ab“ muss",)),
        ('genderform = "schraegstrich"', "", ("„genderform“ fehlt",)),
        ("wochen = 1", "wochen = 1\narbeitstage = 3", ("[[frist]] Nr. 1", "genau eins")),
        ("wochen = 1", "", ("[[frist]] Nr. 1", "genau eins")),
        ("wochen = 1", "wochen = -1", ("[[frist]] Nr. 1", "ganze Zahl ab 0")),
        ("wochen = 1", "wochen = 0", ("[[frist]] Nr. 1", "Dauer von 0")),
        ("wochen = 1", "wochen = true", ("[[frist]] Nr. 1", "ganze Zahl")),
        ("wochen = 1", 'wochen = 1\nschalter = "x"', ("[[frist]] Nr. 1", "Schalter „x“")),
        ('ab = "eingang"', 'ab = "abends"', ("[[frist]] Nr. 1", "„ab“ kennt „abends“ nicht")),
        ('name = "antwort"', 'name = "eingangsbestaetigung"', ("Nr. 1 und Nr. 2 regeln",)),
        ('  "lob",\n', "", ("[[frist]] Nr. 1", "„lob“, das unter „arten“ fehlt")),
        ('vorgabe = "tl"', 'vorgabe = "lgf"', ("„vorgabe“ muss eine der „stufen“ sein",)),
        ('name = "rd"', 'name = "land"', ("Den Weg „land“ regeln zwei",)),
        ('["tl", "bl", "gf"]', '["tl", "tl", "gf"]', ("„stufen“ nennt etwas doppelt",)),
        ('["tl", "bl", "gf"]', '["tl", 3, "gf"]', ("Jeder Eintrag von „stufen“",)),
        ('rolle = "krm_beauftragte"', 'rolle = "koenig"', ("„rolle“ kennt „koenig“ nicht",)),
        ("[rollen]", "[rollen]\nkoenig = 'K'", ("„rollen“ kennt „koenig“ nicht",)),
        ('gf = "Geschäftsführung"', "gf = 3", ("Jeder Eintrag von „rollen“",)),
        ("id = ", "id == ", ("braunschweig.toml", "kein gültiges TOML")),
    ],
)
def test_a_wrong_file_is_refused_with_file_and_place(
    tmp_path: Path, old: str, new: str, words: tuple[str, ...]
) -> None:
    assert old in MUSTER
    with pytest.raises(RuleViolation) as violation:
        _read(tmp_path, MUSTER.replace(old, new, 1))
    assert violation.value.satz.startswith("braunschweig.toml")
    for word in words:
        assert word in violation.value.satz


def test_a_clock_needs_its_event(tmp_path: Path) -> None:
    confirmed = '"dienstaufsichtsbeschwerde", "fachaufsichtsbeschwerde", "lob", "anregung"]'
    assert confirmed in MUSTER
    one_art = MUSTER.replace(confirmed, '"anregung"]', 1)
    with pytest.raises(RuleViolation, match="für „fachaufsichtsbeschwerde“ gibt es aber nicht"):
        _read(tmp_path, one_art)


@pytest.mark.parametrize(
    ("angaben", "an"),
    [("", {"b"}), ("a", {"a", "b"}), ("-b", set()), ("a -b", {"a"}), ("fremd -b", set())],
)
def test_a_house_turns_a_switch_on_or_off_and_leaves_the_rest_as_proposed(
    angaben: str, an: set[str]
) -> None:
    switches = tuple(
        Schalter(name=name, bezeichnung=name, vorgabe=on, regel="X-1")
        for name, on in (("a", False), ("b", True))
    )
    order = replace(load_regelwerk("ba-2015"), schalter=switches)
    assert order.schalter_an(angaben) == an
