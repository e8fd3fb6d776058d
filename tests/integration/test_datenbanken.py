"""The databases that tests get: fresh, migrated, and both kinds."""

from urllib.parse import urlsplit

import pytest
from peewee import Database

from models.db import connect, database
from models.tables import TABLES


def test_an_empty_database_has_no_tables(datenbank_url: str, datenbank_art: str) -> None:
    assert urlsplit(datenbank_url).scheme == datenbank_art
    opened = connect(datenbank_url, create=True)
    with opened.connection_context():
        assert opened.get_tables() == []
    database.initialize(None)


def test_a_migrated_database_has_every_table(db: Database) -> None:
    assert {table._meta.table_name for table in TABLES} <= set(db.get_tables())


@pytest.mark.parametrize("time", ["first", "second"])
def test_no_test_finds_what_another_left(db: Database, time: str) -> None:
    assert "ueberbleibsel" not in db.get_tables()
    db.execute_sql("CREATE TABLE ueberbleibsel (id INTEGER)")


@pytest.mark.datenbank("sqlite")
def test_a_marker_narrows_to_one_kind(datenbank_art: str) -> None:
    assert datenbank_art == "sqlite"
