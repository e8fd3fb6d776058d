"""The choke point: every table starts its reads at what the actor may see."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, ClassVar, Self

from peewee import SQL, DateTimeField, Expression, Field, IntegrityError, Model, ModelSelect

from models.db import current_akteur, database, require_action
from models.rules.fehler import RuleViolation
from models.rules.rechte import Akteur

SCHNELLER = (
    "Jemand anderes hat den Eintrag inzwischen geändert. "
    "Bitte neu laden, vergleichen und noch einmal speichern."
)

# A view rule returns the WHERE term for this actor: None means every row.
Sicht = Callable[[type["Base"], Akteur], Expression | SQL | None]


class StaleVersion(RuleViolation):
    """Somebody else changed the row since it was read."""


class LeftScope(RuleViolation):
    """The writer would not see the row any more after writing it."""


class GainedSight(RuleViolation):
    """The writer would see by this write what she was not to see before."""


class UtcDateTimeField(DateTimeField):
    """A moment in UTC, stored without zone, always aware in Python."""

    def db_value(self, value: Any) -> Any:
        if isinstance(value, datetime) and value.tzinfo is not None:
            value = value.astimezone(UTC).replace(tzinfo=None)
        return super().db_value(value)

    def python_value(self, value: Any) -> Any:
        moment = super().python_value(value)
        if isinstance(moment, datetime) and moment.tzinfo is None:
            return moment.replace(tzinfo=UTC)
        return moment


def schutz(klasse: str, field: Field) -> Field:
    """Mark a field with its protection class (A to D of felder.csv) and hand it back."""
    field.schutz = klasse
    return field


class Base(Model):
    """A table whose reads are scoped by `sicht` and whose writes need an action.

    `sicht` has no default: a table without one cannot be read at all.
    `scoped_writes`: a saved row must still be visible to its writer, else LeftScope undoes it.
    `weitere_sichten`: views that hang on this row (the content of a case); a write must not open
    one to its writer, else GainedSight undoes it: who is shut out writes no key for herself.
    """

    sicht: ClassVar[Sicht | None] = None
    scoped_writes: ClassVar[bool] = False
    weitere_sichten: ClassVar[tuple[Sicht, ...]] = ()

    class Meta:
        database = database
        legacy_table_names = False
        only_save_dirty = True

    @classmethod
    def visible_to(cls, akteur: Akteur, *fields: Any) -> ModelSelect:
        """A query over the rows that this actor may see."""
        term = cls.view_term(akteur)
        query = super().select(*fields)
        return query if term is None else query.where(term)

    @classmethod
    def view_term(cls, akteur: Akteur) -> Expression | SQL | None:
        """The WHERE term of this actor's view; None where it sees every row."""
        if cls.sicht is None:
            raise RuntimeError(f"{cls.__name__} sagt nicht, wer es sehen darf (sicht).")
        return cls.sicht(cls, akteur)

    @classmethod
    def select(cls, *fields: Any) -> ModelSelect:
        return cls.visible_to(current_akteur(), *fields)

    @classmethod
    def update(cls, __data: Any = None, **update: Any) -> Any:
        require_action(cls.__name__)
        query = super().update(__data, **update)
        term = cls.view_term(current_akteur())
        return query if term is None else query.where(term)

    @classmethod
    def insert(cls, __data: Any = None, **insert: Any) -> Any:
        require_action(cls.__name__)
        return super().insert(__data, **insert)

    @classmethod
    def insert_many(cls, rows: Any, fields: Any = None) -> Any:
        require_action(cls.__name__)
        return super().insert_many(rows, fields)

    @classmethod
    def insert_from(cls, query: Any, fields: Any) -> Any:
        raise RuntimeError("insert_from umgeht die Sicht.")

    @classmethod
    def raw(cls, sql: str, *params: Any) -> Any:
        raise RuntimeError("Rohes SQL umgeht die Sicht.")

    @classmethod
    def alias(cls, alias: str | None = None) -> Any:
        raise RuntimeError("Ein Alias umgeht die Sicht; label_alias() dient nur Bezeichnungen.")

    @classmethod
    def label_alias(cls, alias: str) -> Any:
        """An alias for joining labels (names of units, accounts) to rows already in view."""
        return super().alias(alias)

    @classmethod
    def delete(cls) -> Any:
        require_action(cls.__name__)
        query = super().delete()
        term = cls.view_term(current_akteur())
        return query if term is None else query.where(term)

    def delete_instance(self, recursive: bool = False, delete_nullable: bool = False) -> int:
        if recursive or delete_nullable:
            raise RuntimeError("Rekursives Löschen nimmt mehr mit, als jemand sieht.")
        return super().delete_instance()

    def save(self, force_insert: bool = False, only: Any = None) -> Any:
        shut = [] if force_insert or self._pk is None else self._shut_views()
        saved = super().save(force_insert=force_insert, only=only)
        self._check_sight(shut)
        return saved

    def _shut_views(self) -> list[Sicht]:
        """Those of `weitere_sichten` that the actor in force does not have on the stored row."""
        return [view for view in self.weitere_sichten if not self._seen_by(view)]

    def _check_sight(self, shut: list[Sicht]) -> None:
        """After a write: its writer sees the row still, and nothing that was shut before."""
        if self.scoped_writes and not self._is_visible():
            raise LeftScope(
                "Der Eintrag läge danach außerhalb Ihrer Zuständigkeit; er wurde nicht geändert."
            )
        if any(self._seen_by(view) for view in shut):
            raise GainedSight(
                "Diese Änderung würde Ihnen öffnen, was Ihnen hier verschlossen ist; es wurde "
                "nichts geändert. Bitte wenden Sie sich an die Stelle, bei der der Vorgang liegt."
            )

    def _seen_by(self, view: Sicht) -> bool:
        cls = type(self)
        term = view(cls, current_akteur())
        query = ModelSelect(cls, [cls._meta.primary_key]).where(self._pk_expr())
        return bool((query if term is None else query.where(term)).exists())

    def _is_visible(self) -> bool:
        return type(self).select(self._meta.primary_key).where(self._pk_expr()).exists()


class Versioned(Base):
    """A table whose rows carry a version, so that no writer overwrites another unseen."""

    @classmethod
    def hold(cls, pk: int) -> Self:
        """The row in view, kept from other writers until the transaction ends.

        What an action reads and checks after it still holds when it writes. SQLite's writer is
        alone anyway. Raises DoesNotExist.
        """
        query = cls.select().where(cls._meta.primary_key == pk)
        if cls._meta.database.obj.for_update:
            query = query.for_update()
        return query.get()

    @contextmanager
    def at_version(self, expected: int) -> Iterator[None]:
        """A refusal inside is not the writer's fault where somebody else was faster: it becomes
        StaleVersion, so that she sees both versions. For a row that is held."""
        held_at = self.version
        try:
            yield
        except (RuleViolation, IntegrityError) as error:
            if held_at == expected or isinstance(error, StaleVersion):
                raise
            raise StaleVersion(SCHNELLER) from None

    def save_version(self, expected: int, changes: dict[str, Any]) -> None:
        """Write `changes` if the row still has version `expected`; raises StaleVersion if not."""
        values = {**changes, "version": expected + 1}
        cls = type(self)
        shut = self._shut_views()
        hit = cls.update(values).where(self._pk_expr(), cls.version == expected).execute()
        if not hit:
            raise StaleVersion(SCHNELLER)
        for name, value in values.items():
            setattr(self, name, value)
        self._dirty.clear()
        self._check_sight(shut)
