"""Invented cases: all that can happen happens, in the shares of published figures."""

from collections import Counter
from datetime import date
from random import Random

import pytest

from models.actions.vorgangsfelder import Eintrag
from models.demo.faelle import make_entries
from models.demo.haus import KOLLEGIUM, PERSONAS, ROLLENTEXTE
from models.demo.lage import Lage, Team
from models.demo.strichliste import make_strokes
from models.demo.texte import ANLIEGEN
from models.demo.zugang import STUFE_VOR_TAGEN, draw_arrivals
from models.rules.codes import CODES
from models.rules.regelwerk import load_regelwerk, regelwerk_ids
from models.rules.rollen import DAB, ROLLEN
from models.rules.zeit import berlin_day

HEUTE = date(2026, 7, 15)
VON = date(2023, 7, 1)
TEAMS = (
    Team(11, 16, tl=1, bl=3, bearbeitung=(4, 5)),
    Team(12, 15, tl=2, bl=3, bearbeitung=(6,), nach_stufe=25),
    Team(13, 9, tl=7, bis=date(2025, 6, 30)),
    Team(14, 9, tl=7, ab=date(2025, 7, 1)),
)


def _lage(seed: int = 1, regelwerk: str = "marzahn-hellersdorf-2022") -> Lage:
    return Lage(
        rng=Random(seed),
        heute=HEUTE,
        dienststelle_id=10,
        regelwerk=load_regelwerk(regelwerk),
        gf=9,
        teams=TEAMS,
        ursachen=("personalausfall",),
    )


def _entries(count: int, **lage: object) -> list[Eintrag]:
    here = _lage(**lage)  # type: ignore[arg-type]
    return list(make_entries(here, draw_arrivals(here.rng, VON, HEUTE, count)))


@pytest.fixture(scope="module")
def eintraege() -> list[Eintrag]:
    """Three thousand cases."""
    return _entries(3000)


def test_the_same_seed_gives_the_same_cases() -> None:
    assert _entries(200) == _entries(200)
    assert _entries(200) != _entries(200, seed=2)


@pytest.mark.parametrize("feld", ["art", "abgabefall", "eingangsweg", "ergebnisart", "lob_art"])
def test_every_value_occurs(eintraege: list[Eintrag], feld: str) -> None:
    found = {entry.werte.get(feld) for entry in eintraege}
    assert {code.code for code in CODES[feld]} <= found


def test_every_kategorie_and_both_kinds_of_concern_occur(eintraege: list[Eintrag]) -> None:
    concerns = [concern for entry in eintraege for concern in entry.anliegen]
    assert {code.code for code in CODES["kategorie"]} <= {c.get("kategorie") for c in concerns}
    assert set(ANLIEGEN) == {code.code for code in CODES["kategorie"]}
    assert {len(entry.anliegen) for entry in eintraege} == {0, 1, 2, 3}


def test_shares_are_those_of_published_figures(eintraege: list[Eintrag]) -> None:
    arten = Counter(entry.werte["art"] for entry in eintraege)
    concerns = [c for entry in eintraege for c in entry.anliegen if "kategorie" in c]
    kategorien = Counter(concern["kategorie"] for concern in concerns)
    personal = sum(concern["anliegenart"] == "verhalten" for concern in concerns)
    assert 0.02 <= arten[DAB] / len(eintraege) <= 0.04
    assert 0.19 <= personal / len(concerns) <= 0.28
    assert 0.30 <= kategorien["bearbeitungsdauer"] / len(concerns) <= 0.45
    assert kategorien["diskriminierung"] <= 25
    assert arten["lob"] > 2 * arten["anregung"]


def test_most_answers_are_in_time_and_some_are_not(eintraege: list[Eintrag]) -> None:
    days = [
        (entry.werte["datum_der_klaerung"] - entry.werte["eingang_am"]).days
        for entry in eintraege
        if entry.werte["art"] == "beschwerde" and "datum_der_klaerung" in entry.werte
    ]
    in_time = sum(day <= 14 for day in days) / len(days)
    assert 0.65 <= in_time <= 0.9
    assert max(days) > 60


