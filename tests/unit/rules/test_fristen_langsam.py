"""The deadlines against a second, independent calculation: no difference on any day."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.rules.codes import CODES
from models.rules.fristen import Fristanlass, compute_fristen
from models.rules.kalender import LAENDER, Kalender
from models.rules.regelwerk import load_regelwerke
from tests.unit.rules import langsam

ERSTER, LETZTER = date(2017, 1, 1), date(2035, 12, 31)
REGELWERKE = load_regelwerke()
ARTEN = [code.code for code in CODES["art"]]
EINGANGSWEGE = [code.code for code in CODES["eingangsweg"]]
WEGE = {id: [weg.name for weg in regelwerk.weg] for id, regelwerk in REGELWERKE.items()}


def _days() -> Iterator[date]:
    for offset in range((LETZTER - ERSTER).days + 1):
        yield ERSTER + timedelta(days=offset)


def _expected(regelwerk: str, anlass: Fristanlass, land: str) -> langsam.Ergebnis:
    art, eingang = anlass.art, anlass.eingang
    if anlass.weg is not None and anlass.frist_extern is not None:
        return langsam.stellungnahme(regelwerk, anlass.weg, anlass.frist_extern, land)
    if regelwerk == "marzahn-hellersdorf-2022":
        return langsam.marzahn(art, eingang, land)
    if regelwerk == "bernkastel-wittlich-2012":
        return langsam.bernkastel(art, anlass.eingangsweg, eingang, land)
    if regelwerk == "braunschweig":
        return langsam.braunschweig(art, eingang, anlass.eb_versandt, land)
    return langsam.bundesagentur(art, eingang, land)


def _computed(regelwerk: str, anlass: Fristanlass) -> langsam.Ergebnis:
    fristen = compute_fristen(REGELWERKE[regelwerk], anlass)
    return {frist.name: (frist.ende_rechnerisch, frist.faellig_am) for frist in fristen}


@st.composite
def _cases(draw: st.DrawFn) -> tuple[str, Fristanlass, str]:
    regelwerk = draw(st.sampled_from(sorted(REGELWERKE)))
    land = draw(st.sampled_from(sorted(LAENDER)))
    eingang = draw(st.dates(ERSTER, LETZTER))
    after = st.integers(0, 60).map(lambda days: eingang + timedelta(days=days))
    art = draw(st.sampled_from(ARTEN))
    petition = art in ("petition", "eingabe")
    weg = draw(st.sampled_from(_wege(regelwerk, art))) if petition else None
    anlass = Fristanlass(
        art=art,
        eingang=eingang,
        eingangsweg=draw(st.sampled_from(EINGANGSWEGE)),
        kalender=Kalender(land),
        eb_versandt=draw(st.none() | after),
        weg=weg,
        frist_extern=draw(after) if petition else None,
    )
    return regelwerk, anlass, land


def _wege(regelwerk: str, art: str) -> list[str]:
    return [weg.name for weg in REGELWERKE[regelwerk].weg if art in weg.arten]


@settings(max_examples=1000, deadline=None)
@given(_cases())
def test_no_deadline_differs_from_the_slow_calculation(
    case: tuple[str, Fristanlass, str],
) -> None:
    regelwerk, anlass, land = case
    assert _computed(regelwerk, anlass) == _expected(regelwerk, anlass, land)


@settings(max_examples=300, deadline=None)
@given(_cases())
def test_every_deadline_explains_its_own_days(case: tuple[str, Fristanlass, str]) -> None:
    regelwerk, anlass, _ = case
    for frist in compute_fristen(REGELWERKE[regelwerk], anlass):
        assert f"{frist.faellig_am:%d.%m.%Y}" in frist.erklaerung[-2] + frist.erklaerung[-3]
        assert frist.regel in frist.erklaerung[-1]
        skipped = sum("übersprungen" in line for line in frist.erklaerung)
        assert skipped == abs((frist.faellig_am - frist.ende_rechnerisch).days)


@pytest.mark.parametrize("land", sorted(LAENDER))
def test_every_day_of_19_years_is_as_free_as_the_law_says(land: str) -> None:
    kalender = Kalender(land)
    wrong = [day for day in _days() if kalender.is_werktag(day) == langsam.is_free(day, land)]
    assert wrong == []


@pytest.mark.regel("MH-56", "BKW-21", "BKW-22", "BKW-27", "BS-22", "BS-23", "BL-03", "BL-04")
@pytest.mark.parametrize("regelwerk", sorted(REGELWERKE))
def test_every_day_of_19_years_gives_the_same_dates_in_changing_laender(regelwerk: str) -> None:
    lands = sorted(LAENDER)
    kalender = [Kalender(land) for land in lands]
    for number, day in enumerate(_days()):
        place = number % len(lands)
        for art in ("beschwerde", "dienstaufsichtsbeschwerde"):
            anlass = Fristanlass(art=art, eingang=day, kalender=kalender[place])
            expected = _expected(regelwerk, anlass, lands[place])
            assert _computed(regelwerk, anlass) == expected, (art, day, lands[place])


@pytest.mark.regel("MH-62", "MH-63", "MH-72", "BKW-38", "BS-16")
@pytest.mark.parametrize(
    ("regelwerk", "weg"), [(id, weg) for id, ways in sorted(WEGE.items()) for weg in ways]
)
def test_every_date_set_from_outside_in_19_years(regelwerk: str, weg: str) -> None:
    lands = sorted(LAENDER)
    for number, day in enumerate(_days()):
        land = lands[number % len(lands)]
        anlass = Fristanlass("eingabe", ERSTER, kalender=Kalender(land), weg=weg, frist_extern=day)
        assert _computed(regelwerk, anlass) == _expected(regelwerk, anlass, land), (day, land)
