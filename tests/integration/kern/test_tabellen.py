"""The tables: in step with the migrations, and every field with its protection class."""

from typing import Any

import pytest
from playhouse.schema_diff import diff_models

from models.db import sitzungen
from models.migrations import migrate, pending
from models.rules.felder import FELDER
from models.tables import SITZUNGSTABELLEN, TABLES, Anliegen, Inhalt, Vorgang

# Accounts of the log-in library and technical columns that felder.csv does not name.
_FREE_TEXTS_ELSEWHERE = {"kontakt"}


def test_migrations_and_tables_are_in_step(db: Any) -> None:
    diff = diff_models(db.obj, list(TABLES))
    assert not diff, f"Eine Migration fehlt: {diff}"


def test_the_store_of_sessions_and_its_tables_are_in_step(db: Any) -> None:
    sitzungen.connect(reuse_if_open=True)
    diff = diff_models(sitzungen.obj, list(SITZUNGSTABELLEN))
    assert not diff, f"Der Sitzungsspeicher weicht ab: {diff}"


def test_a_second_migrate_has_nothing_to_do(db: Any) -> None:
    assert pending() == []
    assert migrate() == []


@pytest.mark.parametrize("table", [*TABLES, *SITZUNGSTABELLEN], ids=lambda table: table.__name__)
def test_every_field_carries_a_protection_class(table: Any) -> None:
    bare = [
        name
        for name, field in table._meta.fields.items()
        if name != "id" and getattr(field, "schutz", None) not in {"A", "B", "C", "D"}
    ]
    assert bare == []


@pytest.mark.parametrize("table", [Vorgang, Inhalt, Anliegen], ids=lambda table: table.__name__)
def test_the_class_is_the_one_of_the_catalogue(table: Any) -> None:
    differing = {
        name: (field.schutz, FELDER[name].schutz)
        for name, field in table._meta.fields.items()
        if name in FELDER and field.schutz != FELDER[name].schutz
    }
    # The list of causes is C; its free text has a field of its own (ursache_text, class A).
    differing.pop("ursache", None)
    assert differing == {}


def test_a_field_that_holds_an_account_is_class_b() -> None:
    from models.tables import Konto

    loose = [
        f"{table.__name__}.{name}"
        for table in TABLES
        for name, field in table._meta.fields.items()
        if getattr(field, "rel_model", None) is Konto and field.schutz != "B"
    ]
    assert loose == []