def test_most_dab_are_answered_in_time_and_some_first_then_finally(
    eintraege: list[Eintrag],
) -> None:
    dab = [e.werte for e in eintraege if e.werte["art"] == DAB and "datum_der_klaerung" in e.werte]
    in_time = sum((w["datum_der_klaerung"] - w["eingang_am"]).days <= 14 for w in dab) / len(dab)
    assert 0.6 <= in_time <= 0.9
    earlier = [w for w in dab if "erste_antwort_am" in w]
    assert 0.05 <= len(earlier) / len(dab) <= 0.4
    assert all(w["erste_antwort_am"] < w["datum_der_klaerung"] for w in earlier)


def test_the_newest_cases_show_every_art_and_are_open(eintraege: list[Eintrag]) -> None:
    newest = eintraege[-8:]
    assert {"petition", "eingabe", DAB, "lob", "hinweis"} <= {e.werte["art"] for e in newest}
    still_open = [entry for entry in eintraege if not entry.werte.get("ausgetragen_am")]
    assert len([entry for entry in still_open if not entry.werte.get("abgabefall")]) > 20


def test_nothing_lies_in_the_future(eintraege: list[Eintrag]) -> None:
    for entry in eintraege:
        werte = {name: v for name, v in entry.werte.items() if name != "frist_am"}
        days = [v for name, v in werte.items() if name.endswith("_am") and type(v) is date]
        assert all(entry.werte["eingang_am"] <= day < HEUTE for day in days)
        assert entry.werte["eingang_am"] <= berlin_day(entry.erfasst_am) < HEUTE  # type: ignore[arg-type]


def test_a_moved_team_gets_no_cases_after_it_moved(eintraege: list[Eintrag]) -> None:
    old = [e.werte["eingang_am"] for e in eintraege if e.einheit_id == 13]
    new = [e.werte["eingang_am"] for e in eintraege if e.einheit_id == 14]
    assert max(old) <= date(2025, 6, 30) < min(new)


def test_winter_brings_more_and_one_step_is_true() -> None:
    days = [zugang.eingang for zugang in draw_arrivals(Random(1), VON, HEUTE, 20_000)]
    months = Counter((day.year, day.month) for day in days)
    winter, summer = (sum(months[2024, m] for m in part) for part in ((1, 2, 3), (6, 7, 8)))
    assert winter > 1.2 * summer
    after = sum((HEUTE - day).days <= STUFE_VOR_TAGEN for day in days) / STUFE_VOR_TAGEN
    total = (HEUTE - VON).days - STUFE_VOR_TAGEN
    before = sum((HEUTE - day).days > STUFE_VOR_TAGEN for day in days) / total
    assert 1.25 < after / before < 1.65


def test_cases_are_recorded_on_workdays_in_order() -> None:
    arrivals = draw_arrivals(Random(1), VON, HEUTE, 2000)
    moments = [zugang.erfasst_am for zugang in arrivals]
    assert moments == sorted(moments)
    assert {moment.weekday() for moment in moments} == {0, 1, 2, 3, 4}


@pytest.mark.parametrize("regelwerk", regelwerk_ids())
def test_it_keeps_to_every_regelwerk(regelwerk: str) -> None:
    order = load_regelwerk(regelwerk)
    for entry in _entries(600, regelwerk=regelwerk):
        level, art = entry.werte.get("schlusszeichnung"), entry.werte["art"]
        if level and art in order.arten:
            assert level in order.zeichnung(art).stufen
        assert entry.werte.get("weg") in {None, *(weg.name for weg in order.weg)}


def test_strokes_fall_on_workdays_of_teams_with_people() -> None:
    strokes = list(make_strokes(_lage(), VON))
    assert len(strokes) > 500
    assert {stroke.einheit_id for stroke in strokes} == {11, 12}
    assert all(stroke.tag.weekday() < 5 and stroke.tag < HEUTE for stroke in strokes)
    assert len({(s.einheit_id, s.tag, s.thema) for s in strokes}) == len(strokes)


def test_everybody_has_a_role_that_exists() -> None:
    assert {person.rolle for person in (*PERSONAS, *KOLLEGIUM)} <= set(ROLLEN)
    assert [person.login for person in PERSONAS] == list(ROLLENTEXTE)
