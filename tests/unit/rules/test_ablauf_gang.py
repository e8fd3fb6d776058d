"""People at random walk every Ablauf of every order, also when the case is about one of them.

No step is taken out of order, none by the wrong role, nobody signs for herself; and from wherever
they stopped, the case can be closed by following what the engine says comes next.
"""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from hypothesis.stateful import run_state_machine_as_test as run

from models.rules.ablauf import Getan, Plan, Zustand, derive, is_closed, matches
from models.rules.ablauf_angebot import Angebot, open_steps
from models.rules.ablauf_fakten import known_values
from models.rules.ablauf_format import LEER, Schrittregel
from models.rules.ablauf_pruefung import leads_elsewhere
from models.rules.codes import CODES
from models.rules.zustaendig import ERSATZ, Person
from tests.unit.rules.ablaufbau import all_plaene

PLAENE = all_plaene()
NAMEN = [f"{id}/{one.ablauf.name}" for id, one in PLAENE]

ROLLEN = ("vz_gf", "krm_beauftragte", "qmb", "tl", "bl", "lgf", "gf", "gf_vertretung", "personal")
KONTEN = {rolle: nr for nr, rolle in enumerate(ROLLEN, start=1)}
BERTA, VICTOR, OTTO = 20, 21, 22
LEUTE = (
    *(Person(konto, {rolle: None}) for rolle, konto in KONTEN.items()),
    Person(BERTA, {"bearbeitung": None}),
    Person(VICTOR, {"tl": KONTEN["tl"], "bearbeitung": BERTA}, frozenset({KONTEN["tl"], BERTA})),
    Person(OTTO, {"bl": KONTEN["bl"], "tl": None}, frozenset({KONTEN["bl"]})),
)
BEFANGEN = (
    (),
    ("tl",),
    ("bl",),
    ("gf",),
    ("qmb",),
    ("personal",),
    ("vz_gf", "krm_beauftragte"),
    ("tl", "bl"),
    ("tl", "gf"),
    ("@verantwortlich",),
)
LANGE = 80
"""More steps than any case needs to its end."""


class Gang(RuleBasedStateMachine):
    """One case on its way through `plan`."""

    plan: Plan
    leiter = ERSATZ

    def __init__(self) -> None:
        super().__init__()
        self.zustand = Zustand()
        self.people: list[Person] = []
        self.left = False

    @initialize(data=st.data(), befangen=st.sampled_from(BEFANGEN))
    def begin(self, data: st.DataObject, befangen: tuple[str, ...]) -> None:
        about = {KONTEN[rolle] for rolle in befangen if rolle in KONTEN}
        self.people = [_without(p, about) for p in LEUTE if p.konto_id not in about]
        if "tl" in befangen:  # Otto leads a team, too, so it would be his case
            self.people = [p for p in self.people if p.konto_id != OTTO]
        self.zustand = Zustand(fakten=_facts(data, self.plan), befangen=frozenset(befangen))

    @rule(data=st.data())
    def somebody_tries_something(self, data: st.DataObject) -> None:
        if self.left:
            return
        person = data.draw(st.sampled_from(self.people), label="Person")
        offers = open_steps(self.plan, self.zustand, person)
        if not offers:
            return
        angebot = data.draw(st.sampled_from(offers), label="Schritt")
        self._file_document(angebot)
        angebot = _offer(self.plan, self.zustand, person, angebot.schritt.name)
        if not angebot.erlaubt:
            assert angebot.erlaubt.reason.strip().endswith(".")
            return
        self._check(angebot, person)
        self._take(angebot, person, data)

    @invariant()
    def an_open_case_waits_for_somebody_who_can_act(self) -> None:
        if self.left or not self.people or is_closed(self.plan, self.zustand):
            return
        name = derive(self.plan, self.zustand).naechster_schritt
        assert name is not None, sorted(self.zustand.namen)

    def teardown(self) -> None:
        if not self.people:
            return
        for _ in range(LANGE):
            if self.left or is_closed(self.plan, self.zustand):
                return
            self._go_on()
        raise AssertionError(f"Kein Ende in Sicht: {sorted(self.zustand.namen)}")

    def _go_on(self) -> None:
        """The step that is due is taken by somebody of the role that is waited for."""
        stand = derive(self.plan, self.zustand)
        assert stand.naechster_schritt, f"Sackgasse: {sorted(self.zustand.namen)}"
        for person in self.people:
            angebot = _offer(self.plan, self.zustand, person, stand.naechster_schritt)
            self._file_document(angebot)
            angebot = _offer(self.plan, self.zustand, person, stand.naechster_schritt)
            if angebot.erlaubt:
                self._check(angebot, person)
                self._take(angebot, person, None)
                return
        reasons = {angebot.erlaubt.reason}
        raise AssertionError(f"Niemand kann „{stand.naechster_schritt}“ tun: {reasons}")

    def _file_document(self, angebot: Angebot) -> None:
        art = angebot.schritt.unterlage
        if art:
            self.zustand = replace(
                self.zustand, unterlagen={**self.zustand.unterlagen, art: angebot.runde}
            )

    def _check(self, angebot: Angebot, person: Person) -> None:
        """Order, role and four eyes, asked again in the plainest words."""
        schritt, done = angebot.schritt, self.zustand.namen
        for name in schritt.nach:
            before = self.plan.schritt(name)
            assert name in done or before is None or self._cannot_come(before)
        for name in schritt.ohne:
            assert name not in done
        for feld, erlaubt in schritt.wenn.items():
            assert matches(self.zustand.fakten.get(feld), erlaubt)
        takers = {g.name: g.person for g in self.zustand.getan}
        assert person.konto_id not in {takers.get(name) for name in schritt.andere_person_als}
        assert self._may(schritt, person)

    def _cannot_come(self, schritt: Schrittregel) -> bool:
        facts = self.zustand.fakten
        return (
            bool(set(schritt.ohne) & self.zustand.namen)
            or any(not matches(facts.get(f), e) for f, e in schritt.wenn.items())
            or any(matches(facts.get(f), e) for f, e in schritt.wenn_nicht.items())
        )

    def _may(self, schritt: Schrittregel, person: Person) -> bool:
        """Her role is one of the step's, or stands in for one whose holder it is about."""
        allowed: set[str] = set()
        for rolle in schritt.rollen:
            if rolle == "@schlusszeichnung":
                rolle = str(self.zustand.fakten["schlusszeichnung"])
            allowed.add(rolle)
            while rolle in self.zustand.befangen or schritt.andere_person_als:
                above = self.plan.ersatz.get(rolle)
                if above is None or above in allowed or not self.zustand.befangen:
                    break
                rolle = above
                allowed.add(rolle)
        held = set(person.rollen)
        held |= {"gf"} if "gf_vertretung" in held else set()
        responsible = self.zustand.fakten.get("verantwortlich")
        if responsible and responsible in (person.konto_id, *person.vertritt):
            held.add("@verantwortlich")
        return bool(allowed & held)

    def _take(self, angebot: Angebot, person: Person, data: st.DataObject | None) -> None:
        schritt = angebot.schritt
        facts = {**self.zustand.fakten, **_given(schritt, data, self.zustand)}
        kept = [
            g
            for g in self.zustand.getan
            if g.name not in schritt.setzt_zurueck and g.name != schritt.name
        ]
        self.zustand = replace(
            self.zustand,
            getan=(*kept, Getan(schritt.name, person.konto_id, angebot.runde)),
            runden={**self.zustand.runden, schritt.name: angebot.runde},
            fakten=facts,
        )
        self.left = leads_elsewhere(schritt)


