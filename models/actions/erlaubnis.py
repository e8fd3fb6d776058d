"""What every action asks first: may this person do that here, and does it hang on something?"""

from datetime import date
from types import SimpleNamespace
from typing import Any

from models.db import acting_as
from models.rules.fehler import RuleViolation
from models.rules.rechte import SYSTEM, Akteur, may
from models.rules.rollen import Recht
from models.tables import Base

# One row of these is called …, several ….
_NAMEN: dict[str, tuple[str, str]] = {
    "einheit": ("Einheit", "Einheiten"),
    "konto": ("Konto", "Konten"),
    "rollenzuweisung": ("Rolle", "Rollen"),
    "vorgang": ("Vorgang", "Vorgänge"),
    "betroffen": ("Vorgang über diese Person", "Vorgänge über diese Person"),
    "strichliste": ("Eintrag der Strichliste", "Einträge der Strichliste"),
    "bericht": ("Bericht", "Berichte"),
    "lauf": ("Berichtslauf", "Berichtsläufe"),
    "berichtsadresse": ("Adresse für Berichte", "Adressen für Berichte"),
    "berichtsfreigabe": ("Freigabe eines Berichts", "Freigaben von Berichten"),
    "berichtsversand": ("versandter Bericht", "versandte Berichte"),
    "briefkopf": ("Briefkopf", "Briefköpfe"),
    "briefentwurf": ("Entwurf eines Schreibens", "Entwürfe von Schreiben"),
}


def require(by: Akteur, recht: Recht, objekt: Any = None) -> None:
    """Raise RuleViolation with the reason unless `by` holds `recht` on `objekt`."""
    verdict = may(by, recht, objekt)
    if not verdict:
        raise RuleViolation(verdict.reason)


def require_open(vorgang: Any) -> None:
    """Raise RuleViolation for a case that was handed over or has left the stock."""
    if vorgang.abschluss_am is None:
        return
    if vorgang.art is None:
        raise RuleViolation(
            "Was abgegeben ist, wird hier nicht weiter bearbeitet; zuständig ist die Stelle, an "
            "die es ging."
        )
    raise RuleViolation(
        "Dieser Vorgang ist abgeschlossen. Soll sich daran etwas ändern, wird er zuerst mit "
        "Begründung wieder eröffnet."
    )


def at(einheit_id: int | None) -> SimpleNamespace:
    """A place to ask a right for."""
    return SimpleNamespace(einheit_id=einheit_id)


def overlaps(row: Any, gueltig_ab: date, gueltig_bis: date | None) -> bool:
    """Whether the row's period of validity shares a day with this one; None is open."""
    last, other_last = gueltig_bis or date.max, row.gueltig_bis or date.max
    return bool(row.gueltig_ab <= last and gueltig_ab <= other_last)


def refuse_if_hanging(row: Base, was: str) -> None:
    """Raise RuleViolation that counts what still hangs on this row; nothing is deleted along."""
    with acting_as(SYSTEM):
        counts = _count_hanging(row)
    found = [_named(table, count) for table, count in sorted(counts.items()) if count]
    if found:
        raise RuleViolation(
            f"{was} lässt sich nicht löschen, daran hängen noch: {', '.join(found)}. "
            "Bitte stattdessen beenden oder sperren."
        )


def _count_hanging(row: Base) -> dict[str, int]:
    counts: dict[str, int] = {}
    for field, table in row._meta.backrefs.items():
        name = table._meta.table_name
        counts[name] = counts.get(name, 0) + table.select().where(field == row.id).count()
    return counts


def _named(table: str, count: int) -> str:
    one, many = _NAMEN.get(table, (table, table))
    return f"{count} {one if count == 1 else many}"
