"""Writing the log: one event inside the transaction of each action, chained by hash."""

import hashlib
import json
import secrets
from collections import ChainMap
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from models.actions.verlauf import trace
from models.db import acting_as, current_akteur, require_action, saved_for
from models.rules.kette import ANFANG, link_hash
from models.rules.rechte import SYSTEM, Akteur, Bindung, may
from models.rules.rollen import Recht
from models.tables import Altwert, Anliegen, Base, Ereignis, Inhalt, Kette, Vorgang

_OPEN_CLASSES = ("C", "D")
_CHUNK = 500
_KLASSEN: dict[str, dict[str, str]] = {}


@dataclass(frozen=True)
class Meldung:
    """What happened: `name` in the past tense, the row it happened to, and the new values.

    `neu` maps field names to new values; `alt` to what stood there before. Values of classes
    A and B never reach the log: of `alt` it keeps a salted hash, of `neu` only the name.
    `vertretung_fuer`: log-in of who was stood in for, where the caller knows better than the unit.
    `zeitpunkt`: when it happened, where that is not the action's `now`.
    """

    name: str
    tabelle: type[Base]
    objekt_id: int
    neu: dict[str, Any] = field(default_factory=dict)
    alt: dict[str, Any] = field(default_factory=dict)
    vorgang: Vorgang | None = None
    zusatz: dict[str, Any] = field(default_factory=dict)
    vertretung_fuer: str | None = None
    zeitpunkt: datetime | None = None


def record_event(*, now: datetime, meldung: Meldung) -> Ereignis:
    """Append one event to the chain; must run inside an action."""
    if meldung.vorgang is not None:
        saved_for(meldung.vorgang.id)
    return record_events(now=now, meldungen=[meldung])[-1]


@dataclass
class Stapel:
    """The events of an import, chained by themselves, so that they do not hold the chain.

    One event of the chain names their number and the last of their hashes.
    """

    id: int
    letzter_hash: str = ANFANG
    laenge: int = 0


def record_events(
    *, now: datetime, meldungen: Iterable[Meldung], stapel: Stapel | None = None
) -> list[Ereignis]:
    """Append events in this order; must run inside an action. Old values go to Altwert.

    With `stapel` they hang on that import's events instead of on the chain.
    """
    require_action("Ereignis")
    akteur = current_akteur()
    meldungen = list(meldungen)
    with acting_as(SYSTEM):
        trace(meldungen, now)
        kette = stapel or _lock_chain()
        ereignisse = [_link(kette, akteur, now, meldung) for meldung in meldungen]
        for start in range(0, len(ereignisse), _CHUNK):
            _insert(ereignisse[start : start + _CHUNK])
        if isinstance(kette, Kette):
            values = {"letzter_hash": kette.letzter_hash, "laenge": kette.laenge}
            Kette.update(values).where(Kette.id == 1).execute()
    return [ereignis for ereignis, _ in ereignisse]


def _lock_chain() -> Kette:
    query = Kette.select().where(Kette.id == 1)
    # SQLite's write transaction is alone already; PostgreSQL's needs the row lock.
    if Kette._meta.database.obj.for_update:
        query = query.for_update()
    return query.get()


def _link(
    kette: Kette | Stapel, akteur: Akteur, now: datetime, meldung: Meldung
) -> tuple[Ereignis, list[dict[str, Any]]]:
    daten, altwerte = _data(meldung)
    ereignis = Ereignis(
        zeitpunkt=meldung.zeitpunkt or now,
        name=meldung.name,
        akteur=akteur.login,
        in_vertretung_fuer=meldung.vertretung_fuer or _deputised(akteur, meldung.vorgang),
        tabelle=meldung.tabelle._meta.table_name,
        objekt_id=meldung.objekt_id,
        vorgangsnummer=meldung.vorgang.vorgangsnummer if meldung.vorgang else None,
        daten=daten,
        vorheriger=kette.letzter_hash,
        stapel=kette.id if isinstance(kette, Stapel) else None,
    )
    ereignis.hash = link_hash(ereignis)
    kette.letzter_hash = ereignis.hash
    kette.laenge += 1
    return ereignis, altwerte


