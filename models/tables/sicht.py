"""Who sees which rows: the view rules of the tables, built from the roles' data."""

from collections import defaultdict
from functools import reduce
from operator import or_
from typing import Any

from peewee import SQL, Expression, ModelSelect, fn

from models.db.verborgen import ShownCase, ShownEvent
from models.rules.rechte import Akteur, Bindung
from models.rules.rollen import ABGABE, Recht, Umfang

NOTHING = SQL("1 = 0")
# How far, the units or accounts it means, whether only until Zuleitung, and in whose stead.
_Ort = tuple[Umfang, frozenset[int], bool, int | None]


def everybody(table: type, akteur: Akteur) -> None:
    """Rows that anyone logged in may see."""
    return


def system_only(table: type, akteur: Akteur) -> SQL | None:
    """Rows that only the machine itself works with."""
    return None if akteur.system else NOTHING


def with_recht(*rechte: Recht) -> Any:
    """A view rule: all rows for who holds one of these rights in any role, else none."""

    def rule(table: type, akteur: Akteur) -> SQL | None:
        held = akteur.system or any(set(rechte) & b.rechte for b in akteur.bindungen)
        return None if held else NOTHING

    return rule


def protokoll(table: Any, akteur: Akteur) -> Any:
    """The log, for who may read it; what an import has not shown yet stays out."""
    held = with_recht(Recht.PROTOKOLL_LESEN)(table, akteur) is None
    return ShownEvent(table.stapel) if held else NOTHING


def units_with(recht: Recht, field: str) -> Any:
    """A view rule: rows whose unit lies below one in which the actor holds this right."""

    def rule(table: Any, akteur: Akteur) -> Expression | SQL | None:
        if akteur.system:
            return None
        held = (b.einheiten for b in akteur.bindungen if recht in b.rechte)
        units = frozenset().union(*held)
        return getattr(table, field) << sorted(units) if units else NOTHING

    return rule


def house(table: Any, akteur: Akteur) -> Expression | SQL | None:
    """Accounts of the Dienststellen in which the actor holds a role, and the own one."""
    if akteur.system:
        return None
    return (table.einheit << sorted(akteur.haus)) | (table.id == akteur.konto_id)


def house_rollen(table: Any, akteur: Akteur) -> Expression | SQL | None:
    """Roles given inside the Dienststellen in which the actor holds a role."""
    return None if akteur.system else table.einheit << sorted(akteur.haus)


def vorgang_kopf(table: Any, akteur: Akteur) -> Any:
    """Head data of cases: by role, Art and unit; never a case about oneself (D22).

    Nor through the role of somebody whom it is about: her deputy sees it only in a role of her own.
    """
    shown = ShownCase(table.id)
    return shown if akteur.system else _vorgang_term(table, akteur, "kopf") & shown


def inhalt_of_vorgang(table: Any, akteur: Akteur) -> Expression | SQL | None:
    """Cases whose content the actor may read: on the case itself, be there content or not."""
    return None if akteur.system else _vorgang_term(table, akteur, "inhalt")


def vorgang_inhalt(table: Any, akteur: Akteur) -> Any:
    """Rows that hang on a case whose content the actor may read."""
    return _anhang_term(table, akteur, "inhalt")


def vorgang_anhang(table: Any, akteur: Akteur) -> Any:
    """Rows that hang on a case whose head the actor may read."""
    return _anhang_term(table, akteur, "kopf")


def _anhang_term(table: Any, akteur: Akteur, teil: str) -> Any:
    shown = ShownCase(table.vorgang)
    if akteur.system:
        return shown
    from models.tables.vorgang import Vorgang

    # One look at the case per row: a subquery of all visible cases would be read first, every time.
    sichtbar = Vorgang.label_alias("sichtbar")
    case = ModelSelect(sichtbar, [SQL("1")]).where(sichtbar.id == table.vorgang)
    return fn.EXISTS(case.where(_vorgang_term(sichtbar, akteur, teil))) & shown


def _vorgang_term(table: Any, akteur: Akteur, teil: str) -> Expression | SQL:
    groups = _groups(akteur, teil)
    terms = [_group_term(table, place, arten) for place, arten in groups.items()]
    return reduce(or_, terms) & _not_about(table, akteur.konto_id) if terms else NOTHING


def _groups(akteur: Akteur, teil: str) -> dict[_Ort, set[str]]:
    """Arten by where they are seen: alternatives cost a database more than longer lists."""
    groups: dict[_Ort, set[str]] = defaultdict(set)
    for bindung in akteur.bindungen:
        for sicht in bindung.sichten:
            umfang = getattr(sicht, teil)
            if umfang is not Umfang.KEINE:
                until = teil == "inhalt" and sicht.inhalt_bis_zuleitung
                keys = _keys(akteur, bindung, umfang)
                groups[umfang, keys, until, bindung.vertretung_fuer_id].update(sicht.arten)
    return groups


def _keys(akteur: Akteur, bindung: Bindung, umfang: Umfang) -> frozenset[int]:
    if umfang is Umfang.EIGENE:
        own = (akteur.konto_id, bindung.vertretung_fuer_id)
        return frozenset(konto for konto in own if konto is not None)
    return bindung.einheiten if umfang is Umfang.EINHEIT else frozenset()


def _group_term(table: Any, ort: _Ort, arten: set[str]) -> Any:
    umfang, keys, until_zuleitung, stead = ort
    term = _arten_term(table, arten)
    if umfang is Umfang.EINHEIT:
        term &= table.einheit << sorted(keys)
    elif umfang is Umfang.EIGENE:
        term &= table.verantwortlich << sorted(keys)
    if until_zuleitung:
        term &= table.zugeleitet_am.is_null()
    return term if stead is None else term & _not_about(table, stead)


def _arten_term(table: Any, arten: set[str]) -> Expression:
    term = table.art << sorted(arten - {ABGABE})
    return term | table.art.is_null() if ABGABE in arten else term


def _not_about(table: Any, konto_id: int | None) -> Expression:
    from models.tables.vorgang import Betroffen

    about = ModelSelect(Betroffen, [Betroffen.vorgang]).where(Betroffen.konto == konto_id)
    return table.id.not_in(about)
