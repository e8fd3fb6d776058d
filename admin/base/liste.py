"""The query behind a list: bounded, in stable German order, with its labels, in two statements."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from peewee import JOIN, Case, CharField, Expression, Field, ForeignKeyField, ModelSelect, TextField

from admin.base import verzeichnis
from models.db import sorted_german
from models.rules.codes import CODES
from models.tables import Base, Einheit, Konto

ZAEHLGRENZE = 10_000


def matching(model: type[Base], terms: Iterable[Any]) -> ModelSelect:
    """Keys of the rows in the actor's view that meet every term."""
    query = model.select(model._meta.primary_key)
    for term in terms:
        if term is not None:
            query = query.where(term)
    return query


def count_capped(hits: ModelSelect) -> int:
    """How many rows; beyond ZAEHLGRENZE only that there are more."""
    return hits.limit(ZAEHLGRENZE + 1).count()


@dataclass(frozen=True)
class Umfang:
    """What to read of each row: `felder` (all where empty) with the names of the accounts among
    them, and all of the rows that the foreign keys `mitladen` point to."""

    felder: frozenset[str] = frozenset()
    mitladen: tuple[ForeignKeyField, ...] = ()

    def columns(self, model: type[Base]) -> list[Field]:
        fields, pk = model._meta.fields, model._meta.primary_key
        return [f for f in fields.values() if f is pk or not self.felder or f.name in self.felder]


def load_rows(model: type[Base], keys: Any, order: Sequence[Any], umfang: Umfang) -> list[Base]:
    """The rows of these keys; one statement.

    Only labels are joined, by aliases; which rows there are is for the model's own view to say.
    """
    columns, pk = umfang.columns(model), model._meta.primary_key
    query, joined = model.select(*columns), umfang.mitladen
    for field in _label_fields(columns, joined):
        other = field.rel_model.label_alias(f"zu_{field.name}")
        labels = [other] if field in joined else [other.id, other.name]
        query = query.select_extend(*labels).join_from(
            model, other, JOIN.LEFT_OUTER, on=(field == other.id), attr=field.name
        )
    return list(query.where(pk << keys).order_by(*order))


def order_by(field: Field, descending: bool, codeliste: str) -> list[Any]:
    """ORDER BY terms: as people sort, empty values last, equal ones by key, so that no row is
    on two pages. `codeliste`: where the field's values come from, if there is such a list."""
    term, pk = _sort_term(field, codeliste), field.model._meta.primary_key
    nulls = "LAST" if field.null else None
    first = term.desc(nulls=nulls) if descending else term.asc(nulls=nulls)
    if field is pk:
        return [first]
    return [first, pk.desc() if descending else pk.asc()]


def _sort_term(field: Field, codeliste: str) -> Field | Expression:
    if isinstance(field, ForeignKeyField) and field.rel_model is Einheit:
        return Case(field, list(verzeichnis.einheit_rank().items()))
    if codeliste in CODES:
        codes = verzeichnis.code_options(codeliste)
        return Case(field, [(code, place) for place, (code, _) in enumerate(codes)], len(codes))
    if isinstance(field, CharField | TextField):
        return sorted_german(field)
    return field


def _label_fields(columns: list[Field], joined: Sequence[ForeignKeyField]) -> list[ForeignKeyField]:
    refs = [field for field in columns if isinstance(field, ForeignKeyField)]
    return [field for field in refs if field.rel_model is Konto or field in joined]
