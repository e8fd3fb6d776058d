# What a run knew: the moment of its snapshot, the newest event in it, the hash of its data. Later
# runs tell by it what has been corrected since.
from peewee import *  # noqa: F403


def up(migrator, db):
    migrator.migrate(
        migrator.add_column('lauf', 'datenstand_zeit', DateTimeField(null=True)),
        migrator.add_column('lauf', 'bis_ereignis', IntegerField(null=True)),
        migrator.add_column('lauf', 'snapshot_sha256', CharField(null=True, max_length=64)),
    )


def down(migrator, db):
    migrator.migrate(
        migrator.drop_column('lauf', 'snapshot_sha256'),
        migrator.drop_column('lauf', 'bis_ereignis'),
        migrator.drop_column('lauf', 'datenstand_zeit'),
    )
