# Schedules of reports.
from peewee import *  # noqa: F403


def up(migrator, db):
    class Einheit(Model):
        class Meta:
            database = db
            table_name = 'einheit'

    class Zeitplan(Model):
        einheit = ForeignKeyField(Einheit)
        bericht = CharField(max_length=40)
        empfaenger = CharField(max_length=40)
        rhythmus = CharField(max_length=20)
        tag = IntegerField()
        uhrzeit = CharField(max_length=5)
        nachholen = CharField(max_length=10)
        pausiert_bis = DateField(null=True)
        beendet = BooleanField(default=False)
        gesehen_bis = DateTimeField()
        version = IntegerField(default=1)
        class Meta:
            database = db
            table_name = 'zeitplan'
    db.create_tables([Zeitplan])


def down(migrator, db):
    db.execute_sql('DROP TABLE zeitplan')
