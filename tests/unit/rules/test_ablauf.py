"""The engine of steps: what may come next, for whom, and why not, in Abläufe made for the test."""

from typing import Any

import pytest

from models.rules.ablauf import Ableitung, Getan, Plan, Zustand, derive, is_closed, matches
from models.rules.ablauf_angebot import Angebot, open_steps
from models.rules.zustaendig import VORSITZ, Person
from tests.unit.rules.ablaufbau import (
    ANNA,
    BERND,
    BERTA,
    EMIL,
    GRETA,
    LENA,
    VICTOR,
    done,
    plan,
    schritt,
)

ZUGELEITET = schritt("zugeleitet", "vz_gf", status="zugeleitet")
ENTWORFEN = schritt("entworfen", "@verantwortlich", "tl", nach=("zugeleitet",))
GEZEICHNET = schritt(
    "gezeichnet",
    "@schlusszeichnung",
    nach=("entworfen",),
    andere_person_als=("entworfen",),
    status="zur-schlusszeichnung",
)
AUSGETRAGEN = schritt(
    "ausgetragen", "vz_gf", nach=("gezeichnet",), abschluss=True, status="erledigt"
)
KURZ = plan(ZUGELEITET, ENTWORFEN, GEZEICHNET, AUSGETRAGEN)
FAKTEN = {"schlusszeichnung": "bl", "verantwortlich": BERTA.konto_id}


def offer(ablauf: Plan, zustand: Zustand, person: Person, name: str) -> Angebot:
    found = [a for a in open_steps(ablauf, zustand, person) if a.schritt.name == name]
    assert found, f"„{name}“ wird nicht angeboten"
    return found[0]


def offered(ablauf: Plan, zustand: Zustand) -> list[str]:
    return [angebot.schritt.name for angebot in open_steps(ablauf, zustand, ANNA)]


def test_the_step_whose_turn_it_is_is_allowed_to_the_right_role() -> None:
    assert offer(KURZ, Zustand(), ANNA, "zugeleitet").erlaubt
    refused = offer(KURZ, Zustand(), BERND, "zugeleitet")
    assert not refused.erlaubt
    assert refused.erlaubt.reason == "Zuständig ist: VZ GF."


def test_a_step_comes_after_those_it_names() -> None:
    angebot = offer(KURZ, Zustand(fakten=FAKTEN), BERND, "entworfen")
    assert not angebot.offen
    assert angebot.erlaubt.reason == "Erst nach „Zugeleitet“."
    assert offer(KURZ, done("zugeleitet", fakten=FAKTEN), BERND, "entworfen").erlaubt


def test_one_of_several_earlier_steps_is_enough() -> None:
    both = plan(schritt("a"), schritt("b"), schritt("c", nach_eines=("a", "b")))
    assert offer(both, Zustand(), BERND, "c").erlaubt.reason == "Erst nach „A“ oder „B“."
    assert offer(both, done("b"), BERND, "c").erlaubt


def test_a_step_that_was_taken_is_not_offered_again_unless_it_repeats() -> None:
    both = plan(schritt("einmal"), schritt("oft", wiederholbar=True, optional=True))
    assert offered(both, done("einmal", "oft")) == ["oft"]
    assert offer(both, done("oft"), BERND, "oft").runde == 2


def test_an_alternative_rules_the_other_out() -> None:
    both = plan(schritt("brief", ohne=("verzicht",)), schritt("verzicht", ohne=("brief",)))
    assert offered(both, done("verzicht")) == []


@pytest.mark.parametrize(
    ("wert", "erlaubt", "erwartet"),
    [
        ("bl", "bl oder gf", True),
        ("tl", "bl oder gf", False),
        (True, "ja", True),
        (False, "ja", False),
        (False, "nein", True),
        (None, "leer", True),
        ("", "leer", True),
        (None, "gesetzt", False),
        (7, "gesetzt", True),
        (frozenset({"x", "y"}), "y", True),
        (frozenset(), "y", False),
    ],
)
def test_facts_are_compared_with_words(wert: Any, erlaubt: str, erwartet: bool) -> None:
    assert matches(wert, erlaubt) is erwartet


