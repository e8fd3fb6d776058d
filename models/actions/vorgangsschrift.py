"""Writing the rows of cases, one or a thousand at a time, and never more than one case's own."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from models.actions.volltext import index_vorgaenge
from models.actions.vorgangsfelder import OhneKonto, Zeilen
from models.rules.fristen import Frist as Fristwert
from models.rules.puenktlichkeit import settled_on
from models.tables import Anliegen, Base, Betroffen, Frist, Inhalt, Vorgang

# SQLite takes 32,766 values a statement; the head has about 80 columns.
_CHUNK = 300
_OFFENE = tuple(
    name
    for name, field in Anliegen._meta.fields.items()
    if getattr(field, "schutz", "") in ("C", "D") and name not in ("id", "vorgang")
)


def write_rows(rows: Sequence[Zeilen], *, now: datetime) -> list[Vorgang]:
    """Insert cases with everything that hangs on them, in this order; inside an action."""
    vorgaenge = _insert_heads(rows)
    pairs = list(zip(vorgaenge, rows, strict=True))
    _insert(Inhalt, [row.inhalt | {"vorgang": v.id} for v, row in pairs])
    _insert(Anliegen, [punkt | {"vorgang": v.id} for v, row in pairs for punkt in row.anliegen])
    _insert(Betroffen, [betroffen_row(v.id, who) for v, row in pairs for who in row.betroffene])
    write_fristen([(v.id, row) for v, row in pairs])
    index_vorgaenge([v.id for v in vorgaenge])
    return vorgaenge


def write_fristen(pairs: Sequence[tuple[int, Zeilen]], *, replace: bool = False) -> None:
    """Store the deadlines of cases with their explanations; `replace` drops the old ones."""
    if replace:
        ids = [vorgang_id for vorgang_id, _ in pairs]
        Frist.delete().where(Frist.vorgang << ids).execute()
    _insert(
        Frist,
        [frist_row(vorgang_id, f, row.kopf) for vorgang_id, row in pairs for f in row.fristen],
    )


def anliegen_changes(vorgang: Vorgang, rows: list[dict[str, Any]]) -> list[str]:
    """Names of what would change if the case's concerns were these, without values."""
    before = {a.anliegen_nr: a for a in Anliegen.select().where(Anliegen.vorgang == vorgang.id)}
    changed = [name for row in rows for name in _changed_names(before.get(row["anliegen_nr"]), row)]
    gone = [number for number in before if number > len(rows)]
    return [*changed, *(f"anliegen_{number}_entfernt" for number in gone)]


def anliegen_of(vorgang: Vorgang) -> list[dict[str, Any]]:
    """What the log may hold of a case's concerns as they are stored: classes C and D, filled."""
    rows = Anliegen.select().where(Anliegen.vorgang == vorgang.id).order_by(Anliegen.anliegen_nr)
    return [
        {name: value for name in _OFFENE if (value := row.__data__[name]) is not None}
        for row in rows
    ]


def replace_anliegen(vorgang: Vorgang, rows: list[dict[str, Any]]) -> None:
    """Make the case's concerns these; only after its version was taken, else two writers meet."""
    Anliegen.delete().where(Anliegen.vorgang == vorgang.id).execute()
    _insert(Anliegen, [row | {"vorgang": vorgang.id} for row in rows])


def _insert_heads(rows: Sequence[Zeilen]) -> list[Vorgang]:
    if len(rows) == 1:
        vorgang = Vorgang(**rows[0].kopf)
        vorgang.save(force_insert=True)
        return [vorgang]
    _insert(Vorgang, [row.kopf for row in rows])
    numbers = [row.kopf["vorgangsnummer"] for row in rows]
    found = Vorgang.select(Vorgang.id, Vorgang.vorgangsnummer, Vorgang.einheit).where(
        Vorgang.vorgangsnummer << numbers
    )
    by_number = {vorgang.vorgangsnummer: vorgang for vorgang in found}
    return [by_number[number] for number in numbers]


def _insert(table: type[Base], rows: list[dict[str, Any]]) -> None:
    for start in range(0, len(rows), _CHUNK):
        table.insert_many(_without_empty_columns(rows[start : start + _CHUNK])).execute()


def _without_empty_columns(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Most of a case's eighty columns are empty at first; half the time of an import was theirs."""
    used = [name for name in rows[0] if any(row[name] is not None for row in rows)]
    return [{name: row[name] for name in used} for row in rows]


def betroffen_row(vorgang_id: int, who: int | str) -> dict[str, Any]:
    """The row of an employee whom a case is about: an account's id, or only a name."""
    konto = who if isinstance(who, int) else None
    return {
        "vorgang": vorgang_id,
        "konto": konto,
        "bezeichnung": None if konto else str(who),
        "ohne_konto": isinstance(who, OhneKonto),
    }


def frist_row(vorgang_id: int, frist: Fristwert, kopf: Mapping[str, Any]) -> dict[str, Any]:
    """A deadline as its row; the head tells whether it is settled."""
    return {
        "vorgang": vorgang_id,
        "name": frist.name,
        "start": frist.start,
        "ende_rechnerisch": frist.ende_rechnerisch,
        "faellig_am": frist.faellig_am,
        "regel": frist.regel,
        "quelle": frist.quelle,
        "erklaerung": json.dumps(list(frist.erklaerung), ensure_ascii=False),
        "vorlaeufig": frist.vorlaeufig,
        "unverzueglich": frist.unverzueglich,
        "erledigt_am": settled_on(frist.name, kopf),
    }


def _changed_names(before: Anliegen | None, row: dict[str, Any]) -> list[str]:
    number = row["anliegen_nr"]
    if before is None:
        return [f"anliegen_{number}_neu"]
    return [
        f"anliegen_{number}_{name}"
        for name, value in row.items()
        if name in before.__data__ and before.__data__[name] != value
    ]
