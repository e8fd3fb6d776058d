"""Applying the numbered files, and writing beside each what other programs must know of it.

A migration may name, as `AELTESTES = "0012"`, the oldest program that may still run on a database
that has it: the number of the last migration that program must know. Without it, only programs
that know the migration itself may. `stand` keeps it in the database, where an older program reads
it; a program's own number is that of its newest migration.
"""

from pathlib import Path
from types import ModuleType
from typing import Any

from peewee import Database, Table
from playhouse.migrations import Runner

FOLDER = Path(__file__).parent
OFFEN = "offen"
FERTIG = "fertig"
_TABELLE = "stand"


def names() -> list[str]:
    """The migrations this program knows, in order."""
    return sorted(path.stem for path in FOLDER.glob("[0-9]*.py"))


class Laeufer(Runner):
    """playhouse's runner that also keeps `stand`, in the transaction of the migration.

    `nacharbeit`: names of migrations after which there is work to do.
    """

    def __init__(self, database: Database, nacharbeit: tuple[str, ...] = ()) -> None:
        super().__init__(database, str(FOLDER))
        self.nacharbeit = nacharbeit
        self.stand = Table(_TABELLE, ("migration", "aeltestes", "nacharbeit")).bind(database)

    def done(self) -> list[str]:
        """Names applied, in order, also such as only other programs know."""
        return sorted(self.applied())

    def has_stand(self) -> bool:
        """Whether the database is new enough to say anything about itself."""
        return bool(self.database.table_exists(_TABELLE))

    def unfinished(self) -> list[str]:
        """Applied migrations of ours after which work is still to be done."""
        if not self.has_stand():
            return []
        rows = {row["migration"]: row["nacharbeit"] for row in self.stand.select().dicts()}
        known = (entry.name for entry in self.status() if entry.applied and entry.path)
        return [name for name in known if rows.get(name, OFFEN) == OFFEN]

    def finish(self, name: str) -> None:
        """Note that the work after this migration is done."""
        self.stand.delete().where(self.stand.migration == name).execute()
        self._note(name, self._load(name), FERTIG if name in self.nacharbeit else "")

    def _run(self, name: str, module: ModuleType, direction: str, fake: bool = False) -> None:
        with self.migrator.migration_context(getattr(module, "atomic", True)):
            super()._run(name, module, direction, fake)
            if not self.has_stand():
                return
            if direction == "up":
                self._note(name, module, OFFEN if name in self.nacharbeit else "")
            else:
                self.stand.delete().where(self.stand.migration == name).execute()

    def _note(self, name: str, module: Any, nacharbeit: str) -> None:
        oldest = getattr(module, "AELTESTES", name[:4])
        self.stand.insert(migration=name, aeltestes=oldest, nacharbeit=nacharbeit).execute()

    def _load(self, name: str) -> Any:
        return next(entry for entry in self.migrations() if entry.name == name).load()
