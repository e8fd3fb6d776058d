"""Small Abläufe for tests, and the people of the house as the engine sees them."""

from pathlib import Path
from typing import Any

from models.rules.ablauf import Getan, Plan, Zustand
from models.rules.ablauf_datei import ENDUNG, read_ablaufwerk
from models.rules.ablauf_format import Ablauf, Schrittregel
from models.rules.ablauf_plan import build_plaene, load_plaene
from models.rules.regelwerk import find_regelwerk, regelwerk_ids
from models.rules.rollen import ROLLEN
from models.rules.zustaendig import Person

BEISPIEL = Path(__file__).parents[3] / "docs" / "beispiele" / "jobcenter-sonnenfurt-2027.toml"
NAMEN = {rolle: ROLLEN[rolle].bezeichnung for rolle in ROLLEN}

ANNA = Person(1, {"vz_gf": None})
BERND = Person(2, {"tl": None})
DORA = Person(3, {"qmb": None})
EMIL = Person(4, {"bl": None})
GRETA = Person(5, {"gf": None})
BERTA = Person(6, {"bearbeitung": None})
VICTOR = Person(7, {"tl": 2}, vertritt=frozenset({2}))
LENA = Person(8, {"gf_vertretung": None})
PAUL = Person(9, {"personal": None})


def schritt(name: str, *rollen: str, **keys: Any) -> Schrittregel:
    """A step with this name; for the TL unless roles are given."""
    given: dict[str, Any] = {
        "bezeichnung": name.capitalize(),
        "ereignis": name,
        "rollen": rollen or ("tl",),
        "regel": ("MH-43",),
        "stelle": "Test",
    }
    return Schrittregel(name=name, **given | keys)


def plan(*schritte: Schrittregel) -> Plan:
    ablauf = Ablauf(
        name="test",
        bezeichnung="Test",
        arten=("beschwerde",),
        schritte=tuple(s.name for s in schritte),
        regel=("MH-43",),
        stelle="Test",
    )
    return Plan(ablauf, schritte, NAMEN)


def done(*names: str, person: int | None = None, **keys: Any) -> Zustand:
    """A state in which these steps count, taken by one person."""
    return Zustand(
        getan=tuple(Getan(name, person) for name in names),
        runden={name: 1 for name in names},
        **keys,
    )


def all_plaene() -> list[tuple[str, Plan]]:
    """Every Ablauf of every order, also of the example that shows how to write one."""
    example = find_regelwerk(str(BEISPIEL))
    steps = read_ablaufwerk(BEISPIEL.with_suffix(ENDUNG), example)
    ours = [(id, one) for id in regelwerk_ids() for one in load_plaene(id)]
    return [*ours, *((example.id, one) for one in build_plaene(example, steps))]
