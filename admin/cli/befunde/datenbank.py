"""The database: whether it is there, and on the state of the program."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from admin.cli.befunde.befund import Befund, Lage
from admin.cli.rahmen import open_database
from admin.config import Config
from models.migrations import pending
from models.rules.fehler import RuleViolation


def examine(lage: Lage, innen: Sequence[Callable[[Lage], Iterator[Befund]]]) -> Iterator[Befund]:
    """Whether the database can be used, and then what `innen` finds in it."""
    missing = _missing_file(lage.config)
    if missing:
        yield Befund(
            "Datenbank", False, f"{missing} gibt es nicht", "python -m admin migrate ausführen."
        )
        return
    try:
        with open_database(lage.config, migrated=False):
            yield from _inside(lage, innen)
    except RuleViolation as violation:
        yield Befund("Datenbank", False, violation.satz, "KRM_DATABASE_URL prüfen.")


def _inside(lage: Lage, innen: Sequence[Callable[[Lage], Iterator[Befund]]]) -> Iterator[Befund]:
    if waiting := pending():
        text = f"{len(waiting)} Migrationen stehen aus"
        yield Befund("Datenbank", False, text, "python -m admin migrate ausführen.")
        return
    yield Befund("Datenbank", True, "erreichbar und auf dem Stand des Programms")
    for bereich in innen:
        yield from bereich(lage)


def _missing_file(config: Config) -> Path | None:
    if not config.database_url.startswith("sqlite:"):
        return None
    path = Path(config.database_url.removeprefix("sqlite:///"))
    return None if path.exists() else path
