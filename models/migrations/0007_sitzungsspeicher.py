# Sessions and failed log-ins leave the database of cases: on SQLite they have a file of their own
# (models/db/sitzungsspeicher.py), on PostgreSQL they are no longer part of dumps and archives.
# Nobody's work is in them; people log in again.
from peewee import *  # noqa: F403

TABLES = ('sitzung', 'anmeldeversuch')


def up(migrator, db):
    for table in TABLES:
        if isinstance(db, SqliteDatabase):
            db.execute_sql(f'DROP TABLE {table}')
        else:
            db.execute_sql(f'TRUNCATE {table}')
            db.execute_sql(f'ALTER TABLE {table} SET UNLOGGED')


def down(migrator, db):
    class Sitzung(Model):
        kennung = CharField(max_length=64, unique=True)
        konto_id = IntegerField(index=True, null=True)
        daten = TextField()
        angelegt_am = DateTimeField()
        zuletzt_am = DateTimeField(index=True)
        class Meta:
            database = db
            table_name = 'sitzung'

    class Anmeldeversuch(Model):
        schluessel = CharField(max_length=64, unique=True)
        fehler = IntegerField(default=0)
        zuletzt_am = DateTimeField(index=True)
        class Meta:
            database = db
            table_name = 'anmeldeversuch'

    if isinstance(db, SqliteDatabase):
        db.create_tables([Sitzung, Anmeldeversuch])
    else:
        for table in TABLES:
            db.execute_sql(f'ALTER TABLE {table} SET LOGGED')
