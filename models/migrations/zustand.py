"""Whether the bound database is whole: looked at on the thing itself, after the last step."""

from collections.abc import Iterator
from dataclasses import dataclass

from peewee import DatabaseError

from models.db import database, is_sqlite
from models.migrations.schema import Unvergleichbar, drift

DATEI = "Datenbankdatei"
_WOERTER = {
    True: "SELECT count(*) FROM volltext_suche_docsize",
    False: "SELECT count(*) FROM volltext_suche",
}


@dataclass(frozen=True)
class Mangel:
    """One thing that is not whole.

    `heilbar`: the next `migrate` mends it. `rat`: only a hint, nothing is known to be wrong.
    """

    was: str
    text: str
    abhilfe: str
    heilbar: bool = False
    rat: bool = False


_SICHERUNG = (
    "Bitte niemanden damit arbeiten lassen und die letzte Sicherung an einen neuen Ort "
    "zurückspielen („python -m admin restore“)."
)


def faults() -> Iterator[Mangel]:
    """What is wrong with file, schema, references and full text; nothing where all is well."""
    if is_sqlite() and (text := _damage()):
        yield Mangel(DATEI, text, _SICHERUNG)
        return
    yield from _schema()
    if is_sqlite() and (loose := _loose_references()):
        yield Mangel("Verweise", f"{loose} Zeilen verweisen ins Leere", _SICHERUNG)
    yield from search_faults()


def _schema() -> Iterator[Mangel]:
    try:
        deviation = drift(database.obj)
    except Unvergleichbar:
        text = "nicht verglichen: Der Rolle fehlt das Recht CREATE an ihrer Datenbank"
        how = "GRANT CREATE ON DATABASE … TO … ausführen (docs/betrieb.md, „Aktualisieren“)."
        yield Mangel("Aufbau der Datenbank", text, how, rat=True)
        return
    if deviation.is_fault:
        yield Mangel("Aufbau der Datenbank", deviation.sentence(), _SICHERUNG)


def _damage() -> str:
    try:
        rows = database.execute_sql("PRAGMA integrity_check(3)").fetchall()
    except DatabaseError as error:
        return f"beschädigt ({error})"
    found = [text for (text,) in rows]
    return "" if found == ["ok"] else f"beschädigt ({'; '.join(found)})"


def _loose_references() -> int:
    return len(database.execute_sql("PRAGMA foreign_key_check").fetchall())


def search_faults() -> Iterator[Mangel]:
    """Each case has its words, and each of these stands in the index."""
    if not (database.table_exists("volltext") and database.table_exists("volltext_suche")):
        return
    ((cases, words, indexed),) = database.execute_sql(
        "SELECT (SELECT count(*) FROM vorgang), (SELECT count(*) FROM volltext), "
        f"({_WOERTER[is_sqlite()]})"
    ).fetchall()
    if not cases == words == indexed:
        yield Mangel(
            "Volltextsuche",
            f"{cases} Vorgänge, davon {words} mit Suchwörtern, {indexed} im Index",
            "Bitte „python -m admin migrate“ ausführen.",
            heilbar=True,
        )
