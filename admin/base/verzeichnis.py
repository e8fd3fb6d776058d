"""Look-ups for labels and drop-downs: read once per request, only what the actor may see."""

from flask import g

from admin.formatters import LEER, code_label
from admin.security import anfrage
from models.db import sorted_german
from models.queries.codes import Codelisten
from models.queries.einheiten import outline
from models.rules.codes import CODES
from models.rules.rollen import Recht
from models.tables import Einheit, Konto

Option = tuple[str, str]
_EINZUG = "\u2003"
_HOECHSTENS = 1000


def einheit(einheit_id: int | None) -> Einheit | None:
    """A unit of the tree, without a query."""
    return anfrage.baum().by_id.get(einheit_id)


def einheit_label(einheit_id: int | None) -> str:
    """The Kürzel of a unit."""
    found = einheit(einheit_id)
    return found.kuerzel if found else LEER


def einheit_options(recht: Recht | None = None, arten: tuple[str, ...] = ()) -> list[Option]:
    """Units valid today as an indented outline; with `recht` only those in which it is held."""
    rows = outline(anfrage.today(), anfrage.baum())
    held = _units_with(recht) if recht else None
    return [
        (str(row.einheit.id), f"{_EINZUG * row.tiefe}{row.einheit.kuerzel} · {row.einheit.name}")
        for row in rows
        if (held is None or row.einheit.id in held) and (not arten or row.einheit.art in arten)
    ]


def einheit_rank() -> dict[int, int]:
    """Places of the units in the order of their Kürzel, for sorting lists without a join."""
    units = sorted(anfrage.baum().by_id.values(), key=lambda e: (e.kuerzel.casefold(), e.id))
    return {unit.id: place for place, unit in enumerate(units)}


def konto_options() -> list[Option]:
    """Active accounts in view by name; one query per request, bounded."""
    if "konto_options" not in g:
        rows = (
            Konto.select(Konto.id, Konto.name, Konto.einheit)
            .where(Konto.active)
            .order_by(sorted_german(Konto.name), Konto.id)
            .limit(_HOECHSTENS)
        )
        g.konto_options = [(str(r.id), f"{r.name} ({einheit_label(r.einheit_id)})") for r in rows]
    return g.konto_options


def code_options(feld: str) -> list[Option]:
    """Values of a list that are valid today; one query per request for all lists."""
    if code_lists().has(feld):
        return code_lists().choices(feld, anfrage.today())
    return [(code.code, code.bezeichnung) for code in CODES.get(feld, ())]


def code_text(feld: str, code: str | None) -> str:
    """What a code is called; without a query where codes.csv knows it."""
    text = code_label(feld, code)
    if code is None or text != code or not code_lists().has(feld):
        return text
    return code_lists().label(feld, code, anfrage.today())


def code_lists() -> Codelisten:
    """All lists; one query per request."""
    if "codelisten" not in g:
        g.codelisten = Codelisten.load()
    return g.codelisten


def _units_with(recht: Recht) -> frozenset[int]:
    akteur = anfrage.akteur()
    held = (b.einheiten for b in akteur.bindungen if recht in b.rechte)
    return frozenset().union(*held)
