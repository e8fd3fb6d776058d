"""What each Regelwerk says about deadlines, one rule at a time."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from models.rules.fehler import RuleViolation
from models.rules.fristen import Frist, Fristanlass, compute_fristen
from models.rules.kalender import Kalender
from models.rules.regelwerk import load_regelwerk

MH = load_regelwerk("marzahn-hellersdorf-2022")
BKW = load_regelwerk("bernkastel-wittlich-2012")
BS = load_regelwerk("braunschweig")
BA = load_regelwerk("ba-2015")

SCHRIFTLICH = ("schriftlich", "e-mail", "digital", "kontaktformular", "meinungskarte")
NICHT_SCHRIFTLICH = ("persoenlich", "telefonisch", "ueber-dritte")
FREITAG_VOR_PFINGSTEN = date(2026, 5, 22)
BESCHWERDE = Fristanlass(art="beschwerde", eingang=FREITAG_VOR_PFINGSTEN)
DAB = replace(BESCHWERDE, art="dienstaufsichtsbeschwerde")
PETITION = replace(BESCHWERDE, art="petition")


def _by_name(fristen: tuple[Frist, ...]) -> dict[str, Frist]:
    assert len({frist.name for frist in fristen}) == len(fristen)
    return {frist.name: frist for frist in fristen}


def _due(fristen: tuple[Frist, ...]) -> dict[str, date]:
    return {name: frist.faellig_am for name, frist in _by_name(fristen).items()}


# Marzahn-Hellersdorf


@pytest.mark.regel("MH-57")
def test_the_date_of_the_verfahrensdokumentation_replaces_the_14_days() -> None:
    (antwort,) = compute_fristen(MH, replace(BESCHWERDE, individuell=date(2026, 6, 12)))
    assert (antwort.faellig_am, antwort.regel) == (date(2026, 6, 12), "MH-57")


@pytest.mark.regel("MH-57")
def test_a_date_of_the_verfahrensdokumentation_never_moves_to_a_later_day() -> None:
    (antwort,) = compute_fristen(MH, replace(BESCHWERDE, individuell=date(2026, 6, 14)))
    assert antwort.ende_rechnerisch == date(2026, 6, 14)
    assert antwort.faellig_am == date(2026, 6, 12)


def test_a_date_before_the_eingang_is_refused() -> None:
    with pytest.raises(RuleViolation, match="vor dem Eingang"):
        compute_fristen(MH, replace(BESCHWERDE, individuell=date(2026, 5, 21)))


def test_an_order_without_individual_dates_refuses_one() -> None:
    with pytest.raises(RuleViolation, match="kein eigenes Datum"):
        compute_fristen(BS, replace(BESCHWERDE, individuell=date(2026, 6, 12)))


def test_mh_has_no_eingangsbestaetigung_until_its_switch_is_on() -> None:
    assert "eingangsbestaetigung" not in _due(compute_fristen(MH, BESCHWERDE))
    on = replace(BESCHWERDE, schalter=frozenset({"eingangsbestaetigung-ba"}))
    assert _due(compute_fristen(MH, on))["eingangsbestaetigung"] == date(2026, 5, 28)


@pytest.mark.regel("MH-63")
def test_through_the_fueb_its_own_date_applies() -> None:
    anlass = replace(PETITION, weg="fueb", frist_extern=date(2026, 6, 30))
    (stellungnahme,) = compute_fristen(MH, anlass)
    assert (stellungnahme.name, stellungnahme.regel) == ("stellungnahme", "MH-63")
    assert stellungnahme.faellig_am == date(2026, 6, 30)


@pytest.mark.regel("MH-62")
def test_to_the_bmas_it_goes_14_days_before_and_on_a_workday() -> None:
    anlass = replace(PETITION, weg="traegerversammlung", frist_extern=date(2026, 6, 8))
    (stellungnahme,) = compute_fristen(MH, anlass)
    assert stellungnahme.ende_rechnerisch == date(2026, 5, 25)  # Whit Monday
    assert stellungnahme.faellig_am == date(2026, 5, 22)


@pytest.mark.regel("MH-72")
def test_for_the_land_the_date_of_its_committee_applies() -> None:
    anlass = replace(PETITION, weg="land", frist_extern=date(2026, 6, 30))
    assert _due(compute_fristen(MH, anlass)) == {"stellungnahme": date(2026, 6, 30)}


@pytest.mark.parametrize("regelwerk", [MH, BKW, BS], ids=lambda regelwerk: regelwerk.id)
def test_a_date_set_from_outside_on_a_free_day_means_the_workday_before(regelwerk) -> None:  # type: ignore[no-untyped-def]
    weg = next(weg.name for weg in regelwerk.weg if not weg.tage_vorher)
    anlass = replace(PETITION, weg=weg, frist_extern=date(2026, 4, 6))  # Easter Monday
    (stellungnahme,) = compute_fristen(regelwerk, replace(anlass, eingang=date(2026, 3, 2)))
    assert stellungnahme.ende_rechnerisch == date(2026, 4, 6)
    assert stellungnahme.faellig_am == date(2026, 4, 2)


def test_a_date_set_from_outside_on_a_dienstfreier_tag_means_the_day_before() -> None:
    kalender = Kalender("BE", dienstfrei=("12-24",))
    anlass = replace(PETITION, kalender=kalender, weg="fueb", frist_extern=date(2026, 12, 24))
    assert _due(compute_fristen(MH, anlass)) == {"stellungnahme": date(2026, 12, 23)}


@pytest.mark.parametrize(
    ("anlass", "feld"),
    [
        (PETITION, "weg"),
        (replace(PETITION, weg="fueb"), "frist_extern"),
        (replace(PETITION, frist_extern=date(2026, 6, 30)), "weg"),
        (replace(PETITION, weg="rd", frist_extern=date(2026, 6, 30)), "weg"),
        (replace(BESCHWERDE, frist_extern=date(2026, 6, 30)), "frist_extern"),
        (replace(BESCHWERDE, art="anfrage"), "art"),
        (replace(BESCHWERDE, eb_versandt=date(2026, 5, 21)), "eb_am"),
    ],
)
def test_what_is_missing_or_contradicts_is_named_by_its_field(
    anlass: Fristanlass, feld: str
) -> None:
    with pytest.raises(RuleViolation) as violation:
        compute_fristen(MH, anlass)
    assert violation.value.feld == feld


# Bernkastel-Wittlich


@pytest.mark.regel("BKW-21", "BKW-22")
@pytest.mark.parametrize("eingangsweg", SCHRIFTLICH)
def test_a_written_dab_is_confirmed_at_once_and_settled_in_10_arbeitstagen(
    eingangsweg: str,
) -> None:
    fristen = _by_name(compute_fristen(BKW, replace(DAB, eingangsweg=eingangsweg)))
    assert fristen["eingangsbestaetigung"].unverzueglich
    assert fristen["eingangsbestaetigung"].faellig_am == date(2026, 5, 26)
    assert fristen["antwort"].faellig_am == date(2026, 6, 9)  # over Fronleichnam
    assert fristen["zwischennachricht"].faellig_am == date(2026, 6, 9)


@pytest.mark.regel("BKW-22")
def test_the_zwischennachricht_says_what_it_must_name() -> None:
    zwischennachricht = _by_name(compute_fristen(BKW, DAB))["zwischennachricht"]
    assert any("Grund, Bearbeitungsstand" in line for line in zwischennachricht.erklaerung)


@pytest.mark.regel("BKW-22", "BKW-27")
def test_a_written_complaint_has_no_zwischennachricht_until_the_switch_is_on() -> None:
    assert set(_due(compute_fristen(BKW, BESCHWERDE))) == {"antwort"}
    on = replace(BESCHWERDE, schalter=frozenset({"alle-schriftlichen"}))
    assert set(_due(compute_fristen(BKW, on))) == {
        "eingangsbestaetigung",
        "antwort",
        "zwischennachricht",
    }


@pytest.mark.regel("BKW-27")
@pytest.mark.parametrize("eingangsweg", NICHT_SCHRIFTLICH)
@pytest.mark.parametrize("anlass", [BESCHWERDE, DAB], ids=lambda anlass: anlass.art)
def test_an_oral_complaint_has_no_date(anlass: Fristanlass, eingangsweg: str) -> None:
    assert compute_fristen(BKW, replace(anlass, eingangsweg=eingangsweg)) == ()


@pytest.mark.regel("BKW-38")
def test_the_regionaldirektion_sets_the_date_of_a_petition() -> None:
    anlass = replace(PETITION, weg="rd", frist_extern=date(2026, 6, 30))
    (stellungnahme,) = compute_fristen(BKW, anlass)
    assert (stellungnahme.faellig_am, stellungnahme.regel) == (date(2026, 6, 30), "BKW-38")


def test_only_an_eingabe_goes_through_the_landesregierung() -> None:
    anlass = replace(PETITION, weg="land", frist_extern=date(2026, 6, 30))
    assert _due(compute_fristen(BKW, replace(anlass, art="eingabe")))
    with pytest.raises(RuleViolation, match="möglich sind: Regionaldirektion"):
        compute_fristen(BKW, anlass)


# Braunschweig


@pytest.mark.regel("BS-22")
@pytest.mark.parametrize("art", ["beschwerde", "dienstaufsichtsbeschwerde", "anregung", "lob"])
def test_everybody_gets_an_eingangsbestaetigung_within_a_week(art: str) -> None:
    fristen = compute_fristen(BS, replace(BESCHWERDE, art=art, eingangsweg="telefonisch"))
    assert _due(fristen)["eingangsbestaetigung"] == date(2026, 5, 29)


@pytest.mark.regel("BS-23")
def test_the_two_weeks_start_when_the_eingangsbestaetigung_went_out() -> None:
    sent = replace(BESCHWERDE, eb_versandt=date(2026, 5, 27))
    antwort = _by_name(compute_fristen(BS, sent))["antwort"]
    assert (antwort.start, antwort.faellig_am) == (date(2026, 5, 27), date(2026, 6, 10))
    assert not antwort.vorlaeufig


@pytest.mark.regel("BS-23")
def test_before_that_the_latest_date_is_shown_as_preliminary() -> None:
    antwort = _by_name(compute_fristen(BS, BESCHWERDE))["antwort"]
    assert (antwort.start, antwort.faellig_am) == (date(2026, 5, 29), date(2026, 6, 12))
    assert antwort.vorlaeufig
    assert antwort.erklaerung[0].startswith("Vorläufig:")


@pytest.mark.regel("BS-23")
@pytest.mark.parametrize("art", ["dienstaufsichtsbeschwerde", "anregung"])
def test_a_dab_and_an_idea_have_no_answer_date(art: str) -> None:
    assert set(_due(compute_fristen(BS, replace(BESCHWERDE, art=art)))) == {"eingangsbestaetigung"}


@pytest.mark.regel("BS-27")
def test_a_zwischennachricht_is_due_when_the_answer_is() -> None:
    due = _due(compute_fristen(BS, BESCHWERDE))
    assert due["zwischennachricht"] == due["antwort"]


@pytest.mark.regel("BS-16")
@pytest.mark.parametrize("weg", ["fueb", "traegerversammlung", "land", "rd"])
def test_a_petition_has_the_date_of_its_procedure(weg: str) -> None:
    anlass = replace(PETITION, weg=weg, frist_extern=date(2026, 6, 30))
    assert _due(compute_fristen(BS, anlass)) == {"stellungnahme": date(2026, 6, 30)}


# Bundesagentur


def test_the_ba_needs_a_land() -> None:
    with pytest.raises(RuleViolation, match="bitte das Land angeben"):
        compute_fristen(BA, BESCHWERDE)


@pytest.mark.regel("BL-11")
def test_the_ba_takes_the_date_of_the_regionaldirektion() -> None:
    anlass = replace(PETITION, kalender=Kalender("BY"), weg="rd", frist_extern=date(2026, 6, 30))
    assert _due(compute_fristen(BA, anlass)) == {"stellungnahme": date(2026, 6, 30)}


# Every deadline


def test_dienstfreie_tage_delay_arbeitstage_but_no_end_of_kalendertage() -> None:
    free = Kalender("RP", dienstfrei=("12-24", "12-31"))
    anlass = replace(BESCHWERDE, eingang=date(2026, 12, 17), kalender=free)
    assert _due(compute_fristen(BKW, anlass))["antwort"] == date(2027, 1, 6)
    assert _due(compute_fristen(BA, anlass))["antwort"] == date(2026, 12, 31)


def test_a_deadline_beyond_the_checked_calendar_is_an_error() -> None:
    kalender = Kalender("BE", geprueft_bis=date(2026, 5, 31))
    with pytest.raises(RuleViolation, match="geprüft"):
        compute_fristen(MH, replace(BESCHWERDE, kalender=kalender))


def test_an_eingang_before_the_order_is_marked_in_its_explanation() -> None:
    early = replace(BESCHWERDE, eingang=MH.gueltig_ab - timedelta(days=30))
    (antwort,) = compute_fristen(MH, early)
    assert "gilt ab Di 07.06.2022" in antwort.erklaerung[0]


@pytest.mark.regel("BL-03")
def test_an_explanation_names_every_day_its_rule_and_source() -> None:
    (bestaetigung, _) = compute_fristen(BA, replace(BESCHWERDE, kalender=Kalender("BE")))
    assert bestaetigung.erklaerung == (
        "Eingang am Fr 22.05.2026; dieser Tag zählt nicht mit "
        "(§ 26 Abs. 1 SGB X, § 187 Abs. 1 BGB).",
        "Sa 23.05.2026: zählt nicht, Samstag.",
        "So 24.05.2026: zählt nicht, Sonntag.",
        "Mo 25.05.2026: zählt nicht, Feiertag: Pfingstmontag.",
        "Di 26.05.2026: 1. Arbeitstag.",
        "Mi 27.05.2026: 2. Arbeitstag.",
        "Do 28.05.2026: 3. Arbeitstag.",
        "Rechnerisches Ende und fällig am Do 28.05.2026.",
        "Regel BL-03 (Standards der BA 2015, Absatz 1).",
    )


def test_an_explanation_names_each_free_day_at_the_end() -> None:
    (antwort,) = compute_fristen(MH, replace(BESCHWERDE, eingang=date(2026, 3, 21)))
    skipped = [line for line in antwort.erklaerung if "übersprungen" in line]
    assert skipped == [
        "Sa 04.04.2026: übersprungen, Samstag.",
        "So 05.04.2026: übersprungen, Sonntag.",
        "Mo 06.04.2026: übersprungen, Feiertag: Ostermontag.",
    ]
    assert "Rechnerisches Ende Sa 04.04.2026, fällig am Di 07.04.2026." in antwort.erklaerung
