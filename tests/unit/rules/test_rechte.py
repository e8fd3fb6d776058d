"""Who may do what, asked of the rules alone: no database, no screen.

SEHEN is written by hand from the orders (MH-86 to MH-88, D18, D22), not derived from the code:
per role and kind of case, what is seen of the head and of the content.
"""

from dataclasses import dataclass, field
from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.codes import CODES
from models.rules.rechte import SYSTEM, Akteur, Bindung, may
from models.rules.rollen import DAB, ROLLEN, Recht, Sicht, Umfang

TEAM, NACHBARTEAM, BEREICH, DIENSTSTELLE = 501, 502, 50, 1
UNTERHALB = {
    TEAM: {TEAM},
    BEREICH: {BEREICH, TEAM, NACHBARTEAM},
    DIENSTSTELLE: {DIENSTSTELLE, BEREICH, TEAM, NACHBARTEAM},
}
ICH, ANDERE = 7, 8
FACHLICH = tuple(code.code for code in CODES["art"] if code.code != DAB)
ZUGELEITET = date(2026, 5, 26)

# role → (Fachbereich, DAB before, DAB after Zuleitung, Abgabe); each: "" none, k head, ki both
SEHEN = {
    "vz_gf": ("ki", "ki", "k", "ki"),
    "krm_beauftragte": ("ki", "ki", "k", "ki"),
    "qmb": ("ki", "", "", "k"),
    "tl": ("ki", "", "", ""),
    "bl": ("ki", "", "", ""),
    "lgf": ("ki", "", "", ""),
    "gf": ("ki", "ki", "ki", "ki"),
    "gf_vertretung": ("ki", "ki", "ki", "ki"),
    "personal": ("", "ki", "ki", ""),
    "bdsb": ("", "", "", ""),
    "revision": ("", "", "", ""),
    "administration": ("", "", "", ""),
    "bearbeitung": ("ki", "", "", ""),
}


@dataclass
class Fall:
    art: str | None = "beschwerde"
    einheit_id: int | None = TEAM
    verantwortlich_id: int | None = ICH
    zugeleitet_am: date | None = None
    betroffene_konten: tuple[int, ...] = field(default=())


def _person(rolle: str, einheit: int = TEAM) -> Akteur:
    return Akteur(ICH, "anna", (Bindung(rolle, einheit, frozenset(UNTERHALB[einheit])),))


def _seen(akteur: Akteur, fall: Fall) -> str:
    head = may(akteur, Recht.VORGANG_LESEN, fall)
    content = may(akteur, Recht.VORGANG_INHALT_LESEN, fall)
    return ("k" if head else "") + ("i" if content else "")


def test_every_role_is_in_the_table() -> None:
    assert set(SEHEN) == set(ROLLEN)


@pytest.mark.regel("MH-86", "MH-88")
@pytest.mark.parametrize(("rolle", "art"), list(product(SEHEN, FACHLICH)))
def test_who_sees_a_case_of_the_fachbereich(rolle: str, art: str) -> None:
    expected = SEHEN[rolle][0]
    assert _seen(_person(rolle), Fall(art=art)) == expected
    assert _seen(_person(rolle), Fall(art=art, zugeleitet_am=ZUGELEITET)) == expected


@pytest.mark.regel("MH-76", "MH-87")
@pytest.mark.parametrize("rolle", list(SEHEN))
def test_who_sees_a_dienstaufsichtsbeschwerde(rolle: str) -> None:
    _, before, after, _ = SEHEN[rolle]
    assert _seen(_person(rolle), Fall(art=DAB)) == before
    assert _seen(_person(rolle), Fall(art=DAB, zugeleitet_am=ZUGELEITET)) == after


@pytest.mark.parametrize("rolle", list(SEHEN))
def test_who_sees_an_abgabefall(rolle: str) -> None:
    assert _seen(_person(rolle), Fall(art=None)) == SEHEN[rolle][3]


@pytest.mark.regel("MH-88")
@pytest.mark.parametrize("rolle", [rolle for rolle in SEHEN if rolle != "bearbeitung"])
def test_nobody_sees_a_case_of_another_team(rolle: str) -> None:
    for art in (*FACHLICH, DAB, None):
        assert _seen(_person(rolle), Fall(art=art, einheit_id=NACHBARTEAM)) == ""


