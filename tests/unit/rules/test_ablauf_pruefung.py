"""Files of steps: the four are sound, and a wrong one is refused with its place."""

from pathlib import Path

import pytest

from models.rules.ablauf_datei import ENDUNG, load_ablaufwerk, read_ablaufwerk
from models.rules.ablauf_fakten import ABGELEITET, ZUSAETZLICH
from models.rules.ablauf_plan import choose_plan, load_plaene, step_label
from models.rules.felder import FELDER
from models.rules.regelwerk import ORDNER, load_regelwerk, load_regelwerke
from models.rules.tabelle import Fundfehler
from tests.regeln import load_regeln

IDS = sorted(load_regelwerke())
MUSTER = (ORDNER / f"braunschweig{ENDUNG}").read_text("utf-8")
BEKANNT = {*load_regeln(), *(f"D{n}" for n in range(1, 25)), *(f"L{n}" for n in range(1, 25))}


@pytest.mark.parametrize("id", IDS)
def test_every_rule_that_a_step_names_exists(id: str) -> None:
    werk = load_ablaufwerk(id)
    named = {regel for schritt in werk.schritt for regel in schritt.regel}
    named |= {regel for ablauf in werk.ablauf for regel in ablauf.regel}
    named |= {erinnerung.regel for erinnerung in werk.erinnerung}
    assert named <= BEKANNT


@pytest.mark.parametrize("id", IDS)
def test_every_art_has_steps_on_every_way(id: str) -> None:
    plaene, regelwerk = load_plaene(id), load_regelwerk(id)
    for art in regelwerk.arten:
        ways = [None, *(weg.name for weg in regelwerk.weg if art in weg.arten)]
        for eingangsweg in ("schriftlich", "telefonisch"):
            for weg in ways:
                assert choose_plan(plaene, art, eingangsweg, weg) is not None


def test_an_abgabefall_has_no_steps() -> None:
    assert choose_plan(load_plaene("braunschweig"), None, "schriftlich", None) is None


def test_an_event_of_a_step_is_told_in_the_words_of_the_file() -> None:
    label = step_label("marzahn-hellersdorf-2022", "schritt_zugeleitet")
    assert label == "an die Teamleitung zugeleitet"
    assert step_label("marzahn-hellersdorf-2022", "vorgang_updated") is None


def test_no_fact_of_the_steps_hides_a_field_of_the_catalogue() -> None:
    assert not set(ABGELEITET) & set(FELDER)


def test_what_the_catalogue_lacks_has_a_label() -> None:
    assert all(label.strip() for label in ZUSAETZLICH.values())


def test_no_text_of_a_step_holds_a_place_for_a_name() -> None:
    for id in IDS:
        for schritt in load_ablaufwerk(id).schritt:
            assert not {"{", "}", "%"} & set(schritt.ereignis + schritt.bezeichnung)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('id = "braunschweig"', 'id = "bs"', ("„id“ muss die des Regelwerks sein",)),
        ('name = "zugeleitet"', 'name = "weg_festgelegt"', ("gibt es schon",)),
        ('nach = ["zugeleitet"]', 'nach = ["zugelitten"]', ("Den Schritt „zugelitten“ gibt es",)),
        ('"eingangsbestaetigung_versandt", "zugeleitet",', '"zugelitten",', ("[[ablauf]] Nr. 1",)),
        ('rollen = ["tl"]', 'rollen = ["koenig"]', ("„rollen“ kennt „koenig“ nicht",)),
        ('status = "zugeleitet"', 'status = "weg"', ("„status“ kennt „weg“ nicht",)),
        ('unterlage = "antwort"', 'unterlage = "zettel"', ("„unterlage“ kennt „zettel“ nicht",)),
        ('pflicht = ["lob_art"]', 'pflicht = ["laune"]', ("Das Feld „laune“ gibt es nicht",)),
        ('anonym = "ja"', 'laune = "ja"', ("Nach „laune“ lässt sich nicht fragen",)),
        ('anonym = "ja"', 'anonym = "vielleicht"', ("„anonym“ kennt „vielleicht“ nicht",)),
        ('art = "fachaufsichtsbeschwerde"', 'art = "brief"', ("„art“ kennt „brief“ nicht",)),
        (
            'arten = ["anregung"]',
            'arten = ["lob"]',
            ("Für die Art „anregung“", "gibt es keinen Ablauf"),
        ),
        (
            'setzt_zurueck = ["zugeleitet"]\nwiederholbar = true\noptional = true',
            'setzt_zurueck = ["zugeleitet"]\nwiederholbar = true',
            ("Ein Schritt, der andere zurücksetzt, muss „optional“ sein",),
        ),
        (
            'name = "als_dab_gewertet"',
            'name = "als_dab_gewertet"\nnach_eines = ["dab_ausgetragen"]',
            ("warten aufeinander",),
        ),
        ('"hinweis_erledigt", "wiedereroeffnet"', '"wiedereroeffnet"', ("Kein Schritt schließt",)),
        ("id = ", 'wie = "ba-2015"\nid = ', ("Mit „wie“ gelten",)),
        (
            'gf_vertretung = "krm_beauftragte"',
            'gf_vertretung = "koenig"',
            ("Die Rolle „koenig“ gibt es nicht",),
        ),
        ("id = ", "id == ", ("kein gültiges TOML",)),
    ],
)
def test_a_wrong_file_is_refused_with_its_place(
    tmp_path: Path, old: str, new: str, words: tuple[str, ...]
) -> None:
    assert old in MUSTER
    path = tmp_path / f"braunschweig{ENDUNG}"
    path.write_text(MUSTER.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ValueError, match=f"braunschweig{ENDUNG}") as violation:
        read_ablaufwerk(path, load_regelwerk("braunschweig"))
    alle = getattr(violation.value, "alle", (violation.value,))
    texts = " ".join(str(fehler) for fehler in alle)
    for word in words:
        assert word in texts


def test_an_order_may_work_as_another_one_does(tmp_path: Path) -> None:
    path = tmp_path / f"braunschweig{ENDUNG}"
    path.write_text('id = "braunschweig"\nwie = "ba-2015"\n', encoding="utf-8")
    werk = read_ablaufwerk(path, load_regelwerk("braunschweig"))
    assert (werk.wie, werk.schritt) == ("ba-2015", ())


def test_a_fault_of_the_format_is_found_too(tmp_path: Path) -> None:
    path = tmp_path / f"braunschweig{ENDUNG}"
    path.write_text('id = "braunschweig"\nfarbe = "rot"\n', encoding="utf-8")
    with pytest.raises(Fundfehler, match="farbe"):
        read_ablaufwerk(path, load_regelwerk("braunschweig"))


@pytest.mark.regel("MH-06", "MH-21")
def test_leaders_decide_and_the_front_office_helps() -> None:
    steps = {s.name: s for s in load_ablaufwerk("marzahn-hellersdorf-2022").schritt}
    leaders = {"tl", "bl", "lgf", "gf", "@schlusszeichnung"}
    decisions = (
        "ergebnis_festgestellt",
        "massnahme_festgelegt",
        "selbst_gezeichnet",
        "gf_gezeichnet",
    )
    for name in (*decisions, "schlussgezeichnet", "bl_mitgezeichnet", "vorwurf_bestaetigt"):
        assert set(steps[name].rollen) <= leaders
    for name in ("zugeleitet", "ausgetragen", "vorab_versandt", "qmb_informiert"):
        assert steps[name].rollen == ("vz_gf",)
    assert steps["qmb_geprueft"].rollen == ("qmb",)
