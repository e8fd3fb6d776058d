# A run for an earlier Datenstand: the moment that it shows.
from peewee import *  # noqa: F403


def up(migrator, db):
    migrator.migrate(migrator.add_column('lauf', 'rueckblick', DateTimeField(null=True)))


def down(migrator, db):
    migrator.migrate(migrator.drop_column('lauf', 'rueckblick'))