def test_a_step_that_does_not_fit_the_case_is_not_shown_and_holds_nobody_up() -> None:
    ablauf = plan(
        schritt("vorgelegt", wenn={"uebergreifend": "ja"}), schritt("b", nach=("vorgelegt",))
    )
    assert offered(ablauf, Zustand()) == ["b"]
    assert offer(ablauf, Zustand(), BERND, "b").erlaubt
    large = Zustand(fakten={"uebergreifend": True})
    assert not offer(ablauf, large, BERND, "b").erlaubt


def test_what_is_missing_is_named() -> None:
    ablauf = plan(schritt("a", steht=("datum_der_klaerung", "art_der_klaerung")))
    angebot = offer(ablauf, Zustand(fakten={"art_der_klaerung": "telefonisch"}), BERND, "a")
    assert angebot.erlaubt.reason == "Es fehlt: Datum der Klärung."


def test_what_must_be_given_with_a_step_is_asked_only_while_it_is_missing() -> None:
    ablauf = plan(schritt("a", pflicht=("ergebnisart", "abhilfe"), felder=("entschuldigung",)))
    angebot = offer(ablauf, Zustand(fakten={"abhilfe": "ganz"}), BERND, "a")
    assert angebot.erlaubt
    assert angebot.pflicht == ("ergebnisart",)
    assert angebot.felder == ("abhilfe", "entschuldigung")


def test_a_document_must_lie_in_the_case_and_a_new_one_for_every_round() -> None:
    ablauf = plan(schritt("a", unterlage="antwort", wiederholbar=True, optional=True))
    assert "Antwortschreiben" in offer(ablauf, Zustand(), BERND, "a").erlaubt.reason
    first = Zustand(unterlagen={"antwort": 1})
    assert offer(ablauf, first, BERND, "a").erlaubt
    again = Zustand(unterlagen={"antwort": 1}, runden={"a": 1})
    assert "Fassung 2" in offer(ablauf, again, BERND, "a").erlaubt.reason


def test_a_link_to_another_filing_system_stands_for_the_document() -> None:
    ablauf = plan(schritt("a", unterlage="antwort"))
    assert offer(ablauf, Zustand(fakten={"ablage_verweis": "II-6000/12"}), BERND, "a").erlaubt


def test_the_responsible_person_is_meant_by_name() -> None:
    state = done("zugeleitet", fakten=FAKTEN)
    assert offer(KURZ, state, BERTA, "entworfen").erlaubt
    other = Person(99, {"bearbeitung": None})
    assert not offer(KURZ, state, other, "entworfen").erlaubt


def test_who_stands_in_acts_for_the_other_and_an_own_role_wins() -> None:
    state = done("zugeleitet", fakten=FAKTEN)
    assert offer(KURZ, state, VICTOR, "entworfen").fuer == BERND.konto_id
    both = Person(7, {"tl": None}, vertritt=frozenset({2}))
    assert offer(KURZ, state, both, "entworfen").fuer is None


def test_four_eyes_are_two_persons_even_where_one_holds_both_roles() -> None:
    state = done("zugeleitet", "entworfen", person=EMIL.konto_id, fakten=FAKTEN)
    refused = offer(KURZ, state, EMIL, "gezeichnet").erlaubt
    assert not refused
    assert refused.reason.startswith("Vier Augen")
    deputy = Person(20, {"bl": EMIL.konto_id}, vertritt=frozenset({EMIL.konto_id or 0}))
    assert offer(KURZ, state, deputy, "gezeichnet").erlaubt


@pytest.mark.parametrize(("stufe", "wer"), [("tl", BERND), ("bl", EMIL), ("gf", GRETA)])
def test_the_level_set_at_intake_signs(stufe: str, wer: Person) -> None:
    state = done("zugeleitet", "entworfen", fakten=FAKTEN | {"schlusszeichnung": stufe})
    allowed = [p for p in (BERND, EMIL, GRETA) if offer(KURZ, state, p, "gezeichnet").erlaubt]
    assert allowed == [wer]


def test_the_deputy_of_the_gf_holds_the_same_office() -> None:
    state = done("zugeleitet", "entworfen", fakten=FAKTEN | {"schlusszeichnung": "gf"})
    assert offer(KURZ, state, LENA, "gezeichnet").erlaubt


