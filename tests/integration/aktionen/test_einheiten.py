"""The tree of units is kept by its administration, and a reorganisation rewrites no old case."""

from datetime import date
from typing import Any

import pytest

from models.actions.einheiten import close_einheit, create_einheit, delete_einheit, update_einheit
from models.actions.umgliederung import reorganise_einheit
from models.db import acting_as
from models.queries.akteure import Baum
from models.queries.einheiten import find_einheit, outline
from models.rules.fehler import RuleViolation
from models.rules.rechte import SYSTEM
from models.tables import Einheit, Ereignis, Konto, Rollenzuweisung, StaleVersion, Vorgang
from tests.haus import HEUTE, JETZT, Haus

STICHTAG = date(2026, 7, 1)


def _team(haus: Haus, **werte: Any) -> dict[str, Any]:
    given = {"kuerzel": "503", "name": "Team 503", "art": "team", "gueltig_ab": STICHTAG}
    return given | {"eltern": haus.einheiten["50"].id} | werte


def test_adam_creates_a_team_and_the_log_tells_it(haus: Haus) -> None:
    adam = haus.akteur("adam")
    team = create_einheit(by=adam, now=JETZT, werte=_team(haus))
    with acting_as(SYSTEM):
        event = Ereignis.select().order_by(Ereignis.id.desc()).get()
    assert (event.name, event.akteur, event.objekt_id) == ("einheit_created", "adam", team.id)


@pytest.mark.parametrize("login", ["anna", "bernd", "greta", "ines"])
def test_nobody_else_creates_teams(haus: Haus, login: str) -> None:
    with pytest.raises(RuleViolation, match="Rollen"):
        create_einheit(by=haus.akteur(login), now=JETZT, werte=_team(haus))


def test_adam_keeps_out_of_the_other_dienststelle(haus: Haus) -> None:
    werte = _team(haus, eltern=haus.einheiten["JC2"].id)
    with pytest.raises(RuleViolation, match="Zuständigkeit"):
        create_einheit(by=haus.akteur("adam"), now=JETZT, werte=werte)


@pytest.mark.datenbank("sqlite")  # refused before any database is asked
@pytest.mark.parametrize(
    ("werte", "feld"),
    [
        ({"kuerzel": ""}, "kuerzel"),
        ({"kuerzel": "501"}, "kuerzel"),
        ({"art": "zweigstelle"}, "einheit_art"),
        ({"art": "bereich"}, "eltern"),
        ({"gueltig_ab": date(2019, 1, 1)}, "eltern"),
    ],
)
def test_a_wrong_value_names_its_field(haus: Haus, werte: dict[str, Any], feld: str) -> None:
    with pytest.raises(RuleViolation) as caught:
        create_einheit(by=haus.akteur("adam"), now=JETZT, werte=_team(haus, **werte))
    assert caught.value.feld == feld


@pytest.mark.datenbank("sqlite")  # refused before any database is asked
@pytest.mark.parametrize(
    ("werte", "feld"),
    [
        ({"land": "XX"}, "land"),
        ({"regelwerk": "hausordnung"}, "regelwerk"),
        ({"dienstfreie_tage": "24.12. morgen"}, "dienstfreie_tage"),
        ({"dienstfreie_tage": "30.02."}, "dienstfreie_tage"),
        ({"feiertagsarten": "heidnisch"}, "feiertagsarten"),
        ({"gemeinde": "Augsburg"}, "gemeinde"),
        ({"zusaetzliche_feiertage": "08.05.2027"}, "zusaetzliche_feiertage"),
        ({"zusaetzliche_feiertage": "bald Fest"}, "zusaetzliche_feiertage"),
        ({"aufbewahrung_jahre": 0}, "aufbewahrung_jahre"),
        ({"genderform": "binnen-i"}, "genderform"),
        ({"schalter": "gibt-es-nicht"}, "schalter"),
        ({"schalter": "-gibt-es-nicht"}, "schalter"),
        ({"schalter": "eingangsbestaetigung-ba -eingangsbestaetigung-ba"}, "schalter"),
    ],
)
def test_a_dienststelle_is_checked_too(haus: Haus, werte: dict[str, Any], feld: str) -> None:
    jc = haus.einheiten["JC"]
    with pytest.raises(RuleViolation) as caught:
        update_einheit(by=haus.akteur("adam"), now=JETZT, einheit_id=jc.id, version=1, werte=werte)
    assert caught.value.feld == feld


def test_dienstfreie_tage_are_tidied(haus: Haus) -> None:
    jc = haus.einheiten["JC"]
    changed = update_einheit(
        by=haus.akteur("adam"),
        now=JETZT,
        einheit_id=jc.id,
        version=1,
        werte={
            "dienstfreie_tage": "12-24, 31.12.;2026-05-15 24.12.",
            "zusaetzliche_feiertage": "08.05.2027  Tag der Befreiung\r\n\r\n",
        },
    )
    assert changed.dienstfreie_tage == "12-24 12-31 2026-05-15"
    assert changed.zusaetzliche_feiertage == "2027-05-08 Tag der Befreiung"


