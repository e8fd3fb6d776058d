# The numbers that reports told readers outside, and the gaps where one was left out.
from peewee import *  # noqa: F403


def up(migrator, db):
    class Einheit(Model):
        class Meta:
            database = db
            table_name = 'einheit'

    class Lauf(Model):
        class Meta:
            database = db
            table_name = 'lauf'

    class Berichtszelle(Model):
        lauf = ForeignKeyField(Lauf, null=True, on_delete='SET NULL')
        einheit = ForeignKeyField(Einheit)
        tabelle = CharField(max_length=40)
        zeile = CharField(max_length=80)
        spalte = CharField(max_length=40)
        von = DateField()
        bis = DateField()
        schluss = DateField()
        datenstand = DateField()
        wert = IntegerField(null=True)
        veroeffentlicht_am = DateTimeField(null=True)
        class Meta:
            database = db
            table_name = 'berichtszelle'
    db.create_tables([Berichtszelle])


def down(migrator, db):
    db.execute_sql('DROP TABLE berichtszelle')