# --- D22: never the person complained about, up to the top ---


@pytest.mark.parametrize(
    ("befangen", "rolle", "ersatz"),
    [
        ({"tl"}, "tl", "bl"),
        ({"tl", "bl"}, "tl", "gf"),
        ({"bl"}, "bl", "gf"),
        ({"vz_gf"}, "vz_gf", "gf"),
        ({"qmb"}, "qmb", "gf"),
        ({"gf"}, "gf", "gf_vertretung"),
    ],
)
def test_against_somebody_the_superior_takes_the_steps(
    befangen: set[str], rolle: str, ersatz: str
) -> None:
    ablauf = plan(schritt("a", rolle))
    state = Zustand(befangen=frozenset(befangen))
    assert derive(ablauf, state).wartet_auf == ersatz
    assert not offer(ablauf, state, Person(1, {rolle: None}), "a").erlaubt
    assert offer(ablauf, state, Person(2, {ersatz: None}), "a").erlaubt


def test_against_the_gf_the_chair_decides_and_the_deputy_records_it() -> None:
    state = Zustand(befangen=frozenset({"gf"}))
    angebot = offer(plan(schritt("a", "gf")), state, LENA, "a")
    assert angebot.erlaubt
    assert angebot.hinweis == VORSITZ
    assert offer(plan(schritt("a", "gf")), Zustand(), LENA, "a").hinweis is None


def test_where_the_superior_drafts_for_the_tl_the_next_one_signs() -> None:
    ablauf = plan(
        schritt("gefertigt", "tl"),
        schritt("mitgezeichnet", "bl", nach=("gefertigt",), andere_person_als=("gefertigt",)),
    )
    state = done("gefertigt", person=EMIL.konto_id, befangen=frozenset({"tl"}))
    assert derive(ablauf, state).wartet_auf == "gf"
    assert offer(ablauf, state, GRETA, "mitgezeichnet").erlaubt
    assert not offer(ablauf, state, EMIL, "mitgezeichnet").erlaubt
    plain = done("gefertigt", person=BERND.konto_id)
    assert derive(ablauf, plain).wartet_auf == "bl"


# --- what lists show ---


def test_status_next_step_and_who_is_waited_for_follow_from_the_steps() -> None:
    assert derive(KURZ, Zustand(fakten=FAKTEN)) == Ableitung("erfasst", "zugeleitet", "vz_gf")
    sent = done("zugeleitet", fakten=FAKTEN)
    assert derive(KURZ, sent) == Ableitung("zugeleitet", "entworfen", "@verantwortlich")
    signed = done("zugeleitet", "entworfen", "gezeichnet", fakten=FAKTEN)
    assert derive(KURZ, signed) == Ableitung("zur-schlusszeichnung", "ausgetragen", "vz_gf")


def test_a_closed_case_waits_for_nobody_and_offers_only_the_way_back() -> None:
    back = schritt(
        "wiedereroeffnet",
        "vz_gf",
        nach=("ausgetragen",),
        setzt_zurueck=("ausgetragen", "gezeichnet"),
        optional=True,
        wiederholbar=True,
    )
    extra = schritt("notiz", "vz_gf", wiederholbar=True, optional=True)
    ablauf = plan(*KURZ.schritte, back, extra)
    closed = done("zugeleitet", "entworfen", "gezeichnet", "ausgetragen", fakten=FAKTEN)
    assert is_closed(ablauf, closed)
    assert derive(ablauf, closed) == Ableitung("erledigt")
    assert offered(ablauf, closed) == ["wiedereroeffnet"]


def test_steps_of_another_ablauf_are_passed_over() -> None:
    state = Zustand(getan=(Getan("als_dab_gewertet"), Getan("zugeleitet")), fakten=FAKTEN)
    assert derive(KURZ, state).naechster_schritt == "entworfen"


def test_optional_steps_are_never_waited_for() -> None:
    ablauf = plan(schritt("gespraech", optional=True), schritt("antwort"))
    assert derive(ablauf, Zustand()).naechster_schritt == "antwort"
