"""Walking every state an Ablauf can reach: is every step taken somewhere, can every case be closed?

People are left out here (each role has somebody); a test walks the Abläufe with people as well. A
state is a number whose bits are the steps done, and the kind of value that each fact has. The walk
asks the same questions as `ablauf.can_come` and `is_ready`; a test holds the two together.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, reduce
from itertools import product
from operator import and_

from models.rules.ablauf import ODER, Plan, matches
from models.rules.ablauf_format import LEER, Schrittregel
from models.rules.ablauf_pruefung import leads_elsewhere

Fakten = tuple[str | None, ...]
Lage = tuple[int, Fakten]
_IRGENDWAS = "gesetzt"


@dataclass(frozen=True)
class Erkundung:
    """`lagen` states walked; `nie` steps that no state allows; `sackgassen` of which no way leads
    to an end, with the steps done there."""

    lagen: int
    nie: frozenset[str]
    sackgassen: tuple[frozenset[str], ...]


def explore(plan: Plan, most: int | None = None) -> Erkundung:
    """Walk the whole Ablauf from every beginning.

    Raises OverflowError where it has more than `most` states: somebody waits for the answer.
    """
    walk = Weganalyse(plan)
    todo = list(walk.beginnings())
    ways: dict[Lage, set[Lage]] = {}
    ends: set[Lage] = set()
    taken: set[str] = set()
    while todo:
        lage = todo.pop()
        if lage in ways:
            continue
        ways[lage] = set()
        if most is not None and len(ways) > most:
            raise OverflowError(f"{plan.ablauf.name}: more than {most} states")
        for nr in walk.possible(lage):
            schritt = plan.schritte[nr]
            taken.add(schritt.name)
            if leads_elsewhere(schritt):
                ends.add(lage)
                continue
            following = walk.after(lage, nr)
            ways[lage].update(following)
            todo.extend(following)
            if schritt.abschluss:
                ends.update(following)
    stuck = {walk.names(done) for done, _ in set(ways) - _leading_to(ends, ways)}
    never = frozenset(schritt.name for schritt in plan.schritte) - taken
    return Erkundung(len(ways), never, tuple(sorted(stuck, key=len)))


class Weganalyse:
    """One plan as masks of bits, with the facts that its steps ask for."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.bits = {schritt.name: 1 << nr for nr, schritt in enumerate(plan.schritte)}
        self.ohne = [self._mask(s.ohne) for s in plan.schritte]
        self.nach = [self._numbers(s.nach) for s in plan.schritte]
        self.nach_eines = [self._numbers(s.nach_eines) for s in plan.schritte]
        self.zurueck = [self._mask(s.setzt_zurueck) for s in plan.schritte]
        self.ende = self._mask(s.name for s in plan.schritte if s.abschluss)
        # a repeatable step that no other asks for leaves no trace, so that states stay few
        asked = {n for s in plan.schritte for n in (*s.nach, *s.nach_eines, *s.ohne)}
        self.spur = [
            self.bits[s.name] if s.name in asked or not s.wiederholbar else 0 for s in plan.schritte
        ]
        places = {feld: (place, k.leer) for place, (feld, k) in enumerate(self.felder.items())}
        self.steht = [[places[feld] for feld in s.steht] for s in plan.schritte]
        self._fitting: dict[Fakten, list[bool]] = {}

    @cached_property
    def vergessen(self) -> int:
        """What every way back from an end undoes: in a closed case it makes no difference."""
        back = [mask for mask in self.zurueck if mask & self.ende]
        return reduce(and_, back) if back else 0

    @cached_property
    def felder(self) -> dict[str, "Kinds"]:
        """For each fact that is asked for, its kinds of values."""
        questions: dict[str, set[str]] = {}
        for schritt in self.plan.schritte:
            for table in (schritt.wenn, schritt.wenn_nicht):
                for feld, text in table.items():
                    questions.setdefault(feld, set()).add(text)
            for feld in schritt.steht:
                questions.setdefault(feld, set()).add(_IRGENDWAS)
        return {feld: _kinds(sorted(asked)) for feld, asked in questions.items()}

    def beginnings(self) -> Iterator[Lage]:
        """Facts that steps give are empty at first; all others may be anything."""
        given = {f for s in self.plan.schritte for f in (*s.pflicht, *s.felder, *s.setzt)}
        values = [[k.leer] if f in given else k.alle for f, k in self.felder.items()]
        for facts in product(*values):
            yield 0, facts

    def possible(self, lage: Lage) -> Iterator[int]:
        """Numbers of the steps whose turn has come."""
        done, facts = lage
        fits = self._fits(facts)
        closed = done & self.ende
        for nr, schritt in enumerate(self.plan.schritte):
            if done & (1 << nr) and not schritt.wiederholbar:
                continue
            if closed and not self.zurueck[nr] & self.ende:
                continue
            if not fits[nr] or done & self.ohne[nr] or self._waits(done, fits, nr):
                continue
            if all(facts[place] != leer for place, leer in self.steht[nr]):
                yield nr

    def after(self, lage: Lage, nr: int) -> list[Lage]:
        """The states the step leads to: one for each kind of value that it may give."""
        done, facts = lage
        schritt = self.plan.schritte[nr]
        if schritt.abschluss:
            done &= ~self.vergessen
        done = done & ~self.zurueck[nr] | self.spur[nr]
        values = zip(self.felder.items(), facts, strict=True)
        options = [kinds.after(schritt, feld, value) for (feld, kinds), value in values]
        return [(done, chosen) for chosen in product(*options)]

    def names(self, done: int) -> frozenset[str]:
        return frozenset(name for name, bit in self.bits.items() if done & bit)

    def _waits(self, done: int, fits: list[bool], nr: int) -> bool:
        """Whether one that comes first is still to be done; what does not fit holds nobody up."""
        if any(not done & 1 << n and fits[n] and not done & self.ohne[n] for n in self.nach[nr]):
            return True
        one_of = self.nach_eines[nr]
        return not any(done & 1 << n for n in one_of) and any(
            fits[n] and not done & self.ohne[n] for n in one_of
        )

    def _fits(self, facts: Fakten) -> list[bool]:
        if facts not in self._fitting:
            named = dict(zip(self.felder, facts, strict=True))
            self._fitting[facts] = [_facts_fit(s, named) for s in self.plan.schritte]
        return self._fitting[facts]

    def _mask(self, names: Iterable[str]) -> int:
        return sum(self.bits[name] for name in set(names))

    def _numbers(self, names: Iterable[str]) -> list[int]:
        return [self.bits[name].bit_length() - 1 for name in names]


