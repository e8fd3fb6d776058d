"""What the machine refuses, told in the words that help."""

import sqlite3

import pytest

from models.rules.stoerung import VOLL, sentence_for


def _save_on_a_full_disk() -> None:
    """SQLite undoes by itself then; undoing again fails, too."""
    try:
        raise sqlite3.OperationalError("database or disk is full")
    except sqlite3.OperationalError:
        raise sqlite3.OperationalError("cannot rollback - no transaction is active")  # noqa: B904


def test_an_undoing_that_failed_does_not_hide_that_the_disk_is_full() -> None:
    with pytest.raises(sqlite3.OperationalError) as caught:
        _save_on_a_full_disk()
    assert sentence_for(caught.value) == VOLL
