"""Small Abläufe for tests, and the people of the house as the engine sees them."""

from typing import Any

from models.rules.ablauf import Getan, Plan, Zustand
from models.rules.ablauf_format import Ablauf, Schrittregel
from models.rules.rollen import ROLLEN
from models.rules.zustaendig import Person

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