def _data(meldung: Meldung) -> tuple[str, list[dict[str, Any]]]:
    classes = _classes(meldung.tabelle)
    values = {name: _plain(v) for name, v in meldung.neu.items() if _open(classes, name)}
    protected = sorted(name for name in meldung.neu if not _open(classes, name))
    altwerte = [_altwert(meldung, name, value) for name, value in meldung.alt.items()]
    hashes = {row["feld"]: _digest(row) for row in altwerte if not _open(classes, row["feld"])}
    content = {
        "werte": values,
        "geschuetzt": protected,
        "vorher": {n: _plain(v) for n, v in meldung.alt.items() if _open(classes, n)},
        "pruefsummen": hashes,
        **meldung.zusatz,
    }
    kept = {key: value for key, value in content.items() if value}
    text = json.dumps(kept, ensure_ascii=False, sort_keys=True)
    # Only what the log may not hold is worth a row beside it.
    return text, [row for row in altwerte if row["feld"] in hashes and meldung.vorgang]


def _altwert(meldung: Meldung, name: str, value: Any) -> dict[str, Any]:
    return {
        "vorgang": meldung.vorgang.id if meldung.vorgang else None,
        "feld": name,
        "salz": secrets.token_hex(16),
        "alt": None if value is None else str(_plain(value)),
    }


def _digest(row: dict[str, Any]) -> str:
    return hashlib.sha256(f"{row['salz']}{row['alt'] or ''}".encode()).hexdigest()


def _insert(ereignisse: list[tuple[Ereignis, list[dict[str, Any]]]]) -> None:
    if len(ereignisse) > 1 and not any(altwerte for _, altwerte in ereignisse):
        Ereignis.insert_many([_row(ereignis) for ereignis, _ in ereignisse]).execute()
        return
    for ereignis, altwerte in ereignisse:
        ereignis.save(force_insert=True)
        if altwerte:
            Altwert.insert_many([{**row, "ereignis_id": ereignis.id} for row in altwerte]).execute()


def _row(ereignis: Ereignis) -> dict[str, Any]:
    return {name: value for name, value in ereignis.__data__.items() if name != "id"}


def _classes(tabelle: type[Base]) -> dict[str, str]:
    """The protection class of each field that an event about this table may name."""
    name = tabelle.__name__
    if name not in _KLASSEN:
        _KLASSEN[name] = _read_classes(tabelle)
    return _KLASSEN[name]


def _read_classes(tabelle: type[Base]) -> dict[str, str]:
    # A case is told as one thing, though its content lies in tables of its own.
    tables = (Anliegen, Inhalt, Vorgang) if tabelle is Vorgang else (tabelle,)
    fields = ChainMap(*(table._meta.fields for table in reversed(tables)))
    return {name: f.schutz for name, f in fields.items() if hasattr(f, "schutz")}


def _open(classes: dict[str, str], name: str) -> bool:
    return classes.get(name) in _OPEN_CLASSES


def _plain(value: Any) -> Any:
    if isinstance(value, date | datetime):
        return value.isoformat()
    return getattr(value, "id", value)


def _deputised(akteur: Akteur, vorgang: Vorgang | None) -> str | None:
    """Whose deputy acts: the bond that shows her the case, if no role of her own does."""
    lent = [b for b in akteur.bindungen if b.vertretung_fuer is not None]
    if vorgang is None or not lent or _sees(akteur, _own(akteur), vorgang):
        return None
    return next((b.vertretung_fuer for b in lent if _sees(akteur, [b], vorgang)), None)


def _own(akteur: Akteur) -> list[Bindung]:
    return [bindung for bindung in akteur.bindungen if bindung.vertretung_fuer is None]


def _sees(akteur: Akteur, bindungen: Iterable[Bindung], vorgang: Vorgang) -> bool:
    return bool(may(replace(akteur, bindungen=tuple(bindungen)), Recht.VORGANG_LESEN, vorgang))
