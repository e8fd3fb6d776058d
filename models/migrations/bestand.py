"""What lies at a database address, found out without creating or changing anything there."""

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from models.migrations.laeufer import names
from models.rules.fehler import RuleViolation

Frage = Callable[[str], list[Any]]

ERSTE = "0001_initial"
HISTORIE = "schema_migration"
MARKE = "krm_wiederherstellung"
"""Where it is, a restore has begun and not ended: a table on PostgreSQL, a file on SQLite."""
_KOPF = b"SQLite format 3\0"
_WARTEN_S = 15
TABELLEN_SQLITE = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
# What is UNLOGGED (sessions) is no part of backups.
TABELLEN_POSTGRESQL = (
    "SELECT relname FROM pg_class WHERE relnamespace = current_schema()::regnamespace "
    "AND relkind = 'r' AND relpersistence = 'p'"
)

# what lies there: why it cannot be worked with, what to do
_SAETZE: dict[str, tuple[str, str]] = {
    "fehlt": (
        "Die Datenbank {ort} gibt es nicht.",
        "Bitte KRM_DATABASE_URL prüfen oder sie mit „python -m admin migrate“ anlegen.",
    ),
    "leer": (
        "Die Datenbank ist noch leer.",
        "Bitte KRM_DATABASE_URL prüfen oder zuerst „python -m admin migrate“ ausführen.",
    ),
    "keine": (
        "{ort} ist keine Datenbank von KRM, sondern etwas anderes.",
        "Bitte KRM_DATABASE_URL prüfen; KRM hat nichts daran geändert.",
    ),
    "fremd": (
        "Die Datenbank gehört zu einem anderen Programm: Sie hat Tabellen, aber nicht die von KRM.",
        "Bitte KRM_DATABASE_URL prüfen; KRM hat nichts daran geändert.",
    ),
    "kaputt": (
        "Die Datenbank ist beschädigt oder verschlüsselt und nicht lesbar.",
        "Bitte eine Sicherung mit „python -m admin restore“ an einen neuen Ort zurückspielen.",
    ),
    "unterbrochen": (
        "Wiederherstellung unterbrochen: Ein „restore“ ist nicht zu Ende gekommen.",
        "Bitte „python -m admin restore“ mit derselben Sicherung wiederholen.",
    ),
    "neuer": (
        "Die Datenbank gehört zu einer neueren Fassung von KRM (sie braucht Stand {braucht}, "
        "dieses Programm hat {stand}).",
        "Bitte das neuere Programm starten oder eine Sicherung von vorher zurückspielen.",
    ),
}


@dataclass(frozen=True)
class Bestand:
    """What was found. `art`: "krm" or a key of the sentences; `ort`: the file, on SQLite.

    `angewandt`: migrations by name, each with the number of the oldest program that may still run.
    """

    art: str
    ort: str = ""
    angewandt: Mapping[str, str] = field(default_factory=dict)

    @property
    def satz(self) -> str:
        """Why nobody can work with it; empty where one can."""
        return self._words(0)

    @property
    def abhilfe(self) -> str:
        """What to do about it."""
        return self._words(1)

    @property
    def newer(self) -> list[str]:
        """Migrations of a newer program, harmless or not."""
        return sorted(set(self.angewandt) - set(names()))

    def refuse(self, *erlaubt: str) -> None:
        """Raise RuleViolation with both sentences unless KRM can work with it."""
        if self.art not in ("krm", *erlaubt):
            raise RuleViolation(f"{self.satz} {self.abhilfe}", feld="KRM_DATABASE_URL")

    def _words(self, number: int) -> str:
        if self.art == "krm":
            return ""
        braucht = max(self.angewandt.values(), default="")
        return _SAETZE[self.art][number].format(ort=self.ort, braucht=braucht, stand=own_stand())


def own_stand() -> str:
    """The number of the newest migration of this program."""
    return names()[-1][:4]


def look(url: str) -> Bestand:
    """What lies at this address. Raises RuleViolation where nobody answers."""
    if not url.startswith("sqlite:"):
        return _look_at_server(url)
    path = sqlite_path(url)
    if marker_file(path).exists():
        return Bestand("unterbrochen", str(path))
    if not path.exists():
        return Bestand("fehlt", str(path))
    if not path.is_file():
        return Bestand("keine", str(path))
    return _look_at_file(path)


def sqlite_path(url: str) -> Path:
    """The file of a SQLite address."""
    return Path(unquote(url.removeprefix("sqlite:///")))


def marker_file(path: Path) -> Path:
    """Beside a SQLite file while a restore writes it."""
    return path.with_name(f"{path.name}.{MARKE}")


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection to a SQLite file that is there; it creates none."""
    address = f"{path.absolute().as_uri()}?mode=rw"
    with closing(
        sqlite3.connect(address, uri=True, timeout=_WARTEN_S, isolation_level=None)
    ) as connection:
        yield connection


def _look_at_file(path: Path) -> Bestand:
    try:
        with path.open("rb") as file:
            head = file.read(len(_KOPF))
        if head != _KOPF:
            return Bestand("keine" if head else "leer", str(path))
        with reading(path) as connection:
            return _judge(lambda sql: connection.execute(sql).fetchall(), TABELLEN_SQLITE, path)
    except (OSError, sqlite3.OperationalError) as error:
        raise _silent(error) from None
    except sqlite3.DatabaseError:
        return Bestand("kaputt", str(path))


def _look_at_server(url: str) -> Bestand:
    import psycopg

    try:
        with psycopg.connect(url, connect_timeout=_WARTEN_S) as connection:
            return _judge(lambda sql: connection.execute(sql).fetchall(), TABELLEN_POSTGRESQL)
    except psycopg.Error as error:
        raise _silent(error) from None


def _judge(ask: Frage, tables: str, path: Path | str = "") -> Bestand:
    found = {name for (name,) in ask(tables)}
    if MARKE in found:
        return Bestand("unterbrochen", str(path))
    history = [name for (name,) in ask(f"SELECT name FROM {HISTORIE}")] if HISTORIE in found else []
    if ERSTE not in history:
        return Bestand("fremd" if found - {HISTORIE} else "leer", str(path))
    known = dict(ask("SELECT migration, aeltestes FROM stand")) if "stand" in found else {}
    applied = {name: known.get(name, name[:4]) for name in history}
    needed = max((applied[name] for name in set(applied) - set(names())), default="")
    return Bestand("neuer" if needed > own_stand() else "krm", str(path), applied)


def _silent(error: Exception) -> RuleViolation:
    reason = (str(error).strip().splitlines() or ["ohne Meldung"])[0]
    return RuleViolation(
        f"Die Datenbank ist nicht erreichbar ({reason}); bitte KRM_DATABASE_URL prüfen."
    )
