"""Whose turn a step is: roles, the person behind them, and who steps in for whom it is about.

Never the person complained about, up to the top (D22): her superior takes her steps; for the GF
the chair of the Trägerversammlung decides and the deputy records it.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from models.rules.rechte import Akteur

VERANTWORTLICH, SCHLUSSZEICHNUNG = "@verantwortlich", "@schlusszeichnung"
AMT: dict[str, tuple[str, ...]] = {"gf": ("gf", "gf_vertretung")}
"""Offices with more than one holder: the deputy has the same rights (MH-66, BKW-12)."""
ERSATZ: dict[str, str] = {
    VERANTWORTLICH: "tl",
    "bearbeitung": "tl",
    "tl": "bl",
    "bl": "gf",
    "lgf": "gf",
    "vz_gf": "gf",
    "krm_beauftragte": "gf",
    "qmb": "gf",
    "personal": "gf",
    "gf": "gf_vertretung",
    "gf_vertretung": "vz_gf",
}
"""Who takes the steps of a role when the case is about its holder (D22)."""
VORSITZ = (
    "Für die Geschäftsführung entscheidet der Vorsitz der Trägerversammlung; "
    "hier wird es nur eingetragen."
)


@dataclass(frozen=True)
class Person:
    """Who acts in one case: roles with whom she stands in for (None: her own), by account id."""

    konto_id: int | None
    rollen: Mapping[str, int | None] = field(default_factory=dict)
    vertritt: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Zustaendig:
    """The roles whose turn it is, first the one it falls to; `vorsitz`: see VORSITZ."""

    rollen: tuple[str, ...]
    vorsitz: bool = False


def person_in(akteur: Akteur, einheit_id: int, betroffene: Collection[int] = ()) -> Person:
    """The actor as a case of this unit sees her; who stands in for a person complained about
    does not do so here."""
    covering = [
        bindung
        for bindung in akteur.bindungen
        if einheit_id in bindung.einheiten and bindung.vertretung_fuer_id not in betroffene
    ]
    rollen: dict[str, int | None] = {}
    # her own roles last: they win over lent ones
    for bindung in sorted(covering, key=lambda b: b.vertretung_fuer_id is None):
        rollen[bindung.rolle] = bindung.vertretung_fuer_id
    vertritt = frozenset(b.vertretung_fuer_id for b in covering if b.vertretung_fuer_id)
    return Person(akteur.konto_id, rollen, vertritt)


def step_in(
    rolle: str, befangen: Collection[str], ersatz: Mapping[str, str] = ERSATZ
) -> str | None:
    """The role itself, or the first up the ladder that is not about itself; None at its end."""
    seen: set[str] = set()
    while rolle in befangen:
        seen.add(rolle)
        rolle = ersatz.get(rolle, rolle)
        if rolle in seen:
            return None
    return rolle


def resolve(
    rollen: Iterable[str],
    befangen: Collection[str],
    dynamisch: Mapping[str, str | None],
    leiter: Mapping[str, str] = ERSATZ,
) -> Zustaendig:
    """Roles of a step with the dynamic ones filled in and D22 applied, without doubles.

    `dynamisch`: role behind a dynamic name; None where the case does not have it yet. `leiter`:
    who steps in for whom.
    """
    found: list[str] = []
    vorsitz = False
    for name in rollen:
        rolle = dynamisch.get(name, name)
        if rolle is None:
            continue
        ersatz = step_in(rolle, befangen, leiter)
        vorsitz |= "gf" in befangen and rolle != ersatz and ersatz in ("gf_vertretung", "vz_gf")
        if ersatz and ersatz not in found:
            found.append(ersatz)
    return Zustaendig(tuple(found), vorsitz)


def find_role(
    person: Person, rollen: Iterable[str], verantwortlich: int | None
) -> tuple[str, int | None] | None:
    """In which of these roles she may act, and whose deputy she is then; None: in none."""
    lent: tuple[str, int | None] | None = None
    for rolle in rollen:
        for held, fuer in _held(person, rolle, verantwortlich):
            if fuer is None:
                return held, None
            lent = lent or (held, fuer)
    return lent


def _held(
    person: Person, rolle: str, verantwortlich: int | None
) -> Iterable[tuple[str, int | None]]:
    if rolle == VERANTWORTLICH:
        if verantwortlich is None:
            return
        if person.konto_id == verantwortlich:
            yield rolle, None
        elif verantwortlich in person.vertritt:
            yield rolle, verantwortlich
        return
    for name in AMT.get(rolle, (rolle,)):
        if name in person.rollen:
            yield name, person.rollen[name]