def test_who_stands_above_sees_both_teams() -> None:
    emil = _person("bl", BEREICH)
    assert _seen(emil, Fall()) == _seen(emil, Fall(einheit_id=NACHBARTEAM)) == "ki"
    assert _seen(emil, Fall(einheit_id=DIENSTSTELLE)) == ""


def test_berta_sees_only_what_she_is_responsible_for() -> None:
    berta = _person("bearbeitung")
    assert _seen(berta, Fall()) == "ki"
    assert _seen(berta, Fall(verantwortlich_id=ANDERE)) == ""
    assert _seen(berta, Fall(verantwortlich_id=None)) == ""


def test_who_stands_in_for_berta_sees_her_cases() -> None:
    bindung = Bindung("bearbeitung", TEAM, frozenset({TEAM}), "berta", vertretung_fuer_id=ANDERE)
    victor = Akteur(ICH, "victor", (bindung,))
    assert _seen(victor, Fall(verantwortlich_id=ANDERE)) == "ki"
    assert _seen(victor, Fall(verantwortlich_id=99)) == ""


@pytest.mark.parametrize("rolle", list(ROLLEN))
def test_nobody_sees_or_touches_a_case_about_herself(rolle: str) -> None:
    for art, recht in product((*FACHLICH, DAB), Recht):
        if recht.startswith(("vorgang", "ergebnis")) and recht is not Recht.VORGANG_IMPORTIEREN:
            assert not may(_person(rolle), recht, Fall(art=art, betroffene_konten=(ICH,)))


@pytest.mark.parametrize(("rolle", "recht"), list(product(ROLLEN, Recht)))
def test_a_right_is_held_exactly_as_its_role_says(rolle: str, recht: Recht) -> None:
    verdict = may(_person(rolle), recht)
    assert bool(verdict) == (recht in ROLLEN[rolle].rechte)
    assert verdict.reason.endswith(".")
    if not verdict:
        assert not may(_person(rolle), recht, Fall())


# Which roles hold a right that an order gives to few, by hand.
ALLEIN = {
    Recht.VORGANG_ERFASSEN: {"vz_gf", "krm_beauftragte"},
    Recht.VORGANG_IMPORTIEREN: {"vz_gf", "krm_beauftragte"},
    Recht.VORGANG_ABSCHLIESSEN: {"vz_gf", "krm_beauftragte"},
    Recht.ERGEBNIS_FESTSTELLEN: {"tl", "bl", "lgf", "gf", "gf_vertretung"},
    Recht.STRICHLISTE_FUEHREN: {"vz_gf", "krm_beauftragte", "tl", "bearbeitung"},
    Recht.TEAMLINK_PFLEGEN: {"vz_gf", "krm_beauftragte", "tl"},
    Recht.EINHEIT_PFLEGEN: {"administration"},
    Recht.KONTO_PFLEGEN: {"administration"},
    Recht.ROLLE_VERGEBEN: {"administration"},
    Recht.CODE_PFLEGEN: {"vz_gf", "krm_beauftragte", "administration"},
    Recht.FREIGEBEN: {"gf", "gf_vertretung", "administration"},
    Recht.FREIGABE_ERFAHREN: {"gf", "gf_vertretung", "bdsb"},
    Recht.PROTOKOLL_LESEN: {"bdsb", "revision"},
    Recht.BERICHT_STARTEN: {"vz_gf", "krm_beauftragte", "qmb", "gf", "gf_vertretung"},
}


def test_who_stands_in_for_the_person_complained_about_does_not_do_so_here() -> None:
    about_her = Fall(betroffene_konten=(ANDERE,))
    lent = Bindung(
        "tl", TEAM, frozenset({TEAM}), vertretung_fuer="bernd", vertretung_fuer_id=ANDERE
    )
    victor = Akteur(ICH, "victor", (lent,))
    assert (_seen(victor, about_her), _seen(victor, Fall())) == ("", "ki")
    own = Bindung("bl", BEREICH, frozenset(UNTERHALB[BEREICH]))
    assert _seen(Akteur(ICH, "victor", (lent, own)), about_her) == "ki"


@pytest.mark.regel("MH-21", "MH-37", "MH-68", "BS-19")
@pytest.mark.parametrize("recht", list(ALLEIN))
def test_few_hold_what_an_order_gives_to_few(recht: Recht) -> None:
    assert {name for name, rolle in ROLLEN.items() if recht in rolle.rechte} == ALLEIN[recht]