def test_the_slower_of_two_writers_is_told(haus: Haus) -> None:
    adam, jc = haus.akteur("adam"), haus.einheiten["JC"]
    update_einheit(by=adam, now=JETZT, einheit_id=jc.id, version=1, werte={"name": "JC Linde"})
    with pytest.raises(StaleVersion):
        update_einheit(by=adam, now=JETZT, einheit_id=jc.id, version=1, werte={"name": "JC"})


def test_a_team_never_moves_by_correction(haus: Haus) -> None:
    werte = {"eltern": haus.einheiten["60"].id}
    with pytest.raises(RuleViolation, match="Umgliederung"):
        update_einheit(
            by=haus.akteur("adam"),
            now=JETZT,
            einheit_id=haus.einheiten["501"].id,
            version=1,
            werte=werte,
        )


def test_a_team_with_open_cases_is_not_closed(haus: Haus) -> None:
    haus.record("501")
    with pytest.raises(RuleViolation, match="noch ein Vorgang offen"):
        close_einheit(
            by=haus.akteur("adam"),
            now=JETZT,
            einheit_id=haus.einheiten["501"].id,
            version=1,
            gueltig_bis=HEUTE,
        )


def test_a_bereich_with_teams_is_not_closed(haus: Haus) -> None:
    with pytest.raises(RuleViolation, match="501, 502"):
        close_einheit(
            by=haus.akteur("adam"),
            now=JETZT,
            einheit_id=haus.einheiten["50"].id,
            version=1,
            gueltig_bis=HEUTE,
        )


def test_deleting_says_what_hangs_on_it(haus: Haus) -> None:
    haus.record("501")
    with pytest.raises(RuleViolation) as caught:
        delete_einheit(by=haus.akteur("adam"), now=JETZT, einheit_id=haus.einheiten["501"].id)
    assert "1 Vorgang" in caught.value.satz
    assert "3 Rollen" in caught.value.satz


def test_a_team_made_by_mistake_goes(haus: Haus) -> None:
    adam = haus.akteur("adam")
    team = create_einheit(by=adam, now=JETZT, werte=_team(haus))
    delete_einheit(by=haus.akteur("adam"), now=JETZT, einheit_id=team.id)
    with acting_as(SYSTEM):
        assert Einheit.get_or_none(Einheit.id == team.id) is None


def test_after_a_reorganisation_bernd_still_sees_his_old_case(haus: Haus) -> None:
    vorgang = haus.record("501")
    nachfolger = reorganise_einheit(
        by=haus.akteur("adam"),
        now=JETZT,
        einheit_id=haus.einheiten["501"].id,
        version=1,
        werte={"eltern": haus.einheiten["60"].id, "gueltig_ab": STICHTAG, "kuerzel": "611"},
    )
    with acting_as(haus.akteur("bernd")):
        seen = Vorgang.get_by_id(vorgang.id)
    assert seen.einheit_id == haus.einheiten["501"].id
    assert nachfolger.vorgaenger_id == haus.einheiten["501"].id
    with acting_as(SYSTEM):
        old = Einheit.get_by_id(haus.einheiten["501"].id)
        bertha = Konto.get(Konto.login == "berta")
        assert old.gueltig_bis == date(2026, 6, 30)
        assert bertha.einheit_id == nachfolger.id
        with pytest.raises(LookupError):
            find_einheit("501", HEUTE)
        assert find_einheit("501", date(2026, 6, 30)).id == old.id


def test_a_bereich_takes_its_teams_along(haus: Haus) -> None:
    nachfolger = reorganise_einheit(
        by=haus.akteur("adam"),
        now=JETZT,
        einheit_id=haus.einheiten["50"].id,
        version=1,
        werte={"name": "Bereich Geldleistung", "gueltig_ab": STICHTAG},
    )
    with acting_as(SYSTEM):
        baum = Baum.load()
        rows = [(r.einheit.kuerzel, r.tiefe) for r in outline(HEUTE) if r.einheit.kuerzel != "JC2"]
        bernd = (
            Rollenzuweisung.select()
            .where(Rollenzuweisung.konto == haus.konten["bernd"].id)
            .order_by(Rollenzuweisung.gueltig_ab)
        )
        assert rows[:4] == [("JC", 0), ("50", 1), ("501", 2), ("502", 2)]
        assert [r.gueltig_bis for r in bernd] == [date(2026, 6, 30), None]
    assert haus.einheiten["501"].id in baum.below(nachfolger.id)


def test_somebody_elses_change_stops_a_reorganisation(haus: Haus) -> None:
    with pytest.raises(StaleVersion):
        reorganise_einheit(
            by=haus.akteur("adam"),
            now=JETZT,
            einheit_id=haus.einheiten["501"].id,
            version=2,
            werte={"gueltig_ab": STICHTAG},
        )
