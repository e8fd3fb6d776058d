"""The database: whether it is there, whole, and on the state of the program."""

from collections.abc import Callable, Iterator, Sequence

from admin.cli.befunde.befund import Befund, Lage
from admin.cli.rahmen import open_database
from models.migrations import pending
from models.migrations.bestand import Bestand, look
from models.migrations.zustand import faults
from models.rules.fehler import RuleViolation

Bereich = Callable[[Lage], Iterator[Befund]]


def examine(lage: Lage, innen: Sequence[Bereich]) -> Iterator[Befund]:
    """Whether the database can be used, and then what `innen` finds in it."""
    try:
        bestand = look(lage.config.database_url)
        if bestand.satz:
            yield Befund("Datenbank", False, bestand.satz, bestand.abhilfe)
            return
        with open_database(lage.config, migrated=False):
            yield from _inside(lage, bestand, innen)
    except RuleViolation as violation:
        yield Befund("Datenbank", False, violation.satz, "KRM_DATABASE_URL prüfen.")


def _inside(lage: Lage, bestand: Bestand, innen: Sequence[Bereich]) -> Iterator[Befund]:
    if waiting := pending():
        text = f"{len(waiting)} Migrationen stehen aus oder sind nicht zu Ende gekommen"
        yield Befund("Datenbank", False, text, "python -m admin migrate ausführen.")
        return
    yield Befund("Datenbank", True, "erreichbar und auf dem Stand des Programms")
    if bestand.newer:
        text = f"{len(bestand.newer)} Migrationen eines neueren Programms, mit diesem verträglich"
        yield Befund("Fassung", False, text, "Das neuere Programm einspielen.", pflicht=False)
    found = list(faults())
    for fault in found:
        yield Befund(fault.was, False, fault.text, fault.abhilfe, pflicht=not fault.rat)
    if not found:
        yield Befund("Aufbau der Datenbank", True, "wie die Migrationen ihn machen, unbeschädigt")
    for bereich in innen:
        yield from bereich(lage)
