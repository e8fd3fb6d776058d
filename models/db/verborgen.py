"""What an import has written but not shown yet: the term that keeps it out of every view.

It is computed when a query is about to run, not when it is built, and says nothing at all while
no import goes on: a term that excludes nobody would only cost time.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from peewee import ColumnBase, Table, fn

from models.db.verbindung import database

_UNFERTIG = "SELECT id FROM einspielung WHERE fertig_am IS NULL"
_offen: ContextVar[int | None] = ContextVar("offen", default=None)


def unfinished_imports() -> list[int]:
    """Ids of the imports whose cases nobody may see yet."""
    return [key for (key,) in database.execute_sql(_UNFERTIG).fetchall()]


@contextmanager
def showing(einspielung_id: int) -> Iterator[None]:
    """Inside, the cases of this import are in view: for clearing them away."""
    before = _offen.get()
    _offen.set(einspielung_id)
    try:
        yield
    finally:
        _offen.set(before)


class ShownCase(ColumnBase):
    """A WHERE term: the case with this id is shown."""

    def __init__(self, column: Any) -> None:
        self._column = column

    def __sql__(self, ctx: Any) -> Any:
        if not (hidden := _hidden()):
            return ctx.literal("1 = 1")
        marks = Table("verborgen")
        mark = (marks.c.fall == self._column) & marks.c.einspielung.in_(hidden)
        return ctx.sql(~fn.EXISTS(marks.select(1).where(mark)))


class ShownEvent(ColumnBase):
    """A WHERE term: the event of this batch, or of none, is shown."""

    def __init__(self, column: Any) -> None:
        self._column = column

    def __sql__(self, ctx: Any) -> Any:
        if not (hidden := _hidden()):
            return ctx.literal("1 = 1")
        return ctx.sql(self._column.is_null() | self._column.not_in(hidden))


def _hidden() -> list[int]:
    return [key for key in unfinished_imports() if key != _offen.get()]