@pytest.mark.parametrize("plan", [one for _, one in PLAENE], ids=NAMEN)
def test_nobody_gets_lost_and_nobody_steps_out_of_line(plan: Plan) -> None:
    machine = type("Gang", (Gang,), {"plan": plan})
    run(
        machine,
        settings=settings(
            max_examples=12,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def _without(person: Person, about: set[int]) -> Person:
    """Who stands in for somebody the case is about does not do so here."""
    return Person(
        person.konto_id,
        {rolle: fuer for rolle, fuer in person.rollen.items() if fuer not in about},
        person.vertritt - about,
    )


def _offer(plan: Plan, zustand: Zustand, person: Person, name: str) -> Angebot:
    return next(a for a in open_steps(plan, zustand, person) if a.schritt.name == name)


def _facts(data: st.DataObject, plan: Plan) -> dict[str, Any]:
    """What is known when the case is recorded; what steps give is still empty."""
    given = {f for s in plan.schritte for f in (*s.pflicht, *s.setzt)}
    asked = {f for s in plan.schritte for f in (*s.wenn, *s.wenn_nicht)} - given
    facts: dict[str, Any] = {"schlusszeichnung": data.draw(st.sampled_from(_stufen(plan)))}
    for feld in sorted(asked - {"schlusszeichnung"}):
        facts[feld] = data.draw(st.sampled_from(_values(feld, plan)), label=feld)
    return facts


def _stufen(plan: Plan) -> list[str]:
    words = {w for s in plan.schritte for w in s.wenn.get("schlusszeichnung", "gf").split(" oder ")}
    return sorted(words)


def _values(feld: str, plan: Plan) -> list[Any]:
    words = {
        w for s in plan.schritte for w in (s.wenn | s.wenn_nicht).get(feld, "").split(" oder ")
    }
    if feld == "schalter":
        return [frozenset(), frozenset(words - {""})]
    known = known_values(feld) or frozenset()
    if feld in CODES or feld == "eingang":
        return [None, *sorted(known - {"gesetzt", "leer", "ja", "nein"})]
    return [None, True, False]


def _given(schritt: Schrittregel, data: st.DataObject | None, before: Zustand) -> dict[str, Any]:
    facts: dict[str, Any] = {}
    for feld in schritt.pflicht:
        codes = [code.code for code in CODES.get(feld, ())]
        if feld == "verantwortlich":
            facts[feld] = BERTA
        elif codes:
            facts[feld] = data.draw(st.sampled_from(codes), label=feld) if data else codes[0]
        else:
            facts[feld] = "steht"
    if facts.get("schlusszeichnung"):
        facts["schlusszeichnung"] = before.fakten["schlusszeichnung"]
    for feld, wort in {**schritt.setzt, **schritt.setzt_falls_leer}.items():
        facts[feld] = None if wort == LEER else wort
    return facts