@dataclass(frozen=True)
class Kinds:
    """One value of every kind that the steps tell apart: `alle`, those of a set value, empty."""

    alle: list[str | None]
    gesetzt: list[str | None]
    of: Mapping[str | None, str | None]

    @property
    def leer(self) -> str | None:
        return self.of[None]

    def after(self, schritt: Schrittregel, feld: str, before: str | None) -> list[str | None]:
        """Which kinds the fact may have after the step."""
        if feld in schritt.setzt:
            wort = schritt.setzt[feld]
            return [self.leer if wort == LEER else self.of.get(wort, self.of[_IRGENDWAS])]
        if feld in schritt.pflicht:
            return self.gesetzt
        return list({before, *self.gesetzt}) if feld in schritt.felder else [before]


def _kinds(questions: list[str]) -> Kinds:
    words = sorted({word for text in questions for word in text.split(ODER)} | {_IRGENDWAS})
    first: dict[tuple[bool, ...], str | None] = {}
    of: dict[str | None, str | None] = {}
    for value in (None, *words):
        of[value] = first.setdefault(tuple(matches(value, text) for text in questions), value)
    is_set = list(dict.fromkeys(of[word] for word in words if word != "leer"))
    return Kinds(list(first.values()), is_set, of)


def _facts_fit(schritt: Schrittregel, facts: Mapping[str, str | None]) -> bool:
    return all(matches(facts[f], text) for f, text in schritt.wenn.items()) and not any(
        matches(facts[f], text) for f, text in schritt.wenn_nicht.items()
    )


def _leading_to(ends: Iterable[Lage], ways: Mapping[Lage, set[Lage]]) -> set[Lage]:
    back: dict[Lage, list[Lage]] = {}
    for start, targets in ways.items():
        for target in targets:
            back.setdefault(target, []).append(start)
    found: set[Lage] = set()
    todo = list(ends)
    while todo:
        lage = todo.pop()
        if lage not in found:
            found.add(lage)
            todo.extend(back.get(lage, ()))
    return found
