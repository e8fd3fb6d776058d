# Forms that were carried out, so that none is carried out twice.
from peewee import *  # noqa: F403


def up(migrator, db):
    class Einmalschluessel(Model):
        schluessel = CharField(max_length=64, unique=True)
        ziel = TextField()
        angelegt_am = DateTimeField(index=True)
        class Meta:
            database = db
            table_name = 'einmalschluessel'
    db.create_tables([Einmalschluessel])


def down(migrator, db):
    db.execute_sql('DROP TABLE einmalschluessel')
