# What the database says about itself to programs of other versions, and which work after a
# migration (the full text) is still to be done.
from peewee import *  # noqa: F403

AELTESTES = '0001'  # one table more disturbs nobody


def up(migrator, db):
    class Stand(Model):
        migration = CharField(max_length=120, primary_key=True)
        aeltestes = CharField(max_length=4)
        nacharbeit = CharField(default='', max_length=10)
        class Meta:
            database = db
            table_name = 'stand'
    db.create_tables([Stand])


def down(migrator, db):
    db.execute_sql('DROP TABLE stand')