@pytest.mark.regel("BKW-12")
def test_the_deputy_of_the_gf_has_the_same_rights() -> None:
    gf, vertretung = ROLLEN["gf"], ROLLEN["gf_vertretung"]
    assert (gf.rechte, gf.sichten) == (vertretung.rechte, vertretung.sichten)


@pytest.mark.parametrize("rolle", ["bdsb", "revision", "administration"])
def test_who_keeps_watch_or_house_has_no_right_over_cases(rolle: str) -> None:
    assert ROLLEN[rolle].sichten == ()
    assert not [recht for recht in ROLLEN[rolle].rechte if recht.startswith("vorgang")]


def test_nobody_gives_herself_a_role() -> None:
    @dataclass
    class Zuweisung:
        konto_id: int
        einheit_id: int = TEAM

    adam = _person("administration")
    assert not may(adam, Recht.ROLLE_VERGEBEN, Zuweisung(konto_id=ICH))
    assert may(adam, Recht.ROLLE_VERGEBEN, Zuweisung(konto_id=ANDERE))
    assert not may(adam, Recht.ROLLE_VERGEBEN, Zuweisung(konto_id=ANDERE, einheit_id=NACHBARTEAM))


def test_the_strichliste_is_kept_for_the_own_team() -> None:
    bernd = _person("tl")
    assert may(bernd, Recht.STRICHLISTE_FUEHREN, Fall())
    assert not may(bernd, Recht.STRICHLISTE_FUEHREN, Fall(einheit_id=NACHBARTEAM))


def test_a_case_without_einheit_is_recorded_by_nobody() -> None:
    assert not may(_person("vz_gf"), Recht.VORGANG_ERFASSEN, Fall(einheit_id=None))
    assert may(_person("vz_gf"), Recht.CODE_PFLEGEN, object())


def test_an_order_may_show_a_role_other_rows() -> None:
    whole = (Sicht((DAB,), Umfang.EINHEIT, Umfang.EINHEIT),)
    bindung = Bindung("krm_beauftragte", TEAM, frozenset({TEAM}), abweichende_sichten=whole)
    kim = Akteur(ICH, "kim", (bindung,))
    assert _seen(kim, Fall(art=DAB, zugeleitet_am=ZUGELEITET)) == "ki"
    assert _seen(kim, Fall()) == ""


def test_a_view_over_the_installation_ignores_units() -> None:
    everything = (Sicht(("beschwerde",), Umfang.ALLE, Umfang.KEINE),)
    bindung = Bindung("qmb", TEAM, frozenset({TEAM}), abweichende_sichten=everything)
    assert _seen(Akteur(ICH, "dora", (bindung,)), Fall(einheit_id=999)) == "k"


def test_the_system_may_everything_and_a_stranger_nothing() -> None:
    for recht in Recht:
        assert may(SYSTEM, recht, Fall(betroffene_konten=(ICH,)))
        assert not may(Akteur(ICH, "niemand"), recht, Fall())


def test_a_misspelt_right_is_an_error_not_a_no() -> None:
    with pytest.raises(ValueError, match="vorgang_lesen"):
        may(_person("gf"), "vorgang_lesen")  # type: ignore[arg-type]


@given(
    st.lists(st.sampled_from(sorted(ROLLEN)), max_size=3),
    st.sampled_from([*FACHLICH, DAB, None]),
    st.sampled_from([TEAM, NACHBARTEAM, None]),
    st.sampled_from([ICH, ANDERE, None]),
    st.sampled_from([None, ZUGELEITET]),
)
def test_content_is_never_wider_than_the_head_and_roles_add_up(
    rollen: list[str],
    art: str | None,
    einheit: int | None,
    verantwortlich: int | None,
    zugeleitet: date | None,
) -> None:
    fall = Fall(art, einheit, verantwortlich, zugeleitet)
    bindungen = tuple(Bindung(rolle, TEAM, frozenset({TEAM})) for rolle in rollen)
    seen = _seen(Akteur(ICH, "anna", bindungen), fall)
    assert seen in ("", "k", "ki")
    alone = [_seen(Akteur(ICH, "anna", (bindung,)), fall) for bindung in bindungen]
    assert seen == max(alone, default="")
