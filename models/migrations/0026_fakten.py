# Anonymous sums of deleted cases, so that published figures stay.
from peewee import *  # noqa: F403


def up(migrator, db):
    class Einheit(Model):
        class Meta:
            database = db
            table_name = 'einheit'

    class Fakt(Model):
        zeitraum = CharField(max_length=10)
        monat = CharField(default='', max_length=7)
        bereich = ForeignKeyField(Einheit, index=False)
        art = CharField(max_length=60)
        uebernommen = IntegerField(default=0)
        neu = IntegerField(default=0)
        abgeschlossen = IntegerField(default=0)
        offen = IntegerField(default=0)
        wiedereroeffnet = IntegerField(default=0)
        class Meta:
            database = db
            table_name = 'fakt'
            indexes = ((('zeitraum', 'monat', 'bereich', 'art'), True),)
    db.create_tables([Fakt])


def down(migrator, db):
    db.execute_sql('DROP TABLE fakt')
