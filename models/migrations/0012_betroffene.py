# Employees whom a case is about: whether somebody said that a name belongs to no account here.
# The full text is written anew afterwards: it holds numbers in more spellings since.
from peewee import *  # noqa: F403


def up(migrator, db):
    migrator.migrate(
        migrator.add_column("betroffen", "ohne_konto", BooleanField(default=False)),
    )


def down(migrator, db):
    migrator.migrate(migrator.drop_column("betroffen", "ohne_konto"))
