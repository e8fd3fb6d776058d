"""The two full-text indexes behind one question: FTS5 on SQLite, tsvector on PostgreSQL."""

from peewee import SQL

from models.db.verbindung import database, is_sqlite
from models.rules.volltext import Frage

_SQLITE = "(SELECT rowid FROM volltext_suche WHERE volltext_suche MATCH ?)"
_POSTGRESQL = "(SELECT vorgang_id FROM volltext_suche WHERE woerter @@ %s::tsquery)"


def matching_ids(frage: Frage) -> SQL:
    """A subquery of the ids of all cases with these words, whoever may see them.

    Only models.queries.suche uses it, inside the actor's view.
    """
    # Words hold nothing but letters and digits, so nothing in them can be an operator.
    spellings = (frage.woerter, *frage.lesarten)
    if is_sqlite():
        return SQL(_SQLITE, [" OR ".join(_fts5(words, frage.beginn) for words in spellings)])
    return SQL(_POSTGRESQL, [" | ".join(_tsquery(words, frage.beginn) for words in spellings)])


def _fts5(words: tuple[str, ...], beginn: bool) -> str:
    quoted = " AND ".join(f'"{word}"' for word in words)
    return f"({quoted} *)" if beginn else f"({quoted})"


def _tsquery(words: tuple[str, ...], beginn: bool) -> str:
    quoted = " & ".join(f"'{word}'" for word in words)
    return f"({quoted}:*)" if beginn else f"({quoted})"


def wipe_deleted() -> None:
    """Make what was deleted from the index unreadable in its files; outside any transaction.

    SQLite keeps deleted words in older segments until they are merged, and pages in the WAL;
    PostgreSQL keeps dead rows, and words in the GIN index even without rows.
    """
    if is_sqlite():
        database.execute_sql("INSERT INTO volltext_suche(volltext_suche) VALUES ('optimize')")
        database.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    else:
        database.execute_sql("VACUUM FULL volltext, volltext_suche")
