"""The calendar: what is free where, and what nobody vouches for."""

from datetime import date

import pytest

from models.rules.fehler import RuleViolation
from models.rules.fristen import ampel_unverzueglich
from models.rules.kalender import LAENDER, Kalender

BERLIN = Kalender("BE")


@pytest.mark.parametrize(
    ("land", "day", "name"),
    [
        ("BE", date(2025, 3, 8), "Frauentag"),
        ("BE", date(2018, 3, 8), None),
        ("BE", date(2024, 5, 8), None),
        ("RP", date(2026, 6, 4), "Fronleichnam"),
        ("BE", date(2026, 6, 4), None),
        ("NI", date(2017, 10, 31), "Reformationstag"),
        ("NI", date(2018, 10, 31), "Reformationstag"),
        ("BE", date(2018, 10, 31), None),
        ("SN", date(2026, 11, 18), "Buß- und Bettag"),
    ],
)
def test_a_holiday_belongs_to_its_land_and_year(land: str, day: date, name: str | None) -> None:
    assert Kalender(land).feiertag(day) == name


def test_berlin_keeps_8_may_2025_free() -> None:
    assert BERLIN.is_feiertag(date(2025, 5, 8))
    assert not BERLIN.is_werktag(date(2025, 5, 8))


def test_augsburg_has_a_holiday_of_its_own() -> None:
    day = date(2025, 8, 8)
    assert Kalender("BY", gemeinde="Augsburg").feiertag(day) == "Augsburger Hohes Friedensfest"
    assert not Kalender("BY").is_feiertag(day)


def test_a_catholic_municipality_keeps_more_days() -> None:
    day = date(2025, 8, 15)
    assert Kalender("BY", kategorien=("katholisch",)).is_feiertag(day)
    assert not Kalender("BY").is_feiertag(day)


def test_an_end_on_saturday_moves_over_easter() -> None:
    assert BERLIN.next_werktag(date(2026, 4, 4)) == date(2026, 4, 7)
    assert BERLIN.previous_werktag(date(2026, 4, 6)) == date(2026, 4, 2)


@pytest.mark.parametrize("dienstfrei", ["12-24", "2026-12-24"])
def test_a_dienstfreier_tag_is_no_arbeitstag_but_still_a_werktag(dienstfrei: str) -> None:
    kalender = Kalender("BE", dienstfrei=(dienstfrei,))
    heiligabend = date(2026, 12, 24)
    assert kalender.why_no_arbeitstag(heiligabend) == "dienstfrei"
    assert kalender.next_werktag(heiligabend) == heiligabend
    assert kalender.add_arbeitstage(date(2026, 12, 23), 1) == date(2026, 12, 28)
    assert kalender.previous_arbeitstag(heiligabend) == date(2026, 12, 23)


def test_a_dienstfreier_tag_of_one_year_leaves_the_next_year_alone() -> None:
    kalender = Kalender("BE", dienstfrei=("2026-12-24",))
    assert kalender.is_arbeitstag(date(2027, 12, 24))


def test_a_holiday_added_later_counts_like_the_others() -> None:
    kalender = Kalender("BE", zusaetzlich=((date(2026, 9, 1), "Gedenktag"),))
    assert kalender.why_no_werktag(date(2026, 9, 1)) == "Feiertag: Gedenktag"


def test_beyond_the_checked_date_nobody_guesses() -> None:
    kalender = Kalender("BE", geprueft_bis=date(2026, 12, 31))
    assert kalender.is_werktag(date(2026, 12, 31))
    with pytest.raises(RuleViolation, match=r"nur bis 31\.12\.2026 geprüft"):
        kalender.is_werktag(date(2027, 1, 1))


@pytest.mark.parametrize("year", [1990, 2101])
def test_a_year_without_calendar_is_an_error(year: int) -> None:
    with pytest.raises(RuleViolation, match="keinen Feiertagskalender"):
        BERLIN.is_werktag(date(year, 6, 1))


@pytest.mark.parametrize(
    ("settings", "feld"),
    [
        ({"land": "XX"}, "land"),
        ({"land": "BE", "gemeinde": "Augsburg"}, "gemeinde"),
        ({"land": "BY", "gemeinde": "Nirgendwo"}, "gemeinde"),
        ({"land": "BY", "kategorien": ("school",)}, "kategorien"),
        ({"land": "BE", "dienstfrei": ("24.12.",)}, "dienstfrei"),
        ({"land": "BE", "dienstfrei": ("02-30",)}, "dienstfrei"),
    ],
)
def test_a_calendar_refuses_what_does_not_exist(settings: dict[str, str], feld: str) -> None:
    with pytest.raises(RuleViolation) as violation:
        Kalender(**settings)  # type: ignore[arg-type]
    assert violation.value.feld == feld


def test_counting_is_the_reverse_of_adding() -> None:
    for land in LAENDER:
        kalender = Kalender(land)
        for count in (1, 3, 10, 25):
            end = kalender.add_arbeitstage(date(2026, 4, 1), count)
            assert kalender.count_arbeitstage(date(2026, 4, 1), end) == count


@pytest.mark.regel("BKW-21")
@pytest.mark.parametrize(
    ("today", "colour"),
    [
        (date(2026, 5, 22), "gruen"),  # Friday before Whitsun, the day of the Eingang
        (date(2026, 5, 25), "gruen"),  # Whit Monday
        (date(2026, 5, 26), "gruen"),  # the first Arbeitstag
        (date(2026, 5, 27), "gelb"),
        (date(2026, 5, 28), "gelb"),
        (date(2026, 5, 29), "rot"),
    ],
)
def test_unverzueglich_turns_yellow_after_one_and_red_after_three_arbeitstage(
    today: date, colour: str
) -> None:
    assert ampel_unverzueglich(date(2026, 5, 22), today, BERLIN) == colour
